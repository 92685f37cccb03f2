"""The jobs of the pipeline, run in order: what one writes the next reads, and only what was judged is deployed."""

from __future__ import annotations

import json
import re
import shutil
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.engine import free_port
from tests.pipeline.runner import Ran, Runner
from tests.pipeline.surroundings import COMMIT, HOST, REPOSITORY, URL, Surroundings

pytestmark = pytest.mark.terraform

BAD = {
    "VulnerabilityID": "CVE-2026-0001",
    "PkgName": "openssl",
    "InstalledVersion": "3.5.1",
    "Severity": "HIGH",
    "Title": "a buffer overflow",
}
BAD_AT_ECR = {"name": "CVE-2026-0002", "severity": "CRITICAL", "uri": "https://example.org"}
ACCEPTABLE = {**BAD, "VulnerabilityID": "CVE-2026-0003", "Severity": "LOW"}
ACCEPTABLE_AT_ECR = {**BAD_AT_ECR, "name": "CVE-2026-0004", "severity": "MEDIUM"}


@dataclass(frozen=True)
class Delivered:
    """A commit on main, delivered.

    Attributes:
        runner: What ran it.
        order: The jobs, in the order in which they ran.
        calls: What they called of what is not the tests' own.
        roles: The roles that they asked for.
        sent: The images that hosts were sent, each with the instances.
        instances: The hosts' instances.
        image: What a host that starts then would run.
    """

    runner: Runner
    order: list[str]
    calls: list[list[str]]
    roles: list[str]
    sent: list[tuple[str, list[str]]]
    instances: list[str]
    image: str

    @property
    def judged(self) -> str:
        """The digest that passed the gate."""
        return judged(self.runner)


def judged(runner: Runner) -> str:
    """Return the digest that a run's gate has let through."""
    line = (runner.workspace / "workspace" / "judged.env").read_text(encoding="utf-8")
    found = re.fullmatch(rf"IMAGE_BY_DIGEST={re.escape(URL)}@(sha256:[0-9a-f]{{64}})\n", line)
    assert found, line
    return found[1]


@pytest.fixture(scope="module")
def delivered(surroundings: Surroundings) -> Delivered:
    surroundings.standins.release_trivy([ACCEPTABLE])
    surroundings.registry.finds[:] = [ACCEPTABLE_AT_ECR]
    runner = surroundings.runner("delivered")
    order = runner.run("deliver")
    for name, ran in runner.ran.items():
        assert ran.passed, f"{name}:\n{ran.output}"
    calls, hosts = surroundings.standins.calls, surroundings.hosts
    return Delivered(runner, order, calls, list(surroundings.signed_in), hosts.sent, hosts.instances, hosts.image)


@pytest.fixture
def again(delivered: Delivered, surroundings: Surroundings, request: pytest.FixtureRequest) -> Iterator[Runner]:
    """A later run of the pipeline, of the same commit and infrastructure."""
    runner = surroundings.runner(request.node.name)
    shutil.copytree(delivered.runner.workspace, runner.workspace)
    (runner.workspace / "workspace" / "judged.env").unlink()
    yield runner
    surroundings.hosts.status = "Success"
    surroundings.standins.release_trivy([ACCEPTABLE])
    surroundings.registry.finds[:] = [ACCEPTABLE_AT_ECR]


def changes(checkout: Path) -> None:
    """Change what is built, as a base image does that has moved on."""
    with (checkout / "customer_data" / "__init__.py").open("a", encoding="utf-8") as file:
        file.write(f"BUILT = {time.time_ns()}\n")


def report(ran: Ran, name: str = "ecr-scan-results.json") -> dict[str, Any]:
    """Return a report that a job stored."""
    return dict(json.loads((ran.artifacts / "security" / name).read_text(encoding="utf-8")))


