"""Reports written to files."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError

from .formats import encoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cdktf_ecr.model.findings.report import ScanReport

_SETTING = "output"
_SOURCE = "file system"


def write_reports(report: ScanReport, outputs: Mapping[str, str | os.PathLike[str]]) -> None:
    """Write a report to files, all of them or none; each file is whole at every moment.

    Every format is rendered, and its text is on the disk beside its file, before the first file is replaced.

    Args:
        report: What was found, and the verdict.
        outputs: The file for each format. Directories that are not there are created.

    Raises:
        InvalidSettingError: There is no such format, two formats have one file, or a file cannot be written.
    """
    files = [(Path(path), encoded(name, report)) for name, path in outputs.items()]
    _check_distinct(file for file, _ in files)
    write_whole(files)


def write_whole(files: Sequence[tuple[Path, Iterable[bytes]]]) -> None:
    """Write files, all of them or none; each file is whole at every moment.

    Args:
        files: The files, and what is to be in each. Directories that are not there are created.

    Raises:
        InvalidSettingError: A file cannot be written.
    """
    partials = {file: file.with_name(f".{file.name}.{os.getpid()}.partial") for file, _ in files}
    try:
        for file, pieces in files:
            _write_partial(file, partials[file], pieces)
        for file, partial in partials.items():
            _replace(file, partial)
    finally:
        for partial in partials.values():
            with suppress(OSError):
                partial.unlink(missing_ok=True)


def _check_distinct(files: Iterable[Path]) -> None:
    seen: set[Path] = set()
    for file in files:
        if file.resolve() in seen:
            raise InvalidSettingError(_SETTING, str(file), "must not be the file of two formats", source="cdktf-ecr")
        seen.add(file.resolve())


def _write_partial(file: Path, partial: Path, pieces: Iterable[bytes]) -> None:
    if file.exists() and not file.is_file():
        raise InvalidSettingError(_SETTING, str(file), "must be a file, and is something else", source=_SOURCE)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as stream:
            stream.writelines(pieces)
    except OSError as error:
        raise _refused(file, error) from None


def _replace(file: Path, partial: Path) -> None:
    try:
        partial.replace(file)
    except OSError as error:
        raise _refused(file, error) from None


def _refused(file: Path, error: OSError) -> InvalidSettingError:
    return InvalidSettingError(_SETTING, str(file), f"cannot be written: {error.strerror or error}", source=_SOURCE)
