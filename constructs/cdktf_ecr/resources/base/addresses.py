"""Readable Terraform addresses, which are a promise: a renamed address destroys and recreates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from cdktf_ecr.model.errors import ConflictError
from cdktf_ecr.model.terraform.expressions import Expression
from cdktf_ecr.model.terraform.rules import Matches
from cdktf_ecr.resources.framework import terraform
from cdktf_ecr.resources.framework.frameworks import choose

from .requirements import Requirements

if TYPE_CHECKING:
    from constructs import Construct

# "Identifiers" (Terraform's configuration syntax), of ASCII alone.
IDENTIFIER = Matches(
    pattern="^[A-Za-z_][A-Za-z0-9_-]*$",
    words="must be a Terraform identifier: letters, digits, '_' and '-', the first a letter or '_'",
    source="Terraform identifiers",
)
_NOT_IN_IDENTIFIERS = re.compile(r"[^A-Za-z0-9_-]")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a resource stands in Terraform.

    Attributes:
        type: The resource's type, with ``data.`` in front for a data source.
        name: The resource's name.
        counted: Whether the resource has a ``count`` and may be absent.
    """

    type: str
    name: str
    counted: bool = False

    def attribute(self, name: str) -> Expression:
        """Return the value of one of the resource's attributes; null where the resource is absent."""
        if self.counted:
            return Expression(f"one({self.type}.{self.name}[*].{name})")
        return Expression(f"{self.type}.{self.name}.{name}")

    def existing_attribute(self, name: str) -> Expression:
        """Return the attribute where the resource exists, as for another that exists on the same condition."""
        return Expression(f"{self.type}.{self.name}{'[0]' if self.counted else ''}.{name}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a construct stands, remembered here because asking jsii costs as much as creating a resource.

    Attributes:
        path: The names of the constructs on the way from the stack, the stack's not included.
        claims: What the constructs of the stack have taken, shared by all its places.
        requirements: What they need of the AWS provider, likewise.
        region: The region that resources here are given, an expression or not; None for their provider's.
        provider_region: What the construct around them has looked up as their provider's, if it has.
    """

    path: tuple[str, ...] = ()
    claims: set[str] = field(default_factory=set)
    requirements: Requirements = field(default_factory=Requirements)
    region: str | None = None
    provider_region: str | None = None

    def below(self, name: str) -> Place:
        """Return the place of the construct called ``name`` in this one."""
        return replace(self, path=(*self.path, name))

    @property
    def terraform_name(self) -> str:
        """The Terraform name of the construct's resources: its path, joined by underscores."""
        name = _NOT_IN_IDENTIFIERS.sub("_", "_".join(self.path))
        return name if name[:1].isalpha() else f"_{name}"

    def claim(self, what: str, conflict: str) -> None:
        """Take ``what``, once in the stack.

        Raises:
            ConflictError: It is taken; ``conflict`` is the message.
        """
        if what in self.claims:
            raise ConflictError(conflict)
        self.claims.add(what)


_places: WeakKeyDictionary[Construct, Place] = WeakKeyDictionary()


def place_of(construct: Construct) -> Place:
    """Return where ``construct`` stands.

    Raises:
        ConflictError: It is in no stack, or in one of another framework than the constructs before it.
    """
    place = _places.get(construct)
    if place is None:
        choose(construct)
        place = Place() if isinstance(construct, terraform.TerraformStack) else _looked_up(construct)
        _places[construct] = place
    return place


def remember(construct: Construct, place: Place) -> None:
    """Keep the place of a construct of ours, which its scope tells without jsii."""
    _places[construct] = place


def _looked_up(construct: Construct) -> Place:
    stack = next((each for each in reversed(construct.node.scopes) if isinstance(each, terraform.TerraformStack)), None)
    if stack is None:
        raise ConflictError(f"{type(construct).__name__!r} is in no stack: give the stack, or a construct in it")
    path = construct.node.path.removeprefix(stack.node.path).strip("/")
    return replace(place_of(stack), path=tuple(path.split("/")))
