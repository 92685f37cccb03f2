"""Which images go where, as arguments or in a file: YAML, JSON or TOML."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.migration.copies import Pair, parse_pair, tag_patterns
from cdktf_ecr.model.repository.images import DIGEST
from cdktf_ecr.operations.migration.reading.yaml_nodes import Node, documents

if TYPE_CHECKING:
    from collections.abc import Sequence

_SETTING = "map"
_SOURCE = "map of images"
_LIST = "images"
_TEXTS = ("source", "target")
_LISTS = ("tags", "exclude", "digests")


def read_maps(arguments: Sequence[str]) -> tuple[Pair, ...]:
    """Return which images go where.

    Args:
        arguments: Each SOURCE=TARGET, or a file of such pairs.

    Raises:
        InvalidSettingError: One is neither, or a file is malformed; the error says where.
    """
    pairs: list[Pair] = []
    for argument in arguments:
        source, equals, target = argument.partition("=")
        if equals:
            pairs.append(parse_pair(source, target))
        else:
            pairs += _read_file(Path(argument))
    return tuple(pairs)


def _read_file(file: Path) -> list[Pair]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        rule = f"must be SOURCE=TARGET or a file of such pairs: {getattr(error, 'strerror', None) or error}"
        raise InvalidSettingError(_SETTING, str(file), rule, source=_SOURCE) from None
    document = _toml(file, text) if file.suffix == ".toml" else _yaml(file, text)
    if not isinstance(document, dict) or set(document) != {_LIST} or not isinstance(document[_LIST], list):
        raise InvalidSettingError(
            _SETTING, str(file), f"must have a list called {_LIST}, and nothing else", source=_SOURCE
        )
    return [_pair(entry, f"{file}, {_LIST}[{number}]") for number, entry in enumerate(document[_LIST])]


def _pair(entry: Any, place: str) -> Pair:
    known = (*_TEXTS, *_LISTS)
    if not isinstance(entry, dict) or not set(entry) <= set(known) or not set(_TEXTS) <= set(entry):
        rule = f"must have source and target, and may have {', '.join(_LISTS)}"
        raise InvalidSettingError(_LIST, entry, rule, source=place)
    for key in _TEXTS:
        if not isinstance(entry[key], str):
            raise InvalidSettingError(key, entry[key], "must be text", source=place)
    for key in _LISTS:
        values = entry.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise InvalidSettingError(key, values, "must be a list of texts", source=place)
    pair = parse_pair(entry["source"], entry["target"], place=place)
    if ("tags" in entry or "digests" in entry) and (pair.digests or pair.tags != ("*",)):
        raise InvalidSettingError(
            "source", entry["source"], "has a tag or a digest: leave tags and digests out", source=place
        )
    for digest in entry.get("digests", []):
        DIGEST.check("digests", digest)
    digests = tuple(entry.get("digests", pair.digests))
    chosen = entry.get("tags", [] if "digests" in entry else pair.tags)
    return Pair(
        source=pair.source,
        target=pair.target,
        tags=tag_patterns("tags", chosen, place=place),
        exclude=tag_patterns("exclude", entry.get("exclude", []), place=place),
        digests=digests,
    )


def _toml(file: Path, text: str) -> Any:
    tomllib = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    try:
        return tomllib.loads(text)
    except ValueError as error:
        raise InvalidSettingError(_SETTING, str(file), f"is not valid TOML: {error}", source=_SOURCE) from None


def _yaml(file: Path, text: str) -> Any:
    try:
        found = documents(text)
    except ValueError as error:
        raise InvalidSettingError(_SETTING, str(file), str(error), source=_SOURCE) from None
    return _plain(found[0]) if len(found) == 1 else None


def _plain(node: Node) -> Any:
    """Return a value with every scalar as the text that it is: an unquoted tag 1.10 is no number."""
    if node.text is not None:
        return node.text
    fields = list(node.fields())
    if fields:
        return {key: _plain(value) for key, value in fields}
    return [_plain(item) for item in node.items()]
