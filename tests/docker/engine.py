"""A Docker engine of the tests' own: its disk is small, its network apart from the machine's, a client next door."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

# Of the two ends of the cable between the engine's host and the client's.
HOST, CLIENT = "10.117.0.1", "10.117.0.2"
PROGRAMS = (
    "setpriv",
    "dockerd",
    "docker",
    "docker-registry",
    "iptables-restore",
    "ip",
    "nsenter",
    "curl",
    "flock",
    "busybox",
)
DISK = "160m"
# What a run starts does not outlive it, not even where it is killed.
_WITH_US = ("setpriv", "--pdeathsig", "TERM")
_PATIENCE = 60.0


def missing() -> str | None:
    """Return why there is no engine to be had here, or None."""
    if os.geteuid() != 0:
        return "a Docker engine needs root"
    lacking = [program for program in PROGRAMS if shutil.which(program) is None]
    return f"{', '.join(lacking)} not installed" if lacking else None


@dataclass(frozen=True, kw_only=True)
class Engine:
    """A running engine.

    Attributes:
        directory: Where it keeps everything.
        network: How to run a command on its host.
        client: How to run a command on another host.
    """

    directory: Path
    network: tuple[str, ...]
    client: tuple[str, ...]

    @property
    def disk(self) -> Path:
        """Where images and containers are, and little else fits."""
        return self.directory / "disk"

    @property
    def environment(self) -> Mapping[str, str]:
        """What the docker command needs to find it."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.directory),
            "DOCKER_HOST": f"unix://{self.directory}/sock",
            "DOCKER_CONFIG": str(self.directory / "config"),
            "DOCKER_BUILDKIT": "0",
        }

    def docker(self, *arguments: str, given: str | None = None) -> str:
        """Run a docker command and return what it printed."""
        return self.run("docker", *arguments, given=given)

    def run(self, *command: str, given: str | None = None) -> str:
        """Run a command on the engine's host and return what it printed."""
        done = subprocess.run(
            [*self.network, *command],
            env=self.environment,
            input=given,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout.strip()


@contextmanager
def running(directory: Path) -> Iterator[Engine]:
    """Start an engine, and stop it with all that runs in it.

    Args:
        directory: An empty directory of a short name: the kernel takes 107 characters for a socket's.
    """
    with ExitStack() as stack:
        host, neighbour = (stack.enter_context(_apart()) for _ in range(2))
        engine = Engine(directory=directory, network=_inside(host), client=_inside(neighbour))
        _connect(engine, neighbour)
        engine.disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "engine", str(engine.disk)], check=True)
        stack.callback(_unmount_below, directory)
        log = stack.enter_context((directory / "log").open("wb"))
        stack.enter_context(started([*engine.network, *_dockerd(engine)], log.fileno(), dict(os.environ)))
        wait_for(lambda: _answers(engine), "the Docker engine", directory / "log")
        yield engine


@contextmanager
def started(command: list[str], output: int, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server, and end it."""
    with subprocess.Popen([*_WITH_US, *command], stdout=output, stderr=output, env=environment) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_for(condition: Callable[[], bool], what: str, log: Path) -> None:
    """Wait until a condition holds."""
    deadline = time.monotonic() + _PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} does not come up: {log.read_text(encoding='utf-8')[-2000:]}")
        time.sleep(0.1)


@contextmanager
def _apart() -> Iterator[int]:
    """Keep a network apart from the machine's, and yield the id of the process that holds it."""
    with subprocess.Popen([*_WITH_US, "unshare", "--net", "sleep", "infinity"]) as holder:
        try:
            own = Path("/proc/self/ns/net").readlink()
            held = Path(f"/proc/{holder.pid}/ns/net")
            wait_for(lambda: held.readlink() != own, "a network", Path(os.devnull))
            yield holder.pid
        finally:
            holder.kill()


def _inside(process: int) -> tuple[str, ...]:
    return ("nsenter", f"--net=/proc/{process}/ns/net")


def _connect(engine: Engine, neighbour: int) -> None:
    """Lay a cable between the two hosts."""
    on_host, on_client = engine.network, engine.client
    for command in (
        [*on_host, "ip", "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", str(neighbour)],
        *([*side, "ip", "link", "set", "lo", "up"] for side in (on_host, on_client)),
        *([*side, "ip", "link", "set", "cable", "up"] for side in (on_host, on_client)),
        [*on_host, "ip", "address", "add", f"{HOST}/24", "dev", "cable"],
        [*on_client, "ip", "address", "add", f"{CLIENT}/24", "dev", "cable"],
    ):
        subprocess.run(command, check=True)


def _dockerd(engine: Engine) -> list[str]:
    # Neither the machine's own settings nor a storage driver that tmpfs lacks.
    settings = engine.directory / "daemon.json"
    settings.write_text("{}", encoding="utf-8")
    return [
        *("dockerd", "--config-file", str(settings), "--storage-driver", "vfs"),
        *("--data-root", str(engine.disk / "data"), "--exec-root", str(engine.directory / "exec")),
        *("--host", str(engine.environment["DOCKER_HOST"]), "--pidfile", str(engine.directory / "pid")),
    ]


def _unmount_below(directory: Path) -> None:
    """Unmount the disk, and what the engine leaves mounted."""
    mounts = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    places = [mount.split()[1] for mount in mounts]
    for place in sorted((each for each in places if each.startswith(f"{directory}/")), reverse=True):
        subprocess.run(["umount", "--lazy", place], check=True)


def _answers(engine: Engine) -> bool:
    asked = subprocess.run(["docker", "version"], env=engine.environment, capture_output=True, check=False)
    return asked.returncode == 0
