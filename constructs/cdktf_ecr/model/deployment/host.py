"""The EC2 hosts of a service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.aws.keys import KEY_ARN
from cdktf_ecr.model.aws.policies import BOUNDARY_ARN
from cdktf_ecr.model.module.rules import ENVIRONMENT
from cdktf_ecr.model.repository.names import REPOSITORY_NAME
from cdktf_ecr.model.terraform.rules import OrNull
from cdktf_ecr.model.terraform.variables import Variable, documented, setting

from . import rules
from .container import ContainerSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf_ecr.model.terraform.expressions import BooleanValue, NumberValue, StringListValue, StringMapValue
    from cdktf_ecr.model.terraform.relations import Relation

DEPLOYED_REPOSITORY = Variable(
    type="string",
    description="Name of the repository that the service's images are in; it has to be there already.",
    rules=(REPOSITORY_NAME, rules.DEPLOYABLE_NAME),
)

# "AMIs by Systems Manager parameter" (Amazon Linux 2023 user guide).
_AMI_PARAMETER = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-{}"


@documented
@dataclass(frozen=True, kw_only=True)
class HostSettings(ContainerSettings):
    """The EC2 hosts of a service, and how its container runs on them.

    Each setting takes a Python value, checked here, or a Terraform expression, which Terraform checks at plan.

    Raises:
        InvalidSettingError: A value, or a combination of values, that AWS would refuse or could not honour.
    """

    placement: str = setting(
        rules.INSTANCE,
        "string",
        "What to create: one instance, an auto-scaling group, or a launch-template alone, for what others launch.",
        rules.PLACEMENT,
    )
    instance_type: str = setting(
        "t3.small", "string", "Type of the instances, of the architecture below.", rules.INSTANCE_TYPE
    )
    architecture: str = setting(
        rules.X86_64, "string", "Architecture of the instances and of the images: x86_64 or arm64.", rules.ARCHITECTURE
    )
    ami_id: str | None = setting(
        None,
        "string",
        "AMI of the instances, of Amazon Linux 2023. Null: the newest there is when an instance is launched.",
        rules.AMI_ID,
        nullable=True,
    )
    subnet_ids: StringListValue = setting(
        (),
        "list(string)",
        "Subnets of one VPC: a single instance is in the first, a group in all of them. Empty for an instance or a "
        "template in the default VPC. A private subnet needs a way to Amazon ECR, S3 and Systems Manager; a public one "
        "gives its instances addresses if it is set to.",
        *rules.SUBNET_IDS,
    )
    min_size: NumberValue = setting(1, "number", "Fewest instances of an auto-scaling group.", rules.SIZE)
    max_size: NumberValue = setting(2, "number", "Most instances of an auto-scaling group.", rules.SIZE)
    ingress: StringMapValue = setting(
        {},
        "map(string)",
        "Who may connect to port, by names of yours: blocks of addresses, security groups (sg-...) such as a load "
        "balancer's, or prefix lists (pl-...). Nobody else can; hosts are reached through Systems Manager.",
        *rules.INGRESS,
    )
    egress_ports: Mapping[str, NumberValue] | str = setting(
        {"https": 443},
        "map(number)",
        "TCP ports that hosts may connect to anywhere, by names of yours. Without 443 there are no images and no "
        "deployments.",
        *rules.EGRESS_PORTS,
    )
    security_group_ids: StringListValue = setting(
        (), "list(string)", "Further security groups of the instances.", *rules.SECURITY_GROUP_IDS
    )
    volume_gigabytes: NumberValue = setting(
        20, "number", "GiB of the encrypted gp3 volume, which holds three images at the most.", rules.VOLUME_GIGABYTES
    )
    volume_kms_key_id: str | None = setting(
        None,
        "string",
        "ARN of the KMS key that encrypts the volume; its policy must let Auto Scaling use it where that launches "
        "instances. Null: the key AWS manages for EBS.",
        OrNull(rule=KEY_ARN),
        nullable=True,
    )
    metadata_hop_limit: NumberValue = setting(
        1,
        "number",
        "Network hops that answers of the instance metadata service may take, which are given with a token only. With "
        "1 the host has the role and containers in a network of their own do not; with 2 they have it too.",
        rules.HOP_LIMIT,
    )
    detailed_monitoring: BooleanValue = setting(
        False, "bool", "Whether CloudWatch has the instances' metrics each minute, which costs extra."
    )
    role_boundary_arn: str | None = setting(
        None,
        "string",
        "ARN of the managed policy that is the permissions boundary of the hosts' role; null for none.",
        OrNull(rule=BOUNDARY_ARN),
        nullable=True,
    )

    environment: str = setting(
        "production",
        "string",
        "Name of the environment, put on every resource as the tag Environment.",
        ENVIRONMENT,
        prefixed=False,
    )
    tags: StringMapValue = setting(
        {},
        "map(string)",
        "Further AWS tags for every resource, instances and volumes included; an Environment among them takes "
        "precedence over environment.",
        *rules.TAGS,
    )

    @property
    def relations(self) -> tuple[Relation, ...]:
        """What must hold between settings."""
        return (*super().relations, *rules.HOST_RELATIONS)


def ami_of(architecture: str) -> str:
    """Return the AMI as launch templates take it: the newest of Amazon Linux 2023 when an instance is launched.

    Args:
        architecture: x86_64 or arm64, or an expression of it.
    """
    return f"resolve:ssm:{_AMI_PARAMETER.format(architecture)}"
