"""Who pushed, deleted and changed what, as far as ECR and CloudTrail say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.monitoring.api_calls import registry_call_pattern, repository_call_pattern
from cdktf_ecr.model.monitoring.events import image_action_pattern
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.terraform.expressions import both

from .event_log import EventLog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import BooleanValue, NumberValue

    from .watch_list import WatchList


class AuditLog(EventLog):
    """The log of pushes and deletes, and where that is asked for of the calls that CloudTrail records.

    ECR tells of pushes and deletes on a best effort basis, and not who did it. CloudTrail's records say so, and tell of
    changes to repository and registry; EventBridge gets a copy of them where a trail logs management events. Part of a
    `ScanMonitoring`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        watch_list: WatchList,
        retention_days: NumberValue,
        kms_key_arn: str | None,
        preconditions: Sequence[Mapping[str, str]],
        calls: BooleanValue,
        condition: BooleanValue,
        address: str,
    ) -> None:
        """Create the log group and the rules that fill it.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            watch_list: The repositories.
            retention_days: Days the events are kept; 0 keeps them for ever.
            kms_key_arn: The key that encrypts the log group, whose policy must let CloudWatch Logs use it.
            preconditions: What Terraform checks before.
            calls: Whether to keep the calls that CloudTrail records, or a Terraform expression of it.
            condition: A Terraform expression that says whether the log exists, or True.
            address: The Terraform name of the log group, and what the rules' names start with.
        """
        super().__init__(
            scope,
            id,
            watch_list=watch_list,
            kind=names.AUDIT_LOG_GROUP,
            retention_days=retention_days,
            kms_key_arn=kms_key_arn,
            preconditions=preconditions,
            condition=condition,
            address=address,
        )
        self.keep(
            "actions",
            kind=names.AUDIT_RULE,
            description="Images pushed to and deleted from",
            pattern_of=image_action_pattern,
        )
        if calls is False:
            return
        self.keep(
            "calls",
            kind=names.REPOSITORY_CALL_RULE,
            description="Calls that change",
            pattern_of=repository_call_pattern,
            condition=calls,
        )
        self.keep(
            "registry_calls",
            kind=names.REGISTRY_CALL_RULE,
            description="Calls that change the registry of",
            pattern_of=lambda _: registry_call_pattern(),
            condition=both(calls, watch_list.exist),
            shared=False,
        )
