"""The formats there are, and how a report is rendered in one."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from cdktf_ecr.model.terraform.rules import OneOf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cdktf_ecr.model.findings.report import ScanReport

_SOURCE = "cdktf-ecr report formats"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of a report.

    Args:
        name: What it is called on the command line.
        summary: What it is for, in a few words.
        module: The module beside this one whose `render` takes a `ScanReport` and yields the text, piece by piece.
    """

    name: str
    summary: str
    module: str


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format(name="table", summary="the worst findings, for people at a terminal", module="as_table"),
        Format(name="json", summary="everything, for programs; versioned, with a JSON Schema", module="as_json"),
        Format(name="sarif", summary="SARIF 2.1.0, for code scanning services", module="as_sarif"),
        Format(name="junit", summary="JUnit XML, for the test results of a pipeline", module="as_junit"),
        Format(name="markdown", summary="a comment on a pull request, of bounded length", module="as_markdown"),
        Format(name="csv", summary="one line a finding, for spreadsheets", module="as_csv"),
        Format(name="html", summary="one page without anything beside it, to sort and filter", module="as_html"),
    )
}


def render(name: str, report: ScanReport) -> str:
    """Return ``report`` in a format.

    Args:
        name: One of `FORMATS`.
        report: What was found, and the verdict.

    Raises:
        InvalidSettingError: There is no such format.
    """
    return b"".join(encoded(name, report)).decode("utf-8")


def encoded(name: str, report: ScanReport) -> Iterator[bytes]:
    """Yield the text of ``report`` in a format piece by piece, as UTF-8: a report of thousands of findings is large.

    Args:
        name: One of `FORMATS`.
        report: What was found, and the verdict.

    Raises:
        InvalidSettingError: There is no such format.
    """
    OneOf(choices=tuple(FORMATS), source=_SOURCE).check("format", name)
    piece: str
    for piece in import_module(f"{__package__}.{FORMATS[name].module}").render(report):
        # A scanner's JSON may spell half a surrogate pair, which is no character.
        yield piece.encode("utf-8", "replace")
