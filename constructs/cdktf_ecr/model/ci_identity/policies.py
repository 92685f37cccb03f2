"""What the pipeline's two roles may do: build pushes and reads scans, deploy runs ``terraform apply``."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from cdktf_ecr.model.access.iam import POLICY_VERSION, PolicyDocument, pull_policy, push_policy, scan_read_policy

from .host_permissions import host_deployment_statements
from .key_permissions import given_key_statements, image_key_statements, key_statements, state_statements
from .limits import INLINE_POLICIES_LENGTH, check_policy_length
from .monitoring_permissions import event_rule_statements, monitoring_statements, notification_statements
from .registry_permissions import (
    pull_policy_statements,
    pull_role_statements,
    repository_statements,
    scanning_statements,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .deployment import Deployment


def build_policy(
    repository_arns: str | Sequence[str], *, enhanced: bool = True, allow_pull: bool = False
) -> PolicyDocument:
    """Return what the build job needs: to log in, push and read scan results.

    Args:
        repository_arns: The repositories' ARNs, one or a list; each may be a Terraform expression.
        enhanced: Whether to allow Amazon Inspector's own calls too.
        allow_pull: Whether to allow pulling from the same repositories: for ``docker build --cache-from`` and images
            that build upon each other. Pushing and waiting for scan results does not need it.

    Raises:
        InvalidSettingError: Something is not a repository's ARN, or the list is empty.
    """
    parts = [push_policy(repository_arns), scan_read_policy(repository_arns, enhanced=enhanced)]
    if allow_pull:
        parts.insert(1, pull_policy(repository_arns))
    statements: list[object] = []
    for part in parts:
        # Pushing and pulling both start with the statement to log in.
        statements += [each for each in cast("list[object]", part["Statement"]) if each not in statements]
    return {"Version": POLICY_VERSION, "Statement": statements}


def deploy_policy(deployment: Deployment) -> PolicyDocument:
    """Return what ``terraform apply`` and ``terraform destroy`` of a deployment need.

    Args:
        deployment: What Terraform manages.

    Raises:
        InvalidSettingError: The policy would not fit into a role.
    """
    statements = [
        *repository_statements(deployment),
        *(scanning_statements(deployment) if deployment.manage_registry_scanning else []),
        *(pull_policy_statements(deployment) if deployment.create_pull_policy else []),
        *(pull_role_statements(deployment) if deployment.create_ec2_role else []),
        *(event_rule_statements(deployment) if deployment.enable_monitoring or deployment.enable_notifications else []),
        *(monitoring_statements(deployment) if deployment.enable_monitoring else []),
        *(notification_statements(deployment) if deployment.enable_notifications else []),
        *(host_deployment_statements(deployment) if deployment.deploy_hosts else []),
        *(key_statements(deployment) if deployment.creates_keys else []),
        *(image_key_statements(deployment) if deployment.create_kms_key else []),
        *(given_key_statements(deployment) if deployment.kms_key_arns else []),
        *(state_statements(deployment.state, partition=deployment.partition) if deployment.state else []),
    ]
    document: PolicyDocument = {"Version": POLICY_VERSION, "Statement": statements}
    check_policy_length(
        "repository_names",
        deployment.repository_names,
        document,
        limit=INLINE_POLICIES_LENGTH,
        remedy="name a namespace such as 'team/*', or deploy fewer repositories with one role",
    )
    return document
