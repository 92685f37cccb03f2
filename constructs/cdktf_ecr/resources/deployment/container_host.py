"""EC2 hosts that run a service's container."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from cdktf_ecr.model.deployment.document import TARGET_TAG
from cdktf_ecr.model.deployment.host import HostSettings
from cdktf_ecr.model.deployment.outputs import NULLABLE_OUTPUTS, OUTPUTS
from cdktf_ecr.model.deployment.rules import AUTO_SCALING, INSTANCE
from cdktf_ecr.model.repository.derived_names import HOST, derived_name
from cdktf_ecr.model.terraform.expressions import Expression, operand_of, source_of
from cdktf_ecr.model.terraform.types import of_class
from cdktf_ecr.model.terraform.versions import TERRAFORM
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import (
    count_of,
    known,
    known_settings,
    number,
    string_list,
    structs,
    tag_map,
)
from cdktf_ecr.resources.framework import aws
from cdktf_ecr.resources.repository.repository_base import RepositoryBase

from .host_access import HostAccess
from .host_firewall import HostFirewall
from .host_template import HostTemplate
from .service_deployment import ServiceDeployment

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import BooleanValue
    from cdktf_ecr.resources.framework.types import TerraformProvider


class ContainerHost(Component):
    """EC2 hosts that run the image that was deployed last, also those that are launched later.

    One launch template, and of it one instance, an Auto Scaling group, or what others launch. Hosts are of Amazon Linux
    2023, answer metadata requests with a token only, are managed by Systems Manager instead of SSH, and have an
    encrypted disk. A change of what a host is replaces it: the new one is there before the old one goes.

    Attributes:
        settings: The settings, as given.
        deployment: The `ServiceDeployment`.
        access: The role, a `HostAccess`.
        firewall: The security group, a `HostFirewall`.
        template: What each host is, a `HostTemplate`.
        launch_template: Its ``aws_launch_template``.
        instance: The ``aws_instance``, or None where there is none.
        auto_scaling_group: The ``aws_autoscaling_group``, or None where there is none.
        outputs: The outputs of a stack of hosts: their names and what they mean.
        nullable_outputs: Those that another placement leaves null.
    """

    outputs: ClassVar[Mapping[str, str]] = OUTPUTS
    nullable_outputs: ClassVar[Collection[str]] = NULLABLE_OUTPUTS

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        repository: RepositoryBase,
        settings: HostSettings | None = None,
        address: str | None = None,
        region: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the hosts.

        Args:
            scope: The construct to create them in.
            id: Its name in that construct.
            repository: The repository that the service's images are in, of this stack or another.
            settings: What the hosts are, and how the container runs; by default as `HostSettings` says.
            address: What the Terraform names of the resources start with; by default the construct's path.
            region: The region of everything created, for which the AWS provider has to be of release 6; by default that
                of the provider.
            provider: The AWS provider, which decides the account and region; by default the stack's.

        Raises:
            InvalidSettingError: Something is no repository or no settings, or Systems Manager has no parameter and no
                document for a repository of that name.
        """
        of_class("repository", repository, RepositoryBase)
        settings = HostSettings() if settings is None else of_class("settings", settings, HostSettings)
        super().__init__(scope, id, address=address, region=region)
        self.settings, self._provider = settings, provider
        self._known_settings = found = known_settings(self, settings, name=f"{self.address}_")
        self._tags = _merged({"Environment": found.environment}, found.tags)
        self.deployment = ServiceDeployment(
            self,
            "deployment",
            repository=repository,
            settings=found,
            tags=self._tags,
            address=self.address,
            provider=provider,
        )
        self.access = HostAccess(
            self,
            "access",
            repository=repository,
            deployment=self.deployment,
            permissions_boundary_arn=found.role_boundary_arn,
            tags=self._tags,
            address=self.address,
            provider=provider,
        )
        self._own_name = derived_name(HOST, known(self, f"{self.address}_repository_name", repository.name_in(self)))
        self.firewall = HostFirewall(
            self,
            "firewall",
            name=self._own_name,
            settings=found,
            tags=self._tags,
            address=self.address,
            provider=provider,
        )
        self.template = HostTemplate(
            self,
            "template",
            name=self._own_name,
            settings=found,
            deployment=self.deployment,
            access=self.access,
            firewall=self.firewall,
            tags=self._tags,
            host_tags=self._host_tags,
            address=self.address,
            provider=provider,
        )
        self.launch_template = self.template.launch_template
        self.instance = self._create_instance(found)
        self.auto_scaling_group = self._create_auto_scaling_group(found)

    @property
    def required_terraform(self) -> str:
        """Terraform's versions that know every function and block used."""
        return TERRAFORM

    @property
    def launch_template_id(self) -> str:
        """The id of the launch template."""
        return str(self.launch_template.id)

    @property
    def security_group_id(self) -> str:
        """The id of the hosts' security group, for the rules of what they connect to."""
        return str(self.firewall.security_group.id)

    @cached_property
    def instance_id(self) -> str | None:
        """The id of the one instance; null where it is switched off; None without one."""
        return None if self._instance_id is None else self._shared("instance_id", self._instance_id, nullable=True)

    @cached_property
    def auto_scaling_group_name(self) -> str | None:
        """The name of the Auto Scaling group; null where it is switched off; None without one."""
        return None if self._group_name is None else self._shared("group_name", self._group_name, nullable=True)

    def output_values(self) -> dict[str, object]:
        """Return the value of each output; None where Python alone knows that it is null."""
        deployment = self.deployment
        return {
            "parameter_name": deployment.parameter_name,
            "document_name": deployment.document_name,
            "target_value": deployment.target_value_in(self),
            "role_arn": self.access.role_arn,
            "security_group_id": self.security_group_id,
            "launch_template_id": self.launch_template_id,
            "instance_id": self._instance_id,
            "auto_scaling_group_name": self._group_name,
        }

    @property
    def _host_tags(self) -> dict[str, str] | str:
        return _merged(self._tags, {TARGET_TAG: self.deployment.target_value_in(self)})

    def _create_instance(self, settings: HostSettings) -> aws.Instance | None:
        condition = _is(settings.placement, INSTANCE)
        self._instance_id: Expression | None = None
        if condition is False:
            return None
        instance = aws.Instance(
            self,
            "instance",
            launch_template=self.template.reference(),
            subnet_id=_first(settings.subnet_ids),
            tags=tag_map(self._host_tags),
            # The provider would hash the hash of what the template gave it, and find a change at each plan
            # (hashicorp/terraform-provider-aws, issue 30825).
            lifecycle={"create_before_destroy": True, "ignore_changes": ["user_data"]},
            count=count_of(condition),
            provider=self._provider,
        )
        self._instance_id = self._pin(instance, "aws_instance", condition=condition).attribute("id")
        return instance

    def _create_auto_scaling_group(self, settings: HostSettings) -> aws.AutoscalingGroup | None:
        condition = _is(settings.placement, AUTO_SCALING)
        self._group_name: Expression | None = None
        if condition is False:
            return None
        group = aws.AutoscalingGroup(
            self,
            "group",
            name=self._own_name,
            min_size=number(settings.min_size),
            max_size=number(settings.max_size),
            vpc_zone_identifier=string_list(settings.subnet_ids),
            launch_template=self.template.reference(),
            # A host whose launch fails is seen by EC2's checks; whether the service is healthy, by the load balancer's.
            instance_refresh={
                "strategy": "Rolling",
                "preferences": {"min_healthy_percentage": 100, "max_healthy_percentage": 110},
            },
            tag=structs(
                [{"key": TARGET_TAG, "value": self.deployment.target_value_in(self), "propagate_at_launch": True}]
            ),
            count=count_of(condition),
            provider=self._provider,
        )
        self._group_name = self._pin(group, "aws_autoscaling_group", condition=condition).attribute("name")
        return group


def _merged(tags: Any, others: Any) -> dict[str, str] | str:
    """Return tags, and others on top of them."""
    if isinstance(tags, Expression) or isinstance(others, Expression):
        return Expression(f"merge({source_of(tags)}, {source_of(others)})")
    return {**tags, **others}


def _is(placement: str, wanted: str) -> BooleanValue:
    if isinstance(placement, Expression):
        return Expression(f"{placement.operand} == {source_of(wanted)}")
    return placement == wanted


def _first(subnets: Any) -> str | None:
    if isinstance(subnets, Expression):
        return Expression(f"try({operand_of(subnets)}[0], null)")
    return subnets[0] if subnets else None
