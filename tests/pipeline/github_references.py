"""What the published schema of GitHub's workflows leaves unresolved: every name, and what flows between jobs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from tests.pipeline.scripts import Script, called

_PINNED = re.compile(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}")
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_CONTEXT = re.compile(r"\b(vars|secrets|inputs|needs|steps)[.]([\w-]+)(?:[.]outputs[.]([\w-]+)|[.](\w+))?")
_SIGN_IN = "aws-actions/configure-aws-credentials"


class GitHubReferences:
    """All that one workflow file refers to."""

    def __init__(self, file: Path, *, root: Path, variables: set[str], environments: set[str]) -> None:
        """Read a file.

        Args:
            file: The workflow's.
            root: The directory that its jobs check out.
            variables: The repository's variables.
            environments: The repository's environments.
        """
        self._text = file.read_text(encoding="utf-8")
        self._workflow: dict[Any, Any] = yaml.safe_load(self._text)
        self._root = root
        self._variables = variables
        self._environments = environments

    @property
    def jobs(self) -> Mapping[str, Any]:
        """The jobs, by their names."""
        return dict(self._workflow["jobs"])

    @cached_property
    def _inputs(self) -> set[str]:
        # In YAML 1.1 the key "on" is a boolean.
        triggers = self._workflow.get("on", self._workflow.get(True))
        dispatched = triggers.get("workflow_dispatch") if isinstance(triggers, Mapping) else None
        return set((dispatched or {}).get("inputs", {}))

    def problems(self) -> list[str]:
        """Return everything that does not resolve."""
        found: list[str] = []
        for name, job in self.jobs.items():
            found += self._of_needs(name, job)
            found += self._of_expressions(name, job)
            found += self._of_permissions(name, job)
            found += self._of_data(name, job)
        return found

    def _needs(self, name: str) -> list[str]:
        needs = self.jobs.get(name, {}).get("needs", [])
        return [needs] if isinstance(needs, str) else list(needs)

    def _ancestors(self, name: str) -> set[str]:
        """Return the jobs that have succeeded before one starts; itself among them, if it waits for itself."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            new = {each for each in self._needs(waiting.pop()) if each in self.jobs} - found
            found |= new
            waiting += new
        return found

    def _of_needs(self, name: str, job: Mapping[str, Any]) -> Iterator[str]:
        for needed in self._needs(name):
            if needed not in self.jobs:
                yield f"job {name} needs {needed}, which there is not"
        if name in self._ancestors(name):
            yield f"job {name} needs itself"
        environment = job.get("environment")
        if environment is not None and environment not in self._environments:
            yield f"job {name}: there is no environment {environment}"
        for step in job["steps"]:
            if "uses" in step and not _PINNED.fullmatch(step["uses"]):
                yield f"job {name}: {step['uses']} is not pinned to a commit"

    def _of_expressions(self, name: str, job: Mapping[str, Any]) -> Iterator[str]:
        ids = {step["id"] for step in job["steps"] if "id" in step}
        texts = [*_EXPRESSION.findall(yaml.safe_dump(job)), str(job.get("if", ""))]
        for context, key, output, _ in (found for text in texts for found in _CONTEXT.findall(text)):
            known = {
                "vars": self._variables,
                "secrets": {"GITHUB_TOKEN"},
                "inputs": self._inputs,
                "needs": set(self._needs(name)),
                "steps": ids,
            }[context]
            if key not in known:
                yield f"job {name}: nothing is called {context}.{key}"
            elif context == "needs" and output not in self.jobs[key].get("outputs", {}):
                yield f"job {name}: job {key} has no output {output}"
        for step in job["steps"]:
            # GitHub puts what an expression is into the script's text before a shell reads it.
            if _EXPRESSION.search(str(step.get("run", ""))):
                yield f"job {name}: an expression in a script; hand it over in env"

    def _of_permissions(self, name: str, job: Mapping[str, Any]) -> Iterator[str]:
        may = {**self._workflow.get("permissions", {}), **job.get("permissions", {})}.get("id-token") == "write"
        does = any(step.get("uses", "").startswith(_SIGN_IN) for step in job["steps"])
        if does and not may:
            yield f"job {name} signs in to AWS without the permission id-token: write"
        if may and not does:
            yield f"job {name} could sign in to AWS, and does not"

    def _of_data(self, name: str, job: Mapping[str, Any]) -> Iterator[str]:
        there: set[str] = set()
        kept = {path for step in job["steps"] if step.get("if") == "always()" for path in _paths(step)}
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/download-artifact"):
                files = self._uploaded(name, step["with"]["name"])
                if files is None:
                    yield f"job {name} downloads {step['with']['name']}, which no job before it uploads"
                there |= {os.path.normpath(PurePosixPath(step["with"]["path"], file)) for file in files or ()}
            for script in self._scripts(step):
                yield from (
                    f"job {name}: {script.file.name} reads {path}, which no job before it has uploaded"
                    for path in sorted(script.reads - there)
                )
                there |= script.writes | script.reports
                given = {*step.get("env", {}), *job.get("env", {})}
                yield from (
                    f"job {name}: {script.file.name} needs {variable}, which nobody sets"
                    for variable in sorted(script.needs - given)
                )
                yield from (
                    f"job {name}: {script.file.name} writes {report}, which is not kept when it fails"
                    for report in sorted(script.reports)
                    if not any(report.startswith(f"{path}/") for path in kept)
                )
            for call in called(str(step.get("run", ""))):
                if not os.access(self._root / call, os.X_OK):
                    yield f"job {name}: there is no script {call}"

    def _scripts(self, step: Mapping[str, Any]) -> list[Script]:
        calls = called(str(step.get("run", "")))
        return [Script.of(self._root / call) for call in calls if (self._root / call).is_file()]

    def _uploaded(self, name: str, artifact: str) -> set[str] | None:
        """Return the files of an artifact as a download puts them, or None where no job before uploads it.

        "The least common ancestor of all the search paths" is the artifact's root (actions/upload-artifact, README).
        """
        for ancestor in self._ancestors(name):
            for step in self.jobs.get(ancestor, {}).get("steps", ()):
                if step.get("with", {}).get("name") == artifact and _paths(step):
                    paths = _paths(step)
                    root = os.path.commonpath([str(PurePosixPath(path).parent) for path in paths]) if paths else ""
                    return {os.path.relpath(path, root or ".") for path in paths}
        return None


def _paths(step: Mapping[str, Any]) -> list[str]:
    if not step.get("uses", "").startswith("actions/upload-artifact"):
        return []
    return str(step["with"]["path"]).split()
