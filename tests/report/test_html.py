"""The HTML page as text: what is in it, and that nobody's text becomes part of it. In a browser: see page."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from cdktf_ecr.model.findings.report import ScanReport
from cdktf_ecr.report import render
from tests.report import hostile
from tests.report.conftest import TextSnapshot
from tests.report.samples import FAILED, NEVER_SCANNED, OPENSSL, PASSED, REPORTS, UNSCANNED

VOID = {"meta", "input", "link", "img", "br", "hr"}


class Page(HTMLParser):
    """A page's elements with their attributes, and the text that a reader sees."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.source: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in {"script", "style"}:
            self.source.append((self._open[-1], data))
        else:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.texts))


def page(report: ScanReport) -> Page:
    return Page(render("html", report))


def skeleton(read: Page) -> set[tuple[str, str]]:
    """Each kind of element with each name of an attribute that one of them has."""
    return {(tag, name) for tag, attributes in read.elements for name in (*attributes, "")}


USUAL = {pair for report in REPORTS.values() for pair in skeleton(page(report))}
SOURCE = page(FAILED).source


@pytest.mark.parametrize("name", REPORTS)
def test_it_loads_nothing_and_runs_its_own_script_and_style_alone(name: str) -> None:
    read = page(REPORTS[name])

    (policy,) = [each["content"] for _, each in read.elements if each.get("http-equiv") == "Content-Security-Policy"]
    assert [kind for kind, _ in read.source] == ["style", "script", "script"]
    style, early, script = (
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for _, text in read.source
    )
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{early}' 'sha256-{script}'; "
        "base-uri 'none'; form-action 'none'"
    )
    tags = [tag for tag, _ in read.elements]
    assert (tags.count("style"), tags.count("script")) == (1, 2)
    assert {"link", "img", "iframe", "object", "embed"}.isdisjoint(tags)
    assert {name for _, attributes in read.elements for name in attributes}.isdisjoint({"src", "style", "srcset"})


def test_it_says_what_was_found() -> None:
    text = page(FAILED).text

    assert "Failed 123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/api:1.4.0 1 rule of the gate" in text.replace(
        "  ", " "
    )
    assert "New since team/api:1.3.9 : 1 ." in text
    assert "CVE-2026-1001 new exploit known breaks a rule Heap overflow in the parsing of certificates" in text
    assert "Also GHSA-1001-1001-1001" in text
    assert "until 2027-01-31 or until there is a fix No cookies are set." in text
    assert "CVE-2025-0001 , until 2026-10-31 ( security/ignore.yaml:3 ): Waiting for the vendor." in text


def test_counts_are_numbers_only_where_they_are_known() -> None:
    assert "Undefined unknown" in page(FAILED).text
    assert "Critical unknown High unknown Medium 1 or more Low unknown" in page(UNSCANNED).text
    assert "there may be more findings than these" in page(UNSCANNED).text
    assert "New since team/api:1.3.9 : unknown ." in page(UNSCANNED).text
    assert "Critical 0 High 0 Medium 0 Low 0" in page(PASSED).text
    assert "there may be more" not in page(PASSED).text


def test_an_empty_table_says_why_it_is_empty() -> None:
    assert "Findings None." in page(PASSED).text
    assert "Findings None is known, because not everything was looked at." in page(NEVER_SCANNED).text


def test_a_platform_without_a_verdict_comes_first() -> None:
    text = page(UNSCANNED).text

    said = "No verdict on linux/arm64 : UNSUPPORTED_IMAGE: ECR cannot scan this operating system."
    assert text.index(said) < text.index("Findings by severity")


def test_without_a_comparison_nothing_is_said_to_be_new() -> None:
    assert "new" not in page(replace(PASSED, findings=(replace(OPENSSL, new=None),))).text.lower()


@settings(max_examples=50)
@given(hostile.reports())
def test_nobodys_text_is_an_element_or_an_attribute(report: ScanReport) -> None:
    read = page(report)

    assert skeleton(read) <= USUAL
    addresses = [attributes["href"] or "" for _, attributes in read.elements if "href" in attributes]
    assert all(address.startswith(("https://", "http://")) for address in addresses)
    assert read.source == SOURCE


def test_the_whole_report(text_snapshot: TextSnapshot) -> None:
    read = page(FAILED)
    text = render("html", FAILED)
    for _, source in read.source:
        text = text.replace(source, "...")

    assert re.sub("sha256-[A-Za-z0-9+/=]{44}", "sha256-...", text) == text_snapshot("html")
