"""Fail unless a tag, the version and the changelog agree: ``python scripts/check_release.py v0.1.0``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
USAGE = 64


def version(project: str) -> str:
    """Return the version that a pyproject.toml declares.

    Args:
        project: The file's text. Read as text: Python 3.10 has no reader of TOML.

    Raises:
        ValueError: There is none.
    """
    table = re.search(r"^\[project\]$(.*?)(?=^\[|\Z)", project, re.MULTILINE | re.DOTALL)
    found = re.search(r'^version = "([^"]+)"$', table[1], re.MULTILINE) if table else None
    if found is None:
        raise ValueError("pyproject.toml has no version below [project]")
    return found[1]


def problems(tag: str, project: str, changelog: str) -> list[str]:
    """Return what keeps a tag from being released.

    Args:
        tag: The tag's name: "v0.1.0".
        project: The text of pyproject.toml.
        changelog: The text of CHANGELOG.md.

    Raises:
        ValueError: pyproject.toml has no version.
    """
    declared = version(project)
    found = [] if tag == f"v{declared}" else [f"the tag is {tag}, and pyproject.toml says {declared}: tag v{declared}"]
    headings = re.findall(r"^## \[([^\]]+)\](.*)$", changelog, re.MULTILINE)
    released = [(name, rest) for name, rest in headings if name != "Unreleased"]
    if not released or released[0][0] != declared:
        newest = released[0][0] if released else "no release"
        found.append(f"CHANGELOG.md begins with {newest}: head the changes of {declared} with ## [{declared}] - <date>")
    elif not re.fullmatch(r" - \d{4}-\d{2}-\d{2}", released[0][1]):
        found.append(f"CHANGELOG.md has no date for {declared}: ## [{declared}] - YYYY-MM-DD")
    unreleased = re.search(r"^## \[Unreleased\]\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    if unreleased and unreleased[1].strip():
        found.append(
            "CHANGELOG.md has changes below [Unreleased]: they are part of this release, or of no commit before it"
        )
    return found


def main(arguments: list[str]) -> int:
    """Say what is wrong with a tag and return the exit code."""
    if len(arguments) != 1:
        print("usage: python scripts/check_release.py TAG", file=sys.stderr)
        return USAGE
    project, changelog = ((ROOT / name).read_text(encoding="utf-8") for name in ("pyproject.toml", "CHANGELOG.md"))
    found = problems(arguments[0], project, changelog)
    for problem in found:
        print(f"error: {problem}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
