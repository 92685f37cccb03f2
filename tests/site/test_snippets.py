"""Programs on the pages are examples, which tests run."""

from __future__ import annotations

import re
from pathlib import Path

from tests.site.pages import FRONT, PAGES, ROOT, blocks

EXAMPLES = ROOT / "examples"
# Pages with a program of their own, each run by a test of its own: of reports, and of the fast start.
# The last names places that nobody has here: `tests/terraform/test_module_sources.py` has some of the same kinds.
OWN_PROGRAMS = {"docs/reports.md", "docs/fast-start.md", "docs/terraform-modules.md"}


def without_docstring(program: str) -> str:
    return re.sub(r'\A""".*?"""\n+', "", program, flags=re.DOTALL)


def test_no_page_has_a_program_that_nothing_runs() -> None:
    found = {page for page, text in PAGES.items() if blocks(text, "python", "hcl", "terraform")}

    assert found == OWN_PROGRAMS


def test_what_pages_show_of_files_is_of_examples() -> None:
    shown = {
        (page, file)
        for page, text in PAGES.items()
        for file in re.findall(r"^```\{literalinclude\} (\S+)$", text, re.MULTILINE)
    }

    assert len(shown) > 10
    for page, file in shown:
        path = (ROOT / page).parent / file
        assert path.resolve().is_file()
        assert path.resolve().is_relative_to(EXAMPLES), page


def test_the_program_on_the_front_page_is_the_first_example() -> None:
    (program,) = blocks(FRONT["README.md"], "python")

    assert program == without_docstring((EXAMPLES / "library" / "first_repository.py").read_text(encoding="utf-8"))


def test_the_module_on_the_front_page_is_called_as_it_says_itself() -> None:
    (call,) = blocks(FRONT["README.md"], "hcl")

    assert call in (ROOT / "modules" / "ecr" / "README.md").read_text(encoding="utf-8")


def test_the_commands_on_the_front_page_are_the_scripts_of_the_first_image() -> None:
    _, apply, push = blocks(FRONT["README.md"], "sh")

    assert apply in script("create.sh")
    assert push == script("push.sh")


def script(name: str) -> str:
    """Return a script's commands, without what stands in front of them."""
    return (EXAMPLES / "first-image" / name).read_text(encoding="utf-8").partition("set -eu\n\n")[2]


def test_the_tutorial_shows_each_of_these_scripts() -> None:
    for file in sorted((EXAMPLES / "first-image").iterdir()):
        assert f"{{literalinclude}} ../examples/first-image/{file.name}" in PAGES["docs/tutorial.md"]


def test_every_program_is_in_the_index_of_examples() -> None:
    index = PAGES["docs/examples.md"]
    programs: list[Path] = [
        *EXAMPLES.glob("library/*.py"),
        *EXAMPLES.glob("lifecycle/*.py"),
        *EXAMPLES.glob("*/main.tf"),
    ]

    assert programs
    for program in [*programs, *EXAMPLES.glob("first-image/*.sh")]:
        assert f"(../{program.relative_to(ROOT).as_posix()})" in index
