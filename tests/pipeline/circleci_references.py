"""What the published schema of CircleCI's configuration leaves unresolved: every name, and what flows between jobs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.pipeline.circleci import Compiler, Step
from tests.pipeline.scripts import Script, called

Contexts = Mapping[str, set[str]]
"""By context, the variables in it."""

# "must consist of alphanumeric characters plus ., -, _, /" (CircleCI's configuration reference, serial-group).
_SERIAL_GROUP = re.compile(r"[A-Za-z0-9._/-]{1,512}")
_STATUSES = {"success", "failed", "canceled", "unauthorized", "not_run", "terminal"}
_VARIABLE = re.compile(r"\$\{?([A-Z][A-Z0-9_]*)\}?")
# The runner's own ("Built-in environment variables").
_BUILT_IN = re.compile(r"CIRCLE_[A-Z0-9_]+|BASH_ENV|HOME|PATH")


@dataclass(frozen=True)
class Invocation:
    """A job in a workflow.

    Attributes:
        name: What the workflow calls it.
        job: The job's name in the configuration.
        given: What stands below it.
    """

    name: str
    job: str
    given: Mapping[str, Any]

    @property
    def requires(self) -> dict[str, set[str]]:
        """The jobs it waits for, and how each has to have ended."""
        wanted: dict[str, set[str]] = {}
        for entry in self.given.get("requires", ()):
            if isinstance(entry, str):
                wanted[entry] = {"success"}
            else:
                ((name, statuses),) = entry.items()
                wanted[name] = {statuses} if isinstance(statuses, str) else set(statuses)
        return wanted

    @property
    def contexts(self) -> list[str]:
        """The contexts whose variables it gets."""
        context = self.given.get("context", [])
        return [context] if isinstance(context, str) else list(context)

    @property
    def is_approval(self) -> bool:
        """Whether a person is what it waits for."""
        return self.given.get("type") == "approval"


class Workflow:
    """A workflow of a configuration."""

    def __init__(self, name: str, body: Mapping[str, Any]) -> None:
        self.name = name
        self.jobs: dict[str, Invocation] = {}
        for entry in body.get("jobs", ()):
            job, given = (entry, {}) if isinstance(entry, str) else next(iter(entry.items()))
            invocation = Invocation(name=(given or {}).get("name", job), job=job, given=given or {})
            self.jobs[invocation.name] = invocation

    def ancestors(self, name: str) -> set[str]:
        """Return the jobs that have succeeded before one starts; itself among them, if it waits for itself."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            requires = self.jobs[waiting.pop()].requires.items()
            new = {each for each, statuses in requires if statuses == {"success"} and each in self.jobs} - found
            found |= new
            waiting += new
        return found

    def in_order(self) -> list[str]:
        """Return the jobs' names so that each follows what it requires."""
        return sorted(self.jobs, key=lambda name: (len(self.ancestors(name)), list(self.jobs).index(name)))


