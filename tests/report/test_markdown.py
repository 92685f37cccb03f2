"""Markdown, rendered by a library that is not ours: what a comment shows, and that nobody's text does anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cdktf_ecr.model.findings.report import ScanReport, Violation
from cdktf_ecr.report import render
from cdktf_ecr.report.as_markdown import LENGTH_LIMIT, ROW_LIMIT
from cdktf_ecr.report.markdown_text import prose
from tests.report import hostile
from tests.report.conftest import TextSnapshot
from tests.report.samples import BARE, EXPIRED, FAILED, NEVER_SCANNED, OPENSSL, PASSED, UNSCANNED, ZLIB

RENDERER = MarkdownIt("gfm-like", {"html": True})


def tokens(text: str) -> Iterator[Token]:
    for token in RENDERER.parse(text):
        yield token
        yield from token.children or ()


def shown(report: ScanReport) -> str:
    """The text of the rendered comment, cells parted by bars."""
    parts = {"td_close": " | ", "th_close": " | ", "tr_close": "\n", "paragraph_close": "\n", "heading_close": "\n"}
    return "".join(
        parts.get(token.type, "") or (token.content if token.type in {"text", "code_inline"} else "")
        for token in tokens(render("markdown", report))
    )


def test_it_begins_with_the_verdict_and_its_reason() -> None:
    lines = shown(FAILED).splitlines()

    assert lines[0] == "Failed: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/api:1.4.0"
    assert lines[1] == "1 rule of the gate is broken: --fail-on CRITICAL."


def test_counts_are_of_what_is_found_what_is_new_and_what_is_ignored() -> None:
    text = shown(FAILED)

    assert "Severity | Findings | New | Ignored | \nCRITICAL | 1 | 1 | 0 | \nHIGH | 0 | 0 | 1 | \n" in text
    assert "UNDEFINED | unknown | 0 | 0 | \n" in text
    assert "INFORMATIONAL" not in text
    assert "Severity | Findings | Ignored | \n" in shown(PASSED)


def test_what_is_new_comes_first() -> None:
    text = shown(FAILED)

    assert text.index("New since team/api:1.3.9") < text.index("CVE-2026-1001") < text.index("Not new\n")
    assert text.index("Not new\n") < text.index("CVE-2026-1002")


def test_what_may_be_new_is_not_called_old() -> None:
    report = replace(FAILED, findings=(replace(OPENSSL, new=None), ZLIB))

    assert "Not known to be new\n" in shown(report)
    assert "CRITICAL | 1 | unknown | 0 | \n" in shown(report)


def test_without_a_comparison_there_is_one_table() -> None:
    text = shown(replace(FAILED, new_since=None, findings=tuple(replace(each, new=None) for each in FAILED.findings)))

    assert "Findings\n" in text
    assert "New" not in text
    assert "Not known" not in text


def test_no_verdict_is_never_zero() -> None:
    assert "No verdict: 123456789012" in shown(UNSCANNED)
    assert "linux/arm64: UNSUPPORTED_IMAGE: ECR cannot scan this operating system.\n" in shown(UNSCANNED)
    assert "CRITICAL | unknown | unknown | 0 | \n" in shown(UNSCANNED)
    assert "MEDIUM | 1 or more | unknown | 0 | \n" in shown(UNSCANNED)
    assert "CRITICAL | unknown | 0 | \n" in shown(NEVER_SCANNED)


def test_a_finding_that_breaks_a_rule_is_bold_and_leads_to_its_advisory() -> None:
    text = render("markdown", FAILED)

    assert "| **CRITICAL** | [`CVE-2026-1001`](<https://nvd.nist.gov/vuln/detail/CVE-2026-1001>) |" in text
    assert "Bold: breaks a rule." in text
    links = [token.attrGet("href") for token in tokens(text) if token.type == "link_open"]
    assert links == [OPENSSL.url, ZLIB.url]


def test_what_is_left_out_is_said() -> None:
    many = tuple(replace(OPENSSL, id=f"CVE-2026-{number:05}") for number in range(70))
    more = tuple(replace(BARE, id=f"GHSA-{number}", new=True) for number in range(7))

    text = shown(replace(FAILED, findings=(*many, *more)))

    assert text.count("CVE-2026-") == ROW_LIMIT + 1  # one is ignored
    assert "And 27 more, left out here: 20 CRITICAL, 7 UNTRIAGED.\n" in text
    assert "- and 5 more, left out here" in render("markdown", replace(FAILED, expired_ignores=(EXPIRED,) * 25))


@pytest.mark.parametrize("attack", [*hostile.ATTACKS, "<" * 3000, "@" * 3000])
def test_a_comment_has_its_bounded_length_whatever_it_is_full_of(attack: str) -> None:
    report = hostile.attacked(attack)
    finding = replace(report.findings[0], url="https://example.com/" + "a" * 250)
    old = replace(finding, new=False)
    full = replace(
        report,
        images=report.images * 30,
        findings=(*[finding] * 200, *[old] * 200),
        violations=report.violations * 30,
        ignored=report.ignored * 200,
        expired_ignores=report.expired_ignores * 30,
        unused_ignores=report.expired_ignores * 30,
    )

    assert len(render("markdown", full)) <= LENGTH_LIMIT


@given(hostile.reports())
def test_nobodys_text_is_markup_a_link_a_picture_or_a_mention(report: ScanReport) -> None:
    text = render("markdown", report)

    found = list(tokens(text))
    harmless = {
        *(
            "heading_open",
            "heading_close",
            "paragraph_open",
            "paragraph_close",
            "inline",
            "text",
            "code_inline",
            "softbreak",
        ),
        *("table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close"),
        *("th_open", "th_close", "td_open", "td_close", "bullet_list_open", "bullet_list_close"),
        *(
            "list_item_open",
            "list_item_close",
            "strong_open",
            "strong_close",
            "link_open",
            "link_close",
            "text_special",
        ),
    }
    assert {token.type for token in found} <= harmless
    links = [token for token in found if token.type == "link_open"]
    assert [token for token in links if token.markup == "linkify"] == []
    assert all(str(token.attrGet("href")).startswith(("http://", "https://")) for token in links)
    prose = "".join(token.content for token in found if token.type in {"text", "text_special"})
    assert not re.search(r"[@#]\w|://|www\.", prose)
    severities = [token for token in found if token.type == "strong_open"]
    assert len(severities) <= sum(len(violation.findings) for violation in report.violations)


def test_a_bar_is_shown_as_one() -> None:
    (paragraph,) = [token for token in RENDERER.parse(prose("a | b")) if token.type == "inline"]

    assert "".join(token.content for token in paragraph.children or ()) == "a | b"


@given(hostile.reports())
def test_nobodys_text_ends_a_cell_or_a_row(report: ScanReport) -> None:
    widths: list[int] = []
    for token in RENDERER.parse(render("markdown", report)):
        if token.type == "tr_open":
            widths.append(0)
        widths[-1:] = [widths[-1] + 1] if token.type in {"td_open", "th_open"} else widths[-1:]

    summary = 4 if report.new_since is not None else 3
    assert set(widths) <= {summary, 6}
    rows = len(report.findings) + 2 * 1
    assert widths.count(6) <= rows


def test_a_rule_of_the_policy_is_named_with_what_was_found() -> None:
    broken = Violation(rule="--max HIGH=5", message="7 findings of severity HIGH, where 5 may be", findings=())

    assert "--max HIGH=5: 7 findings of severity HIGH, where 5 may be\n" in shown(replace(FAILED, violations=(broken,)))


def test_the_whole_report(text_snapshot: TextSnapshot) -> None:
    assert render("markdown", FAILED) == text_snapshot("md")
