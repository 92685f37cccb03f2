"""CloudWatch Logs' filters against our expectations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.operations.doctor.asking import Asking
from cdktf_ecr.operations.doctor.check import Check, Outcome
from cdktf_ecr.operations.proving.metric_filters import prove_filters
from cdktf_ecr.operations.proving.subject import LogFilter
from tests.operations.proving.conftest import TEAM_API, filters, name
from tests.standin.account import DENIED, Account
from tests.standin.validators import Given, filter_messages

GROUP = "/aws/events/ecr/team/api"
NOT_SCANNED = name(names.NOT_SCANNED_METRIC)
OURS = [
    LogFilter(
        name=one["filterName"],
        pattern=one["filterPattern"],
        log_group=GROUP,
        metric=of["metricName"],
        value=of["metricValue"],
    )
    for one in filters()
    for of in one["metricTransformations"]
]
METRICS = 11


def proved(asking: Asking, filters: list[LogFilter]) -> dict[str, list[Check]]:
    """Return the checks by metric."""
    found: dict[str, list[Check]] = {}
    for check in prove_filters(asking.client("logs"), filters, TEAM_API):
        metric = check.found.removeprefix("metric ").partition(f" of {GROUP}")[0]
        found.setdefault(metric, []).append(check)
    return found


def test_aws_agrees_on_what_we_write(asking: Asking, account: Account) -> None:
    checks = proved(asking, OURS)

    assert len(checks) == METRICS
    assert {check.outcome for each in checks.values() for check in each} == {Outcome.PASS}
    assert (
        checks["Critical"][0].found
        == f"metric Critical of {GROUP}: CloudWatch Logs agrees on 21 messages, with 2 filters"
    )
    assert checks[NOT_SCANNED][0].found.endswith("agrees on 21 messages, with 1 filter")
    assert len(account.asked("logs", "TestMetricFilter")) == len(OURS)


def changed(key: str, **values: str) -> list[LogFilter]:
    return [replace(one, **values) if one.name == key else one for one in OURS]


COMPLETED = '($.detail.scan-status = "COMPLETE") || ($.detail.scan-status = "INITIAL_SCAN_COMPLETE")'
LOW = "$.detail.finding-severity-counts.LOW"


@pytest.mark.parametrize(
    ("filters", "metric", "difference"),
    [
        pytest.param(
            [one for one in OURS if one.name != "critical"],
            "Critical",
            "on AWS's sample of a basic scan: by AWS's answers the filters write nothing, we expected 10",
            id="a filter is missing",
        ),
        pytest.param(
            changed("low_none", pattern=f"{{ ({COMPLETED}) && ({LOW} NOT EXISTS) }}"),
            "Low",
            "on AWS's sample of an enhanced scan: by AWS's answers the filters write 0, we expected nothing",
            id="unknown is written as zero",
        ),
        pytest.param(
            changed("scans_failed", value="2"),
            "ScansFailed",
            "on a basic scan that failed: by AWS's answers the filters write 2, we expected 1",
            id="another value",
        ),
        pytest.param(
            changed(
                "total", value="$.detail.finding-severity-counts.HIGH", pattern=f"{{ ({COMPLETED}) && ({LOW} >= 0) }}"
            ),
            "Total",
            "on a basic scan that found every severity: AWS matches total and tells no value",
            id="a value that the pattern does not mention",
        ),
        pytest.param(
            [one for one in OURS if one.name != "not_scanned"],
            "NotScanned-",
            "on an image that cannot be scanned: by AWS's answers the filters write nothing, we expected 1",
            id="nobody counts what cannot be scanned",
        ),
        pytest.param(
            changed("not_scanned", pattern='{ $.detail.scanStatus.statusCodeValue = "INACTIVE" }'),
            NOT_SCANNED,
            "on an image that is not scanned, IMAGE_ARCHIVED, as it should be: by AWS's answers the filters write 1, "
            "we expected nothing",
            id="what is archived counts as not scanned",
        ),
        pytest.param(
            changed("not_scanned", pattern='{ $.detail-type = "Inspector2 Coverage" }'),
            NOT_SCANNED,
            "on an image that is scanned again: by AWS's answers the filters write 1, we expected nothing",
            id="what is scanned counts as not scanned",
        ),
    ],
)
def test_a_disagreement_says_on_which_message(
    asking: Asking, filters: list[LogFilter], metric: str, difference: str
) -> None:
    checks = proved(asking, filters)

    assert f"metric {metric} of {GROUP}, {difference}" in [check.found for check in checks[metric]]
    assert Outcome.PASS not in {check.outcome for check in checks[metric]}
    others = {check.outcome for name, each in checks.items() if name != metric for check in each}
    assert others == {Outcome.PASS}


@pytest.mark.parametrize("first", [0, 1])
def test_messages_are_told_apart_by_what_they_say(asking: Asking, account: Account, first: int) -> None:
    def counted(given: Given) -> Given:
        matches = filter_messages(given)["matches"]
        return {"matches": [{**match, "eventNumber": first + number} for number, match in enumerate(matches)]}

    account.answers["logs", "TestMetricFilter"] = counted

    assert {check.outcome for each in proved(asking, OURS).values() for check in each} == {Outcome.PASS}


def test_denied_is_no_agreement(asking: Asking, account: Account) -> None:
    account.answers["logs", "TestMetricFilter"] = DENIED

    checks = [check for each in proved(asking, OURS).values() for check in each]

    assert {(check.outcome, check.action) for check in checks} == {(Outcome.SKIP, "logs:TestMetricFilter")}
