"""Moves the application in a directory from CDK for Terraform to CDK Terrain."""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.migration.framework.commands import left_in_settings, moved_commands
from cdktf_ecr.model.migration.framework.moved import Change, Left, Moved, changes
from cdktf_ecr.model.migration.framework.python_source import mentions_framework, moved_python
from cdktf_ecr.model.migration.framework.requirements import moved_pyproject, moved_requirements

from .reading.tree import PROSE, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cdktf_ecr.model.migration.mentions import Unread

_SETTINGS = "cdktf.json"
_REQUIREMENTS = re.compile(r"^(?:requirements|constraints)[\w.-]*\.(?:txt|in)$")
_REQUIREMENTS_DIRECTORY = "requirements"
# Besides Python, what people write the framework's commands into.
_COMMANDS = re.compile(
    r"\.(?:sh|bash|zsh|ya?ml|mk|toml|cfg|ini|dockerfile|groovy)$"
    r"|^(?:(?:GNU)?[Mm]akefile|Dockerfile|Containerfile|Jenkinsfile|[Jj]ustfile|Procfile|package\.json)",
    re.IGNORECASE,
)
_SOURCE = "file system"
_NOT_UTF8 = "is no UTF-8: change it yourself"
_FRAMEWORK = re.compile(r"\bcdk(?:tf|tn)(?!-ecr|_ecr)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedFile:
    """A file in which something changes or is left.

    Attributes:
        path: The file.
        name: Its name from the directory, with "/".
        text: What is to be in it.
        changes: The lines that change.
        left: What is left in it.
    """

    path: Path
    name: str
    text: str
    changes: tuple[Change, ...]
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What moves an application.

    Attributes:
        directory: Where it is.
        files: The files in which something changes or is left.
        unread: What could not be read.
    """

    directory: str
    files: tuple[MovedFile, ...]
    unread: tuple[Unread, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to do by hand, or to look at."""
        return not self.unread and not any(file.left for file in self.files)

    @property
    def changed(self) -> tuple[MovedFile, ...]:
        """The files that change."""
        return tuple(file for file in self.files if file.changes)


def plan_move(directory: Path, *, exclude: Sequence[str] = ()) -> Move:
    """Return what moves the application in a directory. Nothing is changed.

    Args:
        directory: The directory.
        exclude: Patterns, as in .gitignore, of files and directories that are left out.

    Raises:
        InvalidSettingError: It is no directory, nothing in it is of either framework, or a Python file that names the
            framework does not parse.
    """
    tree = Tree(directory, tuple(exclude), prose=PROSE - {".txt"})
    files: list[MovedFile] = []
    concerned = False
    for path, name, text in tree.files():
        moved = _moved(name, text)
        concerned = concerned or (moved is not None and _FRAMEWORK.search(text) is not None)
        if moved is None or (moved.text == text and not moved.left):
            continue
        if not _is_utf8(path):
            moved = Moved(text=text, left=(Left(line=0, text=name, advice=_NOT_UTF8),))
        files.append(
            MovedFile(path=path, name=name, text=moved.text, changes=changes(text, moved.text), left=moved.left)
        )
    if not concerned:
        rule = "must hold an application of CDK for Terraform: no Python file, requirement or script names it"
        raise InvalidSettingError("directory", str(directory), rule, source="cdktf-ecr")
    return Move(directory=str(directory), files=tuple(files), unread=tuple(tree.unread))


def write_move(move: Move) -> None:
    """Write the files that change, all of them or none; each is whole at every moment, and keeps its mode.

    Raises:
        InvalidSettingError: A file cannot be written.
    """
    partials = {file.path: file.path.with_name(f".{file.path.name}.{os.getpid()}.partial") for file in move.changed}
    try:
        for file in move.changed:
            with _refusing(file.path):
                if not os.access(file.path, os.W_OK):
                    raise PermissionError(13, "Permission denied")
                byte_order_mark = b"\xef\xbb\xbf" if file.path.read_bytes().startswith(b"\xef\xbb\xbf") else b""
                partials[file.path].write_bytes(byte_order_mark + file.text.encode())
                shutil.copymode(file.path, partials[file.path])
        for path, partial in partials.items():
            with _refusing(path):
                partial.replace(path)
    finally:
        for partial in partials.values():
            with suppress(OSError):
                partial.unlink(missing_ok=True)


def _moved(name: str, text: str) -> Moved | None:
    """Return a file moved; None for one of a kind that has nothing of the framework."""
    path = PurePosixPath(name)
    if path.suffix in {".py", ".pyi"}:
        return _moved_python(name, text) if mentions_framework(text) else Moved(text=text)
    if path.name == _SETTINGS:
        return Moved(text=text, left=left_in_settings(text))
    if path.name == "pyproject.toml":
        return moved_pyproject(text, list(_requirements_in(name, text)))
    if path.name == "Pipfile":
        return moved_pyproject(text, ())
    if _REQUIREMENTS.match(path.name) or (path.parent.name == _REQUIREMENTS_DIRECTORY and path.suffix == ".txt"):
        return moved_requirements(text)
    return moved_commands(text) if _COMMANDS.search(path.name) or text.startswith("#!") else None


def _moved_python(name: str, text: str) -> Moved:
    try:
        return moved_python(text)
    except SyntaxError as error:
        rule = f"must be Python that parses, since it names the framework: line {error.lineno}: {error.msg}"
        raise InvalidSettingError("file", name, rule, source="Python") from None


def _requirements_in(name: str, text: str) -> Iterator[str]:
    tomllib = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    try:
        document = tomllib.loads(text)
    except ValueError as error:
        raise InvalidSettingError("file", name, f"must be TOML: {error}", source="TOML") from None
    project: Any = document.get("project", {})
    groups = [*project.get("optional-dependencies", {}).values(), *document.get("dependency-groups", {}).values()]
    for requirements in (project.get("dependencies", []), *groups):
        yield from (each for each in requirements if isinstance(each, str))


def _is_utf8(path: Path) -> bool:
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class _refusing:  # noqa: N801 - a context manager
    """Turns what the file system refuses into one of our errors."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, OSError):
            reason = f"cannot be written: {error.strerror or error}"
            raise InvalidSettingError("file", str(self._file), reason, source=_SOURCE) from None
