"""The scripts of the pipeline end with one line where something is wrong, and have done nothing by then."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.pipeline.files import CIRCLECI, EXAMPLE
from tests.pipeline.standins import StandIns

DIGEST = "sha256:" + "a" * 64


@pytest.fixture
def standins(tmp_path: Path) -> StandIns:
    standins = StandIns(tmp_path / "standins")
    standins.install(terraform="terraform")
    return standins


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, standins: StandIns) -> Run:
    """Run a script in a checkout of its own, and return its exit code and what it said."""
    checkout = tmp_path / "checkout"
    shutil.copytree(EXAMPLE / "ci", checkout / "ci")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    path = os.pathsep.join([str(standins.path), inherited["PATH"]])

    def ran(script: str, *arguments: str, **variables: str) -> tuple[int, str]:
        environment = {**inherited, "PATH": path, "TOOLS_FILE": str(standins.tools), **variables}
        done = subprocess.run(
            [f"ci/{script}", *arguments],
            cwd=checkout,
            env=environment,
            check=False,
            encoding="utf-8",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return done.returncode, done.stdout

    return ran


def test_a_tool_is_installed_once_its_checksum_agrees(run: Run, tmp_path: Path) -> None:
    assert run("install.sh", "trivy") == (0, "Version: 0.73.0\n")
    assert os.access(tmp_path / "checkout" / ".tools" / "bin" / "trivy", os.X_OK)


def test_a_release_that_was_replaced_is_not_installed(run: Run, standins: StandIns, tmp_path: Path) -> None:
    pinned = standins.tools.read_text(encoding="utf-8")
    standins.release_trivy([{"VulnerabilityID": "CVE-2026-33634"}])
    standins.tools.write_text(pinned, encoding="utf-8")

    code, said = run("install.sh", "trivy")

    assert code == 1
    assert "has another checksum than tools.env says: nothing was installed" in said
    assert not (tmp_path / "checkout" / ".tools").exists()


def test_a_tool_that_is_not_listed(run: Run) -> None:
    assert run("install.sh", "grype") == (1, "install.sh: say which tool: trivy or terraform\n")


@pytest.mark.parametrize(
    ("script", "file"),
    [
        ("plan.sh", "workspace/infrastructure/cdk.tf.json is missing: synthesize.sh writes it"),
        ("apply.sh", "workspace/infrastructure/plan.tfplan is missing: plan.sh writes it"),
        ("scan.sh", "workspace/image.tar is missing: build.sh writes it"),
        ("push.sh", "workspace/infrastructure.env is missing: the job before this one writes it"),
        ("gate.sh", "workspace/pushed.env is missing: the job before this one writes it"),
        ("deploy.sh", "workspace/judged.env is missing: the job before this one writes it"),
    ],
)
def test_what_an_earlier_job_did_not_write(run: Run, standins: StandIns, script: str, file: str) -> None:
    assert run(script) == (1, f"{script}: {file}\n")
    assert standins.calls == []


@pytest.mark.parametrize("value", ["", "Warning: No outputs found", "docker.io/library/busybox"])
def test_an_output_that_is_no_repository(run: Run, standins: StandIns, tmp_path: Path, value: str) -> None:
    stack = tmp_path / "checkout" / "workspace" / "infrastructure"
    stack.mkdir(parents=True)
    (stack / "plan.tfplan").touch()
    terraform = standins.path / "terraform"
    # On a state without outputs `terraform output -raw` prints a warning to stdout, and exits with 0.
    terraform.write_text(f'#!/bin/sh\ncase $2 in output) printf "%s" "{value}";; esac\n', encoding="utf-8")
    terraform.chmod(0o755)

    code, said = run("apply.sh")

    assert (code, said) == (1, f"apply.sh: the output ecr_repository_url is '{value}', which is no repository's URL\n")
    assert not (stack.parent / "infrastructure.env").exists()


@pytest.mark.parametrize(
    "registry", ["docker.io/library/busybox", "index.docker.io", "123.dkr.ecr.us-east-1.aws.com/a"]
)
def test_nobody_logs_in_to_another_registry(run: Run, registry: str) -> None:
    code, said = run("login.sh", registry)

    assert (code, said) == (1, f"login.sh: '{registry.partition('/')[0]}' is no registry of Amazon ECR\n")


def test_a_rollback_without_a_version_takes_the_one_before(run: Run, standins: StandIns) -> None:
    nobody = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_DEFAULT_REGION": "us-east-1", "HOME": str(standins.directory)}
    code, said = run("rollback.sh", ECR_REPOSITORY_NAME="team/api", TARGET_VERSION="", **nobody)

    assert (code, "credentials" in said) == (4, True), said
    assert standins.calls == [["cdktf-ecr", "deploy", "--rollback", "team/api"]]


@pytest.mark.parametrize("version", ["v1", "latest", "sha256:abc", f"{DIGEST};true"])
def test_a_rollback_to_what_is_no_digest(run: Run, standins: StandIns, version: str) -> None:
    code, said = run("rollback.sh", ECR_REPOSITORY_NAME="team/api", TARGET_VERSION=version)

    assert code == 1
    assert said.startswith(f"rollback.sh: '{version}' is no digest")
    assert standins.calls == []


def test_the_gates_give_up_before_circleci_does() -> None:
    """CircleCI ends a step that says nothing for so long, and then keeps no artifacts."""
    policy = (EXAMPLE / "cdktf-ecr.toml").read_text(encoding="utf-8")
    (timeout,) = [int(line.partition("=")[2]) for line in policy.splitlines() if line.startswith("timeout")]
    steps = [
        step["run"]
        for job in yaml.safe_load(CIRCLECI["delivery"].read_text(encoding="utf-8"))["jobs"].values()
        for step in job["steps"]
        if isinstance(step, dict) and isinstance(step.get("run"), dict)
    ]
    waiting = [step for step in steps if step["command"] in ("ci/gate.sh", "ci/judge-running.sh")]

    assert len(waiting) == 2
    for step in waiting:
        assert int(step["no_output_timeout"].removesuffix("m")) * 60 > timeout
