"""The page in a browser: in both themes, on a narrow screen, for every reader, and without its script."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

from cdktf_ecr.model.findings.report import ScanReport
from tests.report.hostile import attacked
from tests.report.page.pages import NARROW, SEVERAL, Open, Theme, shown
from tests.report.samples import IMAGE, REPORTS, UNSCANNED

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (NARROW, "dark")])
@pytest.mark.parametrize("name", REPORTS)
def test_everybody_can_read_it(open_page: Open, name: str, width: int, theme: Theme) -> None:
    page = open_page(REPORTS[name], theme=theme, width=width)
    for summary in page.locator("summary").all():
        summary.click()

    results = Axe().run(page)

    assert results.response["violations"] == [], results.generate_report()
    assert [each for each in results.response["passes"] if each["id"] == "color-contrast"]


def test_the_themes_are_the_readers(open_page: Open) -> None:
    def brightness(theme: Theme) -> int:
        page = open_page(SEVERAL, theme=theme)
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(map(int, colour.removeprefix("rgb(").removesuffix(")").split(",")))

    assert brightness("light") > 3 * 240
    assert brightness("dark") < 3 * 30


@pytest.mark.parametrize("report", [SEVERAL, UNSCANNED, attacked("long" * 2000)], ids=["several", "unscanned", "long"])
def test_a_narrow_screen_shows_everything_without_scrolling_sideways(open_page: Open, report: ScanReport) -> None:
    page = open_page(report, width=NARROW)

    assert page.evaluate("document.documentElement.scrollWidth") == NARROW
    for cell in page.locator("td").all():
        box = cell.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW


def test_a_narrow_screen_sorts_filters_and_names_each_value(open_page: Open) -> None:
    page = open_page(SEVERAL, width=NARROW)

    page.get_by_role("button", name="Package").click()
    page.get_by_role("checkbox", name="Untriaged").uncheck()

    assert shown(page) == ["CVE-2026-900", "CVE-2026-1001", "CVE-2026-1100", "CVE-2026-1002"]
    label = "getComputedStyle(document.querySelector('td[data-label=Package]'), '::before').content"
    assert page.evaluate(label) == '"Package"'


def test_without_its_script_the_page_still_shows_everything(open_page: Open) -> None:
    page = open_page(SEVERAL, script=False)

    assert len(shown(page)) == 5
    assert not page.get_by_role("searchbox").is_visible()


def test_the_page_is_called_like_its_verdict(open_page: Open) -> None:
    assert open_page(UNSCANNED).title() == f"No verdict: {IMAGE}"
