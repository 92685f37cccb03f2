"""The README is a front page: short, what matters first, and every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

from tests.site.pages import README, ROOT, links

TEXT = README.read_text(encoding="utf-8")


def test_it_is_a_page_and_no_book() -> None:
    assert len(TEXT.splitlines()) <= 150


def test_what_has_not_met_aws_and_what_became_of_cdktf_stand_before_the_first_command() -> None:
    before, _, _ = TEXT.partition("```sh")

    for said in ("## State of things", "has not met AWS", "was archived in December 2025", "CDK Terrain", "no release"):
        assert said in before


def test_it_says_how_to_synthesize_test_apply_push_judge_and_pull_in_this_order() -> None:
    commands = (
        *("make synth", "make test", "terraform init", "terraform apply", "docker login", "docker push"),
        *("cdktf-ecr scan gate", "docker pull"),
    )
    shown = "".join(re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL))

    places = [shown.rindex(command) for command in commands]
    assert places == sorted(places)


def test_every_link_leads_somewhere() -> None:
    found = [link for link in links(TEXT) if "://" not in link]

    assert len(found) > 30
    for link in found:
        file, _, anchor = link.partition("#")
        assert (ROOT / file).exists(), link
        assert not anchor or anchor in anchors(ROOT / file), link


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives a page's headings."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_it_leads_to_every_page_that_is_for_reading() -> None:
    """Concepts are linked where they matter, commands from their overview; the rest stands in the table."""
    pages = {f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")}

    assert pages - {link.partition("#")[0] for link in links(TEXT)} <= {
        *("docs/fast-start.md", "docs/reports.md"),
        *("docs/cdk-terrain.md", "docs/compatibility.md", "docs/profiles.md"),
    }
