"""Generated files in a directory of somebody's."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError

from .files import is_generated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def write_files(directory: Path, files: Mapping[str, str], *, force: bool = False) -> None:
    """Write generated files, each of them whole or not at all.

    Args:
        directory: Where to write them; created if it is not there. Other files in it stay as they are.
        files: The text of each file by its name.
        force: Whether to overwrite files that were not generated.

    Raises:
        InvalidSettingError: A file of that name is there and was not generated, or the directory is a file.
    """
    check_files(directory, files, force=force)
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        partial = directory / f".{name}.{os.getpid()}.partial"
        partial.write_text(text, encoding="utf-8", newline="\n")
        partial.replace(directory / name)


def check_files(directory: Path, names: Iterable[str], *, force: bool = False) -> None:
    """Refuse a directory in which generated files would take the place of others.

    Args:
        directory: Where they are to be written.
        names: Their names.
        force: Whether to overwrite files that were not generated.

    Raises:
        InvalidSettingError: A file of that name is there and was not generated, or the directory is a file.
    """
    if directory.exists() and not directory.is_dir():
        raise InvalidSettingError("directory", str(directory), "must be a directory, not a file", source="file system")
    theirs = [name for name in names if not force and _is_somebody_elses(directory / name)]
    if theirs:
        rule = f"has {', '.join(theirs)} that cdktf-ecr did not write: choose another directory, or set force"
        raise InvalidSettingError("directory", str(directory), rule, source="cdktf-ecr")


def _is_somebody_elses(file: Path) -> bool:
    return file.exists() and not is_generated(file.read_text(encoding="utf-8", errors="replace"))
