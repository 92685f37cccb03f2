"""The HTML page, opened in the machine's own browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page

from cdktf_ecr.model.findings.report import ScanReport
from cdktf_ecr.report import render
from tests.browser import launched
from tests.report.page.pages import Open, Theme


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


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
