"""The index of the examples has all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.update_examples import EXAMPLES, INDEX, with_tables, words


def test_the_index_says_what_the_examples_say() -> None:
    text = INDEX.read_text(encoding="utf-8")

    assert text == with_tables(text), "run python scripts/update_examples.py"


def test_every_example_is_in_the_index_and_every_link_leads_somewhere() -> None:
    targets = set(re.findall(r"\]\(([^)]+)\)", INDEX.read_text(encoding="utf-8")))

    assert {target.partition("/")[0] for target in targets} - {".."} == {
        path.name for path in EXAMPLES.iterdir() if path.is_dir()
    }
    for target in targets:
        assert (EXAMPLES / target).exists(), target


def test_an_example_that_does_not_say_what_it_shows_is_refused(tmp_path: Path) -> None:
    silent = tmp_path / "silent.tf"
    silent.write_text("terraform {}\n", encoding="utf-8")

    with pytest.raises(ValueError, match="does not begin by saying"):
        words(silent)
