"""An audit as one HTML page without anything beside it: it loads nothing, runs no script, has its own style only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from cdktf_ecr.model.scanning.events import SEVERITIES
from cdktf_ecr.report.as_html import security_policy, template_file
from cdktf_ecr.report.figures import VERDICT_WORDS, term_text
from cdktf_ecr.report.text import one_line

from . import chart
from .words import UNKNOWN, moment, number, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdktf_ecr.model.audit.report import Audit

_TEMPLATE = "audit.html.jinja"
_STYLES = ("report.css", "audit.css")
_BUFFERED = 1000


def render(audit: Audit) -> Iterator[str]:
    """Yield ``audit`` as an HTML page."""
    environment = Environment(
        loader=FunctionLoader(template_file),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = "\n".join(map(template_file, _STYLES))
    page = environment.get_template(_TEMPLATE).stream(
        audit=audit,
        style=Markup(style),  # noqa: S704 - our own files
        policy=security_policy(styles=[style], scripts=[]),
        chart=chart.chart_of(audit.scans, audit.period) if audit.scans else None,
        drawing=chart,
        severities=SEVERITIES,
        verdicts=VERDICT_WORDS,
        unknown=UNKNOWN,
        moment=moment,
        number=number,
        span=span,
        term_text=term_text,
        one_line=one_line,
    )
    page.enable_buffering(_BUFFERED)
    yield from page
