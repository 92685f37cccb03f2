"""The AWS provider's package: its 2,200 modules load one by one, when they are first used, instead of all at once.

The package runs without the imports at its end, and looks each module up when it is first asked for. What a program
sees of it stays the same.
"""

from __future__ import annotations

import importlib
import re
import sys
from importlib.machinery import SourceFileLoader
from typing import TYPE_CHECKING, Any

from .switch import log

if TYPE_CHECKING:
    from types import ModuleType

# The provider's Python package and the name of the same package in Node.
PROVIDERS = {"cdktf_cdktf_provider_aws": "@cdktf/provider-aws", "cdktn_provider_aws": "@cdktn/provider-aws"}

# How jsii-pacmak 1.x ends a package's __init__.py: everything up to here defines the package, the rest imports modules.
_END_OF_DEFINITION = "\npublication.publish()\n"
# That of CDK Terrain has a module `__getattr__` of its own.
_LAZY_BY_ITSELF = "\ndef __getattr__("
_IMPORT = re.compile(r"from \. import (\w+)")


class LazyPackage(SourceFileLoader):
    """Runs the provider's own __init__.py up to where it starts to import modules."""

    _definition: str
    _modules: frozenset[str]

    def is_as_expected(self) -> bool:
        """Whether the package is laid out so that leaving the imports out changes nothing but their time."""
        source = self.get_data(self.path).decode("utf-8")
        if _LAZY_BY_ITSELF in source:
            log.debug("stock %s: its modules load on first use anyway", self.name)
            return False
        definition, found, imports = source.partition(_END_OF_DEFINITION)
        lines = [line for line in imports.splitlines() if line and not line.startswith("#")]
        names = [match.group(1) for line in lines if (match := _IMPORT.fullmatch(line))]
        if not found or not names or len(names) < len(lines):
            log.debug("stock %s: %s is not laid out as expected", self.name, self.path)
            return False
        self._definition, self._modules = definition + found, frozenset(names)
        return True

    def exec_module(self, module: ModuleType) -> None:
        if not hasattr(importlib.import_module("jsii._reference_map"), "_submodule_fqn_map"):
            log.debug("stock %s: this jsii cannot import the modules of types it meets", self.name)
            super().exec_module(module)
            return
        for hook in ("__getattr__", "__dir__"):  # Left by an earlier run of this, when the package is reloaded.
            vars(module).pop(hook, None)
        exec(compile(self._definition, self.path, "exec"), module.__dict__)  # noqa: S102 - the package's own source
        package = sys.modules[self.name]  # publication.publish() put another module in its place.
        vars(package)["__getattr__"] = self._import_on_first_use
        vars(package)["__dir__"] = lambda: sorted({*vars(package), *self._modules} - {"__getattr__", "__dir__"})
        self._tell_jsii_where_types_are()
        log.debug("lazy %s: %d modules load on first use", self.name, len(self._modules))

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
