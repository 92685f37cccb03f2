"""The pictures are of what the code does today."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree as ET

import pytest

from cdktf_ecr.report import render
from scripts.pictures import diagrams
from scripts.pictures.dashboard_page import dashboard_page
from tests.report.samples import FAILED
from tests.site.pages import DOCS, FRONT, PAGES, links

PICTURES = DOCS / "pictures"
RENEW = "run python -m scripts.draw_pictures"


def words(name: str) -> str:
    drawn = re.sub("<style>.*?</style>", "", (PICTURES / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", drawn)).split())


@pytest.mark.parametrize("name", diagrams.DIAGRAMS)
def test_a_diagram_is_as_its_script_draws_it(name: str) -> None:
    assert (PICTURES / name).read_text(encoding="utf-8") == diagrams.DIAGRAMS[name](), RENEW


def test_the_evaluation_that_is_drawn_shows_what_the_page_says_of_it() -> None:
    text = words("lifecycle.svg")

    for said in ("rule 1: v*, newest 10", "rule 3: dev*, newest 5", "counted here, and kept by rule 1", "no rule"):
        assert said in text
    expired = re.findall(r'<rect [^>]*fill="#f6c7c2"[^>]*/><text[^>]*>([^<]*)', diagrams.lifecycle())
    assert expired == ["expires", "v3", "v2", "v1", "dev-3", "dev-2", "dev-1", "none"]


@pytest.mark.parametrize("name", sorted(file.name for file in PICTURES.glob("*.svg")))
def test_a_picture_loads_nothing_and_has_a_background_of_its_own(name: str) -> None:
    drawn = (PICTURES / name).read_text(encoding="utf-8")

    assert "url(http" not in drawn
    assert "@font-face" not in drawn
    shape = next(each for each in ET.fromstring(drawn) if each.tag.endswith("}rect"))  # noqa: S314 - ours
    assert shape.get("fill") not in {None, "none"}


def test_the_terminal_of_synth_shows_what_it_prints() -> None:
    text = words("synth.svg")

    assert "$ make synth" in text
    assert "Wrote cdktf.out/stacks/ecr/cdk.tf.json, and the plain Terraform modules below cdktf.out/modules." in text
    assert "terraform apply" in text


def test_the_terminal_of_the_gate_shows_the_reports_verdict() -> None:
    verdict = render("table", FAILED).splitlines()[-1]

    assert "Failed" in verdict
    assert words("gate.svg").endswith("Failed: 1 finding of severity CRITICAL or worse, where none is allowed.")
    for finding in FAILED.findings:
        assert finding.id in words("gate.svg")


def test_the_dashboard_that_is_photographed_has_every_widget_filled() -> None:
    page = dashboard_page()

    assert page.count('class="widget"') == 9
    assert page.count("<polyline") == 14
    assert "team/api CRITICAL" in page


def test_every_picture_is_there_and_on_a_page() -> None:
    shown = {
        link.rpartition("/")[2]
        for text in (*PAGES.values(), *FRONT.values())
        for link in links(text)
        if "pictures/" in link
    }

    assert shown == {file.name for file in PICTURES.iterdir()}
