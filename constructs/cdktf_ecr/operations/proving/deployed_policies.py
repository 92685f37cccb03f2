"""Every policy of what is deployed around a repository."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.repository.arn import RepositoryArn

from . import checks
from .documents import identity_policy, repository_policy, resource_policy, trust_policy_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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
        yield from reader.read(
            checks.POLICIES, f"policies of role {role.name}", "iam", partial(_of_role, name=role.name)
        )


def _of_role(iam: Any, *, name: str) -> list[Policy]:
    document = iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]
    policies = [trust_policy_of(name, json.dumps(document))]
    for page in iam.get_paginator("list_role_policies").paginate(RoleName=name):
        for policy in page["PolicyNames"]:
            document = iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
            policies.append(identity_policy(f"policy {policy} of role {name}", json.dumps(document)))
    for page in iam.get_paginator("list_attached_role_policies").paginate(RoleName=name):
        # AWS's own are AWS's to mend.
        own = [each for each in page["AttachedPolicies"] if _AWS_MANAGED not in each["PolicyArn"]]
        policies += [_managed(iam, attached["PolicyArn"], attached["PolicyName"]) for attached in own]
    return policies


def _managed(iam: Any, arn: str, name: str) -> Policy:
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    document = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
    return identity_policy(f"managed policy {name}", json.dumps(document))


def shared_policies(reader: Reader) -> Iterator[Policy]:
    """Yield the policies of the repository, registry, log groups, topic, queue and keys.

    Args:
        reader: Reads them.
    """
    asked: tuple[tuple[str, str, Callable[[Any], Iterable[Policy]]], ...] = (
        ("policy of the repository", "ecr", partial(_of_repository, reader=reader)),
        ("policy of the registry", "ecr", partial(_of_registry, reader=reader)),
        ("log resource policies", "logs", _of_log_groups),
        ("policy of the queue", "sqs", partial(_of_queue, reader=reader)),
    )
    for what, service, ask in asked:
        yield from reader.read(checks.POLICIES, what, service, ask)
    keys = [reader.name(names.KEY_ALIAS)]
    for key, policy in reader.read(checks.POLICIES, "policy of the topic", "sns", partial(_of_topic, reader=reader)):
        yield policy
        keys += [key] if key else []
    for key in keys:
        yield from reader.read(checks.POLICIES, f"policy of key {key}", "kms", partial(_of_key, name=key))


def _of_repository(ecr: Any, *, reader: Reader) -> Iterator[Policy]:
    arn = reader.repository.arn
    account, name = RepositoryArn.parse(arn).account_id, reader.repository.name
    answer = ecr.get_repository_policy(repositoryName=name, registryId=account)
    yield repository_policy(name, arn, answer["policyText"])


def _of_registry(ecr: Any, *, reader: Reader) -> Iterator[Policy]:
    """Yield the registry's policy; AWS tells whoever asks that of their own registry only (GetRegistryPolicy)."""
    answer = ecr.get_registry_policy()
    account = RepositoryArn.parse(reader.repository.arn).account_id
    if answer["registryId"] == account:
        yield resource_policy(f"policy of registry {account}", answer["policyText"])
        return
    why = f"policy of registry {account}: AWS shows it to that account only, and this is {answer['registryId']}"
    reader.unread.append(checks.unproved(checks.POLICIES, why, action="ecr:GetRegistryPolicy"))


def _of_log_groups(logs: Any) -> Iterator[Policy]:
    for page in logs.get_paginator("describe_resource_policies").paginate():
        for one in page["resourcePolicies"]:
            if names.LOG_GROUP_PREFIX in one["policyDocument"]:
                yield resource_policy(f"log resource policy {one['policyName']}", one["policyDocument"])


def _of_topic(sns: Any, *, reader: Reader) -> Iterator[tuple[str | None, Policy]]:
    """Yield the topic's key and its policy."""
    place, name = RepositoryArn.parse(reader.repository.arn), reader.name(names.TOPIC)
    arn = f"arn:{place.partition}:sns:{place.region}:{place.account_id}:{name}"
    attributes = sns.get_topic_attributes(TopicArn=arn)["Attributes"]
    yield attributes.get("KmsMasterKeyId"), resource_policy(f"policy of topic {name}", attributes["Policy"])


def _of_queue(sqs: Any, *, reader: Reader) -> Iterator[Policy]:
    name = reader.name(names.DEAD_LETTER_QUEUE)
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"]).get("Attributes", {})
    if "Policy" in attributes:
        yield resource_policy(f"policy of queue {name}", attributes["Policy"])


def _of_key(kms: Any, *, name: str) -> Iterator[Policy]:
    key = kms.describe_key(KeyId=name)["KeyMetadata"]
    document = kms.get_key_policy(KeyId=key["KeyId"], PolicyName="default")["Policy"]
    yield resource_policy(f"policy of key {name}", document)
