"""Runs programs one after the other in one interpreter: importing the whole provider costs more than all of them.

Its argument is a JSON list of them: each with the words of its command line, its output directory and its context. A
second argument names the framework that they are of, where it is not CDK for Terraform.
What a program prints is left beside that directory. Written are the names of the constructs that the programs made, of
their bases, and of the provider's modules that were loaded.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
from contextlib import redirect_stdout
from importlib import import_module
from typing import Any

import cdktf_ecr  # noqa: F401 # isort: skip - before the framework

framework = import_module(sys.argv[2] if len(sys.argv) > 2 else "cdktf")
_App = framework.App
made: set[str] = set()


def run(words: list[str], out: str, context: dict[str, object] | None) -> None:
    """Run a program as its own interpreter would, but for where it writes: Node has its environment already."""
    apps: list[Any] = []

    def app(**settings: Any) -> Any:
        apps.append(_App(**{"outdir": out, **settings}))
        return apps[-1]

    framework.App = app  # type: ignore[attr-defined]
    sys.argv = words
    os.environ["CDKTF_CONTEXT_JSON"] = json.dumps(context) if context else ""
    with open(f"{out}.stdout", "w", encoding="utf-8") as stdout, redirect_stdout(stdout):  # noqa: PTH123
        runpy.run_path(words[0], run_name="__main__")
    types = {type(construct) for each in apps for construct in each.node.find_all()}
    made.update(base.__name__ for each in types for base in each.__mro__)


for program in json.loads(sys.argv[1]):
    run(**program)
loaded = [name for name in sys.modules if name.startswith("cdktf_cdktf_provider_aws.")]
json.dump({"constructs": sorted(made), "modules": loaded}, sys.stdout)
