"""The built site in a real browser, at the width of a desk and of a telephone, in both themes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest
from playwright.sync_api import Page

from tests.browser import launched
from tests.site.pages import DOCS, PAGES, ROOT
from tests.unavailable import unavailable

pytestmark = pytest.mark.xdist_group("browser")

BUILT = ROOT / "build" / "docs"
DESK, TELEPHONE = 1280, 390
# What a page says of itself: how far it overflows, its anchors, its links, and pictures that did not load.
_LOOK = """() => ({
  width: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  anchors: [...document.querySelectorAll('[id]')].map((each) => each.id),
  links: [...document.querySelectorAll('a[href]')].map((each) => each.href),
  blank: [...document.images].filter((each) => each.complete && !each.naturalWidth).map((each) => each.src),
})"""


@dataclass
class Seen:
    """What the browser saw.

    Attributes:
        complaints: What it complained of, or asked for from elsewhere, by page.
        wide: Pages that scroll sideways, with their width.
        blank: Pictures that were not shown.
        anchors: The anchors of each page, by its address.
        links: The pages and anchors that each page leads to.
    """

    complaints: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    blank: list[str] = field(default_factory=list)
    anchors: dict[str, set[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def built() -> list[Path]:
    stamp = BUILT / "built.stamp"
    if not stamp.is_file():
        unavailable("the pages are not built: make docs")
    if any(page.stat().st_mtime > stamp.stat().st_mtime for page in DOCS.rglob("*.*")):
        unavailable("the pages have changed since they were built: make docs")
    return sorted(page for page in BUILT.rglob("*.html") if page.name not in {"genindex.html", "search.html"})


@pytest.fixture(scope="module")
def seen(built: list[Path]) -> Seen:
    """All pages, each opened once, by one browser."""
    found = Seen()
    with launched() as browser:
        page = browser.new_page(viewport={"width": DESK, "height": 900})
        page.on("console", lambda message: found.complaints.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: found.complaints.append(f"{page.url}: {error}"))
        page.on("request", lambda request: _note_foreign(found, request.url))
        for file in built:
            page.emulate_media(color_scheme="light")
            page.set_viewport_size({"width": DESK, "height": 900})
            page.goto(file.as_uri())
            _note(found, page, DESK)
            page.emulate_media(color_scheme="dark")
            page.set_viewport_size({"width": TELEPHONE, "height": 800})
            _note(found, page, TELEPHONE)
    return found


def _note_foreign(found: Seen, address: str) -> None:
    if not address.startswith(("file:", "data:")):
        found.complaints.append(address)


def _note(found: Seen, page: Page, width: int) -> None:
    looked: dict[str, Any] = page.evaluate(_LOOK)
    address = urldefrag(page.url).url
    if looked["width"] > 0:
        found.wide.append(f"{address} at {width}: {looked['width']} too wide")
    found.blank += looked["blank"]
    found.anchors[address] = set(looked["anchors"])
    found.links[address] = looked["links"]


def test_every_page_is_built(built: list[Path]) -> None:
    names = {page.relative_to(BUILT).with_suffix(".md").as_posix() for page in built}

    assert names == {name.removeprefix("docs/") for name in PAGES}


def test_no_page_scrolls_sideways(seen: Seen) -> None:
    assert seen.wide == []


def test_no_page_complains_or_asks_elsewhere(seen: Seen) -> None:
    assert seen.complaints == []


def test_every_picture_is_shown(seen: Seen) -> None:
    assert seen.blank == []


def test_every_link_within_the_site_leads_to_a_page_and_a_place_on_it(seen: Seen) -> None:
    within = [(page, link) for page, found in seen.links.items() for link in found if link.startswith("file:")]

    assert len(within) > 2000
    assert [(page, link) for page, link in within if not _leads(seen, link)] == []


def _leads(seen: Seen, link: str) -> bool:
    address, anchor = urldefrag(link)
    if address in seen.anchors:
        return not anchor or unquote(anchor) in seen.anchors[address]
    return Path(unquote(address.removeprefix("file://"))).is_file()
