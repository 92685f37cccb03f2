"""An account in which everything around one repository is deployed, and whose validators answer as AWS documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from cdktf_ecr.model.access.iam import assume_role_policy, pull_policy
from cdktf_ecr.model.access.key_policies import key_policy
from cdktf_ecr.model.ci_identity import Deployment, build_policy, deploy_policy
from cdktf_ecr.model.lifecycle import LifecyclePolicy, LifecycleRule
from cdktf_ecr.model.monitoring.api_calls import registry_call_pattern, repository_call_pattern
from cdktf_ecr.model.monitoring.events import (
    finding_and_coverage_pattern,
    finding_pattern,
    image_action_pattern,
    scan_pattern,
)
from cdktf_ecr.model.monitoring.key_policies import notification_key_statements
from cdktf_ecr.model.monitoring.metrics import metric_filters
from cdktf_ecr.model.monitoring.policies import log_delivery_policy, topic_policy
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.repository.derived_names import NameRule, derived_name
from cdktf_ecr.operations.aws import AwsSession
from cdktf_ecr.operations.doctor.asking import Asking
from tests.standin.account import Account, Answer
from tests.standin.server import Fault
from tests.standin.validators import VALIDATORS, Given, simulate

ACCOUNT, REGION = "123456789012", "us-east-1"
TEAM_API = MonitoredRepository(name="team/api", arn=f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/team/api")
PUSHED = 1_790_000_000

PATTERNS: dict[NameRule, dict[str, object]] = {
    names.SCAN_RULE: scan_pattern([TEAM_API]),
    names.FINDING_RULE: finding_and_coverage_pattern([TEAM_API]),
    names.AUDIT_RULE: image_action_pattern([TEAM_API]),
    names.REPOSITORY_CALL_RULE: repository_call_pattern([TEAM_API]),
    names.REGISTRY_CALL_RULE: registry_call_pattern(),
    names.BASIC_SCAN_NOTIFICATION_RULE: scan_pattern([TEAM_API], scan_types=["BASIC"], at_least="HIGH"),
    names.ENHANCED_SCAN_NOTIFICATION_RULE: scan_pattern([TEAM_API], scan_types=["ENHANCED"], at_least="HIGH"),
    names.FINDING_NOTIFICATION_RULE: finding_pattern([TEAM_API], at_least="HIGH"),
}
ROLES: dict[NameRule, dict[str, object]] = {
    names.PULL_ROLE: pull_policy(TEAM_API.arn),
    names.CI_BUILD_ROLE: build_policy(TEAM_API.arn),
    names.CI_DEPLOY_ROLE: deploy_policy(
        Deployment(repository_names=[TEAM_API.name], account_id=ACCOUNT, region=REGION, create_ec2_role=False)
    ),
}
LIFECYCLE = LifecyclePolicy([LifecycleRule(priority=1, tag_status="any", keep_newest=1)])
DIGESTS = [f"sha256:{number:064}" for number in range(3)]


def name(kind: NameRule) -> str:
    in_account = kind.scope is names.Scope.ACCOUNT
    return derived_name(kind, TEAM_API.name, region=REGION if in_account else None)


def rules(**others: object) -> list[dict[str, object]]:
    """Return the rules as ListRules does; others by name, with their patterns."""
    patterns = {name(kind): pattern for kind, pattern in PATTERNS.items()} | others
    return [{"Name": rule, "EventPattern": json.dumps(pattern)} for rule, pattern in patterns.items()]


def filters() -> list[dict[str, Any]]:
    """Return the metric filters as DescribeMetricFilters does."""
    return [
        {
            "filterName": each.key,
            "filterPattern": each.pattern,
            "metricTransformations": [
                {"metricName": each.metric_name, "metricNamespace": "n", "metricValue": each.value}
            ],
        }
        for each in metric_filters(not_scanned=name(names.NOT_SCANNED_METRIC))
    ]


def role_arn(kind: NameRule) -> str:
    return f"arn:aws:iam::{ACCOUNT}:role/{name(kind)}"


def _role(given: Given) -> Given:
    kinds = {name(kind): kind for kind in ROLES}
    if given["RoleName"] not in kinds:
        raise Fault("NoSuchEntity", "no such role", status=404)
    kind = kinds[given["RoleName"]]
    times = {"CreateDate": "2026-01-01T00:00:00Z", "Path": "/", "RoleId": "AROAEXAMPLE00000"}
    trust = json.dumps(assume_role_policy())
    return {
        "Role": {"RoleName": name(kind), "Arn": role_arn(kind), "AssumeRolePolicyDocument": trust, **times},
    }


def _simulated(given: Given) -> Given:
    documents = {role_arn(kind): json.dumps(policy) for kind, policy in ROLES.items()}
    return simulate([documents[given["PolicySourceArn"]]], given)


def _role_policy(given: Given) -> Given:
    documents = {name(kind): policy for kind, policy in ROLES.items()}
    return {**given, "PolicyDocument": json.dumps(documents[given["RoleName"]])}


def images() -> list[dict[str, Any]]:
    return [
        {
            "imageDigest": digest,
            "imageTags": [f"v{number}"],
            "imagePushedAt": PUSHED + number,
            "imageManifestMediaType": "application/vnd.oci.image.manifest.v1+json",
            "registryId": ACCOUNT,
        }
        for number, digest in enumerate(DIGESTS)
    ]


def expired(*numbers: int) -> Given:
    """Return what ECR previews: the images that it expires."""
    results = [
        {"imageDigest": DIGESTS[number], "action": {"type": "EXPIRE"}, "appliedRulePriority": 1} for number in numbers
    ]
    return {"status": "COMPLETE", "lifecyclePolicyText": LIFECYCLE.to_json(), "previewResults": results}


STATEMENT = {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "ecr:BatchGetImage"}


def answers() -> dict[tuple[str, str], Answer]:
    """Return what the account answers."""
    log_group = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{name(names.SCAN_LOG_GROUP)}"
    delivery = log_delivery_policy(f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/events/ecr/*:*")
    topic = f"arn:aws:sns:{REGION}:{ACCOUNT}:{name(names.TOPIC)}"
    key = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/0"
    caller = {"Account": ACCOUNT, "Arn": f"arn:aws:iam::{ACCOUNT}:user/me", "UserId": "AIDAEXAMPLE"}
    return {
        **VALIDATORS,
        ("sts", "GetCallerIdentity"): caller,
        ("events", "ListRules"): {"Rules": rules()},
        ("events", "ListTargetsByRule"): {"Targets": [{"Id": "1", "Arn": log_group}]},
        ("logs", "DescribeMetricFilters"): {"metricFilters": filters()},
        ("logs", "DescribeResourcePolicies"): {
            "resourcePolicies": [
                {"policyName": "ecr", "policyDocument": json.dumps(delivery)},
                {"policyName": "others", "policyDocument": "{}"},
            ]
        },
        ("iam", "GetRole"): _role,
        ("iam", "SimulatePrincipalPolicy"): _simulated,
        ("iam", "ListRolePolicies"): {"PolicyNames": ["own"], "IsTruncated": False},
        ("iam", "GetRolePolicy"): _role_policy,
        ("iam", "ListAttachedRolePolicies"): {"AttachedPolicies": [], "IsTruncated": False},
        ("ecr", "GetRepositoryPolicy"): {"policyText": json.dumps({"Version": "2012-10-17", "Statement": STATEMENT})},
        ("ecr", "GetRegistryPolicy"): {
            "registryId": ACCOUNT,
            "policyText": json.dumps({"Version": "2012-10-17", "Statement": STATEMENT}),
        },
        ("ecr", "GetLifecyclePolicy"): {"lifecyclePolicyText": LIFECYCLE.to_json()},
        ("ecr", "DescribeImages"): {"imageDetails": images()},
        ("ecr", "StartLifecyclePolicyPreview"): {"status": "IN_PROGRESS"},
        ("ecr", "GetLifecyclePolicyPreview"): expired(0, 1),
        ("sns", "GetTopicAttributes"): {
            "Attributes": {"Policy": json.dumps(topic_policy(topic, ACCOUNT)), "KmsMasterKeyId": key}
        },
        ("sqs", "GetQueueUrl"): Fault("AWS.SimpleQueueService.NonExistentQueue", "none"),
        ("kms", "DescribeKey"): partial(_described_key, key),
        ("kms", "GetKeyPolicy"): {"Policy": json.dumps(_KEY_POLICY)},
    }


_KEY_POLICY = key_policy(f"arn:aws:iam::{ACCOUNT}:root", notification_key_statements(ACCOUNT))


def _described_key(key: str, given: Given) -> Given:
    if given["KeyId"] != key:
        raise Fault("NotFoundException", "no such key")
    return {"KeyMetadata": {"KeyId": "0", "Arn": key}}


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    monkeypatch.setattr("cdktf_ecr.operations.lifecycle.aws_preview._FIRST_PAUSE", 0.01)
    with Account(answers=answers()).listening() as account:
        yield account


@pytest.fixture
def asking(account: Account) -> Asking:
    return Asking(AwsSession(region=REGION, endpoint_url=account.url))
