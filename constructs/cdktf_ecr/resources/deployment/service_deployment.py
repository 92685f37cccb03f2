"""The way an image gets to a service's hosts, whoever launched them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cdktf_ecr.model.aws.tags import check_tags
from cdktf_ecr.model.deployment.container import ContainerSettings
from cdktf_ecr.model.deployment.document import (
    NOTHING,
    TARGET_TAG,
    deploy_document,
    parameter_pattern,
    read_parameter_policy,
)
from cdktf_ecr.model.deployment.rules import DEPLOYABLE_NAME
from cdktf_ecr.model.deployment.user_data import user_data
from cdktf_ecr.model.repository.derived_names import DEPLOY_DOCUMENT, DEPLOYED_IMAGE, DEPLOYMENT, derived_name
from cdktf_ecr.model.terraform.expressions import Expression, operand_of, source_of
from cdktf_ecr.model.terraform.types import of_class
from cdktf_ecr.model.terraform.variables import called
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import known, known_settings, lifecycle_block, policy_text, tag_map
from cdktf_ecr.resources.framework import aws
from cdktf_ecr.resources.repository.repository_base import RepositoryBase

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.access.iam import PolicyDocument
    from cdktf_ecr.model.terraform.expressions import StringMapValue
    from cdktf_ecr.resources.framework.types import TerraformProvider


class ServiceDeployment(Component):
    """Which image of a repository a service runs, and the script that brings its hosts to do so.

    The image is in a parameter of AWS Systems Manager, which deployments change and Terraform does not. The script is a
    command document, sent to the hosts that have the tag ``Deployment``; a new host runs the same script in its user
    data. Both need a host with Docker, the AWS command line, Systems Manager's agent, and a role: `ContainerHost`
    creates such hosts.

    Attributes:
        parameter: The ``aws_ssm_parameter`` of the image.
        document: The ``aws_ssm_document``.
        target_tag: The key of the tag by which a deployment finds its hosts.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        repository: RepositoryBase,
        settings: ContainerSettings | None = None,
        tags: StringMapValue | None = None,
        address: str | None = None,
        region: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the parameter and the document.

        Args:
            scope: The construct to create them in.
            id: Its name in that construct.
            repository: The repository that the service's images are in, of this stack or another.
            settings: How the container runs; by default as `ContainerSettings` says.
            tags: AWS tags.
            address: The Terraform name of the resources; by default the construct's path.
            region: The region of everything created, for which the AWS provider has to be of release 6; by default that
                of the provider.
            provider: The AWS provider, which decides the account and region of the hosts; by default the stack's.

        Raises:
            InvalidSettingError: Something is no repository or no settings, or Systems Manager has no parameter and no
                document for a repository of that name.
        """
        of_class("repository", repository, RepositoryBase)
        settings = ContainerSettings() if settings is None else of_class("settings", settings, ContainerSettings)
        tags = None if tags is None else check_tags(tags)
        super().__init__(scope, id, address=address, region=region)
        self._settings = known_settings(self, settings, name=f"{self.address}_")
        self._name = known(self, f"{self.address}_repository_name", repository.name_in(self))
        self._url = known(self, f"{self.address}_repository_url", repository.url)
        DEPLOYABLE_NAME.check("repository", self._name)
        self.target_tag = TARGET_TAG
        self.parameter = aws.SsmParameter(
            self,
            "parameter",
            name=derived_name(DEPLOYED_IMAGE, self._name),
            description="Image that the service runs, written by deployments",
            type="String",
            insecure_value=NOTHING,
            allowed_pattern=parameter_pattern(self._url),
            tags=tag_map(tags),
            provider=provider,
            lifecycle={
                **(lifecycle_block(prevent_destroy=False, preconditions=self._preconditions()) or {}),
                "ignore_changes": ["insecure_value", "value"],
            },
        )
        self._parameter = self._pin(self.parameter, "aws_ssm_parameter")
        self.document = aws.SsmDocument(
            self,
            "document",
            name=derived_name(DEPLOY_DOCUMENT, self._name),
            document_type="Command",
            document_format="JSON",
            target_type="/AWS::EC2::Instance",
            content=policy_text(self, f"{self.address}_document", deploy_document(self._settings, self._url)),
            tags=tag_map(tags),
            provider=provider,
        )
        self._pin(self.document, "aws_ssm_document")

    @property
    def parameter_name(self) -> str:
        """The name of the parameter that holds the image."""
        return str(self.parameter.name)

    @property
    def parameter_arn(self) -> str:
        """The ARN of that parameter."""
        return str(self.parameter.arn)

    @property
    def document_name(self) -> str:
        """The name of the document that deploys an image."""
        return str(self.document.name)

    @cached_property
    def target_value(self) -> str:
        """The value that the tag of the hosts has."""
        value = self._target_value
        return self._shared("target_value", value) if isinstance(value, Expression) else value

    @cached_property
    def user_data(self) -> str:
        """The user data of a host of Amazon Linux 2023, not encoded: what is to run when it boots."""
        return self._shared("user_data", self._user_data)

    def target_value_in(self, scope: Construct) -> str:
        """Return the tag's value for the constructs of a stack: text, or CDKTF's token in any other stack."""
        return self._target_value if self._is_in_stack_of(scope) else self.target_value

    def user_data_in(self, scope: Construct) -> str:
        """Return the user data for the constructs of a stack: an expression, or CDKTF's token in any other stack."""
        return self._user_data if self._is_in_stack_of(scope) else self.user_data

    def read_policy(self) -> PolicyDocument:
        """Return the permission to read the parameter, as a document for this stack."""
        return read_parameter_policy(self._parameter.attribute("arn"))

    @property
    def _target_value(self) -> str:
        return derived_name(DEPLOYMENT, self._name)

    @property
    def _user_data(self) -> Expression:
        name, region = self._parameter.attribute("name"), self.arn_part(3)
        return Expression(source_of(user_data(self._settings, self._url, parameter=name, region=region)))

    def arn_part(self, index: int) -> Expression:
        """Return a part of the parameter's ARN, for expressions of this stack: 1 is the partition, 3 the region."""
        return Expression(f'split(":", {self._parameter.attribute("arn").operand})[{index}]')

    def _preconditions(self) -> list[dict[str, str]]:
        """Return what Terraform has to check, where Python cannot."""
        settings = vars(self._settings)
        names = {name: called(name, value) for name, value in settings.items()}
        found = [relation.precondition(settings, names=names) for relation in self._settings.relations]
        if isinstance(self._name, Expression):
            operand = operand_of(self._name)
            found.append(
                {
                    "condition": Expression(DEPLOYABLE_NAME.condition(operand)),
                    "error_message": DEPLOYABLE_NAME.message(called("repository", self._name), operand),
                }
            )
        return [each for each in found if each is not None]
