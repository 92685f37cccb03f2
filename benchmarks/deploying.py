"""What clients see of a deployment: ``PYTHONPATH=. python benchmarks/deploying.py``, as root, with a Docker engine.

The service takes a time to start, as most do, and clients on another host ask for it all the time, each request on a
new connection. A version is deployed from the image that runs to another one and back again; what counts is how many
requests get no answer, and the longest time between two answers.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tests.docker import engine as engines
from tests.docker import registry
from tests.docker.images import Version, pushed
from tests.docker.polling import polling
from tests.docker.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.docker.polling import Polled

WAYS: Mapping[str, Mapping[str, str]] = {
    "`redirect`, `bridge`": {},
    "`redirect`, `host`": {"NETWORK": "host"},
    "`replace`, `bridge`": {"SWITCH": "replace"},
    "`replace`, `host`": {"SWITCH": "replace", "NETWORK": "host"},
}
HEADER = (
    "| switch, network | requests | without an answer | longest time between answers |\n| --- | ---: | ---: | ---: |"
)


def updates(service: Service, images: list[str], runs: int) -> Iterator[Polled]:
    """Yield what clients saw of each of some updates, the first one not counted."""
    service.deploy(images[0])
    for number in range(1, runs + 1):
        with polling(service.engine, service.port) as polled:
            code, said = service.deploy(images[number % len(images)])
        if code:
            sys.exit(said)
        yield polled


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5, help="counted updates in each way (default: 5)")
    options.add_argument(
        "--start", type=float, default=1.0, help="seconds that the service takes to start (default: 1)"
    )
    given = options.parse_args()
    lacking = engines.missing()
    if lacking:
        sys.exit(lacking)
    with ExitStack() as stack:
        directory = Path(tempfile.mkdtemp(prefix="engine-"))
        stack.callback(shutil.rmtree, directory, ignore_errors=True)
        engine = stack.enter_context(engines.running(directory))
        stack.enter_context(registry.serving(engine))
        begin = f"busybox sleep {given.start};"
        images = [pushed(engine, Version(name=name, begin=begin)) for name in ("v1", "v2")]
        print(HEADER)
        for number, (way, settings) in enumerate(WAYS.items()):
            with tempfile.TemporaryDirectory() as state:
                service = Service(engine, Path(state), 8100 + 10 * number, settings=dict(settings))
                seen = list(updates(service, images, given.runs))
                service.remove()
            requests = sum(len(each.requests) for each in seen)
            lost = sum(len(each.lost) for each in seen)
            print(f"| {way} | {requests} | {lost} | {statistics.median(each.gap for each in seen):.2f} s |")
    print(
        f"\n(A service that takes {given.start:g} s to start; {os.cpu_count()} cores, Linux {platform.release()}, "
        f"{given.runs} updates each, the last column a median.)"
    )


if __name__ == "__main__":
    main()
