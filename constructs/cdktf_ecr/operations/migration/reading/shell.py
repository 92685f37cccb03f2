"""Shell scripts, Makefiles, and the commands in other files: which images their commands handle."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from cdktf_ecr.model.migration.mentions import COMMAND, LOGIN
from cdktf_ecr.model.migration.variables import commands_in

from .docker_arguments import images_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .source import Source

_ASSIGNMENT = re.compile(r"^\s*(?:(?:export|readonly|local|declare)\s+)*([A-Za-z_]\w*)=(.*)$")
_MAKE_ASSIGNMENT = re.compile(r"^\s*(?:export\s+|override\s+)*([A-Za-z_]\w*)\s*(?:[:?]|::)?=\s*(.*)$")
_LABELLED = re.compile(r"\s*[A-Za-z_]\w*=")
_BREAK = re.compile(r"[();<>|&{}\n]+")
_KEYWORDS = {
    "then",
    "do",
    "else",
    "elif",
    "if",
    "while",
    "until",
    "!",
    "time",
    "exec",
    "command",
    "sudo",
    "nohup",
    "-E",
}
# What runs a command that is one of its arguments.
_WRAPPERS = {"ssh", "bash", "sh", "zsh", "su", "eval", "env", "timeout", "xargs", "retry"}
_TELLTALE = re.compile(r"\b(?:docker|podman|nerdctl|buildah|finch|skopeo|crane|kubectl)\b")


def read_script(source: Source, text: str, *, line: int = 1, make: bool = False) -> None:
    """Take down the images that a script's commands handle.

    Args:
        source: The file it is in.
        text: The script.
        line: The line of the file at which it begins.
        make: Whether it is a Makefile's, where "$$" is the shell's "$".
    """
    for number, logical in _logical_lines(text, line):
        statement = logical.replace("$$", "$") if make else logical
        _note_assignment(source, statement, _MAKE_ASSIGNMENT if make and not logical.startswith("\t") else _ASSIGNMENT)
        if _TELLTALE.search(statement):
            for inner in commands_in(statement):
                _read_commands(source, inner, number)
            _read_commands(source, statement, number)


def _logical_lines(text: str, first: int) -> Iterator[tuple[int, str]]:
    """Yield each line without comments, and lines that a backslash joins as one, with the number of the first."""
    begun, number = "", first
    for offset, physical in enumerate(text.splitlines()):
        if not begun:
            number = first + offset
        if not begun and physical.lstrip().startswith("#"):
            continue
        if physical.endswith("\\"):
            begun += physical[:-1] + " "
            continue
        yield number, begun + physical
        begun = ""
    if begun:
        yield number, begun


def _note_assignment(source: Source, statement: str, pattern: re.Pattern[str]) -> None:
    found = pattern.match(statement)
    if found is None:
        return
    value = found[2].strip()
    if pattern is _ASSIGNMENT:
        # `IMAGE=x command` is for that command alone; `IMAGE="a b"` is one value, and no image.
        words = _split(source.variables.fill(value))
        if len(words) > 1:
            return
        value = words[0] if words else ""
    source.variables.assign(found[1], value)


def _read_commands(source: Source, text: str, line: int) -> None:
    for words in _commands(_split(source.variables.fill(text))):
        program = words[0].rpartition("/")[2]
        if program in _WRAPPERS:
            for word in words[1:]:
                if _TELLTALE.search(word) and " " in word:
                    _read_commands(source, word, line)
            inner = next((at for at, word in enumerate(words) if at and _TELLTALE.fullmatch(word)), None)
            words = words[inner:] if inner else words  # noqa: PLW2901 - `timeout 60 docker pull x`
        for image, action, login in images_in(words):
            source.take(line, LOGIN if login else COMMAND, image, action=action, filled=True)


def _split(text: str) -> list[str]:
    """Return the words and operators of a line; with a quote that another line closes, what can be told of it."""
    try:
        lexer = shlex.shlex(text, posix=True, punctuation_chars="();<>|&")
        lexer.whitespace_split = True
        lexer.commenters = ""
        return list(lexer)
    except ValueError:
        return [word.strip("\"'") for word in text.split()]


def _commands(words: Sequence[str]) -> Iterator[list[str]]:
    """Yield each simple command: what stands between operators, without assignments and keywords in front."""
    command: list[str] = []
    for word in [*words, ";"]:
        if word.startswith("#"):
            word = ";"  # noqa: PLW2901 - a comment: what follows is none of the command's
            yield from _begun(command)
            return
        if _BREAK.fullmatch(word):
            yield from _begun(command)
            command = []
        else:
            command.append(word)


def _begun(words: list[str]) -> Iterator[list[str]]:
    words = [words[0].lstrip("@-+"), *words[1:]] if words else []
    while words and (words[0] in _KEYWORDS or not words[0] or _LABELLED.match(words[0])):
        words = words[1:]
    if words:
        yield words
