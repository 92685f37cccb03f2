"""The types of what a framework's elements are to this library, whichever framework they are of."""

from __future__ import annotations

from typing import Any, Protocol


class TerraformProvider(Protocol):
    """A provider's configuration: ``AwsProvider``, in both frameworks."""

    @property
    def alias(self) -> str | None:
        """What tells it from others of the stack; None for the stack's default."""

    @property
    def fqn(self) -> str:
        """How Terraform refers to it."""

    @property
    def terraform_resource_type(self) -> str:
        """The provider's name: ``aws``."""


class TerraformResource(Protocol):
    """A resource or a data source. Both frameworks take it in ``depends_on``."""

    @property
    def fqn(self) -> str:
        """How Terraform refers to it."""

    @property
    def terraform_resource_type(self) -> str:
        """Its type, such as ``aws_iam_role``."""

    def get_string_attribute(self, terraform_attribute: str, /) -> str:
        """Return one of its attributes, as a token."""

    def add_override(self, path: str, value: Any, /) -> None:
        """Write ``value`` at ``path`` of its Terraform block, over whatever stands there."""
