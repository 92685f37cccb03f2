"""Runs terraform as a user does, each time in a directory with a state of its own."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from tests.terraform.provider import REATTACH_VARIABLE, hand_over_credentials

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MIRROR_VARIABLE = "CDKTF_ECR_PROVIDER_MIRROR"
ENDPOINT_VARIABLE = "AWS_ENDPOINT_URL"

# Where Terraform itself, distributions and images keep provider mirrors. The directories above the host's name differ.
_MIRROR_ROOTS = (
    "$TF_PLUGIN_CACHE_DIR",
    "~/.terraform.d",
    "~/.local/share/terraform",
    "/usr/local/share/terraform",
    "/usr/share/terraform",
    "/opt",
)
_LEVELS_OF_ROOT = 3
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
_TIMEOUT_SECONDS = 300
_DESTROY = ("-destroy", "-refresh=false", "-json", "-auto-approve")

Settings: TypeAlias = "Mapping[str, object] | Path | None"
"""The values of the stack's variables, or a file that holds them; the defaults otherwise."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one terraform command said.

    Attributes:
        exit_code: The command's; a plan's is 2 when it has changes.
        messages: The lines of ``-json``.
        text: Everything it wrote, for people.
    """

    exit_code: int
    messages: list[dict[str, Any]]
    text: str

    @property
    def changes(self) -> dict[str, str]:
        """The planned action by resource address: create, update, replace, delete."""
        planned = [message["change"] for message in self.messages if message["type"] == "planned_change"]
        return {change["resource"]["addr"]: change["action"] for change in planned}

    @property
    def totals(self) -> tuple[int, int, int]:
        """How many resources were added, changed and destroyed, or are to be."""
        summary = [message["changes"] for message in self.messages if message["type"] == "change_summary"][-1]
        return summary["add"], summary["change"], summary["remove"]

    @property
    def errors(self) -> list[str]:
        """The details of all errors."""
        return [diagnostic["detail"] for diagnostic in self._diagnostics("error")]

    @property
    def warnings(self) -> list[str]:
        """The summaries of all warnings."""
        return [diagnostic["summary"] for diagnostic in self._diagnostics("warning")]

    def _diagnostics(self, severity: str) -> list[dict[str, str]]:
        found = [message["diagnostic"] for message in self.messages if message["type"] == "diagnostic"]
        return [diagnostic for diagnostic in found if diagnostic["severity"] == severity]


@dataclass(frozen=True, slots=True)
class Terraform:
    """A directory with a configuration, and commands that run in it.

    Attributes:
        directory: Where the configuration is.
        binary: The terraform executable.
        environment: The whole environment of its processes.
    """

    directory: Path
    binary: str
    environment: Mapping[str, str]

    def with_variables(self, **variables: str) -> Terraform:
        """Return the same with variables that every command sees; a file of values may say otherwise."""
        given = {f"TF_VAR_{name}": value for name, value in variables.items()}
        return replace(self, environment={**self.environment, **given})

    def with_a_provider_of_its_own(self) -> Terraform:
        """Return the same, but each command starts the provider, as a user's do, and may interrupt it."""
        environment = {name: value for name, value in self.environment.items() if name != REATTACH_VARIABLE}
        return replace(self, environment=environment)

    def init(self, *arguments: str, allowed: tuple[int, ...] = (0,)) -> Run:
        """Install the modules, and the provider unless one is attached."""
        return self._run("init", "-input=false", "-no-color", *arguments, allowed=allowed)

    def get(self) -> Run:
        """Fetch the modules, and nothing else."""
        return self._run("get", "-no-color")

    def validate(self) -> None:
        """Fail unless the configuration is valid and free of warnings."""
        verdict = json.loads(self._run("validate", "-json").text)
        assert verdict["diagnostics"] == []
        assert verdict["valid"]

    def apply(self, settings: Settings = None, *arguments: str) -> Run:
        """Create or change what the settings ask for."""
        return self._run("apply", "-json", "-auto-approve", *self._options(settings), *arguments)

    def plan(self, settings: Settings = None, *, refresh: bool = True) -> Run:
        """Compare the settings with what is there, or with what the state says where that has been seen to agree."""
        options = (*self._options(settings), f"-refresh={str(refresh).lower()}")
        return self._run("plan", "-json", "-detailed-exitcode", *options, allowed=(0, 2))

    def saved_plan(self, settings: Settings = None) -> dict[str, Any]:
        """Plan, and return the plan as ``terraform show -json`` writes it."""
        self._run("plan", "-out=saved.tfplan", *self._options(settings))
        return dict(json.loads(self._run("show", "-json", "saved.tfplan").text))

    def refused_plan(self, settings: Settings) -> list[str]:
        """Return the errors of a plan that has to fail."""
        return self._run("plan", "-json", *self._options(settings), allowed=(1,)).errors

    def destroy(self, settings: Settings = None) -> Run:
        """Delete everything that the state says is there: an apply or a plan has just compared it with the account."""
        return self._run("apply", *_DESTROY, *self._options(settings))

    def refused_destroy(self, settings: Settings = None) -> Run:
        """Return the run of a destroy that has to fail."""
        return self._run("apply", *_DESTROY, *self._options(settings), allowed=(1,))

    def outputs(self) -> dict[str, Any]:
        """Return the value of every output; Terraform leaves those that are null out."""
        return {name: output["value"] for name, output in json.loads(self._run("output", "-json").text).items()}

    def raw_output(self, name: str) -> str:
        """Return an output as scripts read it."""
        return self._run("output", "-raw", name).text

    def is_formatted(self, file: Path) -> bool:
        """Whether ``terraform fmt`` would leave the file as it is."""
        return self._run("fmt", "-check", str(file), allowed=(0, 3)).exit_code == 0

    def _options(self, settings: Settings) -> tuple[str, ...]:
        if settings is None:
            return ("-input=false",)
        if not isinstance(settings, Path):
            file = self.directory / "settings.tfvars.json"
            file.write_text(json.dumps(settings), encoding="utf-8")
            settings = file
        return ("-input=false", f"-var-file={settings}")

    def _run(self, *arguments: str, allowed: tuple[int, ...] = (0,)) -> Run:
        hand_over_credentials(self.environment)
        done = subprocess.run(
            [self.binary, *arguments],
            cwd=self.directory,
            env=self.environment,
            check=False,
            encoding="utf-8",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_TIMEOUT_SECONDS,
        )
        messages = list(_messages(done.stdout)) if "-json" in arguments else []
        shown = "\n".join(map(_readable, messages)) or done.stdout
        assert done.returncode in allowed, f"terraform {' '.join(arguments)} exited {done.returncode}:\n{shown}"
        return Run(done.returncode, messages, done.stdout)


