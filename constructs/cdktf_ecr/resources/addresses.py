"""Readable Terraform addresses, which are a promise: a renamed address destroys and recreates.

CDKTF appends a hash to the name of every resource inside a construct. Ours are pinned instead: to the construct's path,
or to the name its caller gives.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from cdktf import TerraformStack

from cdktf_ecr.model.errors import ConflictError
from cdktf_ecr.model.expressions import interpolate

if TYPE_CHECKING:
    from cdktf import TerraformElement
    from constructs import Construct

_claims: WeakKeyDictionary[TerraformStack, set[str]] = WeakKeyDictionary()

# A Terraform identifier starts with a letter or an underscore.
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

    def attribute(self, name: str) -> str:
        """Return the value of one of the resource's attributes; null where the resource is absent."""
        if self.counted:
            return interpolate(f"one({self.type}.{self.name}[*].{name})")
        return interpolate(f"{self.type}.{self.name}.{name}")

    def peer(self, name: str) -> str:
        """Return the attribute for a resource that exists on the same condition as this one."""
        return interpolate(f"{self.type}.{self.name}{'[0]' if self.counted else ''}.{name}")


def default_name(construct: Construct) -> str:
    """Return the Terraform name of a construct's resources: its path below the stack, joined by underscores."""
    stack = TerraformStack.of(construct)
    path = construct.node.path.removeprefix(stack.node.path).strip("/")
    name = _NOT_IN_IDENTIFIERS.sub("_", path)
    return name if name[:1].isalpha() else f"_{name}"


def pin(resource: TerraformElement, type_: str, name: str, *, counted: bool = False) -> Address:
    """Give ``resource`` the Terraform name ``name``.

    Raises:
        ConflictError: The stack has a resource of that type and name already; CDKTF would silently merge the two.
    """
    address = Address(type_, name, counted)
    claim(
        resource,
        f"{type_}.{name}",
        f"two constructs of one stack would both be {type_}.{name}: give one of them another address",
    )
    resource.override_logical_id(name)
    return address


def claim(construct: Construct, what: str, conflict: str) -> None:
    """Take ``what`` for ``construct``, once in its stack.

    Raises:
        ConflictError: It is taken; ``conflict`` is the message.
    """
    claimed = _claims.setdefault(TerraformStack.of(construct), set())
    if what in claimed:
        raise ConflictError(conflict)
    claimed.add(what)
