"""Whoever copies a program of ours gets the range of provider releases, not the one that the bindings were made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.compatibility.configurations import ROOT

_PROGRAM = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def programs() -> Iterator[tuple[Path, str]]:
    """Yield the examples, and the programs in what people read."""
    for file in (ROOT / "examples").rglob("*.py"):
        yield file, file.read_text(encoding="utf-8")
    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")):
        for program in _PROGRAM.findall(page.read_text(encoding="utf-8")):
            yield page, program


def test_every_program_that_has_a_provider_requires_the_range() -> None:
    found = [(file.relative_to(ROOT).as_posix(), text) for file, text in programs() if "AwsProvider(" in text]

    assert {file.rpartition("/")[0] for file, _ in found} >= {"", "examples/library"}
    assert [file for file, text in found if "require_provider(" not in text] == []