def _messages(stdout: str) -> Iterator[dict[str, Any]]:
    """Yield the objects that are one line each and have a type, as the streaming commands write them."""
    for line in stdout.splitlines():
        if line.startswith("{") and line.endswith("}"):
            message = json.loads(line)
            if "type" in message:
                yield message


def _readable(message: dict[str, Any]) -> str:
    return f"{message['@message']}\n{message.get('diagnostic', {}).get('detail', '')}".rstrip()


def clean_environment(home: Path, endpoint: str) -> dict[str, str]:
    """Return an environment in which neither the user's settings nor a real AWS account play a part.

    Args:
        home: A directory without a .terraformrc or .aws.
        endpoint: The URL of the emulated AWS.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("TF_", "AWS_"))}
    configuration = os.environ.get("TF_CLI_CONFIG_FILE", "")
    if Path(configuration).is_file():
        inherited["TF_CLI_CONFIG_FILE"] = configuration
    return {
        **inherited,
        "HOME": str(home),
        "TF_IN_AUTOMATION": "1",
        "CHECKPOINT_DISABLE": "1",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_EC2_METADATA_DISABLED": "true",
        ENDPOINT_VARIABLE: endpoint,
        "AWS_MAX_ATTEMPTS": "3",
        # The provider's start is most of a command's time, and garbage collection a quarter of that.
        "GOGC": "400",
    }


def find_terraform() -> str | None:
    """Return the terraform executable on PATH, if there is one."""
    return shutil.which("terraform")


def find_provider_mirror() -> Path | None:
    """Return a directory for ``terraform init -plugin-dir`` that holds the AWS provider, if there is one."""
    given = os.environ.get(MIRROR_VARIABLE)
    if given:
        return Path(given)
    machine = platform.machine().lower()
    system = f"{platform.system().lower()}_{_ARCHITECTURES.get(machine, machine)}"
    binary = f"hashicorp/aws/*/{system}/terraform-provider-aws_*"
    for root in map(Path, map(os.path.expanduser, map(os.path.expandvars, _MIRROR_ROOTS))):
        for level in range(1, _LEVELS_OF_ROOT + 1) if root.is_dir() else ():
            found = next(root.glob("*/" * level + binary), None)
            if found is not None:
                return found.parents[5]
    return None
