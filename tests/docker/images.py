"""Images of a small service, in versions that behave and versions that do not."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.docker.engine import Engine
from tests.docker.registry import ADDRESS

REPOSITORY = f"{ADDRESS}/team/api"

_SERVE = 'trap "exit 0" TERM; {begin} busybox httpd -f -p "$PORT" -h /www & wait'
_DOCKERFILE = """\
FROM scratch
COPY root /
ENV PATH=/bin PORT=8080
{healthcheck}
ENTRYPOINT ["/bin/busybox", "sh", "-c", {program}]
"""
_SLOW = "#!/bin/busybox sh\nbusybox sleep 2\nprintf 'Content-Type: text/plain\\r\\n\\r\\n'\nbusybox cat /www/version\n"


@dataclass(frozen=True, kw_only=True)
class Version:
    """What an image is to do.

    Attributes:
        name: What it says that it is.
        has_health: Whether it answers where its health is asked for.
        begin: What its shell does before it serves.
        healthcheck: The command of its HEALTHCHECK, or None.
    """

    name: str
    has_health: bool = True
    begin: str = ""
    healthcheck: str | None = None


def pushed(engine: Engine, version: Version, repository: str = REPOSITORY) -> str:
    """Build and push an image, and return how to name it by its digest; the engine does not keep it."""
    context = engine.directory / "context"
    shutil.rmtree(context, ignore_errors=True)
    _write(context, version)
    tag = f"{repository}:{version.name}"
    engine.docker("build", "--quiet", "--tag", tag, str(context))
    engine.docker("push", "--quiet", tag)
    digest = engine.docker("image", "inspect", "--format", "{{index .RepoDigests 0}}", tag)
    engine.docker("image", "rm", tag)
    return digest


def _write(context: Path, version: Version) -> None:
    root = context / "root"
    pages = root / "www"
    (pages / "cgi-bin").mkdir(parents=True)
    (root / "bin").mkdir()
    binary = shutil.which("busybox")
    assert binary
    shutil.copy(binary, root / "bin" / "busybox")
    (pages / "version").write_text(version.name, encoding="utf-8")
    slow = pages / "cgi-bin" / "slow"
    slow.write_text(_SLOW, encoding="utf-8")
    slow.chmod(0o755)
    if version.has_health:
        (pages / "health").write_text("ok", encoding="utf-8")
    check = f"HEALTHCHECK --interval=1s CMD {version.healthcheck}" if version.healthcheck else ""
    program = _SERVE.format(begin=version.begin).replace('"', '\\"')
    dockerfile = _DOCKERFILE.format(healthcheck=check, program=f'"{program}"')
    (context / "Dockerfile").write_text(dockerfile, encoding="utf-8")
