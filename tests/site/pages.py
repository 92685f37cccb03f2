"""The pages of the documentation, as their sources."""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in sorted(DOCS.rglob("*.md"))}
FRONT = {"README.md": README.read_text(encoding="utf-8")}

_FENCE = re.compile(r"^ *```(\{?[\w-]+\}?)[^\n]*\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Typed:
    """A command that a page has its reader type.

    Attributes:
        page: The page.
        words: The command.
    """

    page: str
    words: tuple[str, ...]


def blocks(text: str, *languages: str) -> list[str]:
    """Return the blocks of some languages that stand on a page itself."""
    return [textwrap.dedent(body) for language, body in _FENCE.findall(text) if language in languages]


def links(text: str) -> list[str]:
    """Return where the links and pictures of a page lead, code left out."""
    return _LINK.findall(re.sub(r"`[^`\n]*`", "", _FENCE.sub("", text)))


def typed(pages: dict[str, str]) -> Iterator[Typed]:
    """Yield each command, without what a console prints."""
    for page, text in pages.items():
        for language, body in _FENCE.findall(text):
            lines = textwrap.dedent(body).replace("\\\n", " ").splitlines()
            if language == "console":
                lines = [line for line in lines if line.startswith("$ ")]
            if language in {"console", "sh"}:
                yield from (Typed(page, words) for line in lines for words in commands(line.removeprefix("$ ")))
        for line in re.findall(r"`(cdktf-ecr [^`]+)`", _FENCE.sub("", text)):
            yield from (Typed(page, words) for words in commands(line))


def commands(line: str) -> Iterator[tuple[str, ...]]:
    """Yield the commands of a line of a shell, parted by pipes and the like."""
    try:
        lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;()<>")
        lexer.whitespace_split = True
        words = list(lexer)
    except ValueError:
        return  # a command that goes on in further lines, in quotation marks
    command: list[str] = []
    for word in [*words, ";"]:
        if set(word) <= set("|&;()"):
            if command:
                yield tuple(command)
            command = []
        else:
            command.append(word)
