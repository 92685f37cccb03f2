"""One HTML page without anything beside it: it loads nothing, and runs no script and no style but its own."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from cdktf_ecr.model.findings.finding import severity_rank
from cdktf_ecr.model.scanning.events import SEVERITIES

from .figures import (
    UNKNOWN,
    VERDICT_WORDS,
    broken_rules,
    count_text,
    fix_text,
    image_name,
    is_incomplete,
    new_text,
    term_text,
)
from .text import one_line, shortened, web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cdktf_ecr.model.findings.finding import Finding
    from cdktf_ecr.model.findings.report import ScanReport

_TEMPLATE = "report.html.jinja"
_STYLE = "report.css"
_SCRIPT = "report.js"
_EARLY_SCRIPT = "early.js"
# Advisories can be pages long, times 25,000 findings; their address leads to the whole text.
_DESCRIPTION_LIMIT = 600
# Pieces of the template that are written at once.
_BUFFERED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the page's tables: a finding's texts, with "unknown" for what nobody said. The worst weighs most."""

    id: str
    aliases: str
    severity: str
    weight: int
    package: str
    version: str
    fix: str
    fixable: bool
    platform: str
    sources: str
    title: str
    description: str
    url: str | None
    new: bool | None
    exploit: bool | None
    path: str | None
    rules: Sequence[str]


def render(report: ScanReport) -> Iterator[str]:
    """Yield ``report`` as an HTML page."""
    environment = Environment(
        loader=FunctionLoader(template_file),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script, early_script = template_file(_STYLE), template_file(_SCRIPT), template_file(_EARLY_SCRIPT)
    rules = broken_rules(report)
    page = environment.get_template(_TEMPLATE).stream(
        report=report,
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        early_script=Markup(early_script),  # noqa: S704 - our own file
        policy=security_policy(styles=[style], scripts=[early_script, script]),
        verdict=VERDICT_WORDS[report.verdict],
        incomplete=is_incomplete(report),
        unscanned=[image for image in report.images if image.reason],
        unknown=UNKNOWN,
        severities=SEVERITIES,
        counts={severity: count_text(report, severity) for severity in SEVERITIES},
        present=[severity for severity in SEVERITIES if any(each.severity == severity for each in report.findings)],
        rows=(_row(finding, rules.get(finding, ())) for finding in report.findings),
        ignored=((_row(each.finding, ()), each) for each in report.ignored),
        new_count=None if report.new_since is None else new_text(report),
        platforms=len({finding.platform for finding in report.findings}) > 1,
        term_text=term_text,
        image_name=image_name,
        one_line=one_line,
    )
    page.enable_buffering(_BUFFERED)
    yield from page


def template_file(name: str) -> str:
    """Return the text of a file beside the templates.

    Args:
        name: The file's name.
    """
    return (files(__package__ or "") / "templates" / name).read_text(encoding="utf-8")


def security_policy(*, styles: Sequence[str], scripts: Sequence[str]) -> str:
    """Allow these styles and scripts by their content (Content Security Policy Level 3), and nothing else at all.

    Args:
        styles: The texts of the style elements.
        scripts: The texts of the script elements; none forbids every script.
    """
    allowed = {"style-src": styles, **({"script-src": scripts} if scripts else {})}
    sources = "; ".join(f"{directive} {' '.join(map(_source, texts))}" for directive, texts in allowed.items())
    return f"default-src 'none'; {sources}; base-uri 'none'; form-action 'none'"


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _row(finding: Finding, rules: Sequence[str]) -> Row:
    return Row(
        id=one_line(finding.id),
        aliases=one_line(", ".join(finding.aliases)),
        severity=finding.severity,
        weight=-severity_rank(finding.severity),
        package=_text(finding.package),
        version=_text(finding.version),
        fix=one_line(fix_text(finding)),
        fixable=bool(finding.fixed_in or finding.fix_available),
        platform=_text(finding.platform or finding.image_digest),
        sources=", ".join(finding.sources),
        title=one_line(finding.title or ""),
        description=shortened(one_line(finding.description or ""), _DESCRIPTION_LIMIT),
        url=web_address(finding.url),
        new=finding.new,
        exploit=finding.exploit_available,
        path=one_line(finding.path) if finding.path else None,
        rules=rules,
    )


def _text(text: str | None) -> str:
    return one_line(text) if text else UNKNOWN