def test_the_jobs_run_as_the_workflow_orders_them(delivered: Delivered) -> None:
    place = {name: number for number, name in enumerate(delivered.order)}

    assert set(place) == {
        *("test", "synthesize", "build-and-scan", "plan", "approve", "apply", "push-and-judge", "deploy")
    }
    for before, after in (
        *(("synthesize", "plan"), ("plan", "approve"), ("build-and-scan", "approve"), ("approve", "apply")),
        *(("apply", "push-and-judge"), ("push-and-judge", "deploy")),
    ):
        assert place[before] < place[after]


def test_only_jobs_of_main_ask_for_a_role_each_for_its_own(delivered: Delivered) -> None:
    roles = [role.rpartition("/")[2] for role in delivered.roles]

    assert roles == ["deploy", "deploy", "build", "deploy"]  # plan, apply, push-and-judge, deploy


def test_who_approves_sees_the_plan(delivered: Delivered) -> None:
    plan = (delivered.runner.ran["plan"].artifacts / "plan" / "plan.txt").read_text(encoding="utf-8")

    assert "aws_ecr_repository.this will be created" in plan
    assert re.search(r"^Plan: \d+ to add, 0 to change, 0 to destroy\.$", plan, re.MULTILINE)


def test_a_plan_is_applied_once(delivered: Delivered, surroundings: Surroundings) -> None:
    stale = delivered.runner.job("deliver", "apply")
    planned = delivered.runner.job("deliver", "plan")

    assert not stale.passed
    assert "Saved plan is stale" in stale.output
    assert "found no differences, so no changes are needed" in planned.output
    assert surroundings.account.repository_url(REPOSITORY) == URL


def test_trivy_sees_no_credentials(delivered: Delivered) -> None:
    ran = delivered.runner.ran["build-and-scan"]
    seen = json.loads((ran.directory / "trivy-environment.json").read_text(encoding="utf-8"))

    # What a shell and a Python add, and what scan.sh lets through.
    assert set(seen) <= {"PATH", "HOME", "NO_PROXY", "PWD", "SHLVL", "_", "OLDPWD", "LC_CTYPE"}
    assert "AWS_ENDPOINT_URL" in ran.variables
    assert "CIRCLE_OIDC_TOKEN_V2" in ran.variables
    assert seen["HOME"] != ran.variables["HOME"]


def test_what_was_scanned_is_pushed_by_commit_and_digest(delivered: Delivered, surroundings: Surroundings) -> None:
    scanned = report(delivered.runner.ran["build-and-scan"], "trivy-report.json")
    content = scanned["Metadata"]["ImageID"].removeprefix("sha256:")

    assert surroundings.pushed()[delivered.judged] == [f"release-{COMMIT}-{content[:12]}"]


def test_both_scanners_are_judged_under_one_policy_and_reported(delivered: Delivered) -> None:
    ran = delivered.runner.ran["push-and-judge"]
    found = report(ran)

    assert found["verdict"] == "passed"
    assert found["images"][0]["digest"] == delivered.judged
    assert {one["id"]: one["sources"] for one in found["findings"]} == {
        "CVE-2026-0003": ["trivy"],
        "CVE-2026-0004": ["ecr"],
    }
    stored = {str(file.relative_to(ran.artifacts)) for file in ran.artifacts.rglob("*") if file.is_file()}
    assert stored >= {
        *("security/trivy-report.json", "security/ecr-scan-results.json", "security/ecr-scan-results.sarif"),
        *("security/report.html", "test-results/gate/junit.xml"),
    }
    built = delivered.runner.ran["build-and-scan"].artifacts
    assert report(delivered.runner.ran["build-and-scan"], "trivy-report.sarif")["version"] == "2.1.0"
    for name in ("security/trivy-report.txt", "security/build-report.html", "test-results/build/junit.xml"):
        assert (built / name).is_file()


def test_what_passed_is_deployed_by_digest_and_marked(delivered: Delivered) -> None:
    named = ("--environment-name=production", "--component-name=customer-data-service")

    assert delivered.calls == [
        ["circleci", "run", "release", "plan", "deploy", *named, f"--target-version={delivered.judged}"],
        ["circleci", "run", "release", "update", "deploy", "--status=RUNNING"],
        ["cdktf-ecr", "deploy", f"{URL}@{delivered.judged}"],
        ["circleci", "run", "release", "update", "deploy", "--status=SUCCESS"],
    ]


