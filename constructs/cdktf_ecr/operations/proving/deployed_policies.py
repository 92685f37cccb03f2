"""Every policy of what is deployed around a repository."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.repository import derived_names as names

from . import checks
from .documents import identity_policy, repository_policy, resource_policy, trust_policy_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cdktf_ecr.operations.references import RepositoryReference

    from .deployed import Reader
    from .subject import Policy, Role

_AWS_MANAGED = ":iam::aws:policy/"


def role_policies(reader: Reader, roles: Sequence[Role]) -> Iterator[Policy]:
    """Yield who may assume each role, and what it may do by policies of its own and by managed ones of the account.

    Args:
        reader: Reads it.
        roles: The roles.
    """
    for role in roles:
        what = f"policies of role {role.name}"
        yield from reader.read(checks.POLICIES, what, "iam", lambda iam, role=role: _of_role(iam, role.name), [])


def _of_role(iam: Any, name: str) -> list[Policy]:
    document = iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]
    policies = [trust_policy_of(name, json.dumps(document))]
    for page in iam.get_paginator("list_role_policies").paginate(RoleName=name):
        for policy in page["PolicyNames"]:
            document = iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
            policies.append(identity_policy(f"policy {policy} of role {name}", json.dumps(document)))
    for page in iam.get_paginator("list_attached_role_policies").paginate(RoleName=name):
        for attached in page["AttachedPolicies"]:
            # AWS's own are AWS's to mend.
            if _AWS_MANAGED not in attached["PolicyArn"]:
                policies.append(_managed(iam, attached["PolicyArn"], attached["PolicyName"]))
    return policies


def _managed(iam: Any, arn: str, name: str) -> Policy:
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    document = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
    return identity_policy(f"managed policy {name}", json.dumps(document))


def shared_policies(reader: Reader, reference: RepositoryReference) -> Iterator[Policy]:
    """Yield the policies of the repository, its registry, log groups, topic, queue and keys.

    Args:
        reader: Reads them.
        reference: The repository.
    """
    scope = {"registryId": reference.registry_id} if reference.registry_id else {}

    def of_repository(ecr: Any) -> list[Policy]:
        answer = ecr.get_repository_policy(repositoryName=reference.repository, **scope)
        return [repository_policy(reference.repository, reader.repository.arn, answer["policyText"])]

    def of_log_groups(logs: Any) -> list[Policy]:
        pages = logs.get_paginator("describe_resource_policies").paginate()
        return [
            resource_policy(f"log resource policy {one['policyName']}", one["policyDocument"])
            for page in pages
            for one in page["resourcePolicies"]
            if names.LOG_GROUP_PREFIX in one["policyDocument"]
        ]

    yield from reader.read(checks.POLICIES, "repository policy", "ecr", of_repository, [])
    yield from reader.read(checks.POLICIES, "log resource policies", "logs", of_log_groups, [])
    key, policies = reader.read(checks.POLICIES, "topic", "sns", lambda sns: _of_topic(sns, reader), (None, []))
    yield from policies
    yield from reader.read(checks.POLICIES, "queue", "sqs", lambda sqs: _of_queue(sqs, reader), [])
    for name in (reader.name(names.KEY_ALIAS), *([key] if key else [])):
        yield from reader.read(checks.POLICIES, f"key {name}", "kms", lambda kms, name=name: _of_key(kms, name), [])


def _of_topic(sns: Any, reader: Reader) -> tuple[str | None, list[Policy]]:
    """Return the topic's key and its policy."""
    partition, _, region, account, _ = reader.repository.arn.split(":", 5)[1:]
    name = reader.name(names.TOPIC)
    arn = f"arn:{partition}:sns:{region}:{account}:{name}"
    try:
        attributes = sns.get_topic_attributes(TopicArn=arn)["Attributes"]
    except sns.exceptions.NotFoundException:
        return None, []
    return attributes.get("KmsMasterKeyId"), [resource_policy(f"policy of topic {name}", attributes["Policy"])]


def _of_queue(sqs: Any, reader: Reader) -> list[Policy]:
    name = reader.name(names.DEAD_LETTER_QUEUE)
    try:
        url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    except sqs.exceptions.QueueDoesNotExist:
        return []
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"]).get("Attributes", {})
    return [resource_policy(f"policy of queue {name}", attributes["Policy"])] if "Policy" in attributes else []


def _of_key(kms: Any, name: str) -> list[Policy]:
    try:
        key = kms.describe_key(KeyId=name)["KeyMetadata"]
    except kms.exceptions.NotFoundException:
        return []
    document = kms.get_key_policy(KeyId=key["KeyId"], PolicyName="default")["Policy"]
    return [resource_policy(f"policy of key {name}", document)]
