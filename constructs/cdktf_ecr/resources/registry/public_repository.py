"""A public ECR repository, from which anybody can pull."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.aws.tags import TagRule
from cdktf_ecr.model.registry.public_repository import (
    PUBLIC_REPOSITORY_NAME,
    CatalogData,
    check_public_region,
    public_push_policy,
)
from cdktf_ecr.model.terraform.types import checked, of_class
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.providers import region_of
from cdktf_ecr.resources.base.values import boolean, policy_text, tag_map
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import BooleanValue, StringListValue, StringMapValue
    from cdktf_ecr.resources.framework.types import TerraformProvider

_NOTHING_TO_SHOW = CatalogData()


class PublicRepository(Component):
    """A public ECR repository.

    Everybody on the internet can pull its images, and no policy can prevent that. Public repositories have neither
    scanning nor lifecycle policies, immutable tags nor keys of one's own. Their API is in us-east-1 only: the provider
    has to be one for that region, which is checked here if Python knows its region, and otherwise fails at apply.

    Attributes:
        repository: The ``aws_ecrpublic_repository``.
        policy: The ``aws_ecrpublic_repository_policy``, or None.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        catalog: CatalogData = _NOTHING_TO_SHOW,
        push_principal_arns: StringListValue = (),
        force_destroy: BooleanValue = False,
        prevent_destroy: bool = False,
        tags: StringMapValue | None = None,
        address: str | None = None,
        region: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the repository.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            name: The repository's name, 2 to 205 characters, namespace included, without the registry's alias.
            catalog: What the gallery shows.
            push_principal_arns: Roles, users or accounts beyond this one that may push; or a Terraform expression of a
                list.
            force_destroy: Whether destroying the repository deletes the images in it.
            prevent_destroy: Whether Terraform refuses to destroy the repository.
            tags: AWS tags.
            address: The Terraform name of the resources; by default the construct's path.
            region: The region of everything created, for which the AWS provider has to be of release 6; by default that
                of the provider.
            provider: The AWS provider, for us-east-1; by default the stack's.

        Raises:
            InvalidSettingError: A value that ECR Public would refuse, or a provider for another region.
            ConflictError: The stack has a public repository of that address already.
        """
        checked("name", name, PUBLIC_REPOSITORY_NAME)
        of_class("catalog", catalog, CatalogData)
        checked("force_destroy", force_destroy, type_="bool")
        checked("prevent_destroy", prevent_destroy, type_="known bool")
        if tags is not None:
            checked("tags", tags, TagRule(), type_="map(string)")
        document = None
        if push_principal_arns or not isinstance(push_principal_arns, (list, tuple)):
            document = public_push_policy(push_principal_arns, setting="push_principal_arns")
        own_region = region or region_of(scope, provider)
        if own_region is not None:
            check_public_region(own_region)

        super().__init__(scope, id, address=address, region=region)
        self.repository = aws.EcrpublicRepository(
            self,
            "repository",
            repository_name=name,
            catalog_data=catalog.render() or None,
            force_destroy=boolean(force_destroy),
            tags=tag_map(tags),
            lifecycle={"prevent_destroy": True} if prevent_destroy else None,
            provider=provider,
        )
        created_name = self._pin(self.repository, "aws_ecrpublic_repository").attribute("repository_name")
        self.policy: aws.EcrpublicRepositoryPolicy | None = None
        if document is not None:
            self.policy = aws.EcrpublicRepositoryPolicy(
                self,
                "policy",
                repository_name=created_name,
                policy=policy_text(self, f"{self.address}_policy", document),
                provider=provider,
            )
            self._pin(self.policy, "aws_ecrpublic_repository_policy")

    @property
    def name(self) -> str:
        """The repository's name, as a reference to the created repository."""
        return str(self.repository.repository_name)

    @property
    def arn(self) -> str:
        """The repository's ARN."""
        return str(self.repository.arn)

    @property
    def url(self) -> str:
        """The repository's URL, ``public.ecr.aws/<alias>/<name>``, to tag images with."""
        return str(self.repository.repository_uri)
