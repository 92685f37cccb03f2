"""The page about reports says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cdktf_ecr.report import FORMATS
from cdktf_ecr.report.as_json import SCHEMA
from cdktf_ecr.report.as_markdown import LENGTH_LIMIT, ROW_LIMIT
from cdktf_ecr.report.as_table import ROW_LIMIT as TABLE_ROWS
from scripts.update_report_page import PAGE, with_tables
from tests.report.samples import FAILED


def test_its_tables_are_up_to_date() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert with_tables(text) == text, "run python scripts/update_report_page.py"


def test_every_format_has_its_section() -> None:
    sections = re.findall(r"^## (\S+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert sections[: len(FORMATS)] == list(FORMATS)


def test_its_numbers_are_the_codes() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert f"`{SCHEMA}`" in text
    assert f"never longer than {LENGTH_LIMIT:,} characters" in text
    assert f"{ROW_LIMIT} findings a table" in text
    assert f"The {TABLE_ROWS} worst findings" in text


def test_its_program_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)

    exec(program, {"report": FAILED})  # noqa: S102 - our own page

    assert capsys.readouterr().out.startswith("### Failed: ")
    assert {file.name for file in (tmp_path / "security").iterdir()} == {"report.json", "report.html"}
