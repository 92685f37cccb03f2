"""A customer-managed KMS key for the log groups of one monitoring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.access.key_policies import key_policy
from cdktf_ecr.model.monitoring.key_policies import log_key_statements
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.repository.derived_names import derived_name
from cdktf_ecr.model.terraform.expressions import json_document
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, lifecycle_block, tag_map
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import BooleanValue
    from cdktf_ecr.resources.base.location import Location

    from .watch_list import WatchList

# ScheduleKeyDeletion, parameter PendingWindowInDays (KMS API reference): 7 to 30. A deleted key makes what is logged
# unreadable.
_DELETION_WINDOW_DAYS = 30


class LogKey(Component):
    """A KMS key that rotates every year, which CloudWatch Logs may use for the log groups of a `ScanMonitoring` alone.

    Attributes:
        key: The ``aws_kms_key``.
        placed: Where it stands in Terraform.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        watch_list: WatchList,
        location: Location,
        condition: BooleanValue,
        preconditions: Sequence[Mapping[str, str]],
        address: str,
    ) -> None:
        """Create the key.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            watch_list: The repositories, after which the log groups are called.
            location: Where the log groups are.
            condition: A Terraform expression that says whether the key exists, or True.
            preconditions: What Terraform checks before.
            address: The Terraform name of the key.
        """
        super().__init__(scope, id, address=address)
        groups = [
            location.arn("logs", f"log-group:{derived_name(kind, watch_list.name)}")
            for kind in (names.SCAN_LOG_GROUP, names.AUDIT_LOG_GROUP)
        ]
        statements = log_key_statements(groups, region=location.region, partition=location.partition)
        self.key = aws.KmsKey(
            self,
            "key",
            description=f"Scan events and audit trail of {watch_list.name}",
            enable_key_rotation=True,
            deletion_window_in_days=_DELETION_WINDOW_DAYS,
            policy=json_document(key_policy(location.account_root_arn, statements)),
            tags=tag_map(watch_list.tags),
            count=count_of(condition),
            lifecycle=lifecycle_block(prevent_destroy=False, preconditions=preconditions),
            provider=watch_list.provider,
        )
        self.placed = self._pin(self.key, "aws_kms_key", condition=condition)