def test_every_host_is_sent_it_and_later_ones_start_it(delivered: Delivered) -> None:
    image = f"{URL}@{delivered.judged}"

    assert delivered.sent == [(image, delivered.instances)]
    assert len(delivered.instances) == 2
    assert delivered.image == image


def test_what_is_deployed_runs(delivered: Delivered, surroundings: Surroundings) -> None:
    engine, port = surroundings.engine, free_port()
    image = f"{URL}@{delivered.judged}"
    with pytest.raises(AssertionError, match="no basic auth credentials"):
        engine.docker("pull", image)  # the job has logged out again
    engine.docker("login", "--username", "AWS", "--password", "123456789012-auth-token", HOST)
    engine.docker("pull", "--quiet", image)
    engine.docker("run", "--detach", "--name", "service", "--network", "host", "--env", f"PORT={port}", image)
    try:
        assert health(port, patience=30) == {"status": "ok", "version": COMMIT}
    finally:
        engine.docker("stop", "service")
        exit_code = engine.docker("inspect", "--format", "{{.State.ExitCode}}", "service")
        engine.docker("rm", "service")
    assert exit_code == "0"


def health(port: int, *, patience: float) -> dict[str, Any]:
    """Return what a service says of itself, once it does."""
    deadline = time.monotonic() + patience
    while True:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
            return dict(json.loads(answer.read()))
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_pushing_again_changes_nothing(delivered: Delivered, again: Runner, surroundings: Surroundings) -> None:
    before = surroundings.pushed()

    ran = again.job("deliver", "push-and-judge")

    assert ran.passed, ran.output
    assert judged(again) == delivered.judged
    assert surroundings.pushed() == before


def test_a_commit_that_is_built_again_gets_a_tag_of_its_own(
    delivered: Delivered, again: Runner, surroundings: Surroundings
) -> None:
    again.before = changes
    before = surroundings.pushed()

    built, pushed = again.job("deliver", "build-and-scan"), again.job("deliver", "push-and-judge")

    assert (built.passed, pushed.passed) == (True, True), pushed.output
    assert judged(again) != delivered.judged
    (tag,) = surroundings.pushed()[judged(again)]
    assert tag.startswith(f"release-{COMMIT}-")
    assert surroundings.pushed() == {**before, judged(again): [tag]}


def test_what_ecr_finds_keeps_an_image_from_being_deployed_and_is_reported(
    again: Runner, surroundings: Surroundings
) -> None:
    again.before = changes
    surroundings.registry.finds[:] = [BAD_AT_ECR]
    again.job("deliver", "build-and-scan")

    pushed = again.job("deliver", "push-and-judge")
    deployed = again.job("deliver", "deploy")  # as if somebody started it all the same

    assert not pushed.passed
    assert report(pushed)["verdict"] == "failed"
    assert [one["id"] for one in report(pushed)["findings"] if one["violates"]] == ["CVE-2026-0002"]
    for name in ("security/report.html", "test-results/gate/junit.xml"):
        assert (pushed.artifacts / name).is_file()
    assert not (again.workspace / "workspace" / "judged.env").exists()
    assert not deployed.passed
    assert "judged.env" in deployed.output


def test_what_trivy_finds_keeps_an_image_from_being_pushed(again: Runner, surroundings: Surroundings) -> None:
    surroundings.standins.release_trivy([BAD])
    shutil.rmtree(again.workspace)
    before = surroundings.pushed()

    ran = again.job("deliver", "build-and-scan")

    assert not ran.passed
    assert "1 finding of severity HIGH or worse" in ran.output
    assert report(ran, "trivy-report.json")["Results"][0]["Vulnerabilities"] == [BAD]
    assert (ran.artifacts / "test-results" / "build" / "junit.xml").is_file()
    assert not again.workspace.exists()
    assert surroundings.pushed() == before


