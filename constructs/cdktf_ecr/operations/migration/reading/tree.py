"""The files of a project that are worth reading."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.migration.mentions import Unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathspec import GitIgnoreSpec

# Directories of tools, which nobody writes into.
_NOISE = {
    ".git",
    ".hg",
    ".svn",
    "node_modules",
    "bower_components",
    "__pycache__",
    ".terraform",
    ".tox",
    ".nox",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".gradle",
    ".idea",
    ".venv",
    "venv",
    "cdktf.out",
    ".next",
}
_VENV = "pyvenv.cfg"
PROSE = frozenset(
    {".md", ".markdown", ".rst", ".txt", ".adoc", ".html", ".htm", ".po", ".csv", ".tsv", ".ipynb", ".svg"}
)
_LOCKS = re.compile(r"(?:^|[.-])lock(?:\.\w+)?$|^go\.sum$|^\.terraform\.lock\.hcl$|\.tfstate(?:\.backup)?$|\.min\.js$")
# Larger than any file that people write by hand.
LARGEST = 2_000_000
_SNIFFED = 8_192


@dataclass(slots=True)
class Tree:
    """A directory.

    Args:
        root: The directory.
        exclude: Patterns, as in .gitignore, of files and directories that are left out.
        prose: The suffixes of files that people read, which are left out.
        skipped: What was left out on purpose, and how often, once `files` has been read to its end.
        unread: What could not be read, or is too large, likewise.
    """

    root: Path
    exclude: tuple[str, ...] = ()
    prose: frozenset[str] = PROSE
    skipped: Counter[str] = field(default_factory=Counter)
    unread: list[Unread] = field(default_factory=list)
    _excluded: Any = None

    def files(self) -> Iterator[tuple[Path, str, str]]:
        """Yield path, name from the root with "/", and text of each file, in the order of the names.

        Directories that a .gitignore names are left out; files are not, for a .env is mostly among them.

        Raises:
            InvalidSettingError: The root is no directory.
        """
        if not self.root.is_dir():
            raise InvalidSettingError("directory", str(self.root), "must be a directory", source="file system")
        from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only this command needs it

        self._excluded = GitIgnoreSpec.from_lines(self.exclude)
        yield from self._below(self.root, ())

    def _below(
        self, directory: Path, ignores: tuple[tuple[Path, GitIgnoreSpec], ...]
    ) -> Iterator[tuple[Path, str, str]]:
        try:
            entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
        except OSError as error:
            self._not_read(directory, error)
            return
        ignores = (*ignores, *_gitignore(directory))
        for entry in entries:
            path = Path(entry.path)
            if self._excluded.match_file(self._name(path) + ("/" if entry.is_dir() else "")):
                self.skipped["excluded"] += 1
            elif entry.is_symlink():
                # What is in the directory is met under its own name.
                self.skipped["symbolic link"] += 1
            elif entry.is_dir():
                if self._is_noise(path, ignores):
                    self.skipped["ignored directory"] += 1
                else:
                    yield from self._below(path, ignores)
            elif entry.is_file():
                text = self._text(path)
                if text is not None:
                    yield path, self._name(path), text

    def _is_noise(self, path: Path, ignores: tuple[tuple[Path, GitIgnoreSpec], ...]) -> bool:
        if path.name in _NOISE or (path / _VENV).is_file():
            return True
        return any(spec.match_file(f"{path.relative_to(base).as_posix()}/") for base, spec in ignores)

    def _text(self, path: Path) -> str | None:
        if path.suffix.lower() in self.prose:
            self.skipped["prose"] += 1
            return None
        if _LOCKS.search(path.name):
            self.skipped["lock or state file"] += 1
            return None
        try:
            with path.open("rb") as stream:
                start = stream.read(_SNIFFED)
                if b"\0" in start:
                    self.skipped["binary file"] += 1
                    return None
                if path.stat().st_size > LARGEST:
                    reason = f"is larger than {LARGEST / 1_000_000:.0f} MB: look at it yourself"
                    self.unread.append(Unread(file=self._name(path), reason=reason))
                    return None
                return (start + stream.read()).decode("utf-8-sig", "replace")
        except OSError as error:
            self._not_read(path, error)
            return None

    def _not_read(self, path: Path, error: OSError) -> None:
        self.unread.append(Unread(file=self._name(path), reason=f"cannot be read: {error.strerror}"))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def _gitignore(directory: Path) -> tuple[tuple[Path, GitIgnoreSpec], ...]:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only this command needs it

    file = directory / ".gitignore"
    if not file.is_file():
        return ()
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    return ((directory, GitIgnoreSpec.from_lines(lines)),)
