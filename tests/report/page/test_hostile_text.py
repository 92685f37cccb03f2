"""The page in a browser: text that an attacker wrote is shown, and does nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from cdktf_ecr.report import render
from tests.report.hostile import ATTACKS, attacked
from tests.report.page.pages import SEVERAL, Open, shown

pytestmark = pytest.mark.xdist_group("browser")


def test_hostile_text_does_nothing(open_page: Open) -> None:
    everywhere = attacked(" ".join(ATTACKS))
    each = tuple(replace(attacked(attack).findings[0], id=f"CVE-{attack}") for attack in ATTACKS)
    page = open_page(replace(everywhere, findings=(*everywhere.findings, *each)))

    assert page.evaluate("window.harmed") is None
    assert page.locator("#findings tbody tr").count() == len(ATTACKS) + 2
    page.get_by_role("button", name="Vulnerability").click()
    page.get_by_role("searchbox").fill("cve-2")
    assert "CVE-2" in shown(page)


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
