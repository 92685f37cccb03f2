"""The HTML page in a real browser: sorted, filtered, in both themes, on a narrow screen, and full of hostile text."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

from cdktf_ecr.model.findings.report import ScanReport
from cdktf_ecr.report import render
from tests.report.hostile import ATTACKS, attacked
from tests.report.samples import BARE, FAILED, IMAGE, OPENSSL, REPORTS, UNSCANNED, ZLIB
from tests.unavailable import unavailable

pytestmark = pytest.mark.xdist_group("browser")

# Without these it would look for updates, and as root it would not start.
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium")
    if executable is None:
        unavailable("no chromium is on PATH (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a report; whatever the page asks for, complains of or pops up fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def answered(dialog: Dialog) -> None:
        complaints.append(dialog.message)
        dialog.dismiss()

    def open_(
        report: ScanReport, *, theme: Theme = "light", width: int = 1280, script: bool = True, text: str = ""
    ) -> Page:
        file = tmp_path / "report.html"
        file.write_text(text or render("html", report), encoding="utf-8")
        context = browser.new_context(
            color_scheme=theme, viewport={"width": width, "height": 900}, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: complaints.append(request.url) if request.url != file.as_uri() else None)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", answered)
        page.goto(file.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def shown(page: Page) -> list[str]:
    """The vulnerabilities that a reader sees, in their order."""
    cells = page.locator("#findings tbody tr:visible td:nth-child(2)")
    return list(map(str, cells.evaluate_all("cells => cells.map((cell) => cell.dataset.key)")))


def test_findings_are_worst_first(open_page: Open) -> None:
    page = open_page(SEVERAL)

    assert shown(page) == ["CVE-2026-1001", "CVE-2026-900", "CVE-2026-1100", "CVE-2026-1002", "GHSA-aaaa-bbbb-cccc"]
    assert page.locator("th[aria-sort]").count() == 1
    assert (
        page.locator("#findings").get_by_role("columnheader", name="Severity").get_attribute("aria-sort")
        == "descending"
    )
    assert page.get_by_role("status").inner_text() == "5 of 5 match"


@pytest.mark.parametrize(
    ("column", "order"),
    [
        ("Severity", ["GHSA-aaaa-bbbb-cccc", "CVE-2026-1002", "CVE-2026-900", "CVE-2026-1100", "CVE-2026-1001"]),
        # Numbers in names and versions count as numbers: 900 before 1001, 8.9 before 8.10.
        ("Vulnerability", ["CVE-2026-900", "CVE-2026-1001", "CVE-2026-1002", "CVE-2026-1100", "GHSA-aaaa-bbbb-cccc"]),
        ("Package", ["CVE-2026-900", "CVE-2026-1001", "CVE-2026-1100", "GHSA-aaaa-bbbb-cccc", "CVE-2026-1002"]),
        ("Installed", ["CVE-2026-1002", "CVE-2026-1001", "CVE-2026-1100", "CVE-2026-900", "GHSA-aaaa-bbbb-cccc"]),
        ("On", ["CVE-2026-1001", "CVE-2026-900", "CVE-2026-1002", "CVE-2026-1100", "GHSA-aaaa-bbbb-cccc"]),
    ],
)
def test_a_column_sorts_and_sorts_back(open_page: Open, column: str, order: list[str]) -> None:
    page = open_page(SEVERAL)
    header = page.locator("#findings").get_by_role("columnheader", name=column)

    header.get_by_role("button").click()

    assert shown(page) == order
    assert header.get_attribute("aria-sort") == "ascending"
    assert page.locator("th[aria-sort]").count() == 1
    header.get_by_role("button").click()
    assert header.get_attribute("aria-sort") == "descending"
    assert shown(page) != order


def test_equal_ones_stay_worst_first_both_ways(open_page: Open) -> None:
    page = open_page(SEVERAL)
    found_by = page.locator("#findings").get_by_role("columnheader", name="Found by").get_by_role("button")

    found_by.click()
    up = shown(page)
    found_by.click()

    assert up[1:] == ["CVE-2026-1002", "CVE-2026-1001", "CVE-2026-900", "CVE-2026-1100"]
    assert shown(page) == ["CVE-2026-1001", "CVE-2026-900", "CVE-2026-1100", "CVE-2026-1002", "GHSA-aaaa-bbbb-cccc"]


def test_the_keyboard_sorts_and_filters_too(open_page: Open) -> None:
    page = open_page(SEVERAL)

    page.get_by_role("searchbox").focus()
    page.keyboard.type("curl")
    assert shown(page) == ["CVE-2026-900"]
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert shown(page) == ["CVE-2026-900", "CVE-2026-1100", "CVE-2026-1002", "GHSA-aaaa-bbbb-cccc"]
    page.get_by_role("button", name="Vulnerability").focus()
    page.keyboard.press("Enter")
    assert shown(page) == ["CVE-2026-900", "CVE-2026-1002", "CVE-2026-1100", "GHSA-aaaa-bbbb-cccc"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("OPENSSL", ["CVE-2026-1001"]),
        ("overflow certificates", ["CVE-2026-1001", "CVE-2026-900", "CVE-2026-1100"]),
        ("ghsa-1001", ["CVE-2026-1001", "CVE-2026-900", "CVE-2026-1100"]),
        ("arm64 sqlite", ["CVE-2026-1100"]),
        ("  ", ["CVE-2026-1001", "CVE-2026-900", "CVE-2026-1100", "CVE-2026-1002", "GHSA-aaaa-bbbb-cccc"]),
        ("nothing", []),
    ],
)
def test_a_search_shows_what_has_every_word(open_page: Open, words: str, found: list[str]) -> None:
    page = open_page(SEVERAL)

    page.get_by_role("searchbox", name="Search").fill(words)

    assert shown(page) == found
    assert page.get_by_role("status").inner_text() == f"{len(found)} of 5 match"


@pytest.mark.parametrize(
    ("boxes", "found"),
    [
        (["High"], ["CVE-2026-1001", "CVE-2026-1002", "GHSA-aaaa-bbbb-cccc"]),
        (["Critical", "High", "Medium", "Untriaged"], []),
        (["new"], ["CVE-2026-1001"]),
        (["with a fix"], ["CVE-2026-1001", "CVE-2026-1100"]),
        (["that break a rule"], ["CVE-2026-1001"]),
        (["with a fix", "Critical"], ["CVE-2026-1100"]),
    ],
)
def test_boxes_narrow_what_is_shown(open_page: Open, boxes: list[str], found: list[str]) -> None:
    page = open_page(SEVERAL)

    for box in boxes:
        page.get_by_role("checkbox", name=box, exact=True).click()

    assert shown(page) == found


def test_a_filter_holds_while_the_table_is_sorted(open_page: Open) -> None:
    page = open_page(SEVERAL)

    page.get_by_role("checkbox", name="Critical").uncheck()
    page.get_by_role("button", name="Package").click()

    assert shown(page) == ["CVE-2026-900", "CVE-2026-1100", "GHSA-aaaa-bbbb-cccc", "CVE-2026-1002"]


def test_of_very_many_findings_the_page_shows_some_and_then_more(open_page: Open) -> None:
    many = tuple(replace(CURL, id=f"CVE-2026-{number}", package=f"package-{number}") for number in range(1200))
    page = open_page(replace(SEVERAL, findings=(OPENSSL, *many)))
    rows, status = page.locator("#findings tbody tr"), page.get_by_role("status")

    assert rows.count() == 500
    assert status.inner_text() == "1,201 of 1,201 match; the first 500 are shown"
    page.get_by_role("button", name="Show 500 more").click()
    assert rows.count() == 1000
    page.get_by_role("button", name="Show 500 more").click()
    assert rows.count() == 1201
    assert status.inner_text() == "1,201 of 1,201 match"
    assert not page.locator("#more").is_visible()
    page.get_by_role("searchbox").fill("package-119")
    assert shown(page)[0] == "CVE-2026-119"
    assert rows.count() == 11
    page.get_by_role("searchbox").fill("")
    page.get_by_role("button", name="Package").click()
    page.get_by_role("button", name="Package").click()
    assert shown(page)[:2] == ["CVE-2026-1199", "CVE-2026-1198"]
    assert rows.count() == 500


def test_without_its_script_very_many_are_all_there(open_page: Open) -> None:
    many = tuple(replace(CURL, id=f"CVE-2026-{number}") for number in range(600))
    page = open_page(replace(SEVERAL, findings=many), script=False)

    assert page.locator("#findings tbody tr:visible").count() == 600


def test_without_a_comparison_there_is_no_box_for_what_is_new(open_page: Open) -> None:
    page = open_page(replace(SEVERAL, new_since=None, violations=()))

    assert page.get_by_role("group", name="Only").get_by_role("checkbox").count() == 1


def test_ignored_findings_stand_apart(open_page: Open) -> None:
    page = open_page(SEVERAL)

    assert "CVE-2026-1003" not in page.locator("#findings").inner_text()
    assert page.locator("#ignored tbody tr").count() == 1
    assert "No cookies are set." in page.locator("#ignored").inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, NARROW])
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


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_is_shown_and_does_nothing(open_page: Open, attack: str) -> None:
    page = open_page(attacked(attack))

    assert page.evaluate("window.harmed") is None
    assert page.locator("#findings tbody tr").count() == 2
    page.get_by_role("button", name="Vulnerability").click()
    page.get_by_role("searchbox").fill("cve-2")
    assert shown(page) == ["CVE-2"]


def test_hostile_text_is_there_to_read(open_page: Open) -> None:
    attack = "<img src=x onerror='window.harmed = 1'>"
    page = open_page(attacked(attack))

    assert page.locator("#findings td p").first.inner_text() == attack
    assert page.title() == f"Failed: image{attack}"


def test_a_script_that_gets_in_all_the_same_does_not_run(browser: Browser, tmp_path: Path) -> None:
    text = render("html", SEVERAL).replace("<main>", "<main><script>window.harmed = 1</script>", 1)
    text = text.replace("<footer>", "<footer><p onclick='window.harmed = 1' id='click'>x</p>", 1)
    (tmp_path / "report.html").write_text(text, encoding="utf-8")
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))

    page.goto((tmp_path / "report.html").as_uri())
    page.locator("#click").click()

    assert page.evaluate("window.harmed") is None
    assert len(refused) == 2
    assert all("Content Security Policy" in text for text in refused)
    assert shown(page)[0] == "CVE-2026-1001"
    page.close()


def test_the_page_is_called_like_its_verdict(open_page: Open) -> None:
    assert open_page(UNSCANNED).title() == f"No verdict: {IMAGE}"
