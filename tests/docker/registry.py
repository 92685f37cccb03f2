"""A registry on the engine's host that lets nobody in without the password, as Amazon ECR does."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.docker.engine import Engine, started, wait_for

ADDRESS = "127.0.0.1:5000"  # Docker takes a registry on loopback without TLS.
# Amazon ECR's user; hash and password are the first of the test vectors of bcrypt (crypt_blowfish, wrapper.c).
USER, PASSWORD = "AWS", "U*U"
_HASH = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"

_CONFIGURATION = """\
version: 0.1
log: {{level: warn}}
storage:
  filesystem: {{rootdirectory: {directory}/registry}}
http: {{addr: "{address}"}}
auth:
  htpasswd: {{realm: registry, path: {directory}/htpasswd}}
"""


@contextmanager
def serving(engine: Engine) -> Iterator[None]:
    """Start the registry beside an engine, which is logged in to it."""
    directory, environment = engine.directory, dict(engine.environment)
    (directory / "htpasswd").write_text(f"{USER}:{_HASH}\n", encoding="utf-8")
    configuration = directory / "registry.yml"
    configuration.write_text(_CONFIGURATION.format(directory=directory, address=ADDRESS), encoding="utf-8")
    log = directory / "registry.log"
    command = [*engine.network, "docker-registry", "serve", str(configuration)]
    with log.open("wb") as output, started(command, output.fileno(), environment):
        asks = [*engine.network, "curl", "--silent", "--output", "/dev/null", f"http://{ADDRESS}/v2/"]
        wait_for(lambda: subprocess.run(asks, check=False).returncode == 0, "the registry", log)
        engine.docker("login", "--username", USER, "--password-stdin", ADDRESS, given=PASSWORD)
        yield
