"""Who may connect to a service's hosts, and where those may connect to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.deployment.rules import SOURCE_PATTERNS
from cdktf_ecr.model.terraform.expressions import Expression, conditional, operand_of, source_of
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, number, tag_map
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.deployment.host import HostSettings
    from cdktf_ecr.model.terraform.expressions import StringMapValue
    from cdktf_ecr.resources.framework.types import TerraformProvider

_EVERYWHERE = {"ipv4": "0.0.0.0/0", "ipv6": "::/0"}


class HostFirewall(Component):
    """The security group of a service's hosts. A reply needs no rule, nor does DNS or time in a VPC.

    Attributes:
        security_group: The ``aws_security_group``.
        ingress: The ``aws_vpc_security_group_ingress_rule``, an instance for each of those who may connect.
        egress: The ``aws_vpc_security_group_egress_rule`` by "ipv4" and "ipv6", an instance for each port.
        placed: Where the security group stands in Terraform.
        subnet: The ``aws_subnet`` that is read to learn the VPC, where there is one.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        settings: HostSettings,
        tags: StringMapValue | None,
        address: str,
        provider: TerraformProvider | None,
    ) -> None:
        """Create the security group and its rules.

        Args:
            scope: The construct to create them in.
            id: Its name in that construct.
            name: What the group's name begins with.
            settings: Who may connect to which port, and what the hosts may connect to.
            tags: AWS tags.
            address: What the Terraform names of the resources start with.
            provider: The AWS provider.
        """
        super().__init__(scope, id, address=address)
        self._tags, self._provider = tags, provider
        self.subnet: aws.DataAwsSubnet | None = None
        self.security_group = aws.SecurityGroup(
            self,
            "group",
            # Instances are moved to a new group before the old one can be deleted.
            name_prefix=f"{name}-",
            description="Hosts of a service that is deployed from Amazon ECR",
            vpc_id=self._vpc_id(settings),
            tags=tag_map(tags),
            provider=provider,
        )
        self.placed = self._pin(self.security_group, "aws_security_group")
        self.ingress = self._ingress(settings)
        self.egress = {version: self._egress(settings, version, block) for version, block in _EVERYWHERE.items()}

    def _vpc_id(self, settings: HostSettings) -> str | None:
        """Return the VPC of the first subnet; null, for AWS to take the default one, where there is none."""
        subnets = settings.subnet_ids
        if not isinstance(subnets, Expression) and not subnets:
            return None
        first = Expression(f"{operand_of(subnets)}[0]") if isinstance(subnets, Expression) else subnets[0]
        some = Expression(f"length({source_of(subnets)}) > 0") if isinstance(subnets, Expression) else True
        self.subnet = aws.DataAwsSubnet(self, "subnet", id=first, count=count_of(some), provider=self._provider)
        return self._pin(self.subnet, "data.aws_subnet", condition=some).attribute("vpc_id")

    def _ingress(self, settings: HostSettings) -> aws.VpcSecurityGroupIngressRule:
        port, each = settings.port, Expression("each.value")
        given = {
            argument: conditional(Expression(f"can(regex({source_of(pattern)}, {each.source}))"), each, None)
            for argument, pattern in SOURCE_PATTERNS.items()
        }
        rule = aws.VpcSecurityGroupIngressRule(
            self,
            "ingress",
            description="${each.key}",
            from_port=number(port),
            to_port=number(port),
            **given,
            **self._common(),
        )
        self._pin(rule, "aws_vpc_security_group_ingress_rule")
        rule.add_override("for_each", settings.ingress)
        return rule

    def _egress(self, settings: HostSettings, version: str, block: str) -> aws.VpcSecurityGroupEgressRule:
        rule = aws.VpcSecurityGroupEgressRule(
            self,
            f"egress_{version}",
            description="${each.key}",
            from_port=number(Expression("each.value")),
            to_port=number(Expression("each.value")),
            **{f"cidr_{version}": block},
            **self._common(),
        )
        self._pin(rule, "aws_vpc_security_group_egress_rule", name=f"{self.address}_{version}")
        rule.add_override("for_each", settings.egress_ports)
        return rule

    def _common(self) -> dict[str, Any]:
        return {
            "security_group_id": self.placed.attribute("id"),
            "ip_protocol": "tcp",
            "tags": tag_map(self._tags),
            "provider": self._provider,
        }
