"""What an application asks for: requirements files, and the dependencies of a pyproject.toml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .moved import Left, Moved
from .names import VERSIONS, new_distribution

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_LIBRARY = "cdktf-ecr"
# A requirement as people write it (PEP 508), up to a marker, an option or a comment.
_REQUIREMENT = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(?P<extras>\s*\[[^\]]*\])?"
    r"(?P<versions>\s*(?:[<>=!~]=?=?|\()[^;#'\"\\]*?)?(?P<rest>\s*(?:[;#\\'\"].*|--.*)?)$"
)
# One that says where its file or its repository is (PEP 508, "url_req").
_PLACED = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(?P<extras>\s*\[[^\]]*\])?(?P<place>\s*@\s*\S.*)$")
_LINE = re.compile(r"^(?P<before>\s*)(?P<requirement>[A-Za-z0-9].*)$")
_TABLE = re.compile(r"^\s*\[+(?P<name>[\w.\s\"'-]+)\]+\s*(?:#.*)?$")
# Poetry's and Pipenv's; elsewhere a key called like the library is a script, a source or a package's data.
_REQUIRING = ("dependencies", "packages")
# A key of a table such as Poetry's.
_KEY = re.compile(r"""^\s*["']?(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)["']?\s*=""")

_HASHES = "is locked by hashes: write what the other requirements files ask for, and lock it again"
_EXTRA = 'add "cdktn" to its extras: cdktf-ecr = {version = ..., extras = ["cdktn"]}'
_CDKTN = re.compile(r"""["']cdktn["']""")
_ELSEWHERE = "comes from a place of its own: ask for"
_OTHER = "choose the release that goes with cdktn 0.24"


def moved_requirements(text: str) -> Moved:
    """Return a requirements file that asks for CDK Terrain instead."""
    left: list[Left] = []

    def line(number: int, old: str, following: str) -> str:
        found = _LINE.match(old)
        if not found:
            return old
        if "--hash" in old + following and _concerns(found["requirement"]):
            left.append(Left(line=number, text=old.strip(), advice=_HASHES))
            return old
        return found["before"] + _moved(found["requirement"], number, left)

    return _by_line(text, line, left)


def moved_pyproject(text: str, requirements: Collection[str]) -> Moved:
    """Return a pyproject.toml whose requirements are of CDK Terrain; what tables such as Poetry's ask for is left.

    Args:
        text: The file.
        requirements: The strings in it that are requirements (PEP 621, and PEP 735).
    """
    left: list[Left] = []
    table = ""

    def line(number: int, old: str, _: str) -> str:
        nonlocal table
        header = _TABLE.match(old)
        table = header["name"].strip() if header else table
        key = _KEY.match(old)
        new_name = new_distribution(key["name"]) if key else None
        if new_name is not None:
            wanted = f'write {new_name} = "{VERSIONS.get(new_name, "*")}" in its place'
            left.append(Left(line=number, text=old.strip(), advice=wanted))
            return old
        if key and _normal(key["name"]) == _LIBRARY and table.endswith(_REQUIRING) and not _CDKTN.search(old):
            left.append(Left(line=number, text=old.strip(), advice=_EXTRA))
            return old
        for requirement in requirements:
            for quote in "\"'":
                if f"{quote}{requirement}{quote}" in old:
                    moved = _moved(requirement, number, left)
                    old = old.replace(f"{quote}{requirement}{quote}", f"{quote}{moved}{quote}")
        return old

    return _by_line(text, line, left)


def _by_line(text: str, change: Callable[[int, str, str], str], left: list[Left]) -> Moved:
    lines = text.splitlines(keepends=True)
    changed = []
    for number, old in enumerate(lines, 1):
        body = old.rstrip("\r\n")
        following = lines[number] if body.endswith("\\") and number < len(lines) else ""
        changed.append(change(number, body, following) + old[len(body) :])
    return Moved(text="".join(changed), left=tuple(left))


def _concerns(requirement: str) -> bool:
    found = _REQUIREMENT.match(requirement)
    return found is not None and (new_distribution(found["name"]) is not None or _is_constructs(found["name"]))


def _moved(requirement: str, number: int, left: list[Left]) -> str:
    placed = _PLACED.match(requirement)
    if placed:
        return _placed(placed, number, left)
    found = _REQUIREMENT.match(requirement)
    if not found:
        return requirement
    name, extras, versions, rest = (found[group] or "" for group in ("name", "extras", "versions", "rest"))
    if _normal(name) == _LIBRARY:
        return name + _with_extra(extras) + versions + rest
    if _is_constructs(name):
        return name + extras + (VERSIONS["constructs"] if _too_new(versions) else versions) + rest
    new = new_distribution(name)
    if new is None:
        return requirement
    if new not in VERSIONS and versions:
        left.append(Left(line=number, text=requirement.strip(), advice=f"{new}: {_OTHER}"))
    return new + extras + VERSIONS.get(new, "") + rest


def _placed(found: re.Match[str], number: int, left: list[Left]) -> str:
    """Return a requirement with a place: the library's stays there, and the framework's is for somebody to choose."""
    if _normal(found["name"]) == _LIBRARY:
        return found["name"] + _with_extra(found["extras"] or "") + found["place"]
    new = new_distribution(found["name"])
    if new is not None:
        left.append(Left(line=number, text=found[0].strip(), advice=f"{_ELSEWHERE} {new}{VERSIONS.get(new, '')}"))
    return found[0]


def _with_extra(extras: str) -> str:
    names = [name.strip() for name in extras.strip().strip("[]").split(",") if name.strip()]
    return f"[{','.join(dict.fromkeys([*names, 'cdktn']))}]"


def _too_new(versions: str) -> bool:
    """Whether a pin, or a lowest release, is beyond what CDK Terrain takes."""
    return re.search(r"(?:==|>=?|~=)\s*(?:10\.(?:[89]|\d\d)|1[1-9]\.)", versions) is not None


def _is_constructs(name: str) -> bool:
    return _normal(name) == "constructs"


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.lower())
