"""Reads back what is in the account, through the AWS APIs rather than Terraform's state."""

from __future__ import annotations

import json
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
                "policies": [policy["PolicyName"] for policy in attached],
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


def _tags(tags: list[dict[str, str]]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tags}


def _decoded(document: object) -> object:
    return json.loads(unquote(document)) if isinstance(document, str) else document
