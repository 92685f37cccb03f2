"""Replication: copies of repositories in other regions and accounts; one configuration per registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.registry.replication import ReplicationRule, ReplicationRules
from cdktf_ecr.model.terraform.types import checked
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.providers import region_of, registry_name
from cdktf_ecr.resources.base.values import structs
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constructs import Construct

    from cdktf_ecr.resources.framework.types import TerraformProvider

_ONLY_ONE = (
    "replication is configured twice in one stack: a registry has one replication configuration per account and "
    "region, and the second would overwrite the first. Put all rules into one, or give the second another provider "
    "(ECR API, PutReplicationConfiguration)"
)


class Replication(Component):
    """Where the images of a registry are copied when they are pushed; what was there before is not copied.

    It replaces whatever configuration the registry had. A copy has the repository's name, but none of its settings
    unless a `RepositoryCreationTemplate` for REPLICATION is in the destination. A destination in another account must
    let this account in by the policy of its registry: `RegistryPermissions` with
    `RegistryAccess.replication_by_accounts`, there. Destroying the configuration stops the copying and leaves the
    copies.

    Attributes:
        configuration: The ``aws_ecr_replication_configuration``.
        identity: The ``aws_caller_identity`` that tells the account's id, or None where no destination needs it.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        rules: Sequence[ReplicationRule],
        prevent_destroy: bool = False,
        address: str | None = None,
        region: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Configure the registry.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            rules: 1 to 10 rules, all of which apply.
            prevent_destroy: Whether Terraform refuses to destroy the configuration, which would switch replication off.
            address: The Terraform name of the resource; by default the construct's path.
            region: The region of everything created, for which the AWS provider has to be of release 6; by default that
                of the provider.
            provider: The AWS provider, which decides the account and region; by default the stack's.

        Raises:
            InvalidSettingError: There are too many rules or none, or a destination is the registry itself, which is
                noticed if the provider's region is known.
            ConflictError: The stack configures the registry of that provider already.
        """
        settings = ReplicationRules(rules=rules)
        checked("prevent_destroy", prevent_destroy, type_="known bool")
        own_region = region or region_of(scope, provider)
        if own_region is not None:
            settings.check_source(own_region)
        super().__init__(scope, id, address=address, region=region)
        self._place.claim(f"replication of {registry_name(self, provider)}", _ONLY_ONE)
        self.identity: aws.DataAwsCallerIdentity | None = None
        own_account_id = ""
        if settings.stays_in_account:
            self.identity = aws.DataAwsCallerIdentity(self, "identity", provider=provider)
            own_account_id = self._pin(self.identity, "data.aws_caller_identity").attribute("account_id")
        blocks = [
            {
                "destination": structs(rule["destination"]),
                "repositoryFilter": structs(rule.get("repository_filter", ())),
            }
            for rule in settings.render(own_account_id)
        ]
        self.configuration = aws.EcrReplicationConfiguration(
            self,
            "configuration",
            replication_configuration={"rule": blocks},
            lifecycle={"prevent_destroy": True} if prevent_destroy else None,
            provider=provider,
        )
        self._pin(self.configuration, "aws_ecr_replication_configuration")
