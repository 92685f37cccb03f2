"""The ARN of a repository: what it says, and the URL that follows from it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import expression_of, interpolate
from cdktf_ecr.model.terraform.values import check_string

from .names import check_repository_name

# Resource types defined by Amazon ECR (service authorization reference). Reads the same in Python and in Terraform.
REPOSITORY_ARN_PATTERN = "^arn:(aws[a-z0-9-]*):ecr:([a-z0-9-]+):([0-9]{12}):repository/(.+)$"

# Partitions whose registries are not at amazonaws.com (botocore's partitions.json, dnsSuffix).
REGISTRY_DOMAIN = "amazonaws.com"
REGISTRY_DOMAINS = {
    "aws-cn": "amazonaws.com.cn",
    "aws-eusc": "amazonaws.eu",
    "aws-iso": "c2s.ic.gov",
    "aws-iso-b": "sc2s.sgov.gov",
    "aws-iso-e": "cloud.adc-e.uk",
    "aws-iso-f": "csp.hci.ic.gov",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryArn:
    """The parts of a repository's ARN, each a Python value or a Terraform expression.

    Attributes:
        partition: Such as ``aws``, ``aws-us-gov`` or ``aws-cn``.
        region: The repository's region.
        account_id: The account, which is the id of the registry.
        name: The repository's name.
        domain: The domain of the partition's registries.
    """

    partition: str
    region: str
    account_id: str
    name: str
    domain: str

    @classmethod
    def parse(cls, arn: object) -> RepositoryArn:
        """Return the parts of an ARN.

        Args:
            arn: ``arn:<partition>:ecr:<region>:<account>:repository/<name>``, without wildcards.

        Raises:
            InvalidSettingError: It is not the ARN of one repository.
        """
        text = check_string("arn", arn)
        match = re.fullmatch(REPOSITORY_ARN_PATTERN, text)
        if match is None:
            rule = "must be a repository's ARN: arn:<partition>:ecr:<region>:<account>:repository/<name>"
            raise InvalidSettingError("arn", text, rule, source="ECR resource types in IAM")
        partition, region, account_id, name = match.groups()
        domain = REGISTRY_DOMAINS.get(partition, REGISTRY_DOMAIN)
        check_repository_name(name, setting="arn")
        return cls(partition=partition, region=region, account_id=account_id, name=name, domain=domain)

    @classmethod
    def of_groups(cls, groups: str) -> RepositoryArn:
        """Return the parts of an ARN that Terraform takes apart.

        Args:
            groups: What `groups_of` says, or a reference to it, in its ``${}``.
        """
        partition, region, account_id, name = (f"{expression_of(groups)}[{index}]" for index in range(4))
        domain = f'lookup({expression_of(REGISTRY_DOMAINS)}, {partition}, "{REGISTRY_DOMAIN}")'
        return cls(
            partition=interpolate(partition),
            region=interpolate(region),
            account_id=interpolate(account_id),
            name=interpolate(name),
            domain=interpolate(domain),
        )

    @property
    def url(self) -> str:
        """The repository's URL, to tag images with."""
        return f"{self.account_id}.dkr.ecr.{self.region}.{self.domain}/{self.name}"


def groups_of(arn: str) -> str:
    """Return the expression that takes an ARN apart, and fails the plan if it is not a repository's.

    Args:
        arn: A Terraform expression without CDKTF tokens, in its ``${}``.
    """
    return interpolate(f'regex("{REPOSITORY_ARN_PATTERN}", {expression_of(arn)})')
