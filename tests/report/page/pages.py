"""What the tests of the page in a browser share: a report with something to sort, and what a reader sees of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from playwright.sync_api import Page

from tests.report.samples import BARE, FAILED, OPENSSL, ZLIB

NARROW = 360

Open = Callable[..., Page]
Theme = Literal["light", "dark"]

CURL = replace(
    OPENSSL,
    id="CVE-2026-900",
    severity="HIGH",
    package="curl",
    version="8.10.0",
    fixed_in=None,
    fix_available=False,
    new=False,
)
SQLITE = replace(
    CURL, id="CVE-2026-1100", package="sqlite", version="8.9.0", platform="linux/arm64", fix_available=True
)
SEVERAL = replace(FAILED, findings=(OPENSSL, CURL, SQLITE, ZLIB, BARE))


def shown(page: Page) -> list[str]:
    """The vulnerabilities that a reader sees, in their order."""
    cells = page.locator("#findings tbody tr:visible td:nth-child(2)")
    return list(map(str, cells.evaluate_all("cells => cells.map((cell) => cell.dataset.key)")))
