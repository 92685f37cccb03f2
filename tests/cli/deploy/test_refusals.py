"""What is not deployed: without a passing verdict, of another repository, to no hosts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.deploy.conftest import NEW, OLD, URL, Deploy, changes
from tests.standin.account import DENIED, Account
from tests.standin.ecr import NOT_FOUND, Ecr, Told, basic, digest_of, enhanced
from tests.standin.fleet import Fleet, PlayedHost
from tests.standin.server import Fault

CRITICAL = Told("ACTIVE", [enhanced("CVE-2026-1", "CRITICAL")], enhanced=True)
HIGH = Told("COMPLETE", [basic("CVE-2026-2", "HIGH")])
WEB = f"{URL.removesuffix('api')}web@{digest_of('new')}"


@pytest.mark.parametrize(
    ("told", "options", "code"),
    [
        (CRITICAL, [], 1),
        (HIGH, ["--fail-on", "HIGH"], 1),
        (HIGH, ["--max", "HIGH=0"], 1),
        (NOT_FOUND, [], 3),
        (NOT_FOUND, ["--fail-on", "NONE"], 3),
        (Told("UNSUPPORTED_IMAGE"), [], 3),
        (Told("FAILED"), [], 3),
        (Told("IMAGE_ARCHIVED"), [], 3),
        (Told("SCAN_ELIGIBILITY_EXPIRED"), [], 3),
        (Told("IN_PROGRESS"), [], 75),
        (DENIED, [], 4),
    ],
    ids=str,
)
def test_nothing_is_deployed_that_has_no_passing_verdict(  # noqa: PLR0917 - fixtures and a row of the table
    deploy: Deploy, account: Account, images: Ecr, fleet: Fleet, told: Told | Fault, options: list[str], code: int
) -> None:
    images.images[0].told = [told]

    ran = deploy(NEW, *options)

    assert (ran.code, changes(account), fleet.value) == (code, [], OLD), ran
    if isinstance(told, Told) or told is NOT_FOUND:
        assert ran.stderr.splitlines()[-1] == "nothing was deployed"


@pytest.mark.parametrize("image", ["team/api:3.0", f"team/api@{digest_of('nowhere')}"])
def test_an_image_that_is_not_there_is_not_deployed(deploy: Deploy, account: Account, image: str) -> None:
    ran = deploy(image)

    assert (ran.code, changes(account)) == (75, []), ran


def test_the_findings_are_shown_and_reports_written(deploy: Deploy, images: Ecr, tmp_path: Path) -> None:
    images.images[0].told = [CRITICAL]

    ran = deploy(NEW, "--output", "json=r.json", "--output", "junit=r.xml")

    assert (ran.code, ran.stdout) == (1, "")
    assert "CVE-2026-1" in ran.stderr
    assert '"verdict": "failed"' in (tmp_path / "r.json").read_text(encoding="utf-8")
    assert (tmp_path / "r.xml").exists()


def test_an_ignore_ledger_counts(deploy: Deploy, images: Ecr, fleet: Fleet, tmp_path: Path) -> None:
    images.images[0].told = [CRITICAL]
    (tmp_path / "ignore.yaml").write_text("- id: CVE-2026-1\n  reason: not reachable\n", encoding="utf-8")

    ran = deploy(NEW, "--ignore-file", "ignore.yaml")

    assert (ran.code, fleet.value) == (0, NEW), ran


def test_the_gates_tables_in_the_configuration_file_hold_here(
    deploy: Deploy, images: Ecr, fleet: Fleet, account: Account, tmp_path: Path
) -> None:
    images.images[0].told = [HIGH]
    file = tmp_path / "cdktf-ecr.toml"
    strict = '[scan]\ntimeout = 7\n[scan.gate]\nfail-on = "HIGH"\noutput = ["json=gate.json"]\n'

    file.write_text(strict, encoding="utf-8")
    refused = deploy(NEW)
    file.write_text(f'{strict}[deploy]\nfail-on = "CRITICAL"\n', encoding="utf-8")
    deployed = deploy(NEW)

    assert (refused.code, deployed.code, fleet.value) == (1, 0, NEW), refused
    # Neither how long a gate waits nor where it writes is about deployments.
    assert fleet.sent(account)["TimeoutSeconds"] == 1800
    assert not (tmp_path / "gate.json").exists()


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ([], "Missing argument 'IMAGE'"),
        (["team/api"], "must be repository:tag or repository@sha256"),
        ([digest_of("new")], "is a digest: say of which --repository"),
        (["sha256:abc", "--repository", "team/api"], "must be sha256: and 64 hexadecimal digits"),
        ([WEB, "--repository", "team/api"], "must be of the repository team/api that --repository names"),
        ([NEW, "--repository", URL.replace("us-east-1", "eu-west-1")], "must be of the repository team/api"),
        ([NEW, "--region", "eu-west-1"], "contradicts"),
        ([NEW, "--max-errors", "many"], "'many' must be a number of hosts, or a percentage"),
        ([NEW, "--max-concurrency", "0"], "'0' must be a number of hosts from 1, or a percentage"),
        ([NEW, "--max-concurrency", "101%"], "'101%' must be a number of hosts from 1, or a percentage"),
        ([NEW, "--timeout", "0"], "'--timeout': 0.0 is not in the range x>=1"),
        ([NEW, "--output", "json"], "stdout is for the deployment: give --output a path"),
        ([NEW, "--ignore-file", "nowhere.yaml"], "nowhere.yaml"),
        (["aws/api:1"], "must not begin with aws"),
        (["--rollback"], "--rollback is for a repository"),
        (["--rollback", NEW], "--rollback is for a repository, and"),
        (["--rollback", "team/api", "--repository", "team/web"], "are two repositories"),
        (["status"], "deploy status is for a repository"),
        (["status", "team/api:1"], "is an image"),
    ],
    ids=lambda value: " ".join(value).replace(URL, "URL") if isinstance(value, list) else "",
)
def test_a_mistake_is_one_line_and_2(deploy: Deploy, account: Account, arguments: list[str], error: str) -> None:
    ran = deploy(*arguments)

    assert (ran.code, ran.stdout, changes(account)) == (2, "", []), ran
    assert error in ran.stderr.splitlines()[-1]


def test_an_image_of_a_repository_that_nothing_deploys(deploy: Deploy, account: Account) -> None:
    ran = deploy(WEB)

    assert (ran.code, changes(account)) == (4, []), ran
    assert "there is no parameter /ecr/team/web/image" in ran.stderr


def _gone(host: PlayedHost) -> None:
    host.ping = "ConnectionLost"


@pytest.mark.parametrize(
    ("change", "options", "error"),
    [
        (lambda fleet: fleet.hosts.clear(), [], "no host to deploy to: Systems Manager knows none with the tag Deploy"),
        (
            lambda fleet: _gone(fleet.hosts[0]),
            [],
            "1 of 2 hosts does not answer Systems Manager: i-0000000a, last seen",
        ),
        (lambda fleet: [*map(_gone, fleet.hosts)], ["--online-only"], "no host answers Systems Manager: i-0000000a"),
    ],
    ids=["none", "one is offline", "all are offline"],
)
def test_hosts_that_are_not_there_are_an_error_before_anything_changes(  # noqa: PLR0917 - fixtures and a row of the table
    deploy: Deploy, account: Account, fleet: Fleet, change: Callable[[Fleet], object], options: list[str], error: str
) -> None:
    change(fleet)

    ran = deploy(NEW, *options)

    assert (ran.code, changes(account)) == (1, []), ran
    assert ran.stderr.splitlines()[-1].startswith(f"error: {error}")


def test_what_to_check_is_said_where_there_is_no_host(deploy: Deploy, fleet: Fleet) -> None:
    fleet.hosts.clear()

    said = deploy(NEW).stderr

    for word in ("Deployment=team-api-", "amazon-ssm-agent", "AmazonSSMManagedInstanceCore"):
        assert word in said


def test_hosts_that_do_not_answer_may_be_left_out(deploy: Deploy, account: Account, fleet: Fleet) -> None:
    _gone(fleet.hosts[0])

    ran = deploy(NEW, "--online-only")

    assert (ran.code, fleet.value) == (0, NEW), ran
    assert fleet.sent(account)["Targets"] == [{"Key": "InstanceIds", "Values": ["i-0000000b"]}]
    assert "left out: it does not answer; it runs what the parameter holds when it boots" in ran.stdout


def test_more_hosts_than_can_be_named_one_by_one(deploy: Deploy, account: Account, fleet: Fleet) -> None:
    fleet.hosts = [
        PlayedHost(f"i-{number:08x}", ping="ConnectionLost" if number == 0 else "Online") for number in range(52)
    ]

    ran = deploy(NEW, "--online-only")

    assert (ran.code, changes(account)) == (1, []), ran
    assert "of which Systems Manager takes 50: 51 answer" in ran.stderr


def test_hosts_that_lose_their_tag_meanwhile(deploy: Deploy, fleet: Fleet) -> None:
    fleet.targeted = False

    ran = deploy(NEW)

    assert (ran.code, fleet.value) == (1, OLD), ran
    assert ran.stdout.count("not sent: Systems Manager has no invocation for the host") == 2
