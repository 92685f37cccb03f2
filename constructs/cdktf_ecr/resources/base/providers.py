"""Telling AWS providers apart."""

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
