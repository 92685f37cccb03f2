"""Starts CDKTF applications fast: the AWS provider's modules load one by one, when they are first used.

The provider's package imports its 2,200 modules whenever one of them is imported, and Node then requires as many
files. Here the same package runs without those imports, and looks each module up when it is first asked for. What a
program sees stays the same; `docs/fast-start.md` says how, and what happens where something is not as expected here.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import re
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

OFF_SWITCH = "CDKTF_ECR_FAST_START"

# The provider's Python package and the name of the same package in Node.
PROVIDERS = {"cdktf_cdktf_provider_aws": "@cdktf/provider-aws", "cdktn_provider_aws": "@cdktn/provider-aws"}

_JSII_PROCESS = "jsii._kernel.providers.process"
_HOOK = Path(__file__).with_name("_fast_start.js")

# How jsii-pacmak 1.x ends a package's __init__.py: everything up to here defines the package, the rest imports modules.
_END_OF_DEFINITION = "\npublication.publish()\n"
_IMPORT = re.compile(r"from \. import (\w+)")

_log = logging.getLogger("cdktf_ecr.fast_start")


def enable() -> None:
    """Load the provider lazily from now on, in this process.

    Does nothing if the environment variable ``CDKTF_ECR_FAST_START`` is 0, off, false or no; if the provider has been
    imported already; or if the provider, jsii or Node are not as they are expected. The debug log says which.
    """
    if os.environ.get(OFF_SWITCH, "").strip().lower() in {"0", "off", "false", "no"}:
        _log.debug("off: %s is set", OFF_SWITCH)
        return
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    """Finds what is loaded differently: the provider's packages, and the module with which jsii starts Node."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        make_loader = _LazyPackage if fullname in PROVIDERS else _HookedProcess if fullname == _JSII_PROCESS else None
        if make_loader is None:
            return None
        spec = self._stock_spec(fullname, path, target)
        if spec is None or type(spec.loader) is not SourceFileLoader or spec.origin is None:
            _log.debug("stock %s: not an ordinary source file", fullname)
            return None
        loader = make_loader(fullname, spec.origin)
        if not loader.is_as_expected():
            return None
        spec.loader = loader
        return spec

    def _stock_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None) -> ModuleSpec | None:
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None:
                return spec
        return None


class _LazyPackage(SourceFileLoader):
    """Runs the provider's own __init__.py up to where it starts to import modules."""

    _definition: str
    _modules: frozenset[str]

    def is_as_expected(self) -> bool:
        """Whether the package is laid out so that leaving the imports out changes nothing but their time."""
        source = self.get_data(self.path).decode("utf-8")
        definition, found, imports = source.partition(_END_OF_DEFINITION)
        lines = [line for line in imports.splitlines() if line and not line.startswith("#")]
        names = [match.group(1) for line in lines if (match := _IMPORT.fullmatch(line))]
        if not found or not names or len(names) < len(lines):
            _log.debug("stock %s: %s is not laid out as expected", self.name, self.path)
            return False
        self._definition, self._modules = definition + found, frozenset(names)
        return True

    def exec_module(self, module: ModuleType) -> None:
        if not hasattr(importlib.import_module("jsii._reference_map"), "_submodule_fqn_map"):
            _log.debug("stock %s: this jsii cannot import the modules of types it meets", self.name)
            super().exec_module(module)
            return
        for hook in ("__getattr__", "__dir__"):  # Left by an earlier run of this, when the package is reloaded.
            vars(module).pop(hook, None)
        exec(compile(self._definition, self.path, "exec"), module.__dict__)  # noqa: S102 - the package's own source
        package = sys.modules[self.name]  # publication.publish() put another module in its place.
        vars(package)["__getattr__"] = self._import_on_first_use
        vars(package)["__dir__"] = lambda: sorted({*vars(package), *self._modules} - {"__getattr__", "__dir__"})
        self._tell_jsii_where_types_are()
        _log.debug("lazy %s: %d modules load on first use", self.name, len(self._modules))

    def _import_on_first_use(self, name: str) -> ModuleType:
        if name in self._modules:
            return importlib.import_module(f"{self.name}.{name}")
        raise AttributeError(f"module {self.name!r} has no attribute {name!r}")

    def _tell_jsii_where_types_are(self) -> None:
        """Let jsii import the module of a type it meets before the program has, as newer generated packages do."""
        reference_map: Any = importlib.import_module("jsii._reference_map")
        assembly = PROVIDERS[self.name]
        for name in self._modules:
            submodule = re.sub("_([a-z0-9])", lambda letter: letter.group(1).upper(), name)
            reference_map._submodule_fqn_map[f"{assembly}.{submodule}"] = f"{self.name}.{name}"  # noqa: SLF001


class _HookedProcess(SourceFileLoader):
    """Loads the module with which jsii starts Node, and has it start Node with our hook."""

    def is_as_expected(self) -> bool:
        """Whether there is a hook; how Node is started is checked once the module is loaded."""
        return _HOOK.is_file()

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        process = getattr(module, "_NodeProcess", None)
        stock: Callable[[Any], str] | None = getattr(process, "_jsii_runtime", None)
        if process is None or stock is None:
            _log.debug("stock Node: this jsii starts it in another way")
            return
        process._jsii_runtime = lambda self: _hooked(stock(self))  # noqa: SLF001


def _hooked(runtime: str) -> str:
    """Return a script that runs jsii's ``runtime`` with the hook, written where jsii cleans up behind itself.

    The runtime hands its own options to the process that loads the packages, so no environment changes. The hook is
    tried first: where it fails to load, Node goes on without it.
    """
    entry = Path(runtime).with_name("cdktf-ecr-fast-start.js")
    hook, stock = json.dumps(str(_HOOK)), json.dumps(runtime)
    script = (
        f'try {{ require({hook}); process.execArgv.unshift("--require", {hook}); }} catch {{}}\nrequire({stock});\n'
    )
    try:
        entry.write_text(script, encoding="utf-8")
    except OSError as error:
        _log.debug("stock Node: %s", error)
        return runtime
    _log.debug("hooked Node")
    return str(entry)
