"""What `docker ps` printed on a host, saved in a file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.migration.running import Looked, Running, runs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SETTING = "docker-ps"
_SOURCE = "docker ps"
_IMAGE = "IMAGE"
_COLUMN = re.compile(r"\S+(?: \S+)*")


def read_docker_ps(file: Path) -> Looked:
    """Return what a host runs.

    Args:
        file: What `docker ps` printed there, as a table or with --format json, or what `docker inspect` did.

    Raises:
        InvalidSettingError: It cannot be read, or is something else.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _refused(file, f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        # Even of no container, the table has its header; the command may have failed.
        raise _refused(file, "is empty: docker ps prints a header at least; with --format json, add a line []")
    if lines[0].lstrip().startswith(("{", "[")):
        found = list(_of_json(file, text, lines))
    else:
        found = list(_of_table(file, lines))
    return Looked(name=file.name, running=tuple(found))


def _of_table(file: Path, lines: list[str]) -> Iterator[Running]:
    columns = [(found[0], found.start()) for found in _COLUMN.finditer(lines[0])]
    names = [name for name, _ in columns]
    if _IMAGE not in names:
        raise _refused(file, f"must be what docker ps prints: its first line has no column {_IMAGE}")
    at = names.index(_IMAGE)
    begin = columns[at][1]
    for line in lines[1:]:
        image = line[begin:].split(maxsplit=1)
        container = line.split()[-1]
        if not image:
            raise _refused(file, f"has a line without an image: {line.strip()!r}")
        yield runs(f"host {file.name}, container {container}", image[0])


def _of_json(file: Path, text: str, lines: list[str]) -> Iterator[Running]:
    for container in _objects(file, text, lines):
        config = container.get("Config")
        # docker inspect has the image's id as Image, and its reference in Config.
        image = config.get("Image") if isinstance(config, dict) else container.get("Image")
        name = container.get("Names") or container.get("Name") or container.get("ID") or "?"
        if not isinstance(image, str):
            raise _refused(file, f"has a container without an image: {name}")
        yield runs(f"host {file.name}, container {str(name).lstrip('/')}", image)


def _objects(file: Path, text: str, lines: list[str]) -> list[dict[str, Any]]:
    try:
        document = json.loads(text) if lines[0].lstrip().startswith("[") else [json.loads(line) for line in lines]
    except ValueError as error:
        raise _refused(file, f"is not valid JSON: {error}") from None
    if not all(isinstance(one, dict) for one in document):
        raise _refused(file, "must be a list of containers, or one a line")
    return list(document)


def _refused(file: Path, rule: str) -> InvalidSettingError:
    return InvalidSettingError(_SETTING, str(file), rule, source=_SOURCE)
