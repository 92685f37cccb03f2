"""The ARN of a repository: what it says, and the URL that follows from it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cdktf_ecr.model.terraform.expressions import Expression, source_of
from cdktf_ecr.model.terraform.rules import Matches
from cdktf_ecr.model.terraform.types import checked

from .endpoints import registry_host
from .names import check_repository_name

# Resource types defined by Amazon ECR (Service Authorization Reference).
_RESOURCE_TYPES = "ECR resource types in IAM"
_WORDS = "must be a repository's ARN: arn:<partition>:ecr:<region>:<account>:repository/<name>"
REPOSITORY_ARN = Matches(
    pattern="^arn:(aws[a-z0-9-]*):ecr:([a-z0-9-]+):([0-9]{12}):repository/(.+)$", words=_WORDS, source=_RESOURCE_TYPES
)
# In a policy every part may hold wildcards.
REPOSITORY_ARN_WITH_WILDCARDS = Matches(
    pattern="^arn:(aws[a-z0-9-]*|[*]):ecr:[a-z0-9*?-]+:[0-9*?]+:repository/[a-z0-9._/*?-]+$",
    words=_WORDS,
    source=_RESOURCE_TYPES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryArn:
    """The parts of a repository's ARN, each a Python value or a Terraform expression.

    Attributes:
        partition: Such as ``aws``, ``aws-us-gov`` or ``aws-cn``.
        region: The repository's region.
        account_id: The account, which is the id of the registry.
        name: The repository's name.
    """

    partition: str
    region: str
    account_id: str
    name: str

    @classmethod
    def parse(cls, arn: object) -> RepositoryArn:
        """Return the parts of an ARN.

        Args:
            arn: ``arn:<partition>:ecr:<region>:<account>:repository/<name>``, without wildcards.

        Raises:
            InvalidSettingError: It is not the ARN of one repository.
        """
        ((partition, region, account_id, name),) = re.findall(
            REPOSITORY_ARN.pattern, checked("arn", arn, REPOSITORY_ARN)
        )
        check_repository_name(name, setting="arn")
        return cls(partition=partition, region=region, account_id=account_id, name=name)

    @classmethod
    def of_groups(cls, groups: Expression) -> RepositoryArn:
        """Return the parts of an ARN that Terraform takes apart.

        Args:
            groups: What `groups_of` says, or a reference to it.
        """
        partition, region, account_id, name = (Expression(f"{groups.operand}[{index}]") for index in range(4))
        return cls(partition=partition, region=region, account_id=account_id, name=name)

    def url(self, *, dual_stack: bool = False) -> str:
        """Return the repository's URL, to tag images with.

        Args:
            dual_stack: Whether its host has IPv6 addresses too.

        Raises:
            InvalidSettingError: The partition has no dual-stack endpoints.
        """
        host = registry_host(self.account_id, region=self.region, partition=self.partition, dual_stack=dual_stack)
        return f"{host}/{self.name}"


def groups_of(arn: Expression) -> Expression:
    """Return the expression that takes an ARN apart, and fails the plan if it is not a repository's.

    Args:
        arn: An expression without CDKTF tokens.
    """
    return Expression(f"regex({source_of(REPOSITORY_ARN.pattern)}, {arn.source})")
