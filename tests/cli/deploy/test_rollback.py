"""``cdktf-ecr deploy --rollback``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.deploy.conftest import NEW, OLD, OLDEST, URL, Deploy, changes, document
from tests.standin.account import DENIED, Account
from tests.standin.ecr import Ecr, Told, enhanced
from tests.standin.fleet import Fleet, PlayedHost
from tests.standin.server import Fault

CRITICAL = Told("ACTIVE", [enhanced("CVE-2026-1", "CRITICAL")], enhanced=True)


@pytest.mark.parametrize("named", [("team/api",), (URL,), ("--repository", "team/api")], ids=["name", "uri", "option"])
def test_the_version_before_is_deployed(deploy: Deploy, account: Account, fleet: Fleet, named: tuple[str, ...]) -> None:
    ran = deploy("--rollback", *named)

    assert (ran.code, fleet.value) == (0, OLDEST), ran
    assert fleet.sent(account)["Parameters"] == {"Image": [OLDEST]}
    assert f"version 2 of /ecr/team/api/image, of 2026-11-18 11:06 UTC: {OLDEST}" in ran.stderr


def test_a_version_that_failed_is_none_to_go_back_to(deploy: Deploy, fleet: Fleet) -> None:
    good = fleet.hosts
    fleet.hosts = [PlayedHost("i-0000000a", ("Failed",), code=1)]
    assert deploy(NEW).code == 1
    fleet.hosts = good

    ran = deploy("--rollback", "team/api")

    assert (ran.code, fleet.values[-3:]) == (0, [NEW, OLD, OLDEST]), ran


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (CRITICAL, "failed: 1 finding of severity CRITICAL or worse"),
        (Told("SCAN_ELIGIBILITY_EXPIRED"), "none: "),
        (Told("IN_PROGRESS"), "none: "),
        (Fault("ImageNotFoundException"), "none: "),
        (DENIED, "none: permission denied: ecr:DescribeImageScanFindings"),
    ],
    ids=["findings", "expired", "not done", "gone", "denied"],
)
def test_a_verdict_is_said_and_keeps_nobody_from_going_back(
    deploy: Deploy, images: Ecr, fleet: Fleet, told: Told | Fault, said: str
) -> None:
    images.images[2].told = [told]

    ran = deploy("--rollback", "team/api", "--scan-timeout", "500")

    assert (ran.code, fleet.value) == (0, OLDEST), ran
    assert f"verdict: {said}" in ran.stdout


def test_a_wrong_file_is_a_mistake_all_the_same(deploy: Deploy, account: Account) -> None:
    ran = deploy("--rollback", "team/api", "--ignore-file", "nowhere.yaml")

    assert (ran.code, changes(account)) == (2, []), ran


def test_the_report_is_written(deploy: Deploy, tmp_path: Path) -> None:
    deploy("--rollback", "team/api", "--output", "json=r.json")

    assert '"verdict": "passed"' in (tmp_path / "r.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("values", [["none"], ["none", OLD], ["none", OLD, NEW, OLD], ["none", OLD, "none"]], ids=len)
def test_there_may_be_nothing_to_go_back_to(deploy: Deploy, account: Account, fleet: Fleet, values: list[str]) -> None:
    fleet.values = values

    ran = deploy("--rollback", "team/api")

    assert (ran.code, changes(account)) == (1, []), ran
    assert ran.stderr.splitlines()[-1].startswith("error: there is nothing to go back to: /ecr/team/api/image holds")


def test_a_dry_run_says_which(deploy: Deploy, account: Account) -> None:
    told = document(deploy("--rollback", "team/api", "--dry-run", "--format", "json"))

    assert (told["image"], told["parameter"]["before"], changes(account)) == (OLDEST, OLD, [])
