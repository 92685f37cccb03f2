"""What all our constructs share: a place in the stack, and resources with readable addresses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from constructs import Construct

from cdktf_ecr.model.aws.regions import REGION
from cdktf_ecr.model.terraform.types import checked
from cdktf_ecr.model.terraform.versions import REGION as REGION_OF_RESOURCES
from cdktf_ecr.resources.framework import aws, terraform

from .addresses import IDENTIFIER, Address, place_of, remember
from .providers import region_of
from .region import has_region, looked_up_region
from .values import known, untouched

if TYPE_CHECKING:
    from cdktf_ecr.model.terraform.expressions import BooleanValue, Expression
    from cdktf_ecr.model.terraform.versions import ProviderFeature
    from cdktf_ecr.resources.framework.types import TerraformProvider


class Component(Construct):
    """A construct whose resources are called by its path in the stack, or by the name its caller gives.

    CDKTF appends a hash to the name of every resource inside a construct, and silently merges two resources of one
    type and name. Here names are pinned without a hash, and a second resource of one name is an error.

    Attributes:
        address: The Terraform name of the construct's resources.
    """

    def __init__(self, scope: Construct, id: str, *, address: str | None = None, region: str | None = None) -> None:
        """Take a place in the stack.

        Args:
            scope: The construct to take it in.
            id: Its name in that construct.
            address: The Terraform name of its resources; by default its path.
            region: The region of its resources, and of those in it; by default that of ``scope``, if it has one.

        Raises:
            InvalidSettingError: ``address`` is no Terraform identifier, or ``region`` not the code of a region.
        """
        super().__init__(scope, id)
        self._place = place_of(scope).below(id)
        remember(self, self._place)
        self.address: str = (
            self._place.terraform_name
            if address is None
            else checked("address", address, IDENTIFIER, type_="known string")
        )
        if region is not None:
            known_region = known(self, f"{self.address}_region", checked("region", region, REGION))
            self._place = replace(self._place, region=known_region)
            remember(self, self._place)

    @property
    def required_provider(self) -> str:
        """The AWS provider's versions that know everything the construct writes, such as ``>= 5.100, < 7.0``."""
        return self._place.requirements.below(self._place.path)

    def _pin(
        self,
        resource: terraform.TerraformElement,
        type_: str,
        *,
        name: str | None = None,
        condition: BooleanValue = True,
    ) -> Address:
        """Give ``resource`` its Terraform name, by default the construct's, and the region that it is to be in.

        Raises:
            ConflictError: The stack has a resource of that type and name already.
        """
        address = Address(type_, name or self.address, counted=condition is not True)
        whole = f"{address.type}.{address.name}"
        conflict = f"two constructs of one stack would both be {whole}: give one of them another address"
        self._place.claim(whole, conflict)
        resource.override_logical_id(address.name)
        if self._place.region is not None and has_region(type_):
            resource.add_override("region", self._place.region)
            self._needs(REGION_OF_RESOURCES)
        return address

    def _needs(self, feature: ProviderFeature) -> None:
        """Note that something here is written which the AWS provider takes only from a release on."""
        self._place.requirements.note(self._place.path, feature)

    def _region_in_names(self, given: str | None, provider: TerraformProvider | None) -> str:
        """Return the region of what the construct creates, to tell what is called alike in several regions apart.

        Args:
            given: The region as the caller gave it, without CDKTF tokens; None to take the one that resources here are
                given, or the provider's, in which Terraform looks it up where Python does not know it.
            provider: The AWS provider; None for the stack's.

        Raises:
            InvalidSettingError: ``given`` is not the code of a region.
        """
        if given is not None:
            region: str = checked("region", given, REGION)
            return region
        own = region_of(self, provider) or self._place.provider_region
        if own is not None:
            return own
        return looked_up_region(self._pin(aws.DataAwsRegion(self, "region", provider=provider), "data.aws_region"))

    def _local(self, name: str, value: object) -> terraform.TerraformLocal:
        """Declare a Terraform local, to be referred to as ``local.<name>``.

        Raises:
            ConflictError: The stack has a local of that name already.
        """
        local = terraform.TerraformLocal(self, f"local_{name}", untouched(value))
        self._pin(local, "local", name=name)
        return local

    def _is_in_stack_of(self, other: Construct) -> bool:
        """Whether text that names a resource of this stack means it there too."""
        return place_of(other).claims is self._place.claims

    def _shared(self, name: str, value: Expression, *, nullable: bool = False) -> str:
        """Return what Terraform works out as CDKTF's token, which the other stacks of the application can use too.

        Text such as ``${aws_iam_role.this.arn}`` names a resource that another stack does not have; of a local CDKTF
        makes an output here and reads it there. Asking declares it, so ask once: in a cached property.

        Args:
            name: What the local's name ends with, after the construct's.
            value: The value.
            nullable: Whether it may be null, of which Terraform keeps no output: in another stack it is null again.

        Raises:
            ConflictError: The stack has a local of that name already.
        """
        token = self._local(f"{self.address}_{name}", value).as_string
        return str(terraform.Token.as_string(terraform.Fn.one(terraform.Fn.try_([[token], []]))) if nullable else token)

    def _shared_list(self, name: str, value: Expression) -> list[str]:
        """Return a list that Terraform works out, as `_shared` returns text."""
        return list(self._local(f"{self.address}_{name}", value).as_list)
