"""What is counted in a stack, and what is said not to be known."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.costs.scans import BASIC, CONTINUOUS, ON_PUSH
from cdktf_ecr.operations.costs.stack_usages import scanning_in_stack, stack_usages
from cdktf_ecr.operations.stack_directory import PLAN, StackResource, StackResources, read_stack

SAVED = Path(__file__).parent.parent / "terraform"
SCANNING = "aws_ecr_registry_scanning_configuration"


def stack(*resources: tuple[str, dict[str, Any]], unknown: frozenset[str] = frozenset()) -> StackResources:
    return StackResources(
        source=PLAN,
        all=tuple(
            StackResource(address=f"{type_}.x[{number}]", type=type_, index=number, values=values, unknown=unknown)
            for number, (type_, values) in enumerate(resources)
        ),
    )


@pytest.mark.parametrize("file", ["plan.json", "state.json"])
def test_a_real_stack(file: str) -> None:
    usages = stack_usages(read_stack(SAVED / file), log_gigabytes=Decimal(1))

    assert [(usage.item, usage.quantity) for usage in usages] == [
        ("kms_key", 1),
        ("logs_ingestion", 1),
        ("logs_storage", 1 * 90 / (Decimal(365) / 12)),
    ]
    assert scanning_in_stack(read_stack(SAVED / file)) == BASIC


def test_a_type_of_which_no_price_is_kept_is_named() -> None:
    usages = stack_usages(
        stack(("aws_sns_topic", {}), ("aws_sns_topic", {}), ("aws_iam_role", {}), ("aws_instance", {})),
        log_gigabytes=None,
    )

    assert [(usage.title, usage.quantity, usage.note) for usage in usages] == [
        ("aws_instance", None, "1: no price is kept of its use"),
        ("aws_sns_topic", None, "2: no price is kept of its use"),
    ]


def test_an_alarm_of_high_resolution_has_another_price() -> None:
    fast = {"metric_query": [{"metric": [{"period": 10}]}]}
    usages = stack_usages(
        stack(("aws_cloudwatch_metric_alarm", {"period": 10}), ("aws_cloudwatch_metric_alarm", fast)),
        log_gigabytes=None,
    )

    assert [(usage.title, usage.quantity, usage.note) for usage in usages] == [
        ("Alarms, high resolution", None, "2 alarms: no price is kept of them")
    ]


@pytest.mark.parametrize(
    ("groups", "given", "unknown", "ingestion", "storage", "said"),
    [
        ([{"retention_in_days": 14}], None, frozenset(), None, None, "is not known: --log-gb"),
        ([{"retention_in_days": 0}, {"retention_in_days": 14}], 2, frozenset(), 2, None, "for ever"),
        ([{}], 2, frozenset(), 2, None, "for ever"),
        ([{}], 2, frozenset({"retention_in_days"}), 2, None, "only after the apply"),
        ([{"retention_in_days": 365}, {"retention_in_days": 14}], 2, frozenset(), 2, 24, "kept for 365 days"),
    ],
)
def test_logs(  # noqa: PLR0917 - a table's columns
    groups: list[dict[str, Any]],
    given: int | None,
    unknown: frozenset[str],
    ingestion: int | None,
    storage: int | None,
    said: str,
) -> None:
    resources = stack(*(("aws_cloudwatch_log_group", group) for group in groups), unknown=unknown)

    found = stack_usages(resources, log_gigabytes=None if given is None else Decimal(given))

    assert [None if usage.quantity is None else round(usage.quantity, 6) for usage in found] == [ingestion, storage]
    assert said in found[-1].note


@pytest.mark.parametrize(
    ("configurations", "expected"),
    [
        ([], None),
        ([{"scan_type": "BASIC", "rule": []}], BASIC),
        ([{"scan_type": "ENHANCED", "rule": [{"scan_frequency": "SCAN_ON_PUSH"}]}], ON_PUSH),
        ([{"scan_type": "ENHANCED", "rule": [{"scan_frequency": "CONTINUOUS_SCAN"}]}], CONTINUOUS),
        (
            [
                {
                    "scan_type": "ENHANCED",
                    "rule": [{"scan_frequency": "CONTINUOUS_SCAN"}, {"scan_frequency": "SCAN_ON_PUSH"}],
                }
            ],
            None,
        ),
        ([{"scan_type": "ENHANCED", "rule": []}], None),
    ],
)
def test_how_a_stack_has_images_scanned(configurations: list[dict[str, Any]], expected: str | None) -> None:
    assert scanning_in_stack(stack(*((SCANNING, values) for values in configurations))) == expected


def test_a_scanning_that_is_known_after_the_apply_only() -> None:
    rules = {"scan_type": "BASIC", "rule": []}

    assert scanning_in_stack(stack((SCANNING, rules), unknown=frozenset({"rule"}))) is None
