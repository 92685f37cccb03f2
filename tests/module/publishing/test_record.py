"""What an exported module says that it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr import CollectionSettings, ModuleSettings, profile_settings
from cdktf_ecr.model.module.profile_names import PROFILES
from cdktf_ecr.model.module.shared_settings import SharedSettings
from cdktf_ecr.module.publishing import record as records
from cdktf_ecr.module.publishing.descriptions import ECR, ECR_REPOSITORIES
from cdktf_ecr.module.publishing.files import GENERATED, TerraformModule
from cdktf_ecr.module.publishing.record import Record, record_of, recorded
from cdktf_ecr.module.publishing.written_files import write_files

UNKNOWN = Record(module=None, profile=None)
GUIDE = Record(module="ecr", profile="guide")


def export(directory: Path, record: Record) -> None:
    module = TerraformModule(
        description=ECR,
        configuration={"variable": {}, "output": {}},
        required_terraform="",
        required_provider="",
        record=record,
    )
    write_files(directory, module.files())


def before_records(directory: Path, *, names: list[str], encryption: str, filters: list[str]) -> None:
    """Write what of an export from before there were records tells what it is."""
    excluded = [{"filter": each, "filter_type": "WILDCARD"} for each in filters]
    repository: dict[str, Any] = {
        "name": "x",
        **({"image_tag_mutability_exclusion_filter": excluded} if filters else {}),
    }
    inputs = {**{name: {"type": "string"} for name in names}, "encryption_type": {"default": encryption}}
    contents: dict[str, dict[str, Any]] = {
        "main.tf.json": {"resource": {"aws_ecr_repository": {"this": repository}}},
        "variables.tf.json": {"variable": inputs},
        "versions.tf.json": {"terraform": {}},
    }
    write_files(directory, {name: json.dumps({"//": GENERATED, **text}) for name, text in contents.items()})


@pytest.mark.parametrize(
    "record", [GUIDE, Record(module="ecr", profile=None, exclusion_filters=("a", "b"), version="1")]
)
def test_what_was_exported_is_read_again(tmp_path: Path, record: Record) -> None:
    export(tmp_path, record)

    assert recorded(tmp_path) == record


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    ("description", "kind", "own"),
    [
        (ECR, ModuleSettings, {"repository_name": "team/api"}),
        (ECR_REPOSITORIES, CollectionSettings, {"collection_name": "team", "repositories": {"team/api": {}}}),
    ],
)
def test_the_profile_is_told_from_the_defaults_whatever_is_required(
    description: Any, kind: type[Any], own: dict[str, Any], profile: str
) -> None:
    filters = ("latest",)
    settings: SharedSettings = profile_settings(kind, profile, exclusion_filters=filters)
    make: Any = {"guide": kind}.get(profile) or getattr(kind, profile)

    found = [record_of(description, each) for each in (settings, make(**own), make(**own, max_image_count=99))]

    version = records.library_version()
    assert found == [
        Record(module=description.name, profile=profile, exclusion_filters=filters, version=version),
        Record(module=description.name, profile=profile, version=version),
        Record(module=description.name, profile=None, version=version),
    ]


@pytest.mark.parametrize(
    ("names", "encryption", "filters", "expected"),
    [
        (["repository_name"], "AES256", [], GUIDE),
        (
            ["repository_name"],
            "KMS",
            ["a", "b"],
            Record(module="ecr", profile="hardened", exclusion_filters=("a", "b")),
        ),
        (["collection_name", "repositories"], "KMS", [], Record(module="ecr-repositories", profile="hardened")),
    ],
)
def test_an_export_from_before_there_were_records_is_told_by_its_inputs(
    tmp_path: Path, names: list[str], encryption: str, filters: list[str], expected: Record
) -> None:
    before_records(tmp_path, names=names, encryption=encryption, filters=filters)

    assert recorded(tmp_path) == expected


@pytest.mark.parametrize("missing", ["main.tf.json", "variables.tf.json"])
def test_an_old_export_that_is_not_whole_does_not_say_what_it_is(tmp_path: Path, missing: str) -> None:
    before_records(tmp_path, names=["repository_name"], encryption="AES256", filters=[])
    (tmp_path / missing).unlink()

    assert recorded(tmp_path) == UNKNOWN


@pytest.mark.parametrize("text", ['{"//": {}}', '{"//": {"module": "ecr"}}', "[]", "{", '{"//": 5}'])
def test_a_record_that_was_changed_by_hand_says_nothing(tmp_path: Path, text: str) -> None:
    export(tmp_path, GUIDE)
    (tmp_path / "versions.tf.json").write_text(f"{text}\n\n{GENERATED}" if text == "{" else text, encoding="utf-8")

    assert recorded(tmp_path) == UNKNOWN


def test_where_nothing_was_exported_there_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "main.tf.json").write_text("{}", encoding="utf-8")

    assert recorded(tmp_path) is None
    assert recorded(tmp_path / "missing") is None


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (Record(module="ecr", profile="guide", version="9"), True),
        (Record(module="ecr", profile="hardened"), False),
        (Record(module="ecr-repositories", profile="guide"), False),
        (Record(module="ecr", profile="guide", exclusion_filters=("latest",)), False),
        (UNKNOWN, False),
    ],
)
def test_only_the_version_may_differ(other: Record, *, alike: bool) -> None:
    assert GUIDE.is_alike(other) is alike
    assert not UNKNOWN.is_alike(UNKNOWN)
