"""What an account has in which nothing is wrong."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta, timezone
from typing import Any

from cdktf_ecr.model.lifecycle.presets import standard_policy
from cdktf_ecr.model.monitoring.metrics import DEFAULT_NAMESPACE
from cdktf_ecr.model.monitoring.policies import log_delivery_policy
from cdktf_ecr.model.repository.derived_names import LOG_GROUP_PREFIX
from cdktf_ecr.operations.aws import AwsSession
from cdktf_ecr.operations.doctor.parts import parts_of_repositories
from tests.standin.account import Answer

ACCOUNT_ID = "123456789012"
KEY = "AKIAIOSFODNN7EXAMPLE"
REGION = "us-east-1"
EMPTY_REGION = "eu-west-2"
REPOSITORY = "team/api"
TAG = "1.4.0"
PARTS = parts_of_repositories([REPOSITORY])
ALARM = f"{PARTS.alarms[0]}critical-findings"
TOPIC_ARN = f"arn:aws:sns:{REGION}:{ACCOUNT_ID}:{PARTS.topics[0]}"
CI_VARIABLES = {"AWS_REGION": REGION, "AWS_ACCOUNT_ID": ACCOUNT_ID, "CIRCLE_OIDC_TOKEN_V2": "e30"}
CONTINUOUS = [
    {"scanFrequency": "CONTINUOUS_SCAN", "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}]},
]
_LAYER = "sha256:" + hashlib.sha256(b"layer").hexdigest()
MANIFEST = {
    "schemaVersion": 2,
    "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
    "config": {"size": 1, "digest": _LAYER},
    "layers": [{"size": 1, "digest": _LAYER}],
}


def populate(session: AwsSession) -> str:
    """Make everything that moto can hold, and return the digest of the image."""
    ecr = session.client("ecr")
    ecr.create_repository(repositoryName=REPOSITORY)
    pushed = ecr.put_image(repositoryName=REPOSITORY, imageManifest=json.dumps(MANIFEST), imageTag=TAG)
    ecr.put_lifecycle_policy(repositoryName=REPOSITORY, lifecyclePolicyText=standard_policy().to_json())
    ecr.put_registry_scanning_configuration(scanType="ENHANCED", rules=CONTINUOUS)
    topic = session.client("sns").create_topic(Name=PARTS.topics[0])["TopicArn"]
    session.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:{REGION}:{ACCOUNT_ID}:q")
    _make_logs(session)
    events = session.client("events")
    for name in PARTS.event_rules:
        events.put_rule(Name=name, EventPattern=json.dumps({"source": ["aws.ecr"]}))
        events.put_targets(Rule=name, Targets=[{"Id": "t", "Arn": topic}])
    cloudwatch = session.client("cloudwatch")
    cloudwatch.put_metric_alarm(
        AlarmName=ALARM,
        MetricName="Critical",
        Namespace=DEFAULT_NAMESPACE,
        Statistic="Maximum",
        Period=300,
        EvaluationPeriods=1,
        Threshold=1,
        AlarmActions=[topic],
        ComparisonOperator="GreaterThanOrEqualToThreshold",
    )
    cloudwatch.set_alarm_state(AlarmName=ALARM, StateValue="OK", StateReason="a scan found less")
    return str(pushed["image"]["imageId"]["imageDigest"])


def answers(digest: str) -> dict[tuple[str, str], Answer]:
    """Return what moto has no answer to: what Amazon Inspector says of the image, and how old the access key is."""
    now = datetime.now(timezone.utc)
    return {
        ("iam", "ListAccessKeys"): {
            "AccessKeyMetadata": [{"AccessKeyId": KEY, "CreateDate": now - timedelta(days=30), "Status": "Active"}],
            "IsTruncated": False,
        },
        ("inspector2", "BatchGetAccountStatus"): {"accounts": [account_state("ENABLED")], "failedAccounts": []},
        ("inspector2", "ListCoverage"): {"coveredResources": [covered(digest)]},
        ("inspector2", "GetConfiguration"): rescans(rescanDuration="LIFETIME"),
        # moto keeps what a repository was created with, whatever the registry's rules say later.
        ("ecr", "BatchGetRepositoryScanningConfiguration"): repository_scanning("CONTINUOUS_SCAN"),
    }


def account_state(ecr: str) -> dict[str, Any]:
    """Return an account as Amazon Inspector has it."""
    states = {name: {"status": "DISABLED"} for name in ("ec2", "ecr", "lambda")}
    return {
        "accountId": ACCOUNT_ID,
        "resourceState": {**states, "ecr": {"status": ecr}},
        "state": {"status": "ENABLED"},
    }


def covered(digest: str, status: str = "ACTIVE", reason: str = "SUCCESSFUL", **metadata: Any) -> dict[str, Any]:
    """Return an image as Amazon Inspector covers it."""
    arn = f"arn:aws:ecr:{REGION}:{ACCOUNT_ID}:repository/{REPOSITORY}"
    return {
        "resourceType": "AWS_ECR_CONTAINER_IMAGE",
        "resourceId": f"{arn}/{digest}",
        "accountId": ACCOUNT_ID,
        "scanType": "PACKAGE",
        "scanStatus": {"statusCode": status, "reason": reason},
        "resourceMetadata": {"ecrImage": {"tags": [TAG], **metadata}},
    }


def rescans(**state: str) -> dict[str, Any]:
    """Return how long Amazon Inspector watches images."""
    return {"ecrConfiguration": {"rescanDurationState": {"status": "SUCCESS", **state}}}


def repository_scanning(frequency: str) -> dict[str, Any]:
    """Return how often the repository is scanned."""
    return {
        "scanningConfigurations": [
            {
                "repositoryName": REPOSITORY,
                "scanOnPush": False,
                "scanFrequency": frequency,
                "appliedScanFilters": [] if frequency == "MANUAL" else [{"filter": "*", "filterType": "WILDCARD"}],
            }
        ],
        "failures": [],
    }


def _make_logs(session: AwsSession) -> None:
    logs = session.client("logs")
    for name in PARTS.log_groups:
        logs.create_log_group(logGroupName=name)
        logs.put_retention_policy(logGroupName=name, retentionInDays=14)
    written = log_delivery_policy(f"arn:aws:logs:{REGION}:{ACCOUNT_ID}:log-group:{LOG_GROUP_PREFIX}*:*")
    logs.put_resource_policy(policyName="events", policyDocument=json.dumps(written))
    for group, filters in PARTS.metric_filters.items():
        for name in filters:
            logs.put_metric_filter(
                logGroupName=group,
                filterName=name,
                filterPattern="",
                metricTransformations=[{"metricName": "m", "metricNamespace": "n", "metricValue": "1"}],
            )
