"""Variables in references to images: filled in where their value is known, marked where it is not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# An unknown variable, as it was written, between two characters that nothing else has, its own characters moved to
# where no parser sees quotes, spaces or brackets in them.
_BEGIN, _END = "\ue000", "\ue001"
_MOVED = 0xE100
_ASCII = 128
VARIABLE = re.compile(f"{_BEGIN}[^{_END}]*{_END}")

# What stands for an address that comes from ECR: Terraform's attribute and this project's outputs, the AWS API's field.
_FROM_ECR = re.compile(r"aws_ecr_repository\.|repository_ur[li]\b|repositoryUri\b")
ECR_PLACEHOLDER = "000000000000.dkr.ecr.region.amazonaws.com/repository"

_EXPRESSION = re.compile(
    r"\$\{\{\s*(?P<github>[^{}]*?)\s*\}\}"
    r"|<<\s*(?P<circleci>(?:pipeline|parameters|matrix)\.[\w.-]+)\s*>>"
    r"|(?<!\$)\{\{(?P<template>[^{}]*)\}\}"
    r"|\$\{(?P<braced>!?\w+(?:(?:\.|::)\w+|\[[^\]{}]*\])*)(?P<operation>[^{}]*)\}"
    r"|\$\((?P<command>[^()]*)\)"
    r"|`(?P<backticks>[^`]*)`"
    r"|\$(?P<bare>[A-Za-z_]\w*|[@*\d])"
)
_NAME = re.compile(r"[A-Za-z_]\w*")
# Deep enough for a default that has a default.
_PASSES = 4


def marked(expression: str) -> str:
    """Return an expression that nobody can work out, marked as such."""
    return f"{_BEGIN}{''.join(chr(_MOVED + ord(one)) if ord(one) < _ASCII else one for one in expression)}{_END}"


def shown(text: str) -> str:
    """Return a text with its unknown variables as they were written."""
    return "".join(
        chr(ord(one) - _MOVED) if _MOVED <= ord(one) < _MOVED + _ASCII else one
        for one in text
        if one not in (_BEGIN, _END)
    )


@dataclass(slots=True)
class Variables:
    """What is known of the variables in one file.

    Args:
        given: What the user says; it takes precedence.
        found: What the file says. A name that is given two values has none.
    """

    given: Mapping[str, str]
    found: dict[str, str] = field(default_factory=dict)
    _ambiguous: set[str] = field(default_factory=set)

    def assign(self, name: str, value: str) -> None:
        """Take note of an assignment; its own variables are filled in first.

        Args:
            name: The variable.
            value: What it is given, as it stands there.
        """
        value = self.fill(value)
        if self.found.get(name, value) != value:
            self._ambiguous.add(name)
        self.found[name] = value

    def fill(self, text: str) -> str:
        """Return ``text`` with each variable replaced by its value, or marked where that is not known."""
        for _ in range(_PASSES):
            filled = _EXPRESSION.sub(self._value, text)
            if filled == text:
                break
            text = filled
        return text

    def _value(self, found: re.Match[str]) -> str:
        expression = found[0]
        if _FROM_ECR.search(shown(expression)):
            return ECR_PLACEHOLDER
        name = found["github"] or found["circleci"] or found["command"] or found["braced"] or found["bare"] or ""
        value = self._known(name.removeprefix("env."))
        operation = found["operation"] or ""
        if value is None and operation.startswith((":-", "-")):
            return operation.lstrip(":").removeprefix("-")
        if value is None or (operation and not operation.startswith((":-", "-", ":?", "?"))):
            return marked(shown(expression))
        return value

    def _known(self, name: str) -> str | None:
        if name in self.given:
            return self.given[name]
        return None if name in self._ambiguous else self.found.get(name)


def commands_in(text: str) -> Iterator[str]:
    """Yield the commands that a shell would run to fill ``text`` in.

    Args:
        text: A line of a shell script.
    """
    for found in _EXPRESSION.finditer(text):
        inner = found["command"] or found["backticks"] or ""
        if inner and not _NAME.fullmatch(inner):
            yield inner
