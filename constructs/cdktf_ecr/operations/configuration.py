"""Options of the command line in a file: cdktf-ecr.toml, or the table tool.cdktf-ecr of pyproject.toml."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OWN_NAME = "cdktf-ecr.toml"
_PROJECT_NAME = "pyproject.toml"
_SETTING = "config"


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What a configuration file sets.

    Args:
        file: The file.
        options: Options by their names without the dashes; under a command's name, those of that command alone.
    """

    file: Path
    options: Mapping[str, Any]


def find_configuration(directory: Path) -> Configuration | None:
    """Return the configuration that holds in ``directory``: the nearest, going up; None if there is none.

    In one directory cdktf-ecr.toml takes precedence over pyproject.toml.

    Args:
        directory: Where to begin.

    Raises:
        InvalidSettingError: The file is not TOML.
    """
    for parent in (directory, *directory.parents):
        if (parent / OWN_NAME).is_file():
            return read_configuration(parent / OWN_NAME)
        project = parent / _PROJECT_NAME
        if project.is_file():
            # Somebody else's file: only what is ours in it is our business.
            options = _load(project).get("tool", {}).get("cdktf-ecr")
            if options is not None:
                return _configuration(project, options)
    return None


def read_configuration(file: Path) -> Configuration:
    """Return the configuration in a file: the whole of it, or of a pyproject.toml its table tool.cdktf-ecr.

    Args:
        file: The file.

    Raises:
        InvalidSettingError: It cannot be read, is not TOML, or has no such table.
    """
    document = _load(file)
    if file.name != _PROJECT_NAME:
        return _configuration(file, document)
    options = document.get("tool", {}).get("cdktf-ecr")
    if options is None:
        raise InvalidSettingError(_SETTING, str(file), "has no table tool.cdktf-ecr", source="configuration file")
    return _configuration(file, options)


def _configuration(file: Path, options: object) -> Configuration:
    if not isinstance(options, dict):
        raise InvalidSettingError(_SETTING, str(file), "must be a table of options", source="configuration file")
    return Configuration(file=file, options=options)


def _load(file: Path) -> dict[str, Any]:
    # Most runs have no configuration file.
    tomllib = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    try:
        document: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidSettingError(_SETTING, str(file), f"cannot be read: {error.strerror}", source="file") from None
    except ValueError as error:
        raise InvalidSettingError(_SETTING, str(file), f"is not valid TOML: {error}", source="file") from None
    return document
