"""What each of a service's hosts is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.deployment.host import ami_of
from cdktf_ecr.model.terraform.expressions import Expression, conditional, source_of
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import boolean, number, string_list, structs, tag_map
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.deployment.host import HostSettings
    from cdktf_ecr.model.terraform.expressions import StringMapValue
    from cdktf_ecr.resources.framework.types import TerraformProvider

    from .host_access import HostAccess
    from .host_firewall import HostFirewall
    from .service_deployment import ServiceDeployment

# The root volume of Amazon Linux 2023.
_ROOT_DEVICE = "/dev/xvda"


class HostTemplate(Component):
    """The launch template of a service's hosts.

    Attributes:
        launch_template: The ``aws_launch_template``.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        settings: HostSettings,
        deployment: ServiceDeployment,
        access: HostAccess,
        firewall: HostFirewall,
        tags: StringMapValue,
        host_tags: StringMapValue,
        address: str,
        provider: TerraformProvider | None,
    ) -> None:
        """Create the launch template.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            name: The template's name.
            settings: What the hosts are.
            deployment: What they run at each boot.
            access: Their role.
            firewall: Their security group.
            tags: AWS tags of the template.
            host_tags: AWS tags of instances and volumes.
            address: The Terraform name of the resource.
            provider: The AWS provider.
        """
        super().__init__(scope, id, address=address)
        tagged = [{"resource_type": kind, "tags": tag_map(host_tags)} for kind in ("instance", "volume")]
        self.launch_template = aws.LaunchTemplate(
            self,
            "launch_template",
            name=name,
            description="Hosts of a service that is deployed from Amazon ECR",
            update_default_version=True,
            image_id=_image(settings),
            instance_type=settings.instance_type,
            iam_instance_profile={"name": access.profile_name()},
            vpc_security_group_ids=string_list(_security_groups(firewall, settings)),
            user_data=Expression(f"base64encode({source_of(deployment.user_data_in(self))})"),
            ebs_optimized="true",
            metadata_options={
                "http_endpoint": "enabled",
                "http_tokens": "required",
                "http_put_response_hop_limit": number(settings.metadata_hop_limit),
            },
            monitoring={"enabled": boolean(settings.detailed_monitoring)},
            block_device_mappings=structs([{"device_name": _ROOT_DEVICE, "ebs": _volume(settings)}]),
            tag_specifications=structs(tagged),
            tags=tag_map(tags),
            provider=provider,
        )
        self._placed = self._pin(self.launch_template, "aws_launch_template")

    def reference(self) -> dict[str, str]:
        """Return the newest version as instances and groups of this stack take it."""
        version = Expression(f"tostring({self._placed.attribute('latest_version').source})")
        return {"id": self._placed.attribute("id"), "version": version}


def _image(settings: HostSettings) -> str:
    newest = ami_of(settings.architecture)
    if isinstance(settings.ami_id, Expression):
        return conditional(Expression(f"{settings.ami_id.operand} == null"), newest, settings.ami_id)
    return settings.ami_id or newest


def _security_groups(firewall: HostFirewall, settings: HostSettings) -> Any:
    own, others = firewall.placed.attribute("id"), settings.security_group_ids
    if isinstance(others, Expression):
        return Expression(f"concat([{own.source}], {others.source})")
    return [own, *others]


def _volume(settings: HostSettings) -> Any:
    volume = {
        "volume_type": "gp3",
        "volume_size": number(settings.volume_gigabytes),
        "encrypted": "true",
        "kms_key_id": settings.volume_kms_key_id,
        "delete_on_termination": "true",
    }
    return next(iter(structs([volume]) or ()))
