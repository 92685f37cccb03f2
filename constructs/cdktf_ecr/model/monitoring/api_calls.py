"""EventBridge patterns of calls to ECR's API as CloudTrail records them: what was changed, and by whom.

EventBridge gets them only where a trail logs management events, and on a best effort basis: the record is the trail
(EventBridge user guide and events reference, AWS service events delivered via AWS CloudTrail). Calls that read are left
out, and would not arrive unless a rule asked for them in particular (Receiving read-only management events).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .events import fitting
from .repositories import listed

if TYPE_CHECKING:
    from .events import EventPattern
    from .repositories import RuleRepositories

API_CALL_DETAIL_TYPE = "AWS API Call via CloudTrail"
SOURCE = "aws.ecr"
EVENT_SOURCE = "ecr.amazonaws.com"

# The actions of the ECR API reference that change a repository, its images or who may use them, and name the
# repository in their request. Not among them are the three calls of an upload before PutImage, scans and previews that
# are only started, and tags, whose request has an ARN; nor what a lifecycle policy expires, which nobody calls.
REPOSITORY_CALLS = (
    "BatchDeleteImage",
    "CreateRepository",
    "DeleteLifecyclePolicy",
    "DeleteRepository",
    "DeleteRepositoryPolicy",
    "PutImage",
    "PutImageScanningConfiguration",
    "PutImageTagMutability",
    "PutLifecyclePolicy",
    "SetRepositoryPolicy",
    "UpdateImageStorageClass",
)
# Those that change the registry, and with it every repository in it: scanning, access, replication, signing and what
# counts as a pull.
REGISTRY_CALLS = (
    "DeleteRegistryPolicy",
    "DeleteSigningConfiguration",
    "DeregisterPullTimeUpdateExclusion",
    "PutAccountSetting",
    "PutRegistryPolicy",
    "PutRegistryScanningConfiguration",
    "PutReplicationConfiguration",
    "PutSigningConfiguration",
    "RegisterPullTimeUpdateExclusion",
)


def repository_call_pattern(repositories: RuleRepositories) -> EventPattern:
    """Return the pattern of a call that changes one of the repositories, whether it succeeded or was refused.

    The request names the repository, not its registry: a call from this account to a repository of the same name in
    another one matches too.

    Args:
        repositories: The repositories, or one rule's share of those that only Terraform knows.

    Raises:
        InvalidSettingError: There are more repositories than fit a pattern.
    """
    return fitting(
        repositories,
        lambda those: _calls(
            REPOSITORY_CALLS, requestParameters={"repositoryName": listed(those, lambda each: [each.name])}
        ),
    )


def registry_call_pattern() -> EventPattern:
    """Return the pattern of a call that changes the registry, which every repository in it feels."""
    return _calls(REGISTRY_CALLS)


def _calls(names: tuple[str, ...], **detail: object) -> EventPattern:
    return {
        "source": [SOURCE],
        "detail-type": [API_CALL_DETAIL_TYPE],
        "detail": {"eventSource": [EVENT_SOURCE], "eventName": list(names), **detail},
    }
