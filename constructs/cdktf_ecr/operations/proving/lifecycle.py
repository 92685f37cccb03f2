"""ECR's own preview of a lifecycle policy, compared with our evaluator image by image."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.lifecycle import LifecyclePolicy
from cdktf_ecr.model.repository.arn import RepositoryArn
from cdktf_ecr.operations.errors import AwsError
from cdktf_ecr.operations.lifecycle.aws_preview import PreviewTimeoutError, differences, preview_by_ecr
from cdktf_ecr.operations.lifecycle.inventory import list_inventory
from cdktf_ecr.operations.lifecycle.previewing import UNKNOWN, preview
from cdktf_ecr.operations.references import RepositoryReference

from .checks import LIFECYCLE, agreed, disagreed, refused, unproved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
    from cdktf_ecr.operations.doctor.check import Check
    from cdktf_ecr.operations.lifecycle.aws_preview import Action, Difference

ACTION = "ecr:StartLifecyclePolicyPreview"
_MEANING = "What cdktf-ecr previews of this policy is not what ECR does."
_TIMEOUT_SECONDS = 120


def prove_lifecycle(client: Any, repository: MonitoredRepository, policy_text: str) -> Iterator[Check]:
    """Yield whether ECR would do to each image what we say. Indexes are not read, which AWS would count as pulls.

    Args:
        client: Client for "ecr".
        repository: The repository.
        policy_text: The policy's JSON.
    """
    arn = RepositoryArn.parse(repository.arn)
    reference = RepositoryReference(repository=arn.name, registry_id=arn.account_id, region=arn.region)
    what = f"lifecycle policy of {repository.name}"
    try:
        policy = LifecyclePolicy.from_json(json.loads(policy_text))
        inventory = list_inventory(client, reference)
        theirs = preview_by_ecr(client, reference, policy_text, timeout=_TIMEOUT_SECONDS)
    except InvalidSettingError as error:
        yield disagreed(LIFECYCLE, f"{what}: we would refuse it: {error}", action=ACTION, meaning=_MEANING)
        return
    except PreviewTimeoutError as error:
        yield unproved(LIFECYCLE, f"{what}: {error}", action=ACTION)
        return
    except AwsError as error:
        yield refused(LIFECYCLE, what, error, action=ACTION)
        return
    ours = preview(policy, inventory, datetime.now(timezone.utc))
    wrong = differences(ours, theirs)
    unknown = sum(one.action == UNKNOWN for one in ours.images)
    for difference in wrong:
        yield disagreed(LIFECYCLE, f"{what}, {_words(difference)}", action=ACTION, meaning=_MEANING)
    if unknown:
        yield unproved(LIFECYCLE, f"{what}: of {unknown} archived images we do not know since when", action=ACTION)
    if not wrong and not unknown:
        yield agreed(LIFECYCLE, f"{what}: ECR's preview agrees on {len(ours.images)} images", action=ACTION)


def _words(difference: Difference) -> str:
    tags = f" ({', '.join(difference.tags)})" if difference.tags else ""
    ours = "that it is not there" if difference.ours is None else f"to {_action(difference.ours)}"
    return f"image {difference.digest}{tags}: AWS says {_action(difference.theirs)}, we expected {ours}"


def _action(action: Action) -> str:
    return action.action if action.rule is None else f"{action.action} by rule {action.rule}"
