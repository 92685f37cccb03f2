"""The frameworks that the constructs work with, and which of them this process works with.

The library's own classes are constructs, of the package ``constructs`` that both frameworks share. What they need of a
framework or of its AWS bindings they take from the one that the first construct's stack belongs to.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakSet

from cdktf_ecr.model.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from constructs import Construct

_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class MissingFrameworkError(ImportError):
    """A framework, or what goes with it, is not installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A framework, and the package of the AWS provider's resources that goes with it.

    Attributes:
        name: What people call it.
        package: Its Python package.
        bindings: The Python package of the AWS provider's resources.
        installation: What installs both.
    """

    name: str
    package: str
    bindings: str
    installation: str

    def element(self, name: str) -> Any:
        """Return what the framework itself calls ``name``, such as ``TerraformLocal``.

        Raises:
            MissingFrameworkError: The framework is not installed.
            AttributeError: It has nothing of that name.
        """
        return _member(self, self.package, name)

    def resource(self, name: str) -> Any:
        """Return the class of a resource or data source, such as ``EcrRepository``.

        Raises:
            MissingFrameworkError: The bindings are not installed, or are too old for the resource.
        """
        return _member(self, module_of(self.bindings, name), name)

    @property
    def is_installed(self) -> bool:
        """Whether its package is there."""
        return find_spec(self.package) is not None


CDKTF = Framework(
    name="CDK for Terraform",
    package="cdktf",
    bindings="cdktf_cdktf_provider_aws",
    installation="pip install cdktf-ecr",
)
CDK_TERRAIN = Framework(
    name="CDK Terrain",
    package="cdktn",
    bindings="cdktn_provider_aws",
    installation="pip install 'cdktf-ecr[cdktn]'",
)
FRAMEWORKS = (CDKTF, CDK_TERRAIN)
_BY_PACKAGE = {framework.package: framework for framework in FRAMEWORKS}


class _Process:
    """What this process works with: jsii loads one framework's assembly beside the other's, but mixes their types."""

    framework: Framework | None = None
    # What belongs to it, since asking jsii for a construct's scope costs as much as creating a resource.
    seen: ClassVar[WeakSet[Construct]] = WeakSet()


def module_of(bindings: str, resource: str) -> str:
    """Return the module of a resource's class: bindings have one for each, called like it."""
    return f"{bindings}.{_CAPITAL.sub('_', resource).lower()}"


def choose(construct: Construct) -> None:
    """Work with the framework that ``construct`` belongs to, from the first construct of this process on.

    Args:
        construct: A stack of a framework, or a construct in one.

    Raises:
        ConflictError: It is in no stack, or in one of another framework than the constructs before it.
    """
    if construct in _Process.seen:
        return
    framework = next(filter(None, map(_framework_of, _with_parents(construct))), None)
    if framework is None:
        raise ConflictError(
            f"{construct.node.path or type(construct).__name__!r} is in no stack: constructs of cdktf_ecr belong in a "
            f"TerraformStack of {' or '.join(_BY_PACKAGE)}"
        )
    if _Process.framework not in (None, framework):
        raise ConflictError(
            f"{construct.node.path or type(construct).__name__!r} is of {framework.name} ({framework.package}), and "
            f"this process has made constructs of {_Process.framework.name} ({_Process.framework.package}): stacks of "
            "different frameworks belong in programs of their own"
        )
    _Process.framework = framework
    _Process.seen.add(construct)


def choose_without_a_stack() -> None:
    """Work with some framework, for an application that nobody sees: any writes the same.

    It is the one that this process works with already, or else the one that has been imported, and where that does not
    tell, the first that is installed.

    Raises:
        MissingFrameworkError: None is installed.
    """
    if _Process.framework is not None:
        return
    imported = [framework for framework in FRAMEWORKS if sys.modules.get(framework.package)]
    candidates = imported if len(imported) == 1 else [framework for framework in FRAMEWORKS if framework.is_installed]
    if not candidates:
        ways = " or, for CDK Terrain, ".join(framework.installation for framework in FRAMEWORKS)
        raise MissingFrameworkError(f"neither {' nor '.join(_BY_PACKAGE)} is installed: {ways}")
    _Process.framework = candidates[0]


def current() -> Framework:
    """Return the framework that this process works with.

    Raises:
        LookupError: Nothing has been chosen yet: constructs choose before they reach for a framework's names.
    """
    if _Process.framework is None:
        raise LookupError("no construct of cdktf_ecr has been made yet")
    return _Process.framework


def _with_parents(construct: Construct) -> Iterator[object]:
    scope: Any = construct
    while scope is not None:
        yield scope
        scope = scope.node.scope


def _framework_of(construct: object) -> Framework | None:
    """Return the framework one of whose classes ``construct`` is; None for one that could be of any."""
    packages = (base.__module__.partition(".")[0] for base in type(construct).__mro__)
    return next((_BY_PACKAGE[package] for package in packages if package in _BY_PACKAGE), None)


@cache
def _member(framework: Framework, module: str, name: str) -> Any:
    try:
        return getattr(import_module(module), name)
    except ModuleNotFoundError as error:
        package = (error.name or module).partition(".")[0]
        if package not in (framework.package, framework.bindings):
            raise
        lack = "is not installed" if error.name == package else f"has no {name}, and so is too old or too new"
        message = f"{framework.name} is used here, and {package} {lack}: {framework.installation}"
        raise MissingFrameworkError(message, name=error.name) from None
