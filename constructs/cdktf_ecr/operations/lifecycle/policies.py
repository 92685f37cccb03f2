"""The lifecycle policy to look at: from a file, from a stack, or the one in force."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import EcrError, InvalidSettingError
from cdktf_ecr.model.lifecycle import LifecyclePolicy
from cdktf_ecr.operations.errors import aws_errors
from cdktf_ecr.operations.readers.files import read_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from types_boto3_ecr import ECRClient

    from cdktf_ecr.operations.references import RepositoryReference
    from cdktf_ecr.operations.stack_directory import StackResource, StackResources

_POLICY = "aws_ecr_lifecycle_policy"
_REPOSITORY = "aws_ecr_repository"


def policy_in_file(file: Path, *, setting: str = "policy") -> LifecyclePolicy:
    """Return the policy in a file: as ECR takes it, or in what "aws ecr get-lifecycle-policy" printed.

    Args:
        file: The file.
        setting: The option that named it, for errors.

    Raises:
        InvalidSettingError: It cannot be read, or ECR would refuse it.
    """
    text = read_bytes(setting, file).decode("utf-8", "replace")
    with suppress(ValueError):
        document = json.loads(text)
        if isinstance(document, dict) and isinstance(document.get("lifecyclePolicyText"), str):
            text = document["lifecyclePolicyText"]
    return _policy(setting, str(file), text)


def policy_in_force(client: ECRClient, repository: RepositoryReference) -> LifecyclePolicy:
    """Return the policy that a repository has. Needs ecr:GetLifecyclePolicy.

    Args:
        client: The client.
        repository: The repository.

    Raises:
        AwsError: AWS refused, or could not be reached.
        InvalidSettingError: The repository has none.
    """
    scope: dict[str, Any] = {} if repository.registry_id is None else {"registryId": repository.registry_id}
    with aws_errors():
        try:
            answer = client.get_lifecycle_policy(repositoryName=repository.repository, **scope)
        except client.exceptions.LifecyclePolicyNotFoundException:
            rule = "has no lifecycle policy in force: name one with --policy or --stack"
            raise InvalidSettingError("repository", repository.repository, rule, source="ECR") from None
    return _policy("live", repository.repository, answer["lifecyclePolicyText"])


def policy_in_stack(stack: StackResources, repository: str, *, setting: str = "stack") -> LifecyclePolicy:
    """Return the policy that a stack gives a repository.

    Args:
        stack: The stack.
        repository: Name of the repository.
        setting: The option that named the stack, for errors.

    Raises:
        InvalidSettingError: It gives it none, or one that is known only after the apply.
    """
    for policy in stack.resources(_POLICY):
        if _repository_of(policy, stack) != repository:
            continue
        if "policy" in policy.unknown:
            rule = f"has a policy that is known only after the apply: {policy.address}"
            raise InvalidSettingError(setting, repository, rule, source=setting)
        return _policy(setting, policy.address, policy.values["policy"])
    named = sorted({str(_repository_of(policy, stack)) for policy in stack.resources(_POLICY)})
    rule = f"has no lifecycle policy in the stack, which has one for {', '.join(named) or 'no repository'}"
    raise InvalidSettingError(setting, repository, rule, source=setting)


def _repository_of(policy: StackResource, stack: StackResources) -> str | None:
    """Return the name of a policy's repository, which a plan knows only by the repository beside it."""
    if policy.values.get("repository") is not None:
        return str(policy.values["repository"])
    module = policy.address.rpartition(f"{_POLICY}.")[0]
    beside = [
        str(one.values["name"])
        for one in stack.resources(_REPOSITORY)
        if one.address.rpartition(f"{_REPOSITORY}.")[0] == module and one.index == policy.index and "name" in one.values
    ]
    return beside[0] if len(beside) == 1 else None


def _policy(setting: str, place: str, text: str) -> LifecyclePolicy:
    try:
        return LifecyclePolicy.from_json(text)
    except EcrError as error:
        rule = f"is not a lifecycle policy that ECR accepts: {error}"
        raise InvalidSettingError(setting, place, rule, source="lifecycle policy") from None
