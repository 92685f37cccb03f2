"""Policy documents as Access Analyzer takes them, and what kind of policy each is."""

from __future__ import annotations

import json
from typing import Any

from cdktf_ecr.model.access.statements import listed

from .subject import Policy

# ValidatePolicy, validatePolicyResourceType (IAM Access Analyzer API reference): of what we create it knows this alone.
_TRUST_POLICY = "AWS::IAM::AssumeRolePolicyDocument"


def trust_policy_of(role: str, document: str) -> Policy:
    """Return a role's trust policy.

    Args:
        role: The role's name.
        document: The policy's JSON.
    """
    return Policy(name=f"trust policy of role {role}", document=document, resource_type=_TRUST_POLICY)


def identity_policy(name: str, document: str) -> Policy:
    """Return a policy of a role.

    Args:
        name: What it is, for people.
        document: The policy's JSON.
    """
    return Policy(name=name, document=document, identity=True)


def resource_policy(name: str, document: str) -> Policy:
    """Return a policy of a topic, a queue, a key, a registry or log groups.

    Args:
        name: What it is, for people.
        document: The policy's JSON.
    """
    return Policy(name=name, document=document)


def repository_policy(repository: str, arn: str, document: str) -> Policy:
    """Return a repository's policy with the repository for its resource.

    ECR rejects the element, since the policy is of that repository only; Access Analyzer wants one in every statement.

    Args:
        repository: The repository's name.
        arn: Its ARN.
        document: The policy's JSON.
    """
    policy = json.loads(document)
    statements: list[Any] = listed(policy["Statement"])
    policy["Statement"] = [{"Resource": arn, **statement} for statement in statements]
    return Policy(name=f"policy of repository {repository}", document=json.dumps(policy))
