"""``cdktf-ecr deploy``: from the verdict to the last host."""

from __future__ import annotations

import pytest

from tests.cli.deploy.conftest import NEW, OLD, OLDEST, URL, Deploy, changes, document
from tests.standin.account import Account
from tests.standin.ecr import digest_of
from tests.standin.fleet import DESCRIPTION, PATTERN, Fleet, PlayedHost
from tests.standin.server import Fault

DIGEST = digest_of("new")
FAILED = ("Pending", "In Progress", "Failed")


def test_an_image_gets_to_every_host(deploy: Deploy, account: Account, fleet: Fleet) -> None:
    fleet.hosts[0].output, fleet.hosts[1].errors = "pulls\nruns\n", "slowly\n"

    ran = deploy(NEW)

    assert (ran.code, changes(account)) == (0, ["PutParameter", "SendCommand"]), ran
    sent = fleet.sent(account)
    assert sent["DocumentName"].startswith("team-api-")
    assert sent["DocumentName"].endswith("-ecr-deploy")
    assert sent["Parameters"] == {"Image": [NEW]}
    assert sent["Targets"] == [{"Key": "tag:Deployment", "Values": [sent["DocumentName"].removesuffix("-ecr-deploy")]}]
    assert (sent["MaxConcurrency"], sent["MaxErrors"], sent["TimeoutSeconds"]) == ("1", "0", 1800)
    assert fleet.values == ["none", OLDEST, OLD, NEW]
    for line in ("i-0000000a (web i-0000000a): runs the image", "  | pulls", "  | runs", "  | slowly"):
        assert line in ran.stderr.splitlines()
    assert "passed: " in ran.stderr
    assert ran.stdout.splitlines()[-2:] == [
        f"the parameter /ecr/team/api/image holds {NEW}",
        "the image runs on 2 of 2 hosts",
    ]


def test_the_parameter_keeps_what_is_terraforms(deploy: Deploy, account: Account) -> None:
    deploy(NEW)

    (put,) = account.asked("ssm", "PutParameter")
    assert (put["Description"], put["AllowedPattern"], put["Type"], put["Tier"], put["DataType"]) == (
        *(DESCRIPTION, PATTERN, "String", "Standard"),
        "text",
    )


@pytest.mark.parametrize(
    "named",
    [("team/api:2.0",), (f"{URL}:2.0",), (DIGEST, "--repository", "team/api"), (DIGEST, "--repository", URL)],
    ids=["tag", "uri", "digest", "digest of a uri"],
)
def test_hosts_get_the_digest_however_the_image_is_named(
    deploy: Deploy, account: Account, fleet: Fleet, named: tuple[str, ...]
) -> None:
    ran = deploy(*named)

    assert (ran.code, fleet.value) == (0, NEW), ran
    assert fleet.sent(account)["Parameters"] == {"Image": [NEW]}
    # A tag means what it meant when it was judged.
    assert len(account.asked("ecr", "DescribeImages")) == 1
    assert (f"{named[0]} is {DIGEST}" in ran.stderr.splitlines()) is named[0].endswith(":2.0")


def test_hosts_pull_from_the_repositorys_own_url(deploy: Deploy, fleet: Fleet) -> None:
    ran = deploy(f"{URL.replace('.dkr.ecr.', '.dkr.ecr-fips.')}@{DIGEST}")

    assert (ran.code, fleet.value) == (0, NEW), ran


def test_what_runs_already_is_sent_again_and_the_parameter_not_written(
    deploy: Deploy, account: Account, fleet: Fleet
) -> None:
    ran = deploy(OLD)

    assert (ran.code, changes(account), fleet.value) == (0, ["SendCommand"], OLD), ran


def test_a_host_that_rolled_back_is_told_and_the_parameter_set_back(
    deploy: Deploy, account: Account, fleet: Fleet
) -> None:
    fleet.hosts = [
        PlayedHost("i-0000000a"),
        PlayedHost("i-0000000b", FAILED, code=1, output="never healthy"),
        PlayedHost("i-0000000c", ("Pending", "Pending", "Terminated")),
    ]

    ran = deploy(NEW)

    assert (ran.code, changes(account)) == (1, ["PutParameter", "SendCommand", "PutParameter"]), ran
    assert fleet.values[-2:] == [NEW, OLD]
    assert f"the parameter /ecr/team/api/image is set back to {OLD}" in ran.stderr
    rows = {line.split()[0]: line for line in ran.stdout.splitlines() if line.startswith("i-")}
    assert "rolled back: the image never got healthy, and the version before it runs on" in rows["i-0000000b"]
    assert "not sent: too many other hosts had failed" in rows["i-0000000c"]
    assert f"to make them equal: cdktf-ecr deploy {OLD}" in ran.stdout
    assert ran.stdout.endswith("the image runs on 1 of 3 hosts\n")


def test_hosts_may_fail_as_far_as_that_is_allowed(deploy: Deploy, account: Account, fleet: Fleet) -> None:
    fleet.hosts = [PlayedHost("i-0000000a"), PlayedHost("i-0000000b", FAILED, code=5)]

    ran = deploy(NEW, "--max-errors", "50%", "--max-concurrency", "100%")

    assert (ran.code, fleet.value) == (1, NEW), ran
    assert (fleet.sent(account)["MaxErrors"], fleet.sent(account)["MaxConcurrency"]) == ("50%", "100%")
    assert "neither the image nor the version before it is healthy" in ran.stdout
    assert "to make them equal" not in ran.stdout


