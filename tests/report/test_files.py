"""Reports written to files: all of them or none, each whole at every moment."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.findings.report import ScanReport
from cdktf_ecr.report import FORMATS, as_sarif, render, write_reports
from tests.report.samples import FAILED, PASSED


def left(directory: Path) -> dict[str, str]:
    return {
        str(file.relative_to(directory)): file.read_text(encoding="utf-8")
        for file in directory.rglob("*")
        if file.is_file()
    }


def test_every_format_is_written_as_it_is_rendered(tmp_path: Path) -> None:
    write_reports(FAILED, {name: tmp_path / f"report.{name}" for name in FORMATS})

    for name in FORMATS:
        assert (tmp_path / f"report.{name}").read_bytes() == render(name, FAILED).encode()
    assert len(left(tmp_path)) == len(FORMATS)


def test_a_directory_that_is_not_there_is_made(tmp_path: Path) -> None:
    write_reports(FAILED, {"json": tmp_path / "security" / "scan" / "report.json"})

    assert list(left(tmp_path)) == ["security/scan/report.json"]


def test_a_file_that_is_there_is_replaced_and_never_written_into(tmp_path: Path) -> None:
    file, link = tmp_path / "report.json", tmp_path / "before.json"
    file.write_text("before")
    os.link(file, link)

    write_reports(FAILED, {"json": file})

    assert link.read_text() == "before"
    assert file.read_text() == render("json", FAILED)


def test_a_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "other").touch()

    write_reports(FAILED, {"json": tmp_path / "report.json"})

    assert stat.S_IMODE((tmp_path / "report.json").stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


def test_no_format_no_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettingError, match="format 'xlsx': must be one of table, json, sarif"):
        write_reports(FAILED, {"json": tmp_path / "report.json", "xlsx": tmp_path / "report.xlsx"})

    assert left(tmp_path) == {}


def test_one_file_for_two_formats_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettingError, match="must not be the file of two formats"):
        write_reports(FAILED, {"json": tmp_path / "report", "csv": tmp_path / "x" / ".." / "report"})

    assert left(tmp_path) == {}


def test_a_directory_in_a_files_place_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text("before")
    (tmp_path / "report.csv").mkdir()

    with pytest.raises(InvalidSettingError, match=r"output '.*report\.csv': must be a file, and is something else"):
        write_reports(FAILED, {"json": tmp_path / "report.json", "csv": tmp_path / "report.csv"})

    assert left(tmp_path) == {"report.json": "before"}


def test_a_file_in_a_directorys_place_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "security").write_text("before")

    with pytest.raises(
        InvalidSettingError, match=r"output '.*report\.json': cannot be written: (Not a directory|File exists)"
    ):
        write_reports(FAILED, {"json": tmp_path / "security" / "report.json"})

    assert left(tmp_path) == {"security": "before"}


def test_a_disk_that_is_full_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "report.json").write_text("before")

    def full(_: ScanReport) -> Iterator[str]:
        yield "half"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(as_sarif, "render", full)
    with pytest.raises(InvalidSettingError, match=r"report\.sarif': cannot be written: No space left on device"):
        write_reports(FAILED, {"json": tmp_path / "report.json", "sarif": tmp_path / "report.sarif"})

    assert left(tmp_path) == {"report.json": "before"}


def test_an_interrupted_program_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: ScanReport) -> Iterator[str]:
        yield "half"
        raise KeyboardInterrupt

    monkeypatch.setattr(as_sarif, "render", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_reports(FAILED, {"json": tmp_path / "report.json", "sarif": tmp_path / "report.sarif"})

    assert left(tmp_path) == {}


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(InvalidSettingError, match="format 'xml': must be one of"):
        render("xml", PASSED)


def test_a_format_loads_what_it_needs_when_it_is_used() -> None:
    program = (
        "import sys, cdktf_ecr.report; print(sorted({'rich', 'jinja2', 'xml', 'jsii', 'boto3'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)

    assert ran.stdout == "[]\n"
