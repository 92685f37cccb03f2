"""AWS providers: telling them apart, and the releases that a stack requires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.resources.framework import terraform

from .addresses import place_of

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.resources.framework.types import TerraformProvider


def provider_name(provider: TerraformProvider | None) -> str:
    """Return how Terraform names a provider: ``aws`` for the stack's own, ``aws.<alias>`` for another."""
    return "aws" if provider is None or not provider.alias else f"aws.{provider.alias}"


def require_provider(scope: Construct, *, at_least: str | None = None) -> None:
    """Have a stack require the releases of the AWS provider that know everything which its constructs here write.

    ``AwsProvider`` makes Terraform ask for exactly the release that its bindings were generated from. This writes a
    range instead, from the oldest release that will do (5.100 where no construct needs a newer one) up to the next
    major release. It may be called before the constructs are made as well as after.

    Args:
        scope: The stack, or a construct in it.
        at_least: A release that other resources of the stack need, such as "6.14"; by default none.

    Raises:
        InvalidSettingError: ``at_least`` is no release, or one that is not supported.
        ConflictError: ``scope`` is in no stack, or in one of another framework than the constructs before it.
    """
    requirements = place_of(scope).requirements
    requirements.declare(terraform.TerraformStack.of(scope), at_least)


def registry_name(scope: Construct, provider: TerraformProvider | None) -> str:
    """Return what tells the registry of resources in ``scope`` from others: its provider, and its own region if any."""
    region = place_of(scope).region
    return provider_name(provider) if region is None else f"{provider_name(provider)} in {region}"


def region_of(scope: Construct, provider: TerraformProvider | None) -> str | None:
    """Return the region that resources in ``scope`` are given, or else that of their provider where Python knows it.

    Args:
        scope: The construct.
        provider: The resources' provider; None for the stack's.
    """
    given = place_of(scope).region
    if given is not None:
        return given
    known = provider or next(filter(_is_default, terraform.TerraformStack.of(scope).node.children), None)
    region = getattr(known, "region", None)
    return region if isinstance(region, str) and not is_expression(region) else None


def _is_default(construct: object) -> bool:
    if not isinstance(construct, terraform.TerraformProvider):
        return False
    return construct.terraform_resource_type == "aws" and not construct.alias
