"""A template for the repositories that ECR creates by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.registry.creation_template import CreationTemplate
from cdktf_ecr.model.terraform.types import of_class
from cdktf_ecr.model.terraform.versions import TEMPLATE_EXCLUSION_FILTERS
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.providers import registry_name
from cdktf_ecr.resources.base.values import policy_text, string_list, structs, tag_map
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.resources.framework.types import TerraformProvider


class RepositoryCreationTemplate(Component):
    """The settings of the repositories that ECR creates for a cache, a copy or the first push.

    Attributes:
        template: The ``aws_ecr_repository_creation_template``.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        template: CreationTemplate,
        address: str | None = None,
        region: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the template.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            template: The prefix, what it applies to, and the settings.
            address: The Terraform name of the resource; by default the construct's path.
            region: The region of everything created, for which the AWS provider has to be of release 6; by default that
                of the provider.
            provider: The AWS provider, which decides the account and region; by default the stack's.

        Raises:
            InvalidSettingError: It is no `CreationTemplate`.
            ConflictError: The stack has a template for that prefix and registry already.
        """
        of_class("template", template, CreationTemplate)
        super().__init__(scope, id, address=address, region=region)
        conflict = (
            f"two repository creation templates of one stack would both be for the prefix {template.prefix!r}: a "
            "registry has one per prefix. Name everything they apply to in one, or give the second another provider "
            "(ECR API, CreateRepositoryCreationTemplate)"
        )
        self._place.claim(f"creation template {template.prefix} of {registry_name(self, provider)}", conflict)
        lifecycle, policy = template.lifecycle_policy, template.policy
        self.template = aws.EcrRepositoryCreationTemplate(
            self,
            "template",
            prefix=template.prefix,
            applied_for=string_list(template.applied_for),
            description=template.description,
            image_tag_mutability=template.mutability.mode,
            image_tag_mutability_exclusion_filter=structs(template.mutability.render_filters()),
            encryption_configuration=structs([template.encryption.render()]),
            lifecycle_policy=lifecycle and policy_text(self, f"{self.address}_lifecycle", lifecycle.render()),
            repository_policy=policy and policy_text(self, f"{self.address}_policy", policy.render()),
            resource_tags=tag_map(template.resource_tags),
            custom_role_arn=template.custom_role_arn,
            provider=provider,
        )
        self._pin(self.template, "aws_ecr_repository_creation_template")
        if template.mutability.render_filters():
            self._needs(TEMPLATE_EXCLUSION_FILTERS)
