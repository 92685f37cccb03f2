"""An IAM evaluation that is not ours: @cloud-copilot/iam-simulate, run by Node.

It knows identity and resource policies, conditions, requests within and between accounts, and every action there is.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock

from tests.fast_start import NODE

HERE = Path(__file__).parent
EVERY_ACTION = ("ecr:*", "inspector2:*")

Policy = Mapping[str, Any]
Allowed = set[tuple[str, str, str]]
"""Names of principals, actions and names of resources; "*" is the caller's own registry or account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Somebody who tries everything.

    Attributes:
        name: What the test calls them.
        arn: A role's or user's ARN, or a service's principal.
        account: The account they act in.
        policies: Their identity policies.
        context: The condition keys of their requests.
    """

    name: str
    arn: str
    account: str
    policies: Sequence[Policy] = ()
    context: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A repository.

    Attributes:
        name: What the test calls it.
        arn: Its ARN.
        account: Its account.
        policy: The repository policy, if it has one.
    """

    name: str
    arn: str
    account: str
    policy: Policy | None = None


@dataclass(frozen=True, slots=True)
class Simulator:
    """The simulator, installed.

    Attributes:
        node: The node executable.
        directory: Where the packages are.
    """

    node: str
    directory: Path

    def allowed(
        self, principals: Sequence[Principal], resources: Sequence[Resource], actions: Sequence[str] = EVERY_ACTION
    ) -> Allowed:
        """Let every principal try every action, on every repository if it is one on repositories.

        Args:
            principals: Who tries.
            resources: The repositories.
            actions: Actions, or "ecr:*" for all that Amazon ECR has. An action that does not exist is an error.

        Returns:
            What succeeds.
        """
        question = {
            "principals": [asdict(principal) for principal in principals],
            "resources": [asdict(resource) for resource in resources],
            "actions": list(actions),
        }
        done = subprocess.run(
            [self.node, str(self.directory / "allowed.mjs")],
            input=json.dumps(question),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        answer = json.loads(done.stdout)
        assert answer["tried"] > len(principals) * len(resources)
        return {(principal, action, resource) for principal, action, resource in answer["allowed"]}


def find_npm() -> tuple[str, list[str]] | None:
    """Return node and the command that runs npm, from PATH or from the packaged Node."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return node, [npm]
    packaged = Path(NODE)
    if packaged.is_absolute():
        script = packaged.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        return (NODE, [NODE, str(script)]) if script.is_file() else None
    return None


def install(directory: Path, npm: Sequence[str]) -> str | None:
    """Install what package-lock.json pins, once per directory; return npm's complaint if that fails."""
    directory.mkdir(exist_ok=True)
    with FileLock(f"{directory}.lock"):
        if (directory / "node_modules").exists():
            return None
        for name in ("package.json", "package-lock.json", "allowed.mjs"):
            shutil.copy(HERE / name, directory)
        command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=directory, capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            shutil.rmtree(directory / "node_modules", ignore_errors=True)
        return done.stderr if done.returncode else None
