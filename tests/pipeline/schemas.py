"""The published schemas of CI files, as the package check-jsonschema ships them."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.unavailable import unavailable


def refused(schema: str, files: list[Path]) -> dict[Path, list[str]]:
    """Return what a schema has against files, by those of them that it refuses.

    Its expressions are ECMAScript's, which Python's own do not read: the command line has an engine for them.

    Args:
        schema: ``circle-ci`` (circleci-yaml-language-server's) or ``github-workflows`` (SchemaStore's).
        files: The files.
    """
    if find_spec("check_jsonschema") is None:
        unavailable("check-jsonschema is not installed (requirements-dev.txt); it needs Python 3.11")
    options = ("--builtin-schema", f"vendor.{schema}", "--output-format", "json")
    command = [sys.executable, "-m", "check_jsonschema", *options, *map(str, files)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    answer = json.loads(done.stdout)
    found: dict[Path, list[str]] = {}
    for error in answer.get("errors", ()):
        found.setdefault(Path(error["filename"]), []).append(error["message"])
    for error in answer.get("parse_errors", ()):
        found.setdefault(Path(error["filename"]), []).append(str(error))
    return found
