"""When Amazon Inspector stops watching an image."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from cdktf_ecr.operations.doctor.check import Check, Outcome
from tests.operations.doctor import healthy
from tests.operations.doctor.conftest import Examine
from tests.standin.account import Account

PUSHED = datetime(2026, 11, 1, tzinfo=timezone.utc)
DAY = timedelta(days=1)
IN_USE = {"pullDateRescanDuration": "DAYS_14", "pullDateRescanMode": "LAST_IN_USE_AT"}
PULLED = {"pullDateRescanDuration": "DAYS_14", "pullDateRescanMode": "LAST_PULL_DATE"}


@pytest.fixture
def watch(account: Account, examine: Examine) -> Any:
    """Look at an image so many days after its push."""

    def look(
        day: int,
        state: dict[str, str],
        *,
        pulled_on: int | None = None,
        pull_seen_on: int | None = None,
        used_on: int | None = None,
        reason: str = "SUCCESSFUL",
        **more: Any,
    ) -> Check:
        detail = {"repositoryName": "team/api", "imageDigest": "sha256:1", "imageTags": ["1"], "imagePushedAt": PUSHED}
        if pulled_on is not None:
            detail["lastRecordedPullTime"] = PUSHED + pulled_on * DAY
        use: dict[str, Any] = {} if used_on is None else {"lastInUseAt": PUSHED + used_on * DAY, "inUseCount": 1}
        if pull_seen_on is not None:
            use["imagePulledAt"] = PUSHED + pull_seen_on * DAY
        account.answers["ecr", "DescribeImages"] = {"imageDetails": [{**detail, **more}]}
        account.answers["inspector2", "ListCoverage"] = {
            "coveredResources": [healthy.covered("sha256:1", "ACTIVE", reason, **use)]
        }
        account.answers["inspector2", "GetConfiguration"] = healthy.rescans(**state)
        (check,) = examine("inspector-watch", now=PUSHED + day * DAY)
        return check

    return look


def test_watched_for_ever(watch: Any) -> None:
    check = watch(400, {"rescanDuration": "LIFETIME", **IN_USE})

    assert (check.outcome, check.fix) == (Outcome.PASS, None)
    assert check.found == "team/api 1 sha256:1: watched since 2026-11-01, for ever; images are watched for ever"


def test_docker_on_a_host_is_no_cluster(watch: Any) -> None:
    check = watch(1, {"rescanDuration": "DAYS_14", **IN_USE}, pulled_on=1)

    assert check.outcome is Outcome.WARN
    assert "until 2026-11-15 if nothing happens to it" in check.found
    assert check.meaning.startswith("No task of ECS and no pod of EKS runs it. Docker on EC2 is no cluster")
    assert check.fix == (
        "aws inspector2 update-configuration --ecr-configuration rescanDuration=LIFETIME,"
        "pullDateRescanDuration=DAYS_180,pullDateRescanMode=LAST_PULL_DATE --region us-east-1"
    )


@pytest.mark.parametrize(
    ("state", "happened", "until"),
    [
        ({"rescanDuration": "DAYS_30", **PULLED}, {}, "2026-12-01"),
        ({"rescanDuration": "DAYS_30", **PULLED}, {"pulled_on": 20}, "2026-12-05"),
        ({"rescanDuration": "DAYS_30", **PULLED}, {"pulled_on": 3}, "2026-12-01"),
        # ECR and Amazon Inspector each know of a pull: the later counts.
        ({"rescanDuration": "DAYS_30", **PULLED}, {"pulled_on": 3, "pull_seen_on": 20}, "2026-12-05"),
        ({"rescanDuration": "DAYS_30", **PULLED}, {"pulled_on": 20, "pull_seen_on": 3}, "2026-12-05"),
        ({"rescanDuration": "DAYS_30", **IN_USE}, {"used_on": 20}, "2026-12-05"),
    ],
)
def test_watched_until(watch: Any, state: dict[str, str], happened: dict[str, int], until: str) -> None:
    check = watch(20, state, **happened)

    assert (check.outcome, check.fix) == (Outcome.PASS, None)
    assert f"watched since 2026-11-01, until {until} if nothing happens to it" in check.found


def test_watched_for_a_few_days_more(watch: Any) -> None:
    state = {"rescanDuration": "DAYS_14", **PULLED}

    assert watch(6, state).outcome is Outcome.PASS
    assert watch(7, state).outcome is Outcome.WARN


def test_no_longer_watched(watch: Any) -> None:
    check = watch(14, {"rescanDuration": "DAYS_14", **PULLED})

    assert check.outcome is Outcome.FAIL
    assert "no longer watched" in check.found
    assert "which ended 2026-11-15" in check.found


def test_what_inspector_says_outweighs_what_is_calculated(watch: Any) -> None:
    check = watch(1, {"rescanDuration": "LIFETIME"}, reason="SCAN_ELIGIBILITY_EXPIRED")

    assert (check.outcome, "no longer watched" in check.found) == (Outcome.FAIL, True)


def test_an_index_goes_by_its_own_dates_and_says_so(watch: Any) -> None:
    media_type = "application/vnd.oci.image.index.v1+json"

    check = watch(1, {"rescanDuration": "DAYS_30", **PULLED}, imageManifestMediaType=media_type)

    assert "until 2026-12-01 if nothing happens to it (by the dates of the index)" in check.found


def test_what_is_scanned_once_is_not_watched(account: Account, examine: Examine) -> None:
    account.answers["ecr", "BatchGetRepositoryScanningConfiguration"] = healthy.repository_scanning("SCAN_ON_PUSH")

    (check,) = examine("inspector-watch")

    assert check.outcome is Outcome.SKIP
    assert check.found == "team/api is not scanned continuously: nothing is watched after a scan"


def test_no_image_to_watch(account: Account, examine: Examine) -> None:
    account.answers["ecr", "DescribeImages"] = {"imageDetails": []}
    account.answers["inspector2", "GetConfiguration"] = healthy.rescans(rescanDuration="DAYS_14", **IN_USE)

    (check,) = examine("inspector-watch")

    assert (check.outcome, check.found) == (
        Outcome.SKIP,
        "no image to watch; images are watched for 14 days after the push and 14 days after the last use on ECS or EKS",
    )
