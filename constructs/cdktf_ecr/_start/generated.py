"""Modules that jsii generated: what their constructors ask about types, answered once instead of at each call.

Before a generated function calls Node it looks up the types of its arguments, ``typing.get_type_hints(<stub>)``, and
checks each argument against its own. The hints of a stub never change, and most arguments are None where None may be:
the two are a quarter of the time that Python takes to create a resource.
"""

from __future__ import annotations

import types
import typing
from importlib.machinery import SourceFileLoader
from typing import TYPE_CHECKING, Any, Union

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

# The frameworks' own modules; those of the providers are in their packages.
FRAMEWORKS = frozenset({"cdktf", "cdktn", "constructs"})

# How jsii-pacmak 1.x names the functions that carry nothing but the types of another one's arguments.
_STUB = "_typecheckingstub__"

_NONE = type(None)
_UNIONS = (Union, types.UnionType)


class RememberingTypes(SourceFileLoader):
    """Runs a generated module and gives it, in its own namespace, a ``typing`` and a ``check_type`` that remember."""

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        namespace = vars(module)
        if namespace.get("typing") is typing:
            namespace["typing"] = _typing
        check = namespace.get("check_type")
        if callable(check):
            namespace["check_type"] = _without_absent_arguments(check)


def _remembering_typing() -> ModuleType:
    """Return a copy of the module ``typing`` whose ``get_type_hints`` remembers what it said of a stub."""
    known: dict[object, dict[str, Any]] = {}

    def get_type_hints(obj: Any, *args: Any, **options: Any) -> dict[str, Any]:
        if args or options or not str(getattr(obj, "__name__", "")).startswith(_STUB):
            return typing.get_type_hints(obj, *args, **options)
        if obj not in known:
            known[obj] = typing.get_type_hints(obj)
        return known[obj]

    remembering = types.ModuleType(typing.__name__, typing.__doc__)
    vars(remembering).update(vars(typing) | {"get_type_hints": get_type_hints})
    return remembering


_typing = _remembering_typing()


def _without_absent_arguments(check: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``check_type`` that does not look at a None where the type says that None will do."""

    def check_type(argname: str, value: object, expected_type: Any) -> Any:
        if value is None and typing.get_origin(expected_type) in _UNIONS and _NONE in typing.get_args(expected_type):
            return None
        return check(argname=argname, value=value, expected_type=expected_type)

    return check_type
