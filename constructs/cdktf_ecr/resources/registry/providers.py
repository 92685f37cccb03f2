"""Which registry a provider stands for: the one of its account and region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf import TerraformProvider, TerraformStack

from cdktf_ecr.model.values import is_expression

if TYPE_CHECKING:
    from constructs import Construct


def registry_of(provider: TerraformProvider | None) -> str:
    """Return what tells the registry of one provider of a stack from another's."""
    return "the default provider" if provider is None or not provider.alias else str(provider.node.path)


def region_of(scope: Construct, provider: TerraformProvider | None) -> str | None:
    """Return the region of ``provider``, or of the stack's default one, where Python knows it."""
    known = provider or next(filter(_is_default, TerraformStack.of(scope).node.children), None)
    region = getattr(known, "region", None)
    return region if isinstance(region, str) and not is_expression(region) else None


def _is_default(construct: object) -> bool:
    return (
        isinstance(construct, TerraformProvider) and construct.terraform_resource_type == "aws" and not construct.alias
    )
