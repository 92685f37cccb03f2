"""IAM policy documents for the parties around a repository: those who pull, push and read scans."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from cdktf_ecr.model.aws.principals import SERVICE_PRINCIPAL
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.arn import REPOSITORY_ARN_WITH_WILDCARDS
from cdktf_ecr.model.terraform.expressions import read
from cdktf_ecr.model.terraform.rules import Each
from cdktf_ecr.model.terraform.types import checked

if TYPE_CHECKING:
    from collections.abc import Collection

    from cdktf_ecr.model.terraform.expressions import StringListValue

POLICY_VERSION = "2012-10-17"

# IAM permissions for pulling and for pushing an image (ECR user guide).
PULL_ACTIONS = ("ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage")
PUSH_ACTIONS = (
    "ecr:CompleteLayerUpload",
    "ecr:UploadLayerPart",
    "ecr:InitiateLayerUpload",
    "ecr:BatchCheckLayerAvailability",
    "ecr:PutImage",
    "ecr:BatchGetImage",
)
READ_SCANS_ACTIONS = ("ecr:DescribeImages", "ecr:DescribeImageScanFindings")
# Amazon Inspector's actions on findings and coverage take no resource (service authorization reference).
READ_FINDINGS_ACTIONS = ("inspector2:ListFindings", "inspector2:ListCoverage")

PolicyDocument = dict[str, object]


class Access(Enum):
    """What somebody may do with a repository; READ_FINDINGS is with Amazon Inspector, for all of the account."""

    PULL = "Pull"
    PUSH = "Push"
    READ_SCANS = "ReadScans"
    READ_FINDINGS = "ReadFindings"


def pull_policy(repository_arn: StringListValue) -> PolicyDocument:
    """Return the permissions to log in and pull images.

    Args:
        repository_arn: The repository's ARN, or a list of them, which may hold wildcards; or an expression of either.

    Raises:
        InvalidSettingError: Something is not a repository's ARN, or the list is empty.
    """
    return access_policy(repository_arn, [Access.PULL])


def push_policy(repository_arn: StringListValue) -> PolicyDocument:
    """Return the permissions to log in and push images, which do not include pulling them.

    Args:
        repository_arn: The repository's ARN, or a list of them, which may hold wildcards; or an expression of either.

    Raises:
        InvalidSettingError: Something is not a repository's ARN, or the list is empty.
    """
    return access_policy(repository_arn, [Access.PUSH])


def scan_read_policy(repository_arn: StringListValue, *, enhanced: bool = True) -> PolicyDocument:
    """Return the permissions to read scan results.

    Args:
        repository_arn: The repository's ARN, or a list of them, which may hold wildcards; or an expression of either.
        enhanced: Whether to allow Amazon Inspector's own calls too, which take no repository as resource.

    Raises:
        InvalidSettingError: Something is not a repository's ARN, or the list is empty.
    """
    return access_policy(repository_arn, [Access.READ_SCANS, *([Access.READ_FINDINGS] if enhanced else [])])


def access_policy(repository_arn: StringListValue, accesses: Collection[Access]) -> PolicyDocument:
    """Return all of some permissions in one document, whatever order they are given in.

    Args:
        repository_arn: The repository's ARN, or a list of them, which may hold wildcards; or an expression of either.
        accesses: What to allow, at least one; logging in comes with pulling and pushing, once.

    Raises:
        InvalidSettingError: Something is not a repository's ARN, or the list is empty.
    """
    resource = _resource(repository_arn)
    statements: list[dict[str, object]] = []
    if Access.PULL in accesses or Access.PUSH in accesses:
        # Every Docker login needs it, and the call takes no repository: its resource can only be "*".
        statements.append({"Sid": "LogIn", "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"})
    if Access.PULL in accesses:
        statements.append(
            {"Sid": "PullImages", "Effect": "Allow", "Action": list(PULL_ACTIONS), "Resource": resource},
        )
    if Access.PUSH in accesses:
        statements.append(
            {"Sid": "PushImages", "Effect": "Allow", "Action": list(PUSH_ACTIONS), "Resource": resource},
        )
    if Access.READ_SCANS in accesses:
        statements.append(
            {"Sid": "ReadImageScans", "Effect": "Allow", "Action": list(READ_SCANS_ACTIONS), "Resource": resource},
        )
    if Access.READ_FINDINGS in accesses:
        statements.append(
            {"Sid": "ReadInspectorFindings", "Effect": "Allow", "Action": list(READ_FINDINGS_ACTIONS), "Resource": "*"},
        )
    return {"Version": POLICY_VERSION, "Statement": statements}


def assume_role_policy(*, service: str = "ec2.amazonaws.com") -> PolicyDocument:
    """Return the trust policy of a role that an AWS service assumes.

    Args:
        service: The service principal, or a Terraform expression of it.

    Raises:
        InvalidSettingError: ``service`` does not look like a service principal.
    """
    principal = checked("service", service, SERVICE_PRINCIPAL)
    return {
        "Version": POLICY_VERSION,
        "Statement": [
            {
                "Sid": "AssumeRole",
                "Effect": "Allow",
                "Principal": {"Service": principal},
                "Action": "sts:AssumeRole",
            },
        ],
    }


def _resource(repository_arn: StringListValue) -> str | list[str]:
    known = read(repository_arn)
    if isinstance(known, str):
        arn: str = checked("repository_arn", known, REPOSITORY_ARN_WITH_WILDCARDS)
        return arn
    arns = checked("repository_arn", known, Each(rule=REPOSITORY_ARN_WITH_WILDCARDS), type_="list(string)")
    if not arns:
        raise InvalidSettingError("repository_arn", [], "must be at least one ARN", source="IAM JSON policy elements")
    return list(arns)
