"""Reads back what is in the account, through the AWS APIs rather than Terraform's state."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import boto3
from botocore.config import Config

ACCOUNT_ID = "123456789012"

Contents = dict[str, Any]

EMPTY: Contents = {
    "repositories": {},
    "registry_scanning": {"scanType": "BASIC", "rules": []},
    "policies": {},
    "roles": {},
    "instance_profiles": {},
    "keys": [],
    "log_groups": {},
    "log_resource_policies": {},
    "event_rules": {},
    "metric_filters": {},
    "alarms": {},
    "dashboards": {},
    "topics": {},
    "queues": {},
}


@dataclass(frozen=True, slots=True)
class Account:
    """The emulated account in one region.

    Attributes:
        endpoint: The URL of the emulated AWS.
        region: The region.
    """

    endpoint: str
    region: str = "us-east-1"

    def client(self, service: str) -> Any:
        """Return boto3's client of a service."""
        return boto3.client(
            service,  # type: ignore[call-overload]
            region_name=self.region,
            endpoint_url=self.endpoint,
            aws_access_key_id="testing",
            aws_secret_access_key="testing",  # noqa: S106
            config=Config(proxies={}),
        )

    def create_key(self) -> str:
        """Create a KMS key outside of Terraform and return its ARN."""
        return str(self.client("kms").create_key(Description="of somebody else")["KeyMetadata"]["Arn"])

    def key_policy(self, arn: str) -> Contents:
        """Return the policy of a KMS key."""
        answer = self.client("kms").get_key_policy(KeyId=arn, PolicyName="default")
        return dict(json.loads(answer["Policy"]))

    def put_event(self, event: Contents) -> str:
        """Send an event to EventBridge as its source would, which AWS lets nobody else do, and return its new id."""
        entry = {
            "Source": event["source"],
            "DetailType": event["detail-type"],
            "Resources": event["resources"],
            "Detail": json.dumps(event["detail"]),
            "Time": event["time"],
        }
        (accepted,) = self.client("events").put_events(Entries=[entry])["Entries"]
        return str(accepted["EventId"])

    def logged_events(self, log_group: str) -> dict[str, Contents]:
        """Return the events in a log group, by their ids."""
        found = self.client("logs").filter_log_events(logGroupName=log_group)["events"]
        return {event["id"]: event for event in (json.loads(line["message"]) for line in found)}

    def push_image(self, repository: str) -> None:
        """Put an image into a repository."""
        manifest = {"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json"}
        self.client("ecr").put_image(repositoryName=repository, imageManifest=json.dumps(manifest), imageTag="v1")

    def repository_url(self, repository: str) -> str:
        """Return where to push to a repository."""
        (found,) = self.client("ecr").describe_repositories(repositoryNames=[repository])["repositories"]
        return str(found["repositoryUri"])

    def contents(self) -> Contents:
        """Return everything of the kinds our stack creates."""
        return {
            "repositories": self._repositories(),
            "registry_scanning": self._registry_scanning(),
            **self._access(),
            "keys": self._keys(),
            **self._logs(),
            "event_rules": self._event_rules(),
            "metric_filters": self._metric_filters(),
            "alarms": self._alarms(),
            "dashboards": self._dashboards(),
            "topics": self._topics(),
            "queues": self._queues(),
        }

    def _repositories(self) -> Contents:
        ecr = self.client("ecr")
        return {
            repository["repositoryName"]: {
                "mutability": repository["imageTagMutability"],
                "scan_on_push": repository["imageScanningConfiguration"]["scanOnPush"],
                "encryption": repository["encryptionConfiguration"],
                "lifecycle_policy": self._document(ecr, "lifecycle_policy", repository, "lifecyclePolicyText"),
                "policy": self._document(ecr, "repository_policy", repository, "policyText"),
                "tags": _tags(ecr.list_tags_for_resource(resourceArn=repository["repositoryArn"])["tags"]),
            }
            for repository in ecr.describe_repositories()["repositories"]
        }

    def _document(self, ecr: Any, kind: str, repository: Contents, text: str) -> object:
        absent = {
            "lifecycle_policy": ecr.exceptions.LifecyclePolicyNotFoundException,
            "repository_policy": ecr.exceptions.RepositoryPolicyNotFoundException,
        }
        try:
            answer = getattr(ecr, f"get_{kind}")(repositoryName=repository["repositoryName"])
        except absent[kind]:
            return None
        return json.loads(answer[text])

    def _registry_scanning(self) -> Contents:
        configuration = self.client("ecr").get_registry_scanning_configuration()["scanningConfiguration"]
        for rule in configuration["rules"]:
            rule["repositoryFilters"].sort(key=lambda item: item["filter"])
        return dict(configuration)

    def _access(self) -> Contents:
        iam = self.client("iam")
        policies = {}
        for policy in iam.list_policies(Scope="Local")["Policies"]:
            version = iam.get_policy_version(PolicyArn=policy["Arn"], VersionId=policy["DefaultVersionId"])
            tags = _tags(iam.list_policy_tags(PolicyArn=policy["Arn"])["Tags"])
            policies[policy["PolicyName"]] = {"document": _decoded(version["PolicyVersion"]["Document"]), "tags": tags}
        roles = {}
        for role in iam.list_roles()["Roles"]:
            attached = iam.list_attached_role_policies(RoleName=role["RoleName"])["AttachedPolicies"]
            roles[role["RoleName"]] = {
                "trust": _decoded(role["AssumeRolePolicyDocument"]),
                "attached": [policy["PolicyName"] for policy in attached],
                "inline": {
                    name: _decoded(iam.get_role_policy(RoleName=role["RoleName"], PolicyName=name)["PolicyDocument"])
                    for name in iam.list_role_policies(RoleName=role["RoleName"])["PolicyNames"]
                },
                "tags": _tags(iam.list_role_tags(RoleName=role["RoleName"])["Tags"]),
            }
        profiles = {
            profile["InstanceProfileName"]: {
                "roles": [role["RoleName"] for role in profile["Roles"]],
                "tags": _tags(profile["Tags"]),
            }
            for profile in iam.list_instance_profiles()["InstanceProfiles"]
        }
        return {"policies": policies, "roles": roles, "instance_profiles": profiles}

    def _keys(self) -> list[Contents]:
        kms = self.client("kms")
        keys = [kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"] for key in kms.list_keys()["Keys"]]
        return [
            {
                "arn": key["Arn"],
                "description": key["Description"],
                "rotates": kms.get_key_rotation_status(KeyId=key["KeyId"])["KeyRotationEnabled"],
                "aliases": [alias["AliasName"] for alias in kms.list_aliases(KeyId=key["KeyId"])["Aliases"]],
                "tags": {tag["TagKey"]: tag["TagValue"] for tag in kms.list_resource_tags(KeyId=key["KeyId"])["Tags"]},
            }
            for key in keys
            if key["KeyState"] == "Enabled" and key["KeyManager"] == "CUSTOMER"
        ]

    def _logs(self) -> Contents:
        logs = self.client("logs")
        groups = {
            group["logGroupName"]: {
                "retention": group.get("retentionInDays"),
                "key": group.get("kmsKeyId"),
                "tags": logs.list_tags_for_resource(resourceArn=group["arn"].removesuffix(":*"))["tags"],
            }
            for group in logs.describe_log_groups()["logGroups"]
        }
        policies = logs.describe_resource_policies()["resourcePolicies"]
        documents = {policy["policyName"]: json.loads(policy["policyDocument"]) for policy in policies}
        return {"log_groups": groups, "log_resource_policies": documents}

    def _event_rules(self) -> Contents:
        events = self.client("events")
        return {
            rule["Name"]: {
                "state": rule["State"],
                "pattern": json.loads(rule["EventPattern"]),
                "targets": events.list_targets_by_rule(Rule=rule["Name"])["Targets"],
                "tags": _tags(events.list_tags_for_resource(ResourceARN=rule["Arn"])["Tags"]),
            }
            for rule in events.list_rules()["Rules"]
        }

    def _metric_filters(self) -> Contents:
        groups: Contents = {}
        for found in self.client("logs").describe_metric_filters()["metricFilters"]:
            (transformation,) = found["metricTransformations"]
            groups.setdefault(found["logGroupName"], {})[found["filterName"]] = (
                transformation["metricNamespace"],
                transformation["metricName"],
                transformation["metricValue"],
                transformation.get("dimensions", {}),
            )
        return groups

    def _alarms(self) -> Contents:
        cloudwatch = self.client("cloudwatch")
        return {
            alarm["AlarmName"]: {
                "metric": (alarm["Namespace"], alarm["MetricName"]),
                "dimensions": {dimension["Name"]: dimension["Value"] for dimension in alarm["Dimensions"]},
                "statistic": alarm["Statistic"],
                "period": alarm["Period"],
                "comparison": alarm["ComparisonOperator"],
                "threshold": alarm["Threshold"],
                "missing_data": alarm["TreatMissingData"],
                "alarm_actions": alarm["AlarmActions"],
                "ok_actions": alarm["OKActions"],
                "tags": _tags(cloudwatch.list_tags_for_resource(ResourceARN=alarm["AlarmArn"])["Tags"]),
            }
            for alarm in cloudwatch.describe_alarms()["MetricAlarms"]
        }

    def _dashboards(self) -> Contents:
        cloudwatch = self.client("cloudwatch")
        names = [entry["DashboardName"] for entry in cloudwatch.list_dashboards()["DashboardEntries"]]
        return {
            name: _references(json.loads(cloudwatch.get_dashboard(DashboardName=name)["DashboardBody"]))
            for name in names
        }

    def _topics(self) -> Contents:
        sns = self.client("sns")
        topics = {}
        for arn in [topic["TopicArn"] for topic in sns.list_topics()["Topics"]]:
            attributes = sns.get_topic_attributes(TopicArn=arn)["Attributes"]
            subscriptions = sns.list_subscriptions_by_topic(TopicArn=arn)["Subscriptions"]
            topics[arn] = {
                "key": attributes.get("KmsMasterKeyId"),
                "policy": json.loads(attributes.get("Policy", "null")),
                "subscriptions": sorted((each["Protocol"], each["Endpoint"]) for each in subscriptions),
                "tags": _tags(sns.list_tags_for_resource(ResourceArn=arn)["Tags"]),
            }
        return topics

    def _queues(self) -> Contents:
        sqs = self.client("sqs")
        queues = {}
        for url in sqs.list_queues().get("QueueUrls", []):
            attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
            queues[attributes["QueueArn"]] = {
                "retention_seconds": int(attributes["MessageRetentionPeriod"]),
                "encrypted": attributes["SqsManagedSseEnabled"],
                "policy": json.loads(attributes.get("Policy", "null")),
                "tags": sqs.list_queue_tags(QueueUrl=url).get("Tags", {}),
            }
        return queues


def _references(body: Contents) -> Contents:
    """Return what a dashboard shows: metrics with their dimension's value, log groups, alarms."""
    shown = [widget["properties"] for widget in body["widgets"]]
    queries = [properties["query"] for properties in shown if "query" in properties]
    return {
        "metrics": sorted(
            tuple(line[:4])
            for properties in shown
            for line in properties.get("metrics", [])
            if isinstance(line[0], str)
        ),
        "worked_out": [
            line[0]["expression"]
            for properties in shown
            for line in properties.get("metrics", [])
            if isinstance(line[0], dict)
        ],
        "log_groups": [group for query in queries for group in re.findall("SOURCE '([^']*)'", query)],
        "alarms": sorted(arn for properties in shown for arn in properties.get("alarms", [])),
        "regions": sorted({properties["region"] for properties in shown if "region" in properties}),
    }


def _tags(tags: list[dict[str, str]]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tags}


def _decoded(document: object) -> object:
    return json.loads(unquote(document)) if isinstance(document, str) else document
