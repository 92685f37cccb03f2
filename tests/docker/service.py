"""The service of a test, and the deployment script that is run for it."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cdktf_ecr.model import deployment
from tests.docker.engine import Engine

SCRIPT = Path(deployment.__file__).parent / "templates" / "deploy.sh"
STANDINS = Path(__file__).parent / "standins"
_KILLABLE = ("docker", "iptables-restore", "mv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A container: what it runs, whether it does, and whether the engine starts it again."""

    image: str
    running: bool
    restart: str


@dataclass(frozen=True)
class Service:
    """A service on the engine's host.

    Attributes:
        engine: The engine.
        directory: Where the test's files are.
        port: The port that its clients use, of this test alone: what the kernel remembers of connections is no other's.
        settings: What the script is told, without its prefix, unless a run changes it.
    """

    engine: Engine
    directory: Path
    port: int
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def state(self) -> Path:
        """What the script remembers."""
        return self.directory / "state" / "service"

    def remembered(self, name: str) -> str:
        return (self.state / name).read_text(encoding="utf-8").strip()

    def environment(self, **settings: str) -> dict[str, str]:
        """Return the environment in which the script runs."""
        given = {
            "PORT": str(self.port),
            "DRAIN_SECONDS": "0",
            "STOP_SECONDS": "3",
            "HEALTH_SECONDS": "6",
            "STATE": str(self.directory / "state"),
            **self.settings,
            **settings,
        }
        return {
            "PATH": f"{STANDINS}:{os.environ['PATH']}",
            "DOCKER_HOST": self.engine.environment["DOCKER_HOST"],
            **{f"ECR_DEPLOY_{name}": value for name, value in given.items()},
        }

    def start(
        self,
        *arguments: str,
        shell: tuple[str, ...] = ("sh",),
        variables: dict[str, str] | None = None,
        **settings: str,
    ) -> subprocess.Popen[str]:
        """Start the script, in a process group of its own."""
        return subprocess.Popen(
            [*self.engine.network, *shell, str(SCRIPT), *arguments],
            env={**self.environment(**settings), **(variables or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )

    def deploy(self, *arguments: str, **given: Any) -> tuple[int, str]:
        """Run the script and return its exit code and what it said."""
        with self.start(*arguments, **given) as process:
            output, _ = process.communicate()
        return process.returncode, output

    def deploy_killed(self, image: str, call: int, **settings: str) -> tuple[int, list[str]]:
        """Run the script until it is about to change something for the given time, and kill it and all its children.

        Returns:
            Its exit code, and the calls that were to change something, the last of them not made.
        """
        wrapped, calls = self.directory / "killing", self.directory / "calls"
        wrapped.mkdir(exist_ok=True)
        calls.write_text("", encoding="utf-8")
        for command in _KILLABLE:
            (wrapped / command).unlink(missing_ok=True)
            (wrapped / command).symlink_to(STANDINS / "killing")
        path = self.environment()["PATH"]
        variables = {
            "PATH": f"{wrapped}:{path}",
            "STANDIN_REAL_PATH": path,
            "STANDIN_CALLS": str(calls),
            "STANDIN_KILLED_AT": str(call),
        }
        code, _ = self.deploy(image, variables=variables, **settings)
        return code, calls.read_text(encoding="utf-8").splitlines()

    def containers(self) -> dict[str, Container]:
        """Return the engine's containers by name."""
        ids = self.engine.docker("ps", "--all", "--quiet").split()
        found = json.loads(self.engine.docker("container", "inspect", *ids)) if ids else []
        return {
            each["Name"].removeprefix("/"): Container(
                image=each["Config"]["Image"],
                running=each["State"]["Running"],
                restart=each["HostConfig"]["RestartPolicy"]["Name"],
            )
            for each in found
        }

    def images(self) -> set[str]:
        """Return the images that the engine keeps, by their digests."""
        lines = self.engine.docker("image", "ls", "--digests", "--format", "{{.Repository}}@{{.Digest}}").splitlines()
        return {line for line in lines if not line.endswith("<none>")}

    def redirections(self) -> list[str]:
        """Return the rules that lead the service's port elsewhere."""
        rules = self.engine.run("iptables", "-t", "nat", "-S").splitlines()
        return [rule for rule in rules if f"ECR-DEPLOY-{self.port}" in rule and not rule.startswith("-N")]

    def remove(self) -> None:
        """Remove every container and image, and the rules."""
        for container in self.engine.docker("ps", "--all", "--quiet").split():
            self.engine.docker("rm", "--force", container)
        for image in self.engine.docker("image", "ls", "--quiet").split():
            self.engine.docker("image", "rm", "--force", image)
        chain = f"ECR-DEPLOY-{self.port}"
        for rule in self.redirections():
            if rule.endswith(f"-j {chain}"):
                self.engine.run("iptables", "-t", "nat", *rule.replace("-A", "-D", 1).split())
