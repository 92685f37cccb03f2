"""A client of the service, on another host, that asks all the time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from tests.docker.engine import HOST, Engine

_PROGRAM = Path(__file__).parent / "programs" / "poll.py"
OK = 200


@dataclass(frozen=True, slots=True)
class Request:
    """One request: when it began and ended, its status (0 where there was no answer), and the answer or the error."""

    began: float
    ended: float
    status: int
    text: str


@dataclass
class Polled:
    """What came of the requests, once they are over."""

    requests: list[Request] = field(default_factory=list)

    @property
    def lost(self) -> list[Request]:
        """The requests without an answer."""
        return [request for request in self.requests if request.status != OK]

    @property
    def versions(self) -> list[str]:
        """The versions that answered, in order, each once."""
        answers = [request.text for request in self.requests if request.status == OK]
        return [text for text, before in zip(answers, [None, *answers], strict=False) if text != before]

    @property
    def gap(self) -> float:
        """The longest time between the end of one answered request and the next one's, in seconds."""
        ends = [request.ended for request in self.requests if request.status == OK]
        return max((after - before for before, after in pairwise(ends)), default=0.0)


@contextmanager
def polling(engine: Engine, port: int, *, path: str = "/version", pause: float = 0.005) -> Iterator[Polled]:
    """Ask for a path all the time; what came of it is there when the block is left."""
    polled = Polled()
    command = [*engine.client, sys.executable, str(_PROGRAM), HOST, str(port), path, str(pause)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        try:
            assert process.stdout
            first = process.stdout.readline()
            yield polled
        finally:
            process.terminate()
        output = first + process.stdout.read()
    for line in output.splitlines():
        began, ended, status, text = line.split(" ", 3)
        polled.requests.append(Request(float(began), float(ended), int(status), text))
