from __future__ import annotations

from pathlib import Path

import pytest

from cdktf_ecr import InvalidSettingError
from cdktf_ecr.module.publishing.written_files import write_files


def test_writing_again_replaces_generated_files_and_keeps_others(tmp_path: Path) -> None:
    generated = "// Written by cdktf-ecr, which overwrites changes made here.\n"
    write_files(tmp_path / "a" / "b", {"main.tf.json": generated + "1"})
    (tmp_path / "a" / "b" / "mine.tf").write_text("# mine\n", encoding="utf-8")

    write_files(tmp_path / "a" / "b", {"main.tf.json": generated + "2"})

    assert {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "a" / "b").iterdir()} == {
        "main.tf.json": generated + "2",
        "mine.tf": "# mine\n",
    }


def test_a_file_of_somebody_elses_is_overwritten_only_with_force(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# mine\n", encoding="utf-8")
    files = {"main.tf.json": "{}", "README.md": "generated"}

    with pytest.raises(InvalidSettingError, match=r"has README\.md that cdktf-ecr did not write: choose another"):
        write_files(tmp_path, files)
    assert [file.name for file in tmp_path.iterdir()] == ["README.md"]

    write_files(tmp_path, files, force=True)
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "generated"


def test_a_file_is_no_directory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(InvalidSettingError, match="must be a directory, not a file"):
        write_files(tmp_path / "file", {})
