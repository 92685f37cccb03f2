"""The trust of an account in the tokens of a CI provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.aws.tags import check_iam_tags
from cdktf_ecr.model.ci_identity import CircleCi, GitHubActions
from cdktf_ecr.model.terraform.types import checked, of_class
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import known_settings, tag_map
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import StringMapValue
    from cdktf_ecr.resources.framework.types import TerraformProvider


class OidcProvider(Component):
    """The account's OIDC provider for the issuer of a CI provider's tokens.

    An account has one per issuer, which all stacks and roles share. AWS checks the certificates of CircleCI and GitHub
    against its own list of authorities, so that there is no thumbprint to keep up to date.

    Attributes:
        resource: The ``aws_iam_openid_connect_provider``; None where an existing provider is used.
        data: The data source that reads the existing provider; None where it is created.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        trust: CircleCi | GitHubActions,
        create: bool = True,
        tags: StringMapValue | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the provider, or look it up.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            trust: Jobs whose tokens the provider's issuer signs; of these, only issuer and audience matter here.
            create: False where the account has the provider already: AWS refuses a second one of the same issuer.
            tags: AWS tags.
            address: The Terraform name of the resource; by default the construct's path.
            provider: The AWS provider; by default the stack's.

        Raises:
            InvalidSettingError: A value is of another type, or AWS would refuse a tag.
            ConflictError: The stack has a provider for the issuer already.
        """
        of_class("trust", trust, CircleCi, GitHubActions)
        checked("create", create, type_="known bool")
        tags = check_iam_tags(tags)
        super().__init__(scope, id, address=address)
        issuer = trust.issuer
        conflict = f"an account has one OIDC provider for {issuer}: use the arn of the one this stack has already"
        self._place.claim(f"OIDC provider {issuer}", conflict)
        trust = known_settings(self, trust, name=f"{self.address}_")
        url = f"https://{trust.issuer}"
        self.resource: aws.IamOpenidConnectProvider | None = None
        self.data: aws.DataAwsIamOpenidConnectProvider | None = None
        if create:
            self.resource = aws.IamOpenidConnectProvider(
                self, "provider", url=url, client_id_list=[trust.audience], tags=tag_map(tags), provider=provider
            )
            self._pin(self.resource, "aws_iam_openid_connect_provider")
        else:
            self.data = aws.DataAwsIamOpenidConnectProvider(self, "provider", url=url, provider=provider)
            self._pin(self.data, "data.aws_iam_openid_connect_provider")

    @property
    def arn(self) -> str:
        """The provider's ARN."""
        return str((self.resource or self.data).arn)  # type: ignore[union-attr]  # it is one of the two
