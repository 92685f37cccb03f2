"""Our own programs, moved by `migrate framework` and run on CDK Terrain."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cdktf_ecr.operations.migration.framework import plan_move, write_move
from tests.library_examples import NAMES

ROOT = Path(__file__).resolve().parent.parent
DRIVER = Path(__file__).with_name("stock_programs.py")
HOSTS: dict[str, object] = {"hosts": True}
PROFILES = ("guide", "hardened")
APPLICATIONS: dict[str, list[str]] = {"library_app": [], "registry_app": ["planned"]}
SERVICE = Path("examples/customer-data-service/infrastructure")
_APPLICATION = ("main.py", "cdktf.json", "requirements.txt", "stacks")


def write_all(directory: Path) -> None:
    """Move all of them, and run them: each writes into a directory of its name in ``written``."""
    _move(directory)
    out = directory / "written"
    out.mkdir()
    programs: list[tuple[list[str], str, dict[str, object] | None]] = [
        *(([str(directory / "main.py")], str(out / each), {"profile": each, **HOSTS}) for each in PROFILES),
        *(([str(directory / f"examples/library/{name}.py")], str(out / name), None) for name in NAMES),
        *(
            ([str(directory / f"tests/terraform/{name}.py"), *words], str(out / name), None)
            for name, words in APPLICATIONS.items()
        ),
        ([str(directory / SERVICE / "app.py")], str(out / "service"), None),
    ]
    _run(directory, programs)


def without_release(written: dict[str, Any]) -> dict[str, Any]:
    """Return a stack without the release that the bindings were made of, where its program names none.

    A provider's source of one word is HashiCorp's (Provider Requirements, Source Addresses).
    """
    required = written["terraform"].get("required_providers", {})
    for provider in required.values():
        provider["source"] = f"hashicorp/{provider['source'].removeprefix('hashicorp/')}"
        if provider["version"][:1].isdigit():
            del provider["version"]
    return written


def _move(directory: Path) -> None:
    for name in _APPLICATION:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, directory / name)
    for name in ("examples/library", str(SERVICE), "tests/terraform"):
        shutil.copytree(ROOT / name, directory / name, ignore=shutil.ignore_patterns("__pycache__", "test_*"))
    write_move(plan_move(directory, exclude=["tests/terraform/*", "!tests/terraform/*_app.py"]))


def _run(directory: Path, programs: Iterable[tuple[list[str], str, dict[str, object] | None]]) -> None:
    asked = [{"words": words, "out": out, "context": context} for words, out, context in programs]
    search = os.pathsep.join([str(ROOT / "constructs"), str(directory), str(directory / SERVICE)])
    subprocess.run(
        [sys.executable, str(DRIVER), json.dumps(asked), "cdktn"],
        cwd=directory,
        env={**os.environ, "PYTHONPATH": search},
        stdout=subprocess.PIPE,
        check=True,
    )