def test_a_deployment_that_fails_is_marked(delivered: Delivered, again: Runner, surroundings: Surroundings) -> None:
    shutil.copytree(delivered.runner.workspace, again.workspace, dirs_exist_ok=True)
    surroundings.hosts.status = "Failed"
    before = len(surroundings.standins.calls)

    ran = again.job("deliver", "deploy")

    assert not ran.passed
    assert [call[-1] for call in surroundings.standins.calls[before:]] == [
        f"--target-version={delivered.judged}",
        "--status=RUNNING",
        f"{URL}@{delivered.judged}",
        "--status=FAILED",
    ]
    assert "Failed" in ran.output


@pytest.fixture
def heard(delivered: Delivered, surroundings: Surroundings) -> Callable[[], list[dict[str, str]]]:
    """Listen to the topic, and return what it was told since."""
    assert delivered
    sqs, sns = surroundings.account.client("sqs"), surroundings.account.client("sns")
    queue = sqs.create_queue(QueueName="listener")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=surroundings.topic, Protocol="sqs", Endpoint=arn)

    def messages() -> list[dict[str, str]]:
        found = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
        for message in found:
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        return [json.loads(message["Body"]) for message in found]

    return messages


@pytest.mark.parametrize(
    ("runs", "policy", "said"),
    [
        ("judged", "HIGH", None),
        ("judged", "MEDIUM", f"cdktf-ecr: {REPOSITORY} breaks the policy"),
        ("none", "HIGH", f"cdktf-ecr: {REPOSITORY} has no verdict"),
    ],
    ids=["passes", "breaks the policy", "nothing was deployed"],
)
def test_the_topic_is_told_of_what_runs(  # noqa: PLR0917 - four of pytest's fixtures
    heard: Callable[[], list[dict[str, str]]],
    delivered: Delivered,
    again: Runner,
    surroundings: Surroundings,
    runs: str,
    policy: str,
    said: str | None,
) -> None:
    image = f"{URL}@{delivered.judged}" if runs == "judged" else runs
    parameter = {"Name": f"/ecr/{REPOSITORY}/image", "Type": "String", "Value": image, "Overwrite": True}
    surroundings.account.client("ssm").put_parameter(**parameter)
    again.environment = {**again.environment, "CDKTF_ECR_FAIL_ON": policy}

    ran = again.job("judge-daily", "judge-running")

    assert ran.passed is (said is None), ran.output
    assert [message["Subject"] for message in heard()] == ([said] if said else [])
    if runs == "judged":
        assert report(ran, "running.json")["images"][0]["digest"] == delivered.judged
        assert (ran.artifacts / "test-results" / "running" / "junit.xml").is_file()


@pytest.mark.parametrize("chosen", ["an earlier one", "one that was never scanned"])
def test_a_rollback_deploys_the_version_that_is_chosen(
    delivered: Delivered, surroundings: Surroundings, chosen: str
) -> None:
    version = delivered.judged if chosen == "an earlier one" else "sha256:" + "0" * 64
    runner = surroundings.runner(chosen.replace(" ", "-"), config="rollback", target_version=version)
    runner.environment = {**runner.environment, "CDKTF_ECR_SCAN_TIMEOUT": "3"}
    hosts, image = surroundings.hosts, f"{URL}@{version}"
    surroundings.account.client("ssm").put_parameter(
        Name=hosts.service.parameter, Type="String", Value="none", Overwrite=True
    )
    calls, sent = len(surroundings.standins.calls), len(hosts.sent)

    runner.run("rollback")

    passes = chosen == "an earlier one"
    assert runner.ran["rollback"].passed is passes, runner.ran["rollback"].output
    told = surroundings.standins.calls[calls:]
    assert told[0][:6] == ["circleci", "run", "release", "plan", "rollback", "--rollback"]
    assert told[0][-1] == f"--target-version={version}"
    assert told[2] == ["cdktf-ecr", "deploy", image]
    assert told[3][-1] == f"--status={'SUCCESS' if passes else 'FAILED'}"
    assert hosts.sent[sent:] == ([(image, hosts.instances)] if passes else [])
    assert hosts.image == (image if passes else "none")
