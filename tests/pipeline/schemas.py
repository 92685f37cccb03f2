"""The published schemas of CI files, as the package check-jsonschema ships them."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jsonschema.validators import validator_for

from tests.unavailable import unavailable


def schema_errors(schema: str, file: Path) -> list[str]:
    """Return what a schema has against a file.

    Args:
        schema: ``circle-ci`` (circleci-yaml-language-server's) or ``github-workflows`` (SchemaStore's).
        file: The file.
    """
    if find_spec("check_jsonschema") is None:
        unavailable("check-jsonschema is not installed (requirements-dev.txt); it needs Python 3.11")
    from ruamel.yaml import YAML  # noqa: PLC0415 - comes with it; of YAML 1.2, where "on" is no boolean

    document = YAML(typ="safe", pure=True).load(file)
    return [f"{error.json_path}: {error.message}" for error in _validator(schema).iter_errors(document)]


@cache
def _validator(name: str) -> Any:
    text = (files("check_jsonschema") / "builtin_schemas" / "vendor" / f"{name}.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    return validator_for(schema)(schema)