class References:
    """All that one configuration refers to."""

    def __init__(
        self, compiler: Compiler, *, root: Path, contexts: Contexts, project: frozenset[str] = frozenset()
    ) -> None:
        """Prepare to look.

        Args:
            compiler: The configuration.
            root: The directory that its jobs check out.
            contexts: The organization's contexts.
            project: The variables of the project itself.
        """
        self.compiler = compiler
        self._root = root
        self._contexts = contexts
        self._project = project
        self.workflows = [Workflow(name, body) for name, body in compiler.section("workflows").items()]

    @cached_property
    def steps(self) -> dict[str, list[Step]]:
        """The compiled steps of every job."""
        return {job: self.compiler.steps(job) for job in self.compiler.section("jobs")}

    def problems(self) -> list[str]:
        """Return everything that does not resolve, once."""
        found = [problem for workflow in self.workflows for problem in self._of_workflow(workflow)]
        for job, steps in self.steps.items():
            found += self._of_job(job, steps)
        found += self.compiler.problems
        found += self._unused()
        return list(dict.fromkeys(found))

    def _of_workflow(self, workflow: Workflow) -> Iterator[str]:
        condition = self.compiler.section("workflows")[workflow.name]
        self.compiler.fill_in([condition.get("when"), condition.get("unless")], {}, f"workflow {workflow.name}")
        for name, invocation in workflow.jobs.items():
            if not invocation.is_approval and invocation.job not in self.compiler.section("jobs"):
                yield f"workflow {workflow.name}: there is no job {invocation.job}"
                continue
            yield from self._of_invocation(workflow, name, invocation)
            yield from self._of_data(workflow, name, invocation)
        yield from self._persisted_twice(workflow)

    def _of_invocation(self, workflow: Workflow, name: str, invocation: Invocation) -> Iterator[str]:
        for required, statuses in invocation.requires.items():
            if required not in workflow.jobs:
                yield f"job {name} requires {required}, which is not in the workflow"
                continue
            if statuses - _STATUSES:
                yield f"job {name} requires {required} to end in a way that there is not: {sorted(statuses)}"
            # Jobs that filters leave out count as if nobody had required them.
            filters = workflow.jobs[required].given.get("filters")
            if filters and filters != invocation.given.get("filters"):
                yield f"job {name} runs where {required}, which it requires, does not: it needs the same filters"
        if name in workflow.ancestors(name):
            yield f"job {name} requires itself"
        for context in invocation.contexts:
            if context not in self._contexts:
                yield f"job {name}: there is no context {context}"
        group = self.compiler.fill_in(invocation.given.get("serial-group", "none"), {}, f"job {name}")
        if not _SERIAL_GROUP.fullmatch(group):
            yield f"job {name}: {group!r} is no serial group"

    def _of_data(self, workflow: Workflow, name: str, invocation: Invocation) -> Iterator[str]:
        """Yield what a job reads that no job before it has written, and the variables that nobody gives it."""
        steps = self.steps.get(invocation.job, [])
        there: set[str] = set()
        given = set().union(*(self._contexts.get(context, set()) for context in invocation.contexts))
        given |= self._project | set(self.compiler.section("jobs").get(invocation.job, {}).get("environment", {}))
        for step in steps:
            if step.kind == "attach_workspace":
                before = {
                    path
                    for ancestor in workflow.ancestors(name)
                    for path in self._persisted(workflow.jobs[ancestor].job)
                }
                if not before:
                    yield f"job {name} attaches a workspace to which no job before it has written"
                there |= before
            for script in self._scripts(step):
                for path in sorted(script.reads):
                    if not any(path == each or path.startswith(f"{each}/") for each in there):
                        yield f"job {name}: {script.file.name} reads {path}, which no job before it has written"
                there |= script.writes | script.reports
                for variable in sorted(script.needs - given - _assigned(str(step.arguments["command"]))):
                    yield f"job {name}: {script.file.name} needs {variable}, which nobody sets"
            if "/" in step.kind:
                wanted = {each for text in step.arguments.values() for each in _VARIABLE.findall(str(text))}
                for variable in sorted(each for each in wanted - given if not _BUILT_IN.fullmatch(each)):
                    yield f"job {name}: {step.kind} needs {variable}, which no context of it has"

    def _persisted(self, job: str) -> list[str]:
        """Return the paths that a job adds to the workspace, from the directory that attach_workspace puts them in."""
        found = []
        for step in self.steps.get(job, []):
            if step.kind == "persist_to_workspace":
                found += [os.path.normpath(Path(step.arguments["root"], path)) for path in step.arguments["paths"]]
        return found

    def _persisted_twice(self, workflow: Workflow) -> Iterator[str]:
        """Yield what two jobs persist of which neither waits for the other: attaching it is an error."""
        writers: dict[str, list[str]] = {}
        for name, invocation in workflow.jobs.items():
            for path in self._persisted(invocation.job):
                for other in writers.setdefault(path, []):
                    if other not in workflow.ancestors(name) and name not in workflow.ancestors(other):
                        yield f"jobs {other} and {name} both persist {path}, at the same time"
                writers[path].append(name)

    def _of_job(self, job: str, steps: list[Step]) -> Iterator[str]:
        stored = {
            os.path.normpath(str(step.arguments["path"]))
            for step in steps
            if step.kind in ("store_artifacts", "store_test_results") and step.arguments.get("when") == "always"
        }
        for step in steps:
            if step.kind in ("store_artifacts", "store_test_results") and step.arguments.get("when") != "always":
                yield f"job {job}: {step.arguments['path']} is not kept when a step fails"
            for call in called(str(step.arguments.get("command", ""))):
                if not os.access(self._root / call, os.X_OK):
                    yield f"job {job}: there is no script {call}"
            for script in self._scripts(step):
                for report in sorted(script.reports):
                    if not any(report.startswith(f"{path}/") for path in stored):
                        yield f"job {job}: {script.file.name} writes {report}, which is not kept when it fails"

    def _scripts(self, step: Step) -> list[Script]:
        calls = called(str(step.arguments.get("command", ""))) if step.kind == "run" else []
        return [Script.of(self._root / call) for call in calls if (self._root / call).is_file()]

    def _unused(self) -> Iterator[str]:
        """Yield what is declared and named nowhere: a misspelled name leaves one behind."""
        jobs = {invocation.job for workflow in self.workflows for invocation in workflow.jobs.values()}
        for job in self.compiler.section("jobs"):
            if job not in jobs:
                yield f"job {job} is in no workflow"
        for section, kind in (
            *(("commands", "command"), ("executors", "executor"), ("orbs", "orb")),
            ("parameters", "pipeline parameter"),
        ):
            for name in self.compiler.section(section):
                if f"{kind} {name}" not in self.compiler.used:
                    yield f"{kind} {name} is used nowhere"
        for name, command in self.compiler.section("commands").items():
            for parameter in command.get("parameters", {}):
                if f"command {name}: parameter {parameter}" not in self.compiler.used:
                    yield f"command {name}: parameter {parameter} is used nowhere"


def _assigned(command: str) -> set[str]:
    """Return the variables that a command sets in front of a script."""
    return set(re.findall(r"\b([A-Z][A-Z0-9_]*)=", command))
