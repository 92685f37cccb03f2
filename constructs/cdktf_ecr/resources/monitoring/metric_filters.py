"""Vulnerability counts as CloudWatch metrics, read out of the log of scan events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.monitoring.metrics import metric_filters
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import BooleanValue
    from cdktf_ecr.resources.framework.types import TerraformProvider


class ScanMetricFilters(Component):
    """One metric filter for every way a count gets into a metric; part of a `ScanMonitoring`.

    Attributes:
        filters: The ``aws_cloudwatch_log_metric_filter`` resources by key.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        namespace: str,
        not_scanned: str,
        log_group_name: str,
        condition: BooleanValue,
        address: str,
        provider: TerraformProvider | None,
    ) -> None:
        """Create the filters.

        Args:
            scope: The construct to create them in.
            id: Its name in that construct.
            namespace: The metrics' namespace.
            not_scanned: The name of the metric of images that cannot be scanned.
            log_group_name: The log group of the scan events, which exists on the same condition.
            condition: A Terraform expression that says whether the filters exist, or True.
            address: What the Terraform names of the filters start with.
            provider: The AWS provider; None for the stack's.
        """
        super().__init__(scope, id, address=address)
        self.filters: dict[str, aws.CloudwatchLogMetricFilter] = {}
        for each in metric_filters(not_scanned=not_scanned):
            created = aws.CloudwatchLogMetricFilter(
                self,
                each.key,
                name=each.key,
                log_group_name=log_group_name,
                pattern=each.pattern,
                metric_transformation={
                    "name": each.metric_name,
                    "namespace": namespace,
                    "value": each.value,
                    "dimensions": each.dimensions or None,
                    "unit": each.unit,
                },
                count=count_of(condition),
                provider=provider,
            )
            name = f"{self.address}_{each.key}"
            self._pin(created, "aws_cloudwatch_log_metric_filter", name=name, condition=condition)
            self.filters[each.key] = created
