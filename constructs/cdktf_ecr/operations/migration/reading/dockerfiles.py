"""Dockerfiles: what they are built from."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING

from cdktf_ecr.model.migration.mentions import DOCKERFILE_COPY, DOCKERFILE_FROM, DOCKERFILE_SYNTAX
from cdktf_ecr.model.migration.variables import Variables

from .shell import read_script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .source import Source

# What FROM and --from may name that is no image (Dockerfile reference, "FROM").
_NO_IMAGE = "scratch"
_SYNTAX = re.compile(r"\s*#\s*syntax\s*=\s*(\S+)", re.IGNORECASE)
_DIRECTIVE = re.compile(r"\s*#\s*\w+\s*=")
_FROM = re.compile(r"(?:--\S+\s+)*(?P<image>\S+)(?:\s+as\s+(?P<stage>\S+))?", re.IGNORECASE)
_COPY_FROM = re.compile(r"--from=(\S+)")
_MOUNT_FROM = re.compile(r"--mount=\S*?\bfrom=([^\s,]+)")
_ARG = re.compile(r"""([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\S*)""")
_HEREDOC = re.compile(r"""<<-?(["']?)([A-Za-z_]\w*)\1""")


def read_dockerfile(source: Source) -> None:
    """Take down the images that a Dockerfile pulls: bases, other images it copies from, the frontend of its syntax.

    Args:
        source: The file.
    """
    _read_syntax(source)
    # ARG in front of the first FROM holds for every FROM, and for nothing else (Dockerfile reference, "Understand how
    # ARG and FROM interact").
    outside = Variables(given=source.variables.given)
    stages: set[str] = set()
    for line, instruction, value in _instructions(source.text):
        if instruction == "ARG" and not stages:
            for name, default in _ARG.findall(value):
                outside.assign(name, default.strip("\"'"))
        elif instruction == "FROM":
            _read_from(source, line, outside.fill(value), stages)
        elif instruction in {"COPY", "ADD", "RUN"}:
            for image in [*_COPY_FROM.findall(value), *_MOUNT_FROM.findall(value)]:
                _read_other(source, line, outside.fill(image), stages)
        if instruction == "RUN":
            read_script(source, value, line=line)


def _read_syntax(source: Source) -> None:
    """Take down the frontend that BuildKit pulls first ("Dockerfile reference", "syntax")."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if not _DIRECTIVE.match(line):
            return
        found = _SYNTAX.match(line)
        if found:
            source.take(number, DOCKERFILE_SYNTAX, found[1])
            return


def _read_from(source: Source, line: int, value: str, stages: set[str]) -> None:
    found = _FROM.match(value)
    if found is None:
        source.not_read(f"line {line}: FROM names no image")
        return
    image = found["image"].strip("\"'")
    if image.lower() not in {*stages, _NO_IMAGE}:
        source.take(line, DOCKERFILE_FROM, image, filled=True)
    # One without a name is a stage too, by its number.
    stages |= {str(len(stages)), (found["stage"] or str(len(stages))).lower()}


def _read_other(source: Source, line: int, image: str, stages: set[str]) -> None:
    if not image.isdecimal() and image.lower() not in {*stages, _NO_IMAGE}:
        source.take(line, DOCKERFILE_COPY, image, filled=True)


def _instructions(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, name and value of each instruction, ONBUILD's own as if it stood alone."""
    from dockerfile_parse import DockerfileParser  # noqa: PLC0415 - most directories have few Dockerfiles, or none

    lines = text.splitlines()
    behind = 0
    # The parser writes to what it is given only when it is asked to change something.
    for one in DockerfileParser(fileobj=StringIO(text)).structure:
        line, instruction, value = one["startline"] + 1, one["instruction"], one["value"]
        # It does not know here-documents, in which nothing is an instruction.
        if line <= behind or instruction == "COMMENT":
            continue
        if instruction == "ONBUILD":
            instruction, _, value = value.partition(" ")
        behind, body = _heredocs(lines, one["endline"] + 1, value)
        yield line, instruction.upper(), "\n".join([value, *body])


def _heredocs(lines: list[str], line: int, value: str) -> tuple[int, list[str]]:
    """Return the last line of an instruction's here-documents, and their text."""
    first = line
    for _, word in _HEREDOC.findall(value):
        while line < len(lines) and lines[line].strip() != word:
            line += 1
        line += 1
    return line if line > first else 0, lines[first:line]