def test_the_parameter_is_set_back_where_no_host_runs_the_image(deploy: Deploy, fleet: Fleet) -> None:
    for host in fleet.hosts:
        host.steps = ("Delivery Timed Out",)

    ran = deploy(NEW, "--max-errors", "100%")

    assert (ran.code, fleet.value) == (1, OLD), ran
    assert "not reached: Systems Manager could not deliver the command in time" in ran.stdout


def test_a_host_that_hangs_runs_out_of_time(deploy: Deploy, account: Account, fleet: Fleet) -> None:
    fleet.hosts[1].steps = ("In Progress",)

    ran = deploy(NEW, "--timeout", "1")

    assert (ran.code, fleet.value) == (75, OLD), ran
    assert changes(account) == ["PutParameter", "SendCommand", "PutParameter", "CancelCommand"]
    assert fleet.canceled == [fleet.commands[0]["CommandId"]]
    # The shortest that Systems Manager takes.
    assert fleet.sent(account)["TimeoutSeconds"] == 30
    rows = {line.split()[0]: line for line in ran.stdout.splitlines() if line.startswith("i-")}
    assert "unknown" in rows["i-0000000b"]
    assert "still at work when the time was over" in rows["i-0000000b"]
    assert "gave up after 1 seconds" in ran.stdout


def test_a_parameter_that_somebody_else_changed_is_left_alone(deploy: Deploy, account: Account, fleet: Fleet) -> None:
    fleet.hosts = [PlayedHost("i-0000000a", FAILED, code=1)]
    send = account.answers["ssm", "SendCommand"]
    assert callable(send)

    def meanwhile(asked: object) -> object:
        fleet.values.append(OLDEST)
        return send(asked)  # type: ignore[arg-type]

    account.answers["ssm", "SendCommand"] = meanwhile  # type: ignore[assignment]

    ran = deploy(NEW)

    assert (ran.code, fleet.value) == (1, OLDEST), ran
    assert f"was left alone: somebody else set it to {OLDEST} meanwhile" in ran.stderr


def test_output_may_come_late(deploy: Deploy, fleet: Fleet) -> None:
    fleet.hosts[0].output, fleet.hosts[0].output_after = "late", 2

    ran = deploy(NEW)

    assert (ran.code, "  | late" in ran.stderr.splitlines()) == (0, True)


def test_output_that_was_cut_is_said_to_be(deploy: Deploy, fleet: Fleet) -> None:
    fleet.hosts[0].output = "x" * 24_000
    fleet.hosts[1].errors = "much\n---Error truncated----"

    ran = deploy(NEW, "--format", "json")

    assert [host["truncated"] for host in document(ran)["hosts"]] == [True, True]
    assert ran.stderr.count("truncated: Systems Manager keeps the beginning") == 2


def test_what_a_host_prints_cannot_pose_as_ours(deploy: Deploy, fleet: Fleet) -> None:
    fleet.hosts[0].output = "\x1b[2Jgone\n::error::forged"

    ran = deploy(NEW)

    assert "\x1b" not in ran.stderr
    assert "  | ::error::forged" in ran.stderr.splitlines()


def test_programs_get_everything(deploy: Deploy, fleet: Fleet) -> None:
    fleet.hosts[1] = PlayedHost("i-0000000b", FAILED, code=3, output="cannot pull", errors="denied")

    told = document(deploy(NEW, "--format", "json"))

    assert told["schema"] == "urn:cdktf-ecr:deployment:1"
    assert told["parameter"] == {"name": "/ecr/team/api/image", "before": OLD, "after": OLD}
    assert (told["image"], told["complete"], told["timed_out"], told["dry_run"]) == (NEW, False, False, False)
    assert (told["verdict"]["verdict"], told["command_id"]) == ("passed", fleet.commands[0]["CommandId"])
    assert told["hosts"][1] == {
        "instance_id": "i-0000000b",
        "name": "web i-0000000b",
        "status": "Failed",
        "exit_code": 3,
        "runs": "previous",
        "meaning": "nothing was changed: there was no way to get the image",
        "output": "cannot pull",
        "errors": "denied",
        "truncated": False,
    }


def test_a_dry_run_says_what_would_be_and_changes_nothing(deploy: Deploy, account: Account, fleet: Fleet) -> None:
    ran = deploy("team/api:2.0", "--dry-run")
    told = document(deploy("team/api:2.0", "--dry-run", "--format", "json"))

    assert (ran.code, changes(account), fleet.value) == (0, [], OLD)
    assert ran.stdout.count("would get the image") == 2
    assert ran.stdout.endswith(
        f"the parameter /ecr/team/api/image would change from {OLD}\ndry run: nothing was changed\n"
    )
    assert (told["image"], told["dry_run"], told["complete"], len(told["hosts"])) == (NEW, True, None, 2)


def test_many_versions_are_read_to_the_last(deploy: Deploy, fleet: Fleet) -> None:
    fleet.values = [OLDEST, OLD] * 49 + [OLDEST]
    fleet.hosts[0] = PlayedHost("i-0000000a", FAILED, code=1)

    deploy(NEW)

    assert fleet.values[-2:] == [NEW, OLDEST]


def test_a_value_that_the_parameter_may_not_hold(deploy: Deploy, account: Account, fleet: Fleet) -> None:
    account.answers["ssm", "PutParameter"] = Fault("ParameterPatternMismatchException", "no match")

    ran = deploy(NEW)

    assert (ran.code, changes(account), fleet.value) == (2, ["PutParameter"], OLD), ran
    assert ran.stderr.splitlines()[-1].startswith(f"error: image '{NEW}': must match ^(none|123456789012")
