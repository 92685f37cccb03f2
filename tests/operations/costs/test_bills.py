"""Three bills, calculated by hand from the pages that the price table names.

A GB has 2**30 bytes. Prices of us-east-1: storage 0.10 a GB-month; archive 0.10 up to 153,600 GB, 0.07 above; first
scan 0.09, repeated scan 0.01; metric 0.30 up to 10,000, 0.10 above; alarm 0.10; dashboard 3.00; log ingestion 0.50 and
storage 0.03 a GB; key 1.00.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from cdktf_ecr.model.costs.estimate import Usage
from cdktf_ecr.model.costs.price_table import PRICES
from cdktf_ecr.model.costs.prices import CLOUDWATCH_METRIC, KMS_KEY
from cdktf_ecr.model.costs.scans import BASIC, CONTINUOUS, scan_usages
from cdktf_ecr.model.lifecycle import LifecyclePolicy, LifecycleRule
from cdktf_ecr.operations.costs.estimating import Costs, estimate_costs, pushes_lately
from cdktf_ecr.operations.costs.stack_usages import stack_usages
from cdktf_ecr.operations.lifecycle.inventory import Inventory, RepositoryImage, inventory_of
from cdktf_ecr.operations.stack_directory import PLAN, StackResource, StackResources

NOW = datetime(2026, 11, 25, tzinfo=timezone.utc)
GB = 2**30


def image(name: str, gigabytes: float | None, days: float, *tags: str, **more: Any) -> RepositoryImage:
    size = None if gigabytes is None else int(gigabytes * GB)
    settings = {"digest": name, "tags": tags, "pushed_at": NOW - timedelta(days=days), "size": size, **more}
    return RepositoryImage(**{"is_index": False, **settings})


def repository(*images: RepositoryImage) -> Inventory:
    return inventory_of(images, repository="team/api", registry_id=None, region=None)


def costs(images: Inventory, others: list[Usage], **settings: Any) -> Costs:
    return estimate_costs(images, others, PRICES, "us-east-1", moment=NOW, **settings)


def amounts(found: Costs) -> dict[str, str]:
    return {line.title: f"{line.usd:.4f}" for line in found.before.lines if line.usd is not None}


def test_a_small_repository_with_basic_scanning() -> None:
    """By hand: an index counts for nothing beside its two images.

    0.5 + 1.5 + 2 = 4 GB at 0.10                0.40
    archive                                     0.00
    basic scans                                 0.00
                                                ----
                                                0.40
    """
    images = repository(
        image("index", 1.5, 1, "v1", is_index=True), image("a", 0.5, 1), image("b", 1.5, 1), image("c", 2, 40, "v0")
    )
    scans = scan_usages(BASIC, pushes=2, pushes_note="", rescans=None)

    bill = costs(images, [*scans])

    assert amounts(bill) == {
        "Images, standard storage": "0.4000",
        "Images, archive storage": "0.0000",
        "Enhanced scans, first": "0.0000",
        "Enhanced scans, repeated": "0.0000",
    }
    assert (bill.before.usd, bill.before.complete, bill.after) == (Decimal("0.40"), True, None)
    assert "not deducted" in bill.notes[0]


def monitored() -> StackResources:
    """A stack such as the guide's, with two repositories, and nothing of which no price is kept."""
    names = [("Critical", True), ("Critical", True), ("High", True), ("Scans", False)]
    filters = [
        {"metric_transformation": [{"namespace": "n", "name": name, "dimensions": {"R": "$.r"} if by else None}]}
        for name, by in names
    ]
    watched = {"metric_query": [{"metric": [{"period": 300}]}, {"metric": [{"period": 300}]}, {"expression": "a+b"}]}
    resources: list[tuple[str, dict[str, Any]]] = [
        ("aws_ecr_repository", {"name": "team/api"}),
        ("aws_ecr_repository", {"name": "team/web"}),
        *(("aws_cloudwatch_log_metric_filter", values) for values in filters),
        ("aws_cloudwatch_metric_alarm", {"period": 300, "metric_query": []}),
        ("aws_cloudwatch_metric_alarm", watched),
        ("aws_cloudwatch_dashboard", {}),
        ("aws_cloudwatch_log_group", {"retention_in_days": 14}),
        ("aws_cloudwatch_log_group", {"retention_in_days": 73}),
        ("aws_kms_key", {"enable_key_rotation": True}),
        ("aws_cloudwatch_event_rule", {}),
        ("aws_iam_role", {}),
    ]
    return StackResources(
        source=PLAN,
        all=tuple(
            StackResource(address=f"{type_}.x[{number}]", type=type_, index=number, values=values, unknown=frozenset())
            for number, (type_, values) in enumerate(resources)
        ),
    )


