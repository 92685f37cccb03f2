"""A CircleCI configuration, compiled as CircleCI compiles it: commands put in, conditions decided, values filled in.

What does not resolve is a problem, not an exception, so that a test sees all of them at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.pipeline.orbs import ORBS

BUILT_IN = {
    *("run", "checkout", "setup_remote_docker", "save_cache", "restore_cache", "store_artifacts", "store_test_results"),
    *("persist_to_workspace", "attach_workspace", "add_ssh_keys"),
}
# Pipeline values (CircleCI's documentation, "Pipeline values and parameters"), as a build of main has them.
PIPELINE_VALUES = {
    "pipeline.git.branch": "main",
    "pipeline.git.revision": "0" * 40,
    "pipeline.number": "7",
    "pipeline.project.slug": "gh/inscribe/customer-data-service",
    "pipeline.deploy.component_name": "customer-data-service",
    "pipeline.deploy.environment_name": "production",
    "pipeline.deploy.target_version": "sha256:" + "0" * 64,
    "pipeline.deploy.current_version": "sha256:" + "1" * 64,
    "pipeline.deploy.namespace": "default",
    "pipeline.deploy.reason": "it's slow; rm -rf $HOME",
}
_REFERENCE = re.compile(r"<<\s*([^<>]*?)\s*>>")
_TYPES = {"boolean": bool, "integer": int, "string": str, "steps": list}


@dataclass(frozen=True)
class Step:
    """One step of a compiled job.

    Attributes:
        kind: Of the built-in ones, or an orb's command, as in "aws-cli/setup".
        arguments: What it was given, filled in.
    """

    kind: str
    arguments: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What the web page calls it."""
        return str(self.arguments.get("name") or self.arguments.get("command") or self.kind)


