"""A host that boots: user data and the document's command run as root, on a file system that they write to alone."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cdktf_ecr import ContainerSettings
from cdktf_ecr.model.deployment.document import deploy_document
from cdktf_ecr.model.deployment.user_data import user_data
from tests.docker.engine import Engine
from tests.docker.images import REPOSITORY
from tests.docker.service import STANDINS
from tests.model.deployment.rendered import plain

PARAMETER, REGION = "/ecr/team/api/image", "eu-west-1"
# Where hosts keep things.
_WRITTEN = ("/etc", "/opt", "/var/lib")


@dataclass(frozen=True)
class Host:
    """A host of an engine.

    Attributes:
        engine: The engine.
        directory: Where its files are.
    """

    engine: Engine
    directory: Path

    @property
    def parameter(self) -> Path:
        """What the parameter holds: a line each time it is read."""
        return self.directory / "parameter"

    def launch(self, settings: ContainerSettings) -> tuple[int, str]:
        """Run the user data, as cloud-init does at the first boot."""
        text = plain(user_data(settings, REPOSITORY, parameter=PARAMETER, region=REGION))
        return self._run(text)

    def boot(self, name: str = "service") -> tuple[int, str]:
        """Run what cloud-init runs at each further boot."""
        return self._run(f"exec /var/lib/cloud/scripts/per-boot/ecr-deploy-{name}")

    def receive(self, settings: ContainerSettings, image: str) -> tuple[int, str]:
        """Run the document's command for an image, as Systems Manager's agent does."""
        document: Any = deploy_document(settings, REPOSITORY)
        (command,) = document["mainSteps"][0]["inputs"]["runCommand"]
        return self._run(plain(command).replace("{{ Image }}", image))

    def written(self, path: str) -> Path:
        """Return where a file is that the host wrote."""
        return self.directory / "written" / path.lstrip("/")

    def calls(self) -> list[str]:
        """Return how the host's own commands were called."""
        return (self.directory / "calls").read_text(encoding="utf-8").splitlines()

    def _run(self, script: str) -> tuple[int, str]:
        """Run a script without a home, in front of a copy of the file system in which only its own writes are kept."""
        file = self.directory / "script"
        file.write_text(script, encoding="utf-8")
        mounts = [self._mount(directory) for directory in _WRITTEN]
        done = subprocess.run(
            [*self.engine.network, "unshare", "--mount", "sh", "-ec", "\n".join([*mounts, f"exec sh {file}"])],
            env={
                "PATH": f"{STANDINS}/host:{STANDINS}:{os.environ['PATH']}",
                "DOCKER_HOST": self.engine.environment["DOCKER_HOST"],
                "STANDIN_CALLS": str(self.directory / "calls"),
                "STANDIN_PARAMETER": str(self.parameter),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout

    def _mount(self, directory: str) -> str:
        upper, work = self.written(directory), self.directory / "work" / directory.replace("/", "_")
        for each in (upper, work):
            each.mkdir(parents=True, exist_ok=True)
        options = f"lowerdir={directory},upperdir={upper},workdir={work}"
        return f"mount -t overlay overlay -o {options} {directory}"
