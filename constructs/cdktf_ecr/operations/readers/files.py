"""JSON from a file, as the type it is to have; whatever is wrong with it, in one line."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import msgspec

from cdktf_ecr.model.errors import EcrError, InvalidSettingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_Document = TypeVar("_Document")

_SOURCE = "file"


def read_bytes(setting: str, file: Path) -> bytes:
    """Return what is in a file.

    Args:
        setting: The option that named the file, for the error.
        file: The file.

    Raises:
        InvalidSettingError: The file cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise InvalidSettingError(setting, str(file), f"cannot be read: {error.strerror}", source=_SOURCE) from None


def decode(setting: str, file: Path, content: bytes, document: type[_Document], *, kind: str) -> _Document:
    """Return the JSON in ``content`` as a ``document``.

    Args:
        setting: The option that named the file, for the error.
        file: The file it comes from, for the error.
        content: The JSON.
        document: The type it is to have. Fields it does not know are passed over.
        kind: What the file is to be, in words: "a report of Trivy".

    Raises:
        InvalidSettingError: It is not JSON, or is something else than a ``document``; the error says where.
    """
    try:
        return msgspec.json.decode(content, type=document)
    except msgspec.ValidationError as error:
        raise InvalidSettingError(setting, str(file), f"is not {kind}: {error}", source=kind) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        said = str(error).removeprefix("JSON is malformed: ")
        rule = f"is not valid JSON: {said}, {_place(content, said)}"
        raise InvalidSettingError(setting, str(file), rule, source=_SOURCE) from None


@contextmanager
def reading(setting: str, file: Path, *, kind: str) -> Iterator[None]:
    """Say which file it was where something in it cannot be taken as it is.

    Args:
        setting: The option that named the file.
        file: The file.
        kind: What the file is to be, in words.

    Raises:
        InvalidSettingError: A value in the file was refused inside.
    """
    try:
        yield
    except EcrError as error:
        raise InvalidSettingError(setting, str(file), f"is not {kind}: {error}", source=kind) from None


def _place(content: bytes, said: str) -> str:
    """Return the line that msgspec's byte is in; that of the end, where everything else was valid."""
    byte = re.search(r"byte (\d+)", said)
    before = content[: int(byte[1])] if byte else content.rstrip()
    lines = before.split(b"\n")
    return f"line {len(lines)} column {len(lines[-1]) + 1}"
