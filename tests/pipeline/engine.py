"""A Docker engine to which Amazon ECR is what a test says, and a registry that keeps what is pushed there."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = ("dockerd", "docker", "docker-registry")
_HOST = "127.0.0.1"
_PATIENCE = 60.0
_REGISTRY = """\
version: 0.1
log: {{level: warn}}
storage:
  filesystem: {{rootdirectory: {directory}}}
http: {{addr: "{address}", relativeurls: true}}
"""


def missing() -> str | None:
    """Return why there is no engine to be had here, or None."""
    if os.geteuid() != 0:
        return "a Docker engine needs root"
    lacking = [program for program in PROGRAMS if shutil.which(program) is None]
    return (
        f"{', '.join(lacking)} not installed (Debian: apt-get install docker.io docker-registry)" if lacking else None
    )


@dataclass(frozen=True)
class Engine:
    """A running engine.

    Attributes:
        directory: Where it keeps everything.
    """

    directory: Path

    @property
    def environment(self) -> dict[str, str]:
        """What the docker command needs to find it, and nothing else."""
        # As runners have it: the engine of this Debian has no buildx.
        return {"DOCKER_HOST": f"unix://{self.directory}/sock", "DOCKER_BUILDKIT": "0"}

    def docker(self, *arguments: str) -> str:
        """Run a docker command and return what it printed."""
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.directory), **self.environment}
        done = subprocess.run(
            ["docker", *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"docker {' '.join(arguments)}: {done.stdout}"
        return done.stdout.strip()


@contextmanager
def running(directory: Path, *, proxy: str, insecure: str) -> Iterator[Engine]:
    """Start an engine, and stop it.

    Args:
        directory: An empty directory of a short name: the kernel takes 107 characters for a socket's.
        proxy: The URL through which it reaches all registries.
        insecure: The registry that it may speak HTTP with.
    """
    engine = Engine(directory)
    settings = directory / "daemon.json"
    settings.write_text("{}", encoding="utf-8")
    command = [
        *("dockerd", "--config-file", str(settings), "--storage-driver", "vfs", "--bridge", "none"),
        *("--iptables=false", "--ip6tables=false", "--insecure-registry", insecure),
        *("--data-root", str(directory / "data"), "--exec-root", str(directory / "exec")),
        *("--host", engine.environment["DOCKER_HOST"], "--pidfile", str(directory / "pid")),
    ]
    environment = {**os.environ, "HTTP_PROXY": proxy, "HTTPS_PROXY": proxy}
    with _started(command, directory / "engine.log", environment):
        asks = ["docker", "--host", engine.environment["DOCKER_HOST"], "version"]
        _wait_for(lambda: subprocess.run(asks, capture_output=True, check=False).returncode == 0, directory)
        yield engine
    for mount in _mounts(directory):
        subprocess.run(["umount", "--lazy", mount], check=True)


@contextmanager
def registry(directory: Path) -> Iterator[str]:
    """Start a registry on loopback, and yield its host and port."""
    address = f"{_HOST}:{free_port()}"
    configuration = directory / "registry.yml"
    configuration.write_text(_REGISTRY.format(directory=directory / "images", address=address), encoding="utf-8")
    command = ["docker-registry", "serve", str(configuration)]
    with _started(command, directory / "registry.log", os.environ):
        _wait_for(lambda: _listens(address), directory)
        yield address


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def _started(command: list[str], log: Path, environment: Mapping[str, str]) -> Iterator[None]:
    with ExitStack() as stack:
        output = stack.enter_context(log.open("wb"))
        process = stack.enter_context(subprocess.Popen(command, stdout=output, stderr=output, env=environment))
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def _mounts(directory: Path) -> list[str]:
    """Return what an engine that has ended leaves mounted, the innermost first."""
    points = [line.split()[1] for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()]
    return sorted((point for point in points if point.startswith(f"{directory}/")), reverse=True)


def _wait_for(condition: Callable[[], bool], directory: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not condition():
        logs = "\n".join(log.read_text(encoding="utf-8")[-2000:] for log in directory.glob("*.log"))
        assert time.monotonic() < deadline, f"it does not come up: {logs}"
        time.sleep(0.1)


def _listens(address: str) -> bool:
    host, _, port = address.partition(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0
