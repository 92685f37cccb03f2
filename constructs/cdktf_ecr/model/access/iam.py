"""IAM policy documents for the parties around a repository: those who pull, push, read scans and deliver logs."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.values import check_string, check_strings, check_text

from .principals import check_service

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

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

# Resource types defined by Amazon ECR (service authorization reference); a policy may hold wildcards in every part.
_REPOSITORY_ARN = "arn:(aws[a-z0-9-]*|[*]):ecr:[a-z0-9*?-]+:[0-9*?]+:repository/[a-z0-9._/*?-]+"

PolicyDocument = dict[str, object]


class Access(Enum):
    """What somebody may do with a repository; READ_FINDINGS is with Amazon Inspector, for all of the account."""

    PULL = "Pull"
    PUSH = "Push"
    READ_SCANS = "ReadScans"
    READ_FINDINGS = "ReadFindings"


def pull_policy(repository_arn: str | Sequence[str]) -> PolicyDocument:
    """Return the permissions to log in and pull images.

    Args:
        repository_arn: The repository's ARN, or a list of them; each may be a Terraform expression.

    Raises:
        InvalidSettingError: Something is not a repository's ARN, or the list is empty.
    """
    return access_policy(repository_arn, [Access.PULL])


def push_policy(repository_arn: str | Sequence[str]) -> PolicyDocument:
    """Return the permissions to log in and push images, which do not include pulling them.

    Args:
        repository_arn: The repository's ARN, or a list of them; each may be a Terraform expression.

    Raises:
        InvalidSettingError: Something is not a repository's ARN, or the list is empty.
    """
    return access_policy(repository_arn, [Access.PUSH])


def scan_read_policy(repository_arn: str | Sequence[str], *, enhanced: bool = True) -> PolicyDocument:
    """Return the permissions to read scan results.

    Args:
        repository_arn: The repository's ARN, or a list of them; each may be a Terraform expression.
        enhanced: Whether to allow Amazon Inspector's own calls too, which take no repository as resource.

    Raises:
        InvalidSettingError: Something is not a repository's ARN, or the list is empty.
    """
    return access_policy(repository_arn, [Access.READ_SCANS, *([Access.READ_FINDINGS] if enhanced else [])])


def access_policy(repository_arn: str | Sequence[str], accesses: Collection[Access]) -> PolicyDocument:
    """Return all of some permissions in one document, whatever order they are given in.

    Args:
        repository_arn: The repository's ARN, or a list of them; each may be a Terraform expression.
        accesses: What to allow, at least one; logging in comes with pulling and pushing, once.

    Raises:
        InvalidSettingError: Something is not a repository's ARN, or the list is empty.
    """
    resource = _repositories(repository_arn)
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
    principal = check_service("service", service, example="ec2.amazonaws.com")
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


def log_delivery_policy(log_group_arn: str) -> PolicyDocument:
    """Return the CloudWatch Logs resource policy without which EventBridge's events silently never reach a log group.

    Args:
        log_group_arn: What the events may be written to, used as given: a log group's ARN followed by ``:*``, which
            stands for its log streams, or a wildcard for several groups such as
            ``arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/ecr/*:*``; or a Terraform expression of it.

    Raises:
        InvalidSettingError: The ARN does not reach the group's log streams.
    """
    arn = check_string("log_group_arn", log_group_arn)
    if not is_expression(arn) and not (arn.startswith("arn:") and arn.endswith("*")):
        rule = (
            "must be a log group's ARN followed by ':*': events are put into its log streams, and delivery would fail"
        )
        raise InvalidSettingError("log_group_arn", arn, rule, source="EventBridge, CloudWatch Logs permissions")
    return {
        "Version": POLICY_VERSION,
        "Statement": [
            {
                "Sid": "DeliverEvents",
                "Effect": "Allow",
                "Principal": {"Service": ["events.amazonaws.com", "delivery.logs.amazonaws.com"]},
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": arn,
            },
        ],
    }


def _repositories(repository_arn: str | Sequence[str]) -> str | list[str]:
    if isinstance(repository_arn, str):
        return _repository(repository_arn)
    arns = check_strings("repository_arn", repository_arn)
    if not arns:
        raise InvalidSettingError("repository_arn", [], "must be at least one ARN", source="IAM JSON policy elements")
    return [_repository(arn) for arn in arns]


def _repository(arn: str) -> str:
    rule = "must be a repository's ARN: arn:<partition>:ecr:<region>:<account>:repository/<name>"
    return check_text("repository_arn", arn, _REPOSITORY_ARN, rule, source="ECR resource types in IAM")
