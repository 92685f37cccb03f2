"""How many scans a month brings."""

from __future__ import annotations

from decimal import Decimal

from .estimate import Usage
from .prices import INSPECTOR_INITIAL_SCAN, INSPECTOR_RESCAN

BASIC = "basic"
ON_PUSH = "on-push"
CONTINUOUS = "continuous"
OFF = "off"
SCANNING = (BASIC, ON_PUSH, CONTINUOUS, OFF)

_FREE = {BASIC: "ECR charges nothing for basic scanning", OFF: "nothing is scanned"}


def scan_usages(
    scanning: str | None, *, pushes: int, pushes_note: str, rescans: int | None, unknown: str = ""
) -> tuple[Usage, Usage]:
    """Return the first and the repeated scans of a month.

    Args:
        scanning: `BASIC`; `ON_PUSH` or `CONTINUOUS` for enhanced scanning; `OFF`; None where it is not known.
        pushes: How many images are pushed a month.
        pushes_note: Where that number comes from.
        rescans: How many scans are repeated a month; None where it is not known.
        unknown: Why it is not known how the repository is scanned.
    """
    if scanning is None:
        return (_first(None, unknown), _repeated(None, unknown))
    if scanning in _FREE:
        return (_first(0, _FREE[scanning]), _repeated(0, _FREE[scanning]))
    if scanning == ON_PUSH:
        return (_first(pushes, pushes_note), _repeated(0, "scanned on push only"))
    if rescans is None:
        note = "how often images are scanned again hangs on new vulnerabilities: give it with --rescans"
        return (_first(pushes, pushes_note), _repeated(None, note))
    return (_first(pushes, pushes_note), _repeated(rescans, "as given"))


def _first(number: int | None, note: str) -> Usage:
    return Usage(item=INSPECTOR_INITIAL_SCAN, quantity=None if number is None else Decimal(number), note=note)


def _repeated(number: int | None, note: str) -> Usage:
    return Usage(item=INSPECTOR_RESCAN, quantity=None if number is None else Decimal(number), note=note)
