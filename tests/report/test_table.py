"""The table for people at a terminal."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace

from hypothesis import given, settings
from rich.console import Console

from cdktf_ecr.model.findings.report import ScanReport
from cdktf_ecr.report import render
from cdktf_ecr.report.as_table import ROW_LIMIT, renderable
from tests.report import hostile
from tests.report.conftest import TextSnapshot
from tests.report.samples import FAILED, NEVER_SCANNED, OPENSSL, PASSED, UNSCANNED


def test_the_verdict_is_the_last_line() -> None:
    assert render("table", FAILED).splitlines()[-1] == "Failed: 1 rule of the gate is broken: --fail-on CRITICAL."
    assert render("table", PASSED).splitlines()[-1] == "Passed: No rule of the gate is broken."
    assert render("table", NEVER_SCANNED).splitlines()[-1] == "No verdict: The image was never scanned."


def test_the_lesser_severities_are_named_where_they_are_not_zero() -> None:
    assert "CRITICAL 0, HIGH 0, MEDIUM 0, LOW 0, UNTRIAGED unknown\n" in render("table", PASSED)
    assert "CRITICAL 1, HIGH 0, MEDIUM 1, LOW 0, UNDEFINED unknown, UNTRIAGED 1; new since team/api:1.3.9: 1" in render(
        "table", FAILED
    )


def test_no_verdict_is_never_zero() -> None:
    text = render("table", UNSCANNED)

    assert "No verdict on linux/arm64: UNSUPPORTED_IMAGE: ECR cannot scan this operating system.\n" in text
    assert "CRITICAL unknown, HIGH unknown, MEDIUM 1 or more, LOW unknown" in text
    assert "new since team/api:1.3.9: unknown" in text
    assert " 0" not in render("table", NEVER_SCANNED)


def test_what_is_left_out_is_said() -> None:
    many = tuple(replace(OPENSSL, id=f"CVE-{number}") for number in range(ROW_LIMIT + 1234))

    text = render("table", replace(FAILED, findings=many, ignored=FAILED.ignored * (ROW_LIMIT + 7)))

    assert "And 1,234 more, not shown here: the other formats have all.\n" in text
    assert "and 7 more\n" in text
    assert len(text.splitlines()) < 2.2 * ROW_LIMIT


def test_a_console_shows_it_in_its_own_width_and_colours() -> None:
    stream = io.StringIO()
    Console(file=stream, width=60, force_terminal=True, color_system="standard").print(renderable(FAILED))

    assert "\x1b[1;31mCRITICAL !\x1b[0m" in stream.getvalue()
    assert "\x1b[1;31mFailed: 1 rule" in stream.getvalue()
    plain = io.StringIO()
    Console(file=plain, width=60, color_system=None).print(renderable(FAILED))
    assert max(len(line.rstrip()) for line in plain.getvalue().splitlines()) <= 60


@settings(max_examples=50)
@given(hostile.reports())
def test_nobodys_text_moves_the_cursor_or_is_markup(report: ScanReport) -> None:
    text = render("table", report)

    assert {unicodedata.category(character) for character in text if character != "\n"}.isdisjoint({"Cc", "Cs"})
    directions = {unicodedata.bidirectional(character) for character in text}
    assert directions.isdisjoint({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def test_square_brackets_are_shown() -> None:
    assert "[/red][bold]" in render("table", replace(FAILED, reason="[/red][bold]"))


def test_the_whole_report(text_snapshot: TextSnapshot) -> None:
    assert render("table", FAILED) == text_snapshot("txt")
