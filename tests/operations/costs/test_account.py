"""What AWS says of scanning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from cdktf_ecr.model.costs.scans import BASIC, CONTINUOUS, OFF, ON_PUSH
from cdktf_ecr.operations.aws import AwsSession
from cdktf_ecr.operations.costs.account import InspectorUsage, inspector_usage, scanning_in_force
from cdktf_ecr.operations.errors import AwsError
from cdktf_ecr.operations.references import RepositoryReference
from tests.standin.account import DENIED, Account
from tests.standin.ecr import REGISTRY

TEAM = RepositoryReference(repository="team/api")


def scanned(account: Account, scan_type: str, repository: Mapping[str, Any]) -> None:
    account.answers["ecr", "GetRegistryScanningConfiguration"] = {"scanningConfiguration": {"scanType": scan_type}}
    account.answers["ecr", "BatchGetRepositoryScanningConfiguration"] = repository


def of(frequency: str) -> dict[str, Any]:
    return {"scanningConfigurations": [{"repositoryName": "team/api", "scanFrequency": frequency}], "failures": []}


@pytest.mark.parametrize(
    ("scan_type", "repository", "expected"),
    [
        ("BASIC", {}, BASIC),
        ("ENHANCED", of("SCAN_ON_PUSH"), ON_PUSH),
        ("ENHANCED", of("CONTINUOUS_SCAN"), CONTINUOUS),
        ("ENHANCED", of("MANUAL"), OFF),
    ],
)
def test_how_a_repository_is_scanned(
    account: Account, session: AwsSession, scan_type: str, repository: dict[str, Any], expected: str
) -> None:
    scanned(account, scan_type, repository)

    assert scanning_in_force(session.client("ecr"), TEAM) == expected


@pytest.mark.parametrize(
    ("repository", "error"),
    [
        (of("HOURLY"), "a scan frequency that cdktf-ecr does not know: HOURLY"),
        (
            {"scanningConfigurations": [], "failures": [{"failureReason": "gone"}]},
            "how the repository is scanned: gone",
        ),
        (DENIED, "permission denied: ecr:BatchGetRepositoryScanningConfiguration"),
    ],
)
def test_how_a_repository_is_scanned_is_not_guessed(
    account: Account, session: AwsSession, repository: Any, error: str
) -> None:
    scanned(account, "ENHANCED", repository)

    with pytest.raises(AwsError, match=error):
        scanning_in_force(session.client("ecr"), TEAM)


@pytest.mark.parametrize(("own", "known"), [(REGISTRY, True), ("210987654321", False)])
def test_another_accounts_registry_cannot_be_asked(
    account: Account,
    session: AwsSession,
    own: str,
    known: bool,  # noqa: FBT001 - a table's column
) -> None:
    scanned(account, "BASIC", {})
    account.answers["ecr", "DescribeRegistry"] = {"registryId": own}
    reference = RepositoryReference(repository="team/api", registry_id=REGISTRY)

    if known:
        assert scanning_in_force(session.client("ecr"), reference) == BASIC
    else:
        with pytest.raises(AwsError, match="of another account"):
            scanning_in_force(session.client("ecr"), reference)


def usage(kind: str, **more: float) -> dict[str, Any]:
    return {"type": kind, "currency": "USD", **more}


def test_what_inspector_counted_in_all_accounts_and_pages(account: Account, session: AwsSession) -> None:
    first = [
        usage("ECR_INITIAL_SCAN", total=10.0, estimatedMonthlyCost=0.9),
        usage("ECR_RESCAN", total=200.0, estimatedMonthlyCost=2.0),
        usage("EC2_INSTANCE_HOURS", total=720.0, estimatedMonthlyCost=99.0),
    ]
    pages: dict[str | None, Mapping[str, Any]] = {
        None: {"totals": [{"accountId": "1", "usage": first}], "nextToken": "x"},
        "x": {"totals": [{"accountId": "2", "usage": [usage("ECR_INITIAL_SCAN", total=5.0)]}]},
    }
    account.answers["inspector2", "ListUsageTotals"] = lambda asked: pages[asked.get("nextToken")]

    assert inspector_usage(session) == InspectorUsage(accounts=2, first=15.0, repeated=200.0, usd=2.9)


def test_what_inspector_does_not_say_is_not_zero(account: Account, session: AwsSession) -> None:
    account.answers["inspector2", "ListUsageTotals"] = {"totals": [{"accountId": "1", "usage": []}]}

    assert inspector_usage(session) == InspectorUsage(accounts=1, first=None, repeated=None, usd=None)


def test_inspector_denies(account: Account, session: AwsSession) -> None:
    account.answers["inspector2", "ListUsageTotals"] = DENIED

    with pytest.raises(AwsError, match="permission denied: inspector2:ListUsageTotals"):
        inspector_usage(session)
