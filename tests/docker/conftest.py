"""A real Docker engine with a registry, or a reason why there is none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from tests.docker import engine as engines
from tests.docker import registry
from tests.docker.engine import Engine
from tests.docker.images import Version, pushed
from tests.docker.service import Service
from tests.unavailable import unavailable

_PORTS = count(8100, 10)

Push = Callable[[Version], str]


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """The one engine of the run: all tests of it are of one xdist group."""
    reason = engines.missing()
    if reason:
        unavailable(reason)
    with ExitStack() as stack:
        directory = Path(tempfile.mkdtemp(prefix="engine-"))
        stack.callback(shutil.rmtree, directory, ignore_errors=True)
        running = stack.enter_context(engines.running(directory))
        stack.enter_context(registry.serving(running))
        yield running


@pytest.fixture(scope="session")
def push(engine: Engine) -> Push:
    """Build and push a version, once, and return how to name its image."""
    return cache(lambda version: pushed(engine, version))


@pytest.fixture
def service(engine: Engine, tmp_path: Path) -> Iterator[Service]:
    """A service of which nothing has been deployed yet."""
    service = Service(engine, tmp_path, next(_PORTS))
    yield service
    service.remove()
