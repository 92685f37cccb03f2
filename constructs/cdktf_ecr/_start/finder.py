"""Finds what loads differently from how it would by itself, and leaves the rest alone."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from typing import TYPE_CHECKING

from . import switch
from .generated import FRAMEWORKS, RememberingTypes
from .provider import PROVIDERS, LazyPackage
from .runtime import PROCESS, FastRuntime, Runtime, improve

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType


def install() -> None:
    """Load CDKTF, the AWS provider and jsii's runtime faster from now on, in this process.

    What has been imported already stays as it is. If the environment variable ``CDKTF_ECR_FAST_START`` is 0, off,
    false or no, all loads as it would by itself; which Node runs jsii is chosen all the same. The debug log says what
    was not as expected here, and so was left alone.
    """
    switch.show_log_if_asked()
    if switch.is_off():
        switch.log.debug("off: %s is set", switch.SWITCH)
    if any(isinstance(finder, _Finder) for finder in sys.meta_path):
        return
    sys.meta_path.insert(0, _Finder(fast=not switch.is_off()))
    if PROCESS in sys.modules:  # Imported, but Node may not have been started.
        improve(sys.modules[PROCESS], fast=not switch.is_off())


class _Finder(MetaPathFinder):
    def __init__(self, *, fast: bool) -> None:
        self._fast = fast

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        make_loader = self._loader_of(fullname)
        if make_loader is None:
            return None
        spec = self._stock_spec(fullname, path, target)
        if spec is None or type(spec.loader) is not SourceFileLoader or spec.origin is None:
            if make_loader is not RememberingTypes:
                switch.log.debug("stock %s: not an ordinary source file", fullname)
            return None
        loader = make_loader(fullname, spec.origin)
        if isinstance(loader, LazyPackage) and not loader.is_as_expected():
            return None
        spec.loader = loader
        return spec

    def _loader_of(self, name: str) -> type[Runtime | LazyPackage | RememberingTypes] | None:
        if name == PROCESS:
            return FastRuntime if self._fast else Runtime
        if not self._fast:
            return None
        if name in PROVIDERS:
            return LazyPackage
        return RememberingTypes if name in FRAMEWORKS or name.rpartition(".")[0] in PROVIDERS else None

    def _stock_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None) -> ModuleSpec | None:
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                return spec
        return None
