"""An emulated AWS account, as a server that terraform and boto3 both talk to."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOST = "127.0.0.1"
_START_SECONDS = 60
_SERVER = str(Path(__file__).with_name("moto_server.py"))


@dataclass(frozen=True, slots=True)
class Emulator:
    """A running moto server.

    Attributes:
        port: Where it listens.
        recording: The file of the requests that it was told to record.
    """

    port: int
    recording: Path

    @property
    def url(self) -> str:
        """The endpoint of every AWS service."""
        return f"http://{_HOST}:{self.port}"

    def reset(self) -> None:
        """Empty the account."""
        assert self._request("POST", "/moto-api/reset") == http.client.OK

    @contextmanager
    def recorded(self) -> Iterator[None]:
        """Record the requests of some time, and none of before."""
        for command in ("reset", "start"):
            assert self._request("POST", f"/moto-api/recorder/{command}-recording") == http.client.OK
        try:
            yield
        finally:
            assert self._request("POST", "/moto-api/recorder/stop-recording") == http.client.OK

    @contextmanager
    def authorized(self) -> Iterator[None]:
        """Allow for some time what IAM policies allow, and not everything."""
        assert self._request("POST", "/moto-api/reset-auth", "0") == http.client.OK
        try:
            yield
        finally:
            assert self._request("POST", "/moto-api/reset-auth", "inf") == http.client.OK

    def answers(self) -> bool:
        """Whether it is up."""
        try:
            return self._request("GET", "/moto-api/") == http.client.OK
        except OSError:
            return False

    def _request(self, method: str, path: str, body: str = "") -> int:
        connection = http.client.HTTPConnection(_HOST, self.port, timeout=30)
        try:
            connection.request(method, path, body)
            return connection.getresponse().status
        finally:
            connection.close()


def installed() -> bool:
    """Whether moto and its server are."""
    return find_spec("moto") is not None and find_spec("flask") is not None


@contextmanager
def running(log: Path) -> Iterator[Emulator]:
    """Run a server on a free port.

    Args:
        log: Where the server writes.
    """
    emulator = Emulator(_free_port(), log.with_name("recording"))
    command = [sys.executable, "-W", "ignore", _SERVER, "-H", _HOST, "-p", str(emulator.port)]
    environment = {**os.environ, "MOTO_RECORDER_FILEPATH": str(emulator.recording)}
    with log.open("wb") as stream, subprocess.Popen(command, env=environment, stdout=stream, stderr=stream) as process:
        try:
            deadline = time.monotonic() + _START_SECONDS
            while not emulator.answers():
                assert process.poll() is None, log.read_text(encoding="utf-8")
                assert time.monotonic() < deadline, f"no answer from {emulator.url}"
                time.sleep(0.2)
            yield emulator
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])
