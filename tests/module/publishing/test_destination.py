"""Where a module is exported to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cdktf_ecr import InvalidSettingError
from cdktf_ecr.module.publishing.destination import check_destination
from cdktf_ecr.module.publishing.files import GENERATED
from cdktf_ecr.module.publishing.record import Record

GUIDE = Record(module="ecr", profile="guide")
HARDENED = Record(module="ecr", profile="hardened", exclusion_filters=("latest",))


def check(directory: Path, record: Record = GUIDE, *, force: bool = False, allow_change: bool = False) -> list[str]:
    return check_destination(directory, record, force=force, allow_change=allow_change)


def exported(directory: Path, record: Record | None) -> None:
    comment = GENERATED if record is None else {"note": GENERATED, **record.as_comment()}
    (directory / "versions.tf.json").write_text(json.dumps({"//": comment}), encoding="utf-8")


def test_a_directory_that_is_not_there_or_has_nothing_for_terraform_will_do(tmp_path: Path) -> None:
    (tmp_path / "notes.md").touch()

    assert check(tmp_path) == check(tmp_path / "a" / "b") == []


def test_what_it_is_does_not_change_unasked(tmp_path: Path) -> None:
    exported(tmp_path, GUIDE)

    assert check(tmp_path, Record(module="ecr", profile="guide", version="2")) == []
    with pytest.raises(InvalidSettingError) as refused:
        check(tmp_path, HARDENED, force=True)
    assert refused.value.rule == (
        "holds module ecr with guide defaults, and would hold module ecr with hardened defaults and exclusion filter "
        "latest: the next apply could replace the repository with the loss of its images, or delete logs; export what "
        "it is, or add --allow-change"
    )
    assert check(tmp_path, HARDENED, allow_change=True) == []


def test_an_export_that_does_not_say_what_it_is_is_not_guessed_at(tmp_path: Path) -> None:
    exported(tmp_path, None)

    with pytest.raises(InvalidSettingError, match="holds an export that does not say what it is, and would hold"):
        check(tmp_path)
    assert check(tmp_path, allow_change=True) == []


@pytest.mark.parametrize("name", ["main.tf", "provider.tf.json", "main.tofu", "main.tofu.json"])
def test_a_module_does_not_come_between_somebody_elses_files_unasked(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("{}", encoding="utf-8")

    with pytest.raises(InvalidSettingError, match=f"has {name}, and Terraform would read the module's files together"):
        check(tmp_path, allow_change=True)
    assert check(tmp_path, force=True) == [name]


def test_files_that_came_to_the_module_later_are_named(tmp_path: Path) -> None:
    exported(tmp_path, GUIDE)
    for name in ("b.tf", "a.tf"):
        (tmp_path / name).touch()

    assert check(tmp_path) == ["a.tf", "b.tf"]


def test_what_would_be_overwritten_is_told_before_anything_else(tmp_path: Path) -> None:
    for name in ("main.tf.json", "other.tf"):
        (tmp_path / name).write_text("{}", encoding="utf-8")

    with pytest.raises(InvalidSettingError, match=r"has main\.tf\.json that cdktf-ecr did not write"):
        check(tmp_path)
    with pytest.raises(InvalidSettingError, match="must be a directory, not a file"):
        check(tmp_path / "other.tf")
