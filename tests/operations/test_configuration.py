from __future__ import annotations

from pathlib import Path

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.operations.configuration import find_configuration, read_configuration


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_the_nearest_file_counts_going_up(tmp_path: Path) -> None:
    write(tmp_path / "cdktf-ecr.toml", 'region = "far"')
    near = write(tmp_path / "a/pyproject.toml", '[tool.cdktf-ecr]\nregion = "near"\n[tool.ruff]\nx = 1')
    (tmp_path / "a/b/c").mkdir(parents=True)

    found = find_configuration(tmp_path / "a/b/c")

    assert found is not None
    assert (found.file, found.options) == (near, {"region": "near"})


def test_our_own_file_takes_precedence_in_its_directory(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", '[tool.cdktf-ecr]\nregion = "project"')
    own = write(tmp_path / "cdktf-ecr.toml", 'region = "own"')

    found = find_configuration(tmp_path)

    assert found is not None
    assert found.file == own


def test_a_project_without_our_table_is_passed_by(tmp_path: Path) -> None:
    write(tmp_path / "cdktf-ecr.toml", 'region = "far"')
    write(tmp_path / "a/pyproject.toml", "[project]\nname = 'x'")

    found = find_configuration(tmp_path / "a")

    assert found is not None
    assert found.options == {"region": "far"}


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("cdktf-ecr.toml", "region = \ny = 1", r"is not valid TOML: .*line 1"),
        ("cdktf-ecr.toml", "a = 1\na = 2\n", r"is not valid TOML: .*line 2"),
        ("pyproject.toml", "[tool]\ncdktf-ecr = 1", "must be a table of options"),
    ],
)
def test_a_malformed_file_is_refused_in_one_line(tmp_path: Path, name: str, text: str, error: str) -> None:
    file = write(tmp_path / name, text)

    with pytest.raises(InvalidSettingError, match=error) as raised:
        find_configuration(tmp_path)
    assert str(raised.value).startswith(f"config '{file}': ")
    assert "\n" not in str(raised.value)


def test_a_file_that_is_named_must_be_there_and_ours(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettingError, match="cannot be read: No such file or directory"):
        read_configuration(tmp_path / "other.toml")
    with pytest.raises(InvalidSettingError, match=r"has no table tool.cdktf-ecr"):
        read_configuration(write(tmp_path / "pyproject.toml", "[project]\nname = 'x'"))
    assert read_configuration(write(tmp_path / "other.toml", "timeout = 5")).options == {"timeout": 5}