@dataclass
class Compiler:
    """Compiles the jobs of one configuration.

    Attributes:
        config: The configuration, as YAML has it.
        parameters: Pipeline parameters that differ from their defaults.
        values: CircleCI's own pipeline values.
        problems: What did not resolve.
        used: Commands, executors and parameters that something refers to, as "command x".
    """

    config: Mapping[str, Any]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=lambda: dict(PIPELINE_VALUES))
    problems: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, file: Path, **parameters: Any) -> Compiler:
        """Return the compiler of a file."""
        return cls(
            yaml.safe_load(file.read_text(encoding="utf-8")), {k.replace("_", "-"): v for k, v in parameters.items()}
        )

    def section(self, name: str) -> Mapping[str, Any]:
        """Return one of the configuration's top-level maps."""
        return self.config.get(name) or {}

    @property
    def pipeline(self) -> dict[str, Any]:
        """The values that every ``<< pipeline... >>`` may name."""
        declared = self.section("parameters")
        values = {name: self.parameters.get(name, given.get("default")) for name, given in declared.items()}
        return {**self.values, **{f"pipeline.parameters.{name}": value for name, value in values.items()}}

    def steps(self, job: str) -> list[Step]:
        """Return a job's steps."""
        body = self.section("jobs")[job]
        self._check_executor(job, body)
        return list(self._expanded(body.get("steps", ()), {}, where=f"job {job}"))

    def fill_in(self, value: Any, values: Mapping[str, Any], where: str) -> Any:
        """Return a value with its references resolved."""
        if isinstance(value, Mapping):
            return {key: self.fill_in(one, values, where) for key, one in value.items()}
        if isinstance(value, list):
            return [self.fill_in(one, values, where) for one in value]
        if not isinstance(value, str):
            return value
        whole = _REFERENCE.fullmatch(value)
        if whole:
            return self._value(whole[1], values, where)
        return _REFERENCE.sub(lambda found: _text(self._value(found[1], values, where)), value)

    def _value(self, name: str, values: Mapping[str, Any], where: str) -> Any:
        if name.startswith("pipeline.parameters."):
            self.used.add(f"pipeline parameter {name.removeprefix('pipeline.parameters.')}")
        elif name.startswith("parameters."):
            self.used.add(f"{where}: parameter {name.removeprefix('parameters.')}")
        known = {**self.pipeline, **{f"parameters.{key}": value for key, value in values.items()}}
        if name not in known:
            self.problems.append(f"{where}: nothing is called << {name} >>")
            return ""
        return known[name]

    def _check_executor(self, job: str, body: Mapping[str, Any]) -> None:
        executor = body.get("executor")
        name = executor["name"] if isinstance(executor, Mapping) else executor
        if name is None:
            if not {"docker", "machine", "macos"} & set(body):
                self.problems.append(f"job {job}: runs nowhere")
        elif name not in self.section("executors"):
            self.problems.append(f"job {job}: there is no executor {name}")
        else:
            self.used.add(f"executor {name}")

    def _expanded(self, steps: Sequence[Any], values: Mapping[str, Any], where: str) -> Iterator[Step]:
        for step in steps:
            kind, given = (step, {}) if isinstance(step, str) else next(iter(step.items()))
            if kind in ("when", "unless"):
                condition = self.holds(self.fill_in(given["condition"], values, where))
                if condition is (kind == "when"):
                    yield from self._expanded(given["steps"], values, where)
                else:
                    # What is not taken has to resolve as well.
                    list(self._expanded(given["steps"], values, where))
                continue
            arguments = {"command": given} if kind == "run" and isinstance(given, str) else (given or {})
            yield from self._step(kind, self.fill_in(arguments, values, where), where)

    def _step(self, kind: str, arguments: Mapping[str, Any], where: str) -> Iterator[Step]:
        if kind in BUILT_IN:
            yield Step(kind, arguments)
        elif "/" in kind:
            self._check_orb(kind, arguments, where)
            yield Step(kind, arguments)
        elif kind in self.section("commands"):
            self.used.add(f"command {kind}")
            command = self.section("commands")[kind]
            values = self.arguments(command.get("parameters") or {}, arguments, f"{where}: command {kind}")
            yield from self._expanded(command["steps"], values, f"command {kind}")
        else:
            self.problems.append(f"{where}: there is no command {kind}")

    def _check_orb(self, kind: str, arguments: Mapping[str, Any], where: str) -> None:
        alias, _, command = kind.partition("/")
        orb = self.section("orbs").get(alias)
        self.used.add(f"orb {alias}")
        if orb is None:
            self.problems.append(f"{where}: there is no orb {alias}")
        elif orb not in ORBS:
            self.problems.append(f"{where}: what {orb} offers is not known here")
        elif command not in ORBS[orb]:
            self.problems.append(f"{where}: {orb} has no command {command}")
        else:
            for name in sorted(set(arguments) - ORBS[orb][command]):
                self.problems.append(f"{where}: {kind} has no parameter {name}")

    def arguments(self, declared: Mapping[str, Any], given: Mapping[str, Any], where: str) -> dict[str, Any]:
        """Return the values of declared parameters."""
        for name in sorted(set(given) - set(declared)):
            self.problems.append(f"{where} has no parameter {name}")
        values = {}
        for name, parameter in declared.items():
            if name not in given and "default" not in parameter:
                self.problems.append(f"{where} needs the parameter {name}")
            values[name] = value = given.get(name, parameter.get("default", ""))
            if not _fits(value, parameter):
                self.problems.append(f"{where}: {value!r} is no {parameter['type']} for the parameter {name}")
        return values

    def holds(self, condition: Any) -> bool:
        """Decide a logic statement (CircleCI's configuration reference, "Logic statements")."""
        if isinstance(condition, Mapping):
            ((operator, operand),) = condition.items()
            if operator == "equal":
                return all(each == operand[0] for each in operand)
            if operator == "not":
                return not self.holds(operand)
            decided = [self.holds(each) for each in operand]
            return all(decided) if operator == "and" else any(decided)
        return condition not in (None, False, 0, "", "false")


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _fits(value: Any, parameter: Mapping[str, Any]) -> bool:
    kind = parameter["type"]
    if kind == "enum":
        return value in parameter["enum"]
    return isinstance(value, _TYPES.get(kind, str))