def test_a_stack_with_monitoring_and_continuous_scanning() -> None:
    """By hand; Critical and High are a metric of each repository, however many filters write them.

    10 images of 0.8 GB: 8 GB at 0.10                            0.80
    30 first scans at 0.09                                       2.70
    400 repeated scans at 0.01                                   4.00
    2 x 2 + 1 = 5 metrics at 0.30                                1.50
    1 + 2 = 3 alarm metrics at 0.10                              0.30
    1 dashboard                                                  3.00
    1 key                                                        1.00
    2 GB of logs at 0.50                                         1.00
    2 GB, kept 73 days of 365 / 12: 4.8 GB at 0.03               0.144
                                                                ------
                                                                14.444

    With what an account has for nothing: neither metrics nor alarms, dashboard or 2 GB of logs cost: 8.644.
    """
    images = repository(*(image(f"{number}", 0.8, 1, f"v{number}") for number in range(10)))
    scans = scan_usages(CONTINUOUS, pushes=30, pushes_note="", rescans=400)
    others = [*scans, *stack_usages(monitored(), log_gigabytes=Decimal(2))]

    bill = costs(images, others)

    assert amounts(bill) == {
        "Images, standard storage": "0.8000",
        "Images, archive storage": "0.0000",
        "Enhanced scans, first": "2.7000",
        "Enhanced scans, repeated": "4.0000",
        "Custom metrics": "1.5000",
        "Alarms, standard resolution": "0.3000",
        "Dashboards": "3.0000",
        "KMS keys": "1.0000",
        "Logs, ingestion": "1.0000",
        "Logs, storage": "0.1440",
    }
    assert bill.before.complete
    assert round(bill.before.usd or 0, 4) == Decimal("14.4440")
    free = costs(images, others, free_allowances=True)
    assert round(free.before.usd or 0, 4) == Decimal("8.6440")


def test_a_large_repository_before_and_after_a_policy() -> None:
    """By hand.

    Before:  400 GB + 50,000 GB + 100 GB = 50,500 GB at 0.10                5,050.00
             archive: 153,600 GB at 0.10 + 400 GB at 0.07                  15,388.00
             12,000 metrics: 10,000 at 0.30 + 2,000 at 0.10                 3,200.00
             2 keys                                                             2.00
                                                                           ---------
                                                                           23,640.00

    After:   "gone" expires, "cold" goes to the archive: 400 GB at 0.10        40.00
             archive: 204,000 GB: 153,600 at 0.10 + 50,400 at 0.07         18,888.00
             metrics and keys as before                                     3,202.00
                                                                           ---------
                                                                           22,130.00

    50,000 GB in the archive for 90 days of 365 / 12, at 0.10: 5,000 x 2.958904... = 14,794.52.
    """
    images = repository(
        image("kept", 400, 1, "v2"),
        image("gone", 100, 5),
        image("cold", 50_000, 200, "v1"),
        image("frozen", 154_000, 400, "v0", archived=True, archived_at=NOW - timedelta(days=10)),
    )
    policy = LifecyclePolicy(
        [
            LifecycleRule(priority=1, tag_status="untagged", days_since_push=3),
            LifecycleRule(priority=2, tag_status="any", days_since_push=100, action="archive"),
        ]
    )
    others = [
        Usage(item=CLOUDWATCH_METRIC, quantity=Decimal(12_000)),
        Usage(item=KMS_KEY, quantity=Decimal(2)),
    ]

    bill = costs(images, others, policy=policy)

    assert bill.after is not None
    assert [f"{line.usd:,.2f}" for line in bill.before.lines] == ["5,050.00", "15,388.00", "3,200.00", "2.00"]
    assert [f"{line.usd:,.2f}" for line in bill.after.lines] == ["40.00", "18,888.00", "3,200.00", "2.00"]
    assert (bill.before.usd, bill.after.usd) == (Decimal("23640.00"), Decimal("22130.00"))
    _, committed, archived, nothing_saved = bill.notes
    assert committed.startswith("154,000.00 GB were archived less than 90 days ago: they are charged for until then,")
    assert committed.endswith("the last until 2027-02-13, deleted or not.")
    assert archived.startswith(
        "50,000.00 GB go to the archive and are charged for at least 90 days there, 14,794.52 USD,"
    )
    assert nothing_saved == "At these prices the archive saves nothing at this size."


def test_only_what_was_archived_lately_is_committed_to() -> None:
    images = [
        image("lately", 2, 200, archived=True, archived_at=NOW - timedelta(days=89)),
        image("long ago", 5, 200, archived=True, archived_at=NOW - timedelta(days=90)),
        image("nobody says when", 7, 200, archived=True),
    ]

    (said,) = costs(repository(*images), []).notes[1:]
    assert said.startswith("2.00 GB were archived less than 90 days ago: they are charged for until then,")
    assert said.endswith("the last until 2026-11-26, deleted or not.")


def test_what_a_policy_does_is_unknown_where_an_index_was_not_read() -> None:
    images = repository(image("index", 1, 9, "v1", is_index=True), image("a", 1, 9))
    policy = LifecyclePolicy([LifecycleRule(priority=1, tag_status="untagged", days_since_push=3)])

    bill = costs(images, [], policy=policy)

    assert bill.after is not None
    assert [line.quantity for line in bill.after.lines] == [None, None]
    assert (bill.after.usd, bill.before.usd) == (None, Decimal("0.10"))
    assert "was not read" in bill.notes[-1]


def test_pushes_are_those_of_the_last_30_days() -> None:
    now = datetime.now(timezone.utc)
    pushed = [now - timedelta(days=1), now - timedelta(days=29), now - timedelta(days=31)]
    images = [image(str(number), 1, 0, pushed_at=time) for number, time in enumerate(pushed)]

    assert pushes_lately(repository(*images, image("index", 1, 0, pushed_at=now, is_index=True)))[0] == 2


@pytest.mark.parametrize("region", ["eu-west-1", "ap-northeast-1"])
def test_a_region_with_other_prices_or_none(region: str) -> None:
    images = repository(image("a", 10, 1, "v1"))

    bill = estimate_costs(images, [], PRICES, region, moment=NOW)

    if region == "eu-west-1":
        assert (bill.before.usd, bill.before.complete) == (None, False)
        assert bill.notes[0].startswith("There are no prices of eu-west-1 here, only of ap-northeast-1, us-east-1")
    else:
        assert (bill.before.usd, bill.before.complete) == (Decimal("1.00"), True)
