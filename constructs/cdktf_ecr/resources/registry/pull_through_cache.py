"""A pull-through cache: repositories that ECR fills from Docker Hub or another registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.registry.pull_through_cache import PullThroughCacheRule
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.providers import registry_name
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.resources.framework.types import TerraformProvider


class PullThroughCache(Component):
    """A rule by which pulling an image that is not there yet fetches it from another registry.

    Whoever pulls an image for the first time creates its repository, and needs the permissions for that:
    `pull_through_policy` has them all, or `RegistryAccess.pull_through_by_principals` grants them in the registry's
    policy. A `RepositoryCreationTemplate` of the same prefix decides the settings of these repositories.

    Attributes:
        rule: The ``aws_ecr_pull_through_cache_rule``.
        repositories: The pattern the names of the cached repositories match, "docker-hub/*", to end an ARN with.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        prefix: str,
        upstream: str,
        credential_arn: str | None = None,
        custom_role_arn: str | None = None,
        upstream_prefix: str | None = None,
        address: str | None = None,
        region: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the rule.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            prefix: What the names of the cached repositories start with, 2 to 30 characters, or ROOT.
            upstream: The upstream registry, such as "docker-hub" or "ghcr.io": see `PullThroughCacheRule`.
            credential_arn: The secret, called ``ecr-pullthroughcache/...``, with the credentials for the upstream.
            custom_role_arn: The role with which ECR pulls from a private ECR registry of another account.
            upstream_prefix: The prefix in an upstream private ECR registry, where it differs.
            address: The Terraform name of the resource; by default the construct's path.
            region: The region of everything created, for which the AWS provider has to be of release 6; by default that
                of the provider.
            provider: The AWS provider, which decides the account and region; by default the stack's.

        Raises:
            InvalidSettingError: A value that ECR would refuse.
            ConflictError: The stack has a rule for that prefix and registry already.
        """
        rule = PullThroughCacheRule(
            prefix=prefix,
            upstream=upstream,
            credential_arn=credential_arn,
            custom_role_arn=custom_role_arn,
            upstream_prefix=upstream_prefix,
        )
        super().__init__(scope, id, address=address, region=region)
        conflict = (
            f"two pull-through cache rules of one stack would both be for the prefix {prefix!r}: a registry has one "
            "per prefix. Give one of them another prefix or another provider (ECR API, CreatePullThroughCacheRule)"
        )
        self._place.claim(f"pull-through cache {prefix} of {registry_name(self, provider)}", conflict)
        self.rule = aws.EcrPullThroughCacheRule(self, "rule", provider=provider, **rule.render())
        self.repositories = rule.repositories
        self._pin(self.rule, "aws_ecr_pull_through_cache_rule")
