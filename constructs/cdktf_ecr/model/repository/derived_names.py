"""The names of what belongs to a repository in other services: one table, for those who create it and those who may.

A repository's name may hold "/" and "." and run to 256 characters, which the names of most other services may not. The
readable part is cut to fit, and a hash of the whole name follows, so that "a/b" and "a-b" do not end up with one name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression, operand_of
from cdktf_ecr.model.terraform.rules import Matches
from cdktf_ecr.model.terraform.types import checked

from .names import HASH_LENGTH, REPOSITORY_NAME, short_hash

# EventBridge delivers to log groups under /aws/events/ (EventBridge user guide). One CloudWatch Logs resource policy on
# this prefix and "*" covers the audit trails too, of which an account and region has room for 10.
LOG_GROUP_PREFIX = "/aws/events/ecr/"
NAMESPACE_SUFFIX = "/*"

# The longest code of a region (botocore's endpoints): us-isof-south-1.
_REGION_LENGTH = 15
# The characters IAM, SNS, EventBridge, KMS aliases, CloudWatch alarms and dashboards all accept.
_UNSAFE = "[^a-z0-9_-]"


class Scope(Enum):
    """Within what a name has to be unique."""

    ACCOUNT = "account"  # in all its regions together
    REGION = "region"
    ROLE = "role"  # or user


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRule:
    """How the name of one kind of resource derives from a repository's.

    Attributes:
        service: The service's prefix in ARNs.
        resource: What stands in front of the name in the resource's ARN, after the account.
        scope: Within what the name has to be unique.
        limit: The most characters the service accepts.
        prefix: What the name starts with.
        suffix: What the name ends with.
        room: Characters to keep free for what the creator appends.
        digits: The most digits of a number at the end, for kinds of which there may be several.
        verbatim: Whether the service accepts every character of a repository's name, and the longest one whole.
    """

    service: str
    resource: str = ""
    scope: Scope = Scope.REGION
    limit: int
    prefix: str = ""
    suffix: str = ""
    room: int = 0
    digits: int = 0
    verbatim: bool = False


def _iam(resource: str, limit: int, suffix: str, *, digits: int = 0) -> NameRule:
    return NameRule(service="iam", resource=resource, scope=Scope.ACCOUNT, limit=limit, suffix=suffix, digits=digits)


def _log_group(suffix: str = "") -> NameRule:
    # CreateLogGroup, parameter logGroupName (CloudWatch Logs API reference).
    return NameRule(
        service="logs", resource="log-group:", limit=512, prefix=LOG_GROUP_PREFIX, suffix=suffix, verbatim=True
    )


def _rule(suffix: str) -> NameRule:
    # PutRule, parameter Name (EventBridge API reference). A bus has 300 (EventBridge quotas), unless AWS raises that.
    return NameRule(service="events", resource="rule/", limit=64, suffix=suffix, digits=4)


# CreatePolicy, parameter PolicyName, and CreateRole, parameter RoleName (IAM API reference). The instance profile is
# called like the role in it.
PULL_POLICY = _iam("policy/", 128, "-ecr-pull", digits=3)
PULL_ROLE = _iam("role/", 64, "-ecr-pull")
PULL_INSTANCE_PROFILE = _iam("instance-profile/", 64, "-ecr-pull")
CI_BUILD_ROLE = _iam("role/", 64, "-ci-build")
CI_DEPLOY_ROLE = _iam("role/", 64, "-ci-deploy")
# PutRolePolicy, parameter PolicyName (IAM API reference), to which Terraform appends 26 characters.
GRANT_POLICY = NameRule(service="iam", scope=Scope.ROLE, limit=128, prefix="ecr-", suffix="-", room=26)

# CreateAlias, parameter AliasName (KMS API reference), "alias/" included.
KEY_ALIAS = NameRule(service="kms", limit=256, prefix="alias/ecr/")

SCAN_LOG_GROUP = _log_group()
# "#" is legal in a log group's name and in no repository's: an audit trail is never taken for another one's scans.
AUDIT_LOG_GROUP = _log_group("#audit")
# PutResourcePolicy, parameter policyName (CloudWatch Logs API reference): no limit is given.
LOG_RESOURCE_POLICY = NameRule(service="logs", limit=128, suffix="-ecr-events")

SCAN_RULE = _rule("-scans")
FINDING_RULE = _rule("-findings")
AUDIT_RULE = _rule("-audit")
REPOSITORY_CALL_RULE = _rule("-api-calls")
REGISTRY_CALL_RULE = _rule("-registry-calls")
BASIC_SCAN_NOTIFICATION_RULE = _rule("-notify-basic")
ENHANCED_SCAN_NOTIFICATION_RULE = _rule("-notify-enhanced")
FINDING_NOTIFICATION_RULE = _rule("-notify-findings")

# CreateTopic, parameter Name (SNS API reference), and CreateQueue, parameter QueueName (SQS API reference).
TOPIC = NameRule(service="sns", limit=256, suffix="-ecr-scans")
DEAD_LETTER_QUEUE = NameRule(service="sqs", limit=80, suffix="-ecr-undelivered")

# PutParameter, parameter Name, and CreateDocument, parameter Name (AWS Systems Manager API reference).
DEPLOYED_IMAGE = NameRule(
    service="ssm", resource="parameter", limit=2048, prefix="/ecr/", suffix="/image", verbatim=True
)
DEPLOY_DOCUMENT = NameRule(service="ssm", resource="document/", limit=128, suffix="-ecr-deploy")
# The value of the tag by which a deployment finds its hosts: the document's name without its end.
DEPLOYMENT = NameRule(service="ec2", limit=DEPLOY_DOCUMENT.limit - len(DEPLOY_DOCUMENT.suffix))
# CreateLaunchTemplate, parameter LaunchTemplateName, which has less room than CreateSecurityGroup (Amazon EC2 API
# reference) and CreateAutoScalingGroup.
HOST = NameRule(service="ec2", limit=128, prefix="ecr-host-")

# MetricTransformation, metricName (CloudWatch Logs API reference).
NOT_SCANNED_METRIC = NameRule(service="cloudwatch", limit=255, prefix="NotScanned-")
# PutMetricAlarm, parameter AlarmName, and PutDashboard, parameter DashboardName (CloudWatch API reference). What an
# alarm is about ends its name.
ALARM = NameRule(service="cloudwatch", resource="alarm:", limit=255, room=len("-informational-findings"))
DASHBOARD = NameRule(service="cloudwatch", resource="dashboard/", scope=Scope.ACCOUNT, limit=255, suffix="-ecr")


def derived_name(
    rule: NameRule, name: str, *, region: str | None = None, number: str | None = None, setting: str = "name"
) -> str:
    """Return the name of a resource: legal for its service, and no other repository's.

    A repository may have its like in another region, and a name that is unique in the account has to tell them apart.

    Args:
        rule: The kind of resource, of the table above.
        name: A repository's name, or a Terraform expression of it without CDKTF tokens.
        region: The repository's region, or a Terraform expression of it: for kinds that are unique in the account.
        number: Which one of several: a whole number from 1 in digits, a Terraform expression of it, or "*" for the
            pattern that the names of all of them match.
        setting: What the caller calls ``name``, for the error.

    Raises:
        InvalidSettingError: ``name`` could be no repository's, or there is no such number.
    """
    known = checked(setting, name, REPOSITORY_NAME)
    end = _end(rule, region)
    if number is not None:
        end = f"{end}-{_number(rule, number)}"
    if rule.verbatim:
        return f"{rule.prefix}{known}{end}"
    room = _room(rule)
    return f"{rule.prefix}{_safe(known, room if number is None else room - rule.digits - 1)}{end}"


def derived_pattern(rule: NameRule, repository: str, *, region: str) -> str:
    """Return the name of a resource, or the pattern of the names of all repositories in a namespace.

    Args:
        rule: The kind of resource, of the table above.
        repository: A repository's name, an expression of it, or a namespace such as "team/*".
        region: The region of the repositories.
    """
    if isinstance(repository, Expression) or not repository.endswith(NAMESPACE_SUFFIX):
        return derived_name(rule, repository, region=region if rule.scope is Scope.ACCOUNT else None)
    start = repository.removesuffix("*")
    if not rule.verbatim:
        start = _readable(start, _room(rule))
    return f"{rule.prefix}{start}*{_end(rule, region if rule.scope is Scope.ACCOUNT else None)}"


def _end(rule: NameRule, region: str | None) -> str:
    if (region is None) is (rule.scope is Scope.ACCOUNT):
        raise ValueError(f"a region is for names that are unique in the account, and they need one: {rule}")
    return rule.suffix if region is None else f"-{region}{rule.suffix}"


def _room(rule: NameRule) -> int:
    """Return how long the part may be that tells the repository; the same whatever the region is called."""
    region = _REGION_LENGTH + 1 if rule.scope is Scope.ACCOUNT else 0
    return rule.limit - rule.room - len(rule.prefix) - len(rule.suffix) - region


def _number(rule: NameRule, number: str) -> str:
    if not rule.digits:
        raise InvalidSettingError("number", number, "must be None: there is one of this kind", source="cdktf-ecr")
    words = f"must be a whole number from 1 to {10**rule.digits - 1}, or '*'"
    pattern = f"^([1-9][0-9]{{0,{rule.digits - 1}}}|[*])$"
    return str(checked("number", number, Matches(pattern=pattern, words=words, source="cdktf-ecr")))


def _safe(name: str, limit: int) -> str:
    if not isinstance(name, Expression):
        return f"{_readable(name, limit)}-{short_hash(name)}"
    operand = operand_of(name)
    readable = f'substr(replace({operand}, "/{_UNSAFE}/", "-"), 0, {limit - HASH_LENGTH - 1})'
    return Expression(f'format("%s-%s", {readable}, substr(sha256({operand}), 0, {HASH_LENGTH}))')


def _readable(name: str, limit: int) -> str:
    return re.sub(_UNSAFE, "-", name)[: limit - HASH_LENGTH - 1]
