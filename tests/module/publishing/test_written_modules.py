"""The plain modules of an application: written when they would be others, or are not there as they were written."""

from __future__ import annotations

import json
import shutil
import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from cdktf_ecr import CollectionSettings, InvalidSettingError, ModuleSettings
from cdktf_ecr.module.publishing import written_modules
from cdktf_ecr.module.publishing.files import GENERATED
from cdktf_ecr.module.publishing.written_files import write_files
from cdktf_ecr.module.publishing.written_modules import RECORD, write_modules

GUIDE = (ModuleSettings(), CollectionSettings())


@pytest.fixture(autouse=True)
def _no_synthesis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the modules tell their settings, instead of starting Node to synthesize them."""
    export = ModuleType("cdktf_ecr.module.publishing.export")
    for function, name in (("ecr_terraform_module", "ecr"), ("collection_terraform_module", "ecr-repositories")):

        def of(*, defaults: object, name: str = name) -> SimpleNamespace:
            text = f"{GENERATED}\n{defaults!r}\n"
            return SimpleNamespace(name=name, files=lambda: {"main.tf.json": text, "README.md": text})

        setattr(export, function, of)
    monkeypatch.setitem(sys.modules, "cdktf_ecr.module.publishing.export", export)


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """Where they have been written once."""
    directory = tmp_path / "out" / "modules"
    assert write(directory)
    return directory


def write(directory: Path, settings: tuple[ModuleSettings, CollectionSettings] = GUIDE) -> bool:
    return write_modules(directory, ecr=settings[0], collection=settings[1])


def test_they_are_written_once(modules: Path) -> None:
    (modules / "ecr" / "mine.tf").write_text("# mine\n")

    assert not write(modules)
    assert not write(modules)
    assert sorted(str(file.relative_to(modules)) for file in modules.rglob("*.*")) == [
        "ecr-repositories/README.md",
        "ecr-repositories/main.tf.json",
        "ecr/README.md",
        "ecr/main.tf.json",
        "ecr/mine.tf",
    ]


@pytest.mark.parametrize(
    "settings",
    [
        (ModuleSettings(max_image_count=11), CollectionSettings()),
        (ModuleSettings(), CollectionSettings(max_image_count=11)),
        (ModuleSettings(prevent_destroy=True), CollectionSettings()),
        (
            ModuleSettings(
                image_tag_mutability="IMMUTABLE_WITH_EXCLUSION", image_tag_mutability_exclusion_filters=("latest",)
            ),
            CollectionSettings(),
        ),
    ],
    ids=["the module's", "the collection's", "of synth time", "of synth time, too"],
)
def test_other_settings_are_other_modules(modules: Path, settings: tuple[ModuleSettings, CollectionSettings]) -> None:
    assert write(modules, settings)
    assert repr(settings[0]) in (modules / "ecr" / "main.tf.json").read_text(encoding="utf-8")
    assert not write(modules, settings)
    assert write(modules)


@pytest.mark.parametrize("floor", ["model", "resources", "module"])
@pytest.mark.parametrize("change", ["a line", "a file", "a name"])
def test_another_library_is_other_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, floor: str, change: str
) -> None:
    library = tmp_path / "cdktf_ecr"
    for each in ("model", "resources", "module"):
        (library / each).mkdir(parents=True)
        (library / each / "a.py").write_text("pass\n")
    monkeypatch.setattr(written_modules, "_PACKAGE", library)
    write(tmp_path / "modules")
    assert not write(tmp_path / "modules")

    if change == "a line":
        (library / floor / "a.py").write_text("...\n")
    elif change == "a file":
        (library / floor / "b.py").touch()
    else:
        (library / floor / "a.py").rename(library / floor / "b.py")

    assert write(tmp_path / "modules")


@pytest.mark.parametrize(
    "distribution", ["cdktf-ecr", "cdktf", "cdktf_cdktf_provider_aws", "cdktn", "constructs", "jsii"]
)
def test_another_version_of_what_writes_them_is_other_modules(
    modules: Path, monkeypatch: pytest.MonkeyPatch, distribution: str
) -> None:
    stock = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "9" if name == distribution else stock(name))

    assert write(modules)


def test_another_context_is_other_modules(modules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDKTF_CONTEXT_JSON", '{"excludeStackIdFromLogicalIds": "true"}')

    assert write(modules)


def damage(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + " ", encoding="utf-8")


@pytest.mark.parametrize("name", ["ecr/main.tf.json", "ecr-repositories/README.md"])
@pytest.mark.parametrize("harm", [damage, Path.unlink, lambda file: shutil.rmtree(file.parent)])
def test_what_was_changed_or_removed_is_written_again(modules: Path, name: str, harm: Any) -> None:
    before = (modules / name).read_bytes()
    harm(modules / name)

    assert write(modules)
    assert (modules / name).read_bytes() == before


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"source": "x"}', '{"files": {}}', '{"source": 1, "files": 2}']
)
def test_a_record_that_says_nothing_is_no_record(modules: Path, text: str) -> None:
    modules.with_name(RECORD).write_text(text)

    assert write(modules)
    assert not write(modules)


def test_a_record_of_no_files_proves_nothing(modules: Path) -> None:
    record = modules.with_name(RECORD)
    record.write_text(json.dumps(json.loads(record.read_text(encoding="utf-8")) | {"files": {}}))

    assert write(modules)


def test_one_killed_half_way_is_begun_anew(modules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hardened = (ModuleSettings.hardened(), CollectionSettings.hardened())

    def killed(directory: Path, files: dict[str, str]) -> None:
        if directory.name != "ecr":
            raise KeyboardInterrupt
        write_files(directory, files)

    monkeypatch.setattr(written_modules, "write_files", killed)
    with pytest.raises(KeyboardInterrupt):
        write(modules, hardened)
    monkeypatch.setattr(written_modules, "write_files", write_files)

    assert write(modules)
    assert repr(GUIDE[0]) in (modules / "ecr" / "main.tf.json").read_text(encoding="utf-8")


def test_a_file_of_somebody_elses_stays(modules: Path) -> None:
    (modules / "ecr" / "README.md").write_text("# mine\n")

    for _ in range(2):
        with pytest.raises(InvalidSettingError, match=r"has README\.md that cdktf-ecr did not write"):
            write(modules)
