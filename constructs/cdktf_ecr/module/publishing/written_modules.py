"""The plain modules of an application: written again when what they are made of has changed, or the files have."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from cdktf_ecr.resources.framework.frameworks import FRAMEWORKS

from .written_files import write_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cdktf_ecr.model.collection.settings import CollectionSettings
    from cdktf_ecr.model.module.settings import ModuleSettings

# Beside the modules' directory, in which nothing but modules belongs. Unlike them it differs between Pythons.
RECORD = ".modules.stamp"

# What writes the files besides the library, and the library's own version, which stands in them.
_DISTRIBUTIONS = (
    *(package for framework in FRAMEWORKS for package in (framework.package, framework.bindings)),
    *("cdktf-ecr", "constructs", "jsii"),
)
_PACKAGE = Path(__file__).resolve().parents[2]
_FLOORS = ("model", "resources", "module")
# CDKTF reads it in every application, those that write the modules included.
_CONTEXT = "CDKTF_CONTEXT_JSON"


def write_modules(directory: Path, *, ecr: ModuleSettings, collection: CollectionSettings) -> bool:
    """Write `EcrModule` and `EcrCollection` as plain modules, unless they stand there as they would be written.

    Synthesizing them takes as long as the stack does, and the result depends on the library, on CDKTF and on these
    settings alone: a digest of all of them is kept beside ``directory``, with one of each file.

    Args:
        directory: Where each module gets a directory of its name.
        ecr: The defaults of the inputs of `EcrModule`.
        collection: The defaults of the inputs of `EcrCollection`.

    Returns:
        Whether they were written.

    Raises:
        InvalidSettingError: One of the files is there and was not generated.
    """
    record = directory.with_name(RECORD)
    source = _digest(_source_of(ecr, collection))
    if _is_written(record, source, directory):
        return False
    from .export import collection_terraform_module, ecr_terraform_module  # noqa: PLC0415 - needed only here

    written: dict[str, str] = {}
    for module in (ecr_terraform_module(defaults=ecr), collection_terraform_module(defaults=collection)):
        files = module.files()
        write_files(directory / module.name, files)
        written |= {f"{module.name}/{name}": _digest([text.encode()]) for name, text in files.items()}
    _remember(record, source, written)
    return True


def _source_of(*settings: object) -> Iterator[bytes]:
    """Yield everything that decides what is in the files."""
    for floor in _FLOORS:
        for file in sorted((_PACKAGE / floor).rglob("*.py")):
            yield file.relative_to(_PACKAGE).as_posix().encode()
            yield file.read_bytes()
    for distribution in _DISTRIBUTIONS:
        yield f"{distribution} {_version(distribution)}".encode()
    yield f"Python {sys.version_info.major}.{sys.version_info.minor}".encode()
    yield os.environ.get(_CONTEXT, "").encode()
    for each in settings:
        yield repr(each).encode()


def _version(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)} ".encode())
        digest.update(part)
    return digest.hexdigest()


def _is_written(record: Path, source: str, directory: Path) -> bool:
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
        return (
            found["source"] == source
            and len(found["files"]) > 0
            and all(_digest([(directory / name).read_bytes()]) == digest for name, digest in found["files"].items())
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return False  # No record, or none of ours: write the files, and a record of them.


def _remember(record: Path, source: str, files: Mapping[str, str]) -> None:
    partial = record.with_name(f"{record.name}.{os.getpid()}.partial")
    note = "What the files in modules/ were written from. Remove this file to have them written again."
    text = json.dumps({"//": note, "source": source, "files": files}, indent=2)
    partial.write_text(text + "\n", encoding="utf-8", newline="\n")
    partial.replace(record)
