"""Draw the pictures of the documentation into docs/pictures: ``python -m scripts.draw_pictures``.

Needs chromium on PATH for those that show pages.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from cdktf_ecr.report import render
from scripts.pictures.dashboard_page import dashboard_page
from scripts.pictures.diagrams import DIAGRAMS
from scripts.pictures.terminal import shown, terminal_svg
from tests.report.samples import FAILED

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
_COMMAND_LINE = "from cdktf_ecr.cli import main; main()"
# As root chromium would not start without the first.
_FLAGS = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]


def draw_diagrams() -> None:
    """Draw what is made of boxes and arrows, and the evaluation of a lifecycle policy."""
    for name, diagram in DIAGRAMS.items():
        (PICTURES / name).write_text(diagram(), encoding="utf-8")


def draw_terminals() -> None:
    """Draw what commands print."""
    (PICTURES / "synth.svg").write_text(terminal_svg("make synth", shown(["main.py"], ROOT)), encoding="utf-8")
    with tempfile.TemporaryDirectory() as directory:
        (Path(directory) / "scan.json").write_text(render("json", FAILED), encoding="utf-8")
        output = shown(["-c", _COMMAND_LINE, "scan", "gate", "--offline", "scan.json"], Path(directory))
    (PICTURES / "gate.svg").write_text(
        terminal_svg("cdktf-ecr scan gate --offline scan.json", output), encoding="utf-8"
    )


def draw_pages() -> None:
    """Draw the report of a scan and the dashboard, as a browser shows them."""
    executable = shutil.which("chromium")
    if executable is None:
        sys.exit("error: no chromium is on PATH (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_FLAGS)
        for name, text in {"report.png": render("html", FAILED), "dashboard.png": dashboard_page()}.items():
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.set_content(text)
            page.screenshot(path=PICTURES / name, full_page=name == "dashboard.png")
        browser.close()


if __name__ == "__main__":
    draw_diagrams()
    draw_terminals()
    draw_pages()
