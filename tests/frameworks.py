"""The suite of constructs, modules and stacks on CDK Terrain: ``CDKTF_ECR_TEST_FRAMEWORK=cdktn``.

The tests import ``cdktf`` and its AWS bindings. Here these names come to mean the other framework's packages, which
have the same classes; the library itself is not told.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

VARIABLE = "CDKTF_ECR_TEST_FRAMEWORK"
FRAMEWORKS = ("cdktf", "cdktn")
PACKAGES = {"cdktf": "cdktn", "cdktf_cdktf_provider_aws": "cdktn_provider_aws"}


def use_the_one_asked_for() -> None:
    """Have ``cdktf`` mean CDK Terrain in this process, where the environment says so."""
    asked = os.environ.get(VARIABLE, "cdktf")
    if asked not in FRAMEWORKS:
        raise ValueError(f"{VARIABLE} is {asked!r}: it has to be cdktf or cdktn")
    if asked == "cdktn":
        sys.meta_path.insert(0, _OtherName())


class _OtherName(MetaPathFinder, Loader):
    """Gives a module of the one framework's name the other framework's module."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        return ModuleSpec(fullname, self) if fullname.partition(".")[0] in PACKAGES else None

    def create_module(self, spec: ModuleSpec) -> None:  # noqa: ARG002
        return None

    def exec_module(self, module: ModuleType) -> None:
        package, dot, rest = module.__name__.partition(".")
        sys.modules[module.__name__] = import_module(f"{PACKAGES[package]}{dot}{rest}")
