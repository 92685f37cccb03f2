"""Runs the jobs of a CircleCI workflow here, as CircleCI's documentation says that its runners do."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.pipeline.circleci import Compiler, Step
from tests.pipeline.circleci_references import Invocation, Workflow

# As the default shell of Linux jobs ("Default shell options").
_SHELL = ("/bin/bash", "-eo", "pipefail", "-c")
_NOT_CHECKED_OUT = shutil.ignore_patterns(
    "__pycache__", ".tools", "cdktf.out", "workspace", "plan", "test-results", "*-report*", "*.tfstate*"
)
_TIMEOUT_SECONDS = 600


@dataclass(frozen=True)
class Ran:
    """What a job left behind.

    Attributes:
        passed: Whether no step of it failed.
        output: What its steps said.
        directory: Where it worked.
        artifacts: What it stored.
        variables: The environment of its commands.
    """

    passed: bool
    output: str
    directory: Path
    artifacts: Path
    variables: Mapping[str, str]


@dataclass
class Runner:
    """A pipeline's run of one configuration.

    Attributes:
        directory: Where all jobs work.
        source: What they check out.
        compiler: The configuration.
        environment: What runners have, and where AWS is.
        contexts: The variables of the organization's contexts.
        sign_in: What the orb does, which asks AWS for credentials: the variables that it sets, given the role's ARN.
        commit: The commit that is built.
        before: Called with the directory of a job after its checkout.
    """

    directory: Path
    source: Path
    compiler: Compiler
    environment: Mapping[str, str]
    contexts: Mapping[str, Mapping[str, str]]
    sign_in: Callable[[str], Mapping[str, str]]
    commit: str
    before: Callable[[Path], None] = lambda _: None
    ran: dict[str, Ran] = field(default_factory=dict)

    def job(self, workflow: str, name: str) -> Ran:
        """Run one job of a workflow again, or alone."""
        return self.run_job(Workflow(workflow, self.compiler.section("workflows")[workflow]).jobs[name])

    @property
    def workspace(self) -> Path:
        """What jobs hand on."""
        return self.directory / "workspace"

    def run(self, workflow: str) -> list[str]:
        """Run a workflow's jobs in order, and return the names of those that ran."""
        jobs = Workflow(workflow, self.compiler.section("workflows")[workflow])
        succeeded: list[str] = []
        ran: list[str] = []
        for name in jobs.in_order():
            invocation = jobs.jobs[name]
            # Nobody cancels a job here, every approval is given, and nothing waits for a job that fails.
            if all("success" in how and required in succeeded for required, how in invocation.requires.items()):
                ran.append(name)
                if invocation.is_approval or self.run_job(invocation).passed:
                    succeeded.append(name)
        return ran

    def run_job(self, invocation: Invocation) -> Ran:
        """Run one job, in a directory of its own."""
        number = len(list(self.directory.glob("job-*")))
        directory = self.directory / f"job-{number}-{invocation.name}"
        shell_file = self.directory / f"environment-{number}"
        shell_file.touch()
        variables = {
            **self.environment,
            **{name: value for context in invocation.contexts for name, value in self.contexts[context].items()},
            **self.compiler.fill_in(
                self.compiler.section("jobs")[invocation.job].get("environment", {}), {}, invocation.name
            ),
            "BASH_ENV": str(shell_file),
            "CIRCLE_SHA1": self.commit,
            "CIRCLE_WORKFLOW_JOB_ID": f"job-{number}",
            # Every job has these (CircleCI's documentation, "Using OpenID Connect tokens in jobs").
            "CIRCLE_OIDC_TOKEN": "a-token",
            "CIRCLE_OIDC_TOKEN_V2": "a-token",
        }
        job = _Job(self, directory, self.directory / "artifacts" / f"{number}-{invocation.name}", variables)
        for step in self.compiler.steps(invocation.job):
            job.take(step)
        ran = Ran(job.passed, "".join(job.output), directory, job.artifacts, variables)
        self.ran[invocation.name] = ran
        return ran


@dataclass
class _Job:
    runner: Runner
    directory: Path
    artifacts: Path
    variables: Mapping[str, str]
    passed: bool = True
    output: list[str] = field(default_factory=list)

    def take(self, step: Step) -> None:
        """Take a step, unless an earlier one failed and it is not for that."""
        when = step.arguments.get("when", "on_success")
        if not (when == "always" or self.passed is (when == "on_success")):
            return
        if step.kind == "run":
            self._run(step)
        elif step.kind == "checkout":
            shutil.copytree(self.runner.source, self.directory, ignore=_NOT_CHECKED_OUT)
            self.runner.before(self.directory)
        elif step.kind == "attach_workspace":
            shutil.copytree(self.runner.workspace, self.directory / step.arguments["at"], dirs_exist_ok=True)
        elif step.kind == "persist_to_workspace":
            for path in step.arguments["paths"]:
                _copy(self.directory / step.arguments["root"] / path, self.runner.workspace / path)
        elif step.kind in ("store_artifacts", "store_test_results"):
            source = self.directory / step.arguments["path"]
            if source.exists():
                _copy(source, self.artifacts / step.arguments["path"])
        else:
            self._sign_in(step)

    def _run(self, step: Step) -> None:
        directory = self.directory if self.directory.exists() else self.runner.directory
        done = subprocess.run(
            [*_SHELL, step.arguments["command"]],
            cwd=directory,
            env=dict(self.variables),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=_TIMEOUT_SECONDS,
        )
        self.output.append(f"$ {step.name}\n{done.stdout}")
        self.passed = self.passed and done.returncode == 0

    def _sign_in(self, step: Step) -> None:
        assert step.kind == "aws-cli/setup", step
        role = os.path.expandvars(step.arguments.get("role_arn", ""))
        if role.startswith("$"):
            role = self.variables[role.removeprefix("$")]
        lines = [f"export {name}={value!r}\n" for name, value in self.runner.sign_in(role).items()]
        with Path(self.variables["BASH_ENV"]).open("a", encoding="utf-8") as file:
            file.writelines(lines)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copy(source, target)
