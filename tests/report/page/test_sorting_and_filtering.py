"""The page in a browser: sorted and filtered, with the mouse and with the keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cdktf_ecr.report import render
from tests.report.page.pages import CURL, SEVERAL, Open, shown
from tests.report.samples import OPENSSL

pytestmark = pytest.mark.xdist_group("browser")


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
    page.get_by_role("button", name="Package").click()
    page.get_by_role("button", name="Package").click()

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


MANY = replace(SEVERAL, findings=tuple(replace(CURL, id=f"CVE-2026-{number}") for number in range(600)))


@pytest.mark.parametrize("script", [False, True], ids=["no-script-runs", "none-of-the-page-runs"])
def test_where_its_scripts_do_not_run_very_many_are_all_there(open_page: Open, *, script: bool) -> None:
    # The second as on a server that sends a Content Security Policy of its own.
    text = render("html", MANY).replace("<script>", "<script type=refused>")
    page = open_page(MANY, script=script, text=text if script else "")

    assert page.locator("#findings tbody tr:visible").count() == 600


def test_very_many_are_not_even_laid_out_before_the_script_runs(open_page: Open) -> None:
    text = render("html", MANY)
    before, tag, after = text.rpartition("<script>")
    page = open_page(MANY, text=f"{before}{tag.replace('>', ' type=later>')}{after}")

    assert page.locator("#findings tbody tr:visible").count() == 500


def test_without_a_comparison_there_is_no_box_for_what_is_new(open_page: Open) -> None:
    page = open_page(replace(SEVERAL, new_since=None, violations=()))

    assert page.get_by_role("group", name="Only").get_by_role("checkbox").count() == 1


def test_ignored_findings_stand_apart(open_page: Open) -> None:
    page = open_page(SEVERAL)

    assert "CVE-2026-1003" not in page.locator("#findings").inner_text()
    assert page.locator("#ignored tbody tr").count() == 1
    assert "No cookies are set." in page.locator("#ignored").inner_text()
