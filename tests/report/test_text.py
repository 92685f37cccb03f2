"""What is done to the text of others before it is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from jsonschema import FormatChecker

from cdktf_ecr.report.text import one_line, shortened, web_address
from tests.report import hostile


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("two\r\n\tlines", "two lines"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("abc\u202edcba", "abc\ufffddcba"),
        ("\u2066x\u2069", "\ufffdx\ufffd"),
        ("half \ud83d", "half \ufffd"),
        ("family \U0001f469\u200d\U0001f467", "family \U0001f469\u200d\U0001f467"),
        ("naïve 漢字 עברית", "naïve 漢字 עברית"),
    ],
)
def test_a_line_is_one_line_without_controls(text: str, line: str) -> None:
    assert one_line(text) == line


@pytest.mark.parametrize(("limit", "text"), [(5, "12345"), (4, "123…"), (1, "…")])
def test_a_long_text_is_shortened_to_its_limit(limit: int, text: str) -> None:
    assert shortened("12345", limit) == text


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (
            "https://nvd.nist.gov/vuln/detail/CVE-2026-1?a=b&c=%20#d",
            "https://nvd.nist.gov/vuln/detail/CVE-2026-1?a=b&c=%20#d",
        ),
        (" https://example.com ", "https://example.com"),
        ("http://example.com:8080/a b", "http://example.com:8080/a%20b"),
        ("https://example.com/ü%", "https://example.com/%C3%BC%25"),
        ('https://example.com/"><script>', "https://example.com/%22%3E%3Cscript%3E"),
        ("https://example.com/\ud800", "https://example.com/?"),
        ("javascript:alert(1)", None),
        ("JAVASCRIPT://example.com/%0aalert(1)", None),
        ("data:text/html,x", None),
        ("https://trusted.example@evil.example/", None),
        ("https:///path", None),
        ("//example.com", None),
        ("https://example.com/#one#two", None),
        ("CVE-2026-1", None),
        ("", None),
        (None, None),
    ],
)
def test_only_an_address_of_the_web_is_a_link(url: str | None, address: str | None) -> None:
    assert web_address(url) == address


@given(hostile.texts)
def test_every_address_is_a_valid_one(text: str) -> None:
    address = web_address(f"https://example.com/{text}")

    assert address is None or FormatChecker().conforms(address, "uri")
