"""The repositories that are monitored, by both names that events give them."""

from __future__ import annotations

from dataclasses import dataclass

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.names import REPOSITORY_NAME_PATTERN, check_repository_name
from cdktf_ecr.model.values import check_string, check_text, is_expression

# Resource types defined by Amazon ECR (service authorization reference).
_REPOSITORY_ARN = f"arn:[^:]+:ecr:[^:]+:[0-9]+:repository/{REPOSITORY_NAME_PATTERN}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoredRepository:
    """A repository by its name, which basic scanning's events carry, and its ARN, which Amazon Inspector's carry.

    Attributes:
        name: The repository's name, or a Terraform expression of it.
        arn: The same repository's ARN, or a Terraform expression of it.

    Raises:
        InvalidSettingError: The name is not a repository's name, or the ARN is not that repository's.
    """

    name: str
    arn: str

    def __post_init__(self) -> None:
        if is_expression(check_string("repository_name", self.name)):
            rule = "must be a repository's ARN: arn:<partition>:ecr:<region>:<account>:repository/<name>"
            check_text("repository_arn", self.arn, _REPOSITORY_ARN, rule, source="ECR resource types in IAM")
            return
        check_repository_name(self.name)
        resource = f":repository/{self.name}"
        arn = check_string("repository_arn", self.arn)
        if not is_expression(arn) and not (arn.startswith("arn:") and arn.endswith(resource)):
            rule = f"must be the ARN of that repository and so end in {resource!r}: the pattern would match no event"
            raise InvalidSettingError("repository_arn", arn, rule, source="ECR events and EventBridge")
