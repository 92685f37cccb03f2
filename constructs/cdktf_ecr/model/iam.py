"""IAM policy documents for the parties around a repository: those who pull, push, read scans and deliver logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import InvalidSettingError
from .values import check_string, check_strings, check_text, is_expression

if TYPE_CHECKING:
    from collections.abc import Sequence

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

# Resource types defined by Amazon ECR (service authorization reference); a policy may hold wildcards in every part.
_REPOSITORY_ARN = "arn:(aws[a-z0-9-]*|[*]):ecr:[a-z0-9*?-]+:[0-9*?]+:repository/[a-z0-9._/*?-]+"
_SERVICE = "[a-z0-9-]+([.][a-z0-9-]+)*[.]amazonaws[.]com([.]cn)?"

PolicyDocument = dict[str, object]


def pull_policy(repository_arn: str | Sequence[str]) -> PolicyDocument:
    """Return the permissions to log in and pull images.

    Args:
        repository_arn: The repository's ARN, or a list of them; each may be a Terraform expression.

    Raises:
        InvalidSettingError: Something is not a repository's ARN, or the list is empty.
    """
    return {
        "Version": POLICY_VERSION,
        "Statement": [
            _log_in(),
            {
                "Sid": "PullImages",
                "Effect": "Allow",
                "Action": list(PULL_ACTIONS),
                "Resource": _repositories(repository_arn),
            },
        ],
    }


def push_policy(repository_arn: str | Sequence[str]) -> PolicyDocument:
    """Return the permissions to log in and push images, which do not include pulling them.

    Args:
        repository_arn: The repository's ARN, or a list of them; each may be a Terraform expression.

    Raises:
        InvalidSettingError: Something is not a repository's ARN, or the list is empty.
    """
    return {
        "Version": POLICY_VERSION,
        "Statement": [
            _log_in(),
            {
                "Sid": "PushImages",
                "Effect": "Allow",
                "Action": list(PUSH_ACTIONS),
                "Resource": _repositories(repository_arn),
            },
        ],
    }


def scan_read_policy(repository_arn: str | Sequence[str], *, enhanced: bool = True) -> PolicyDocument:
    """Return the permissions to read scan results.

    Args:
        repository_arn: The repository's ARN, or a list of them; each may be a Terraform expression.
        enhanced: Whether to allow Amazon Inspector's own calls too, which take no repository as resource.

    Raises:
        InvalidSettingError: Something is not a repository's ARN, or the list is empty.
    """
    read_scans = {
        "Sid": "ReadImageScans",
        "Effect": "Allow",
        "Action": ["ecr:DescribeImages", "ecr:DescribeImageScanFindings"],
        "Resource": _repositories(repository_arn),
    }
    read_findings = {
        "Sid": "ReadInspectorFindings",
        "Effect": "Allow",
        "Action": ["inspector2:ListFindings", "inspector2:ListCoverage"],
        "Resource": "*",
    }
    return {"Version": POLICY_VERSION, "Statement": [read_scans, read_findings] if enhanced else [read_scans]}


def assume_role_policy(*, service: str = "ec2.amazonaws.com") -> PolicyDocument:
    """Return the trust policy of a role that an AWS service assumes.

    Args:
        service: The service principal, or a Terraform expression of it.

    Raises:
        InvalidSettingError: ``service`` does not look like a service principal.
    """
    rule = "must be a service principal such as 'ec2.amazonaws.com'"
    principal = check_text("service", service, _SERVICE, rule, source="IAM JSON policy elements: Principal")
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


def _log_in() -> dict[str, object]:
    """Return the statement every Docker login needs: the call takes no repository, so its resource can only be "*"."""
    return {"Sid": "LogIn", "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}


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
