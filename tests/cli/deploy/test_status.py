"""``cdktf-ecr deploy status``."""

from __future__ import annotations

import time

import pytest

from tests.cli.deploy.conftest import NEW, OLD, OLDEST, Deploy, changes, document
from tests.standin.account import DENIED, Account
from tests.standin.ecr import Ecr, Told, digest_of, enhanced
from tests.standin.fleet import Fleet, PlayedHost

CRITICAL = Told("ACTIVE", [enhanced("CVE-2026-1", "CRITICAL")], enhanced=True)


def test_what_is_to_run_what_ran_and_what_hosts_did(deploy: Deploy, account: Account, fleet: Fleet) -> None:
    fleet.hosts[1] = PlayedHost("i-0000000b", ("Failed",), code=1)
    deploy(NEW, "--max-errors", "1")
    fleet.hosts.append(PlayedHost("i-0000000c", ping="ConnectionLost"))
    account.requests.clear()

    ran = deploy("status", "team/api")
    told = document(deploy("status", "team/api", "--format", "json"))

    assert (ran.code, changes(account)) == (0, [])
    assert (told["image"], told["rollback"], told["verdict"]["verdict"]) == (NEW, OLD, "passed")
    assert [(one["version"], one["value"]) for one in told["versions"]] == [
        (4, NEW),
        (3, OLD),
        (2, OLDEST),
        (1, "none"),
    ]
    assert told["versions"][0]["by"] == "arn:aws:sts::123456789012:assumed-role/deploy/4"
    good, bad, unseen = told["hosts"]
    assert (good["agrees"], bad["agrees"], unseen["agrees"]) == (True, False, None)
    assert (good["last_deployment"]["image"], good["last_deployment"]["exit_code"]) == (NEW, 0)
    assert (bad["last_deployment"]["exit_code"], bad["last_deployment"]["runs"]) == (1, "previous")
    assert (unseen["online"], unseen["last_deployment"]) == (False, None)
    assert "1 of 3 hosts did not come to run the image in their last deployment" in ran.stdout
    assert f"rollback: version 3, {OLD}" in ran.stdout
    assert "none in 30 days: it ran what the parameter held when it booted" in ran.stdout
    assert ran.stdout.splitlines()[-1].startswith("verdict: passed: ")


def test_the_last_of_several_deployments_counts(deploy: Deploy) -> None:
    deploy(NEW)
    deploy("--rollback", "team/api")

    told = document(deploy("status", "--repository", "team/api", "--format", "json"))

    assert [host["last_deployment"]["image"] for host in told["hosts"]] == [OLD, OLD]


def test_the_verdict_is_todays_and_changes_no_exit_code(deploy: Deploy, images: Ecr) -> None:
    images.images[1].told = [CRITICAL]

    ran = deploy("status", "team/api")
    tolerant = deploy("status", "team/api", "--fail-on", "NONE")

    assert (ran.code, ran.stderr) == (0, ran.stderr)
    assert "verdict: failed: 1 finding of severity CRITICAL or worse" in ran.stdout
    assert "CVE-2026-1" not in ran.stderr
    assert "verdict: passed" in tolerant.stdout


def test_a_verdict_that_nobody_tells_is_none(deploy: Deploy, account: Account) -> None:
    account.answers["ecr", "DescribeImages"] = DENIED

    ran = deploy("status", "team/api")

    assert (ran.code, "verdict: none: permission denied: ecr:DescribeImages" in ran.stdout) == (0, True), ran


def test_before_the_first_deployment(deploy: Deploy, account: Account, fleet: Fleet) -> None:
    fleet.values, fleet.hosts = ["none"], []

    ran = deploy("status", "team/api")
    told = document(deploy("status", "team/api", "--format", "json"))

    assert (told["image"], told["verdict"], told["rollback"], told["hosts"]) == (None, None, None, [])
    assert "nothing is deployed: no verdict" in ran.stdout
    assert "rollback: nothing to go back to" in ran.stdout
    assert "Systems Manager knows no host with the tag Deployment=team-api-" in ran.stdout
    assert account.asked("ecr", "DescribeImages") == []


def test_times_are_by_utc_wherever_it_runs(deploy: Deploy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        deploy(NEW)
        ran = deploy("status", "team/api")
        told = document(deploy("status", "team/api", "--format", "json"))
    finally:
        monkeypatch.undo()
        time.tzset()

    assert ran.stdout.count("2026-11-18 11:06") == len("1234") + len("ab")
    times = [told["versions"][0]["at"], told["hosts"][0]["last_seen"], told["hosts"][0]["last_deployment"]["at"]]
    assert times == [f"2026-11-18T11:06:4{second}Z" for second in (4, 0, 0)]


def test_people_see_the_newest_of_a_long_history(deploy: Deploy, fleet: Fleet) -> None:
    fleet.values = [OLDEST, OLD] * 6

    ran = deploy("status", "team/api")

    rows = [
        line.split()[0] for line in ran.stdout.splitlines() if digest_of("old") in line or digest_of("oldest") in line
    ]
    assert [row for row in rows if row.isdecimal()] == [str(number) for number in range(12, 2, -1)]
    assert "2 older versions are in the JSON" in ran.stdout


@pytest.mark.parametrize("operation", ["GetParameterHistory", "DescribeInstanceInformation", "ListCommands"])
def test_what_is_denied_is_named(deploy: Deploy, account: Account, operation: str) -> None:
    account.answers["ssm", operation] = DENIED

    ran = deploy("status", "team/api")

    assert (ran.code, ran.stderr) == (4, f"error: permission denied: ssm:{operation} (not allowed)\n")
