"""The tutorial's commands, on a real engine and a registry that wants a password; Terraform and AWS are stand-ins."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.docker.engine import Engine
from tests.docker.images import Version, pushed
from tests.docker.registry import ADDRESS, PASSWORD

pytestmark = pytest.mark.xdist_group("docker")

SCRIPTS = Path(__file__).resolve().parents[2] / "examples" / "first-image"
REPOSITORY = f"{ADDRESS}/first/image"
BASE = "public.ecr.aws/docker/library/alpine:3"

# Each notes how it was called. Terraform and AWS answer as they would, Docker is real, but for what is far away.
_NOTING = '#!/bin/sh\necho "{name} $*" >>"$CALLS"\n'
_STAND_INS = {
    "terraform": f'[ "$*" = "output -raw ecr_repository_url" ] && echo {REPOSITORY}\n',
    "aws": f"printf %s '{PASSWORD}'\n",
    "docker": f'[ "$1 $2" = "pull {BASE}" ] || exec "$DOCKER" "$@"\n',
    "cdktf-ecr": "",
}


@pytest.fixture
def calls(engine: Engine, tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """Where calls are noted, and the environment in which they are; the image that is far away is there."""
    for name, does in _STAND_INS.items():
        program = tmp_path / name
        program.write_text(_NOTING.format(name=name) + does, encoding="utf-8")
        program.chmod(0o755)
    docker = shutil.which("docker")
    assert docker
    noted = tmp_path / "calls"
    image = pushed(engine, Version(name="base"))
    engine.docker("pull", "--quiet", image)
    engine.docker("tag", image, BASE)
    path = f"{tmp_path}:{engine.environment['PATH']}"
    # Not logged in anywhere: the script has to do that.
    own = {"PATH": path, "CALLS": str(noted), "DOCKER": docker, "DOCKER_CONFIG": str(tmp_path / "config")}
    return noted, {**engine.environment, **own}


def test_the_image_is_pushed_judged_and_pulled_again(engine: Engine, calls: tuple[Path, dict[str, str]]) -> None:
    noted, environment = calls

    subprocess.run([*engine.network, str(SCRIPTS / "push.sh")], env=environment, check=True, capture_output=True)

    done = noted.read_text(encoding="utf-8").splitlines()
    done.remove("aws ecr get-login-password")  # at the same time as the login that reads it
    assert done == [
        "terraform output -raw ecr_repository_url",
        f"docker login --username AWS --password-stdin {ADDRESS}",
        f"docker pull {BASE}",
        f"docker tag {BASE} {REPOSITORY}:v1",
        f"docker push {REPOSITORY}:v1",
        f"cdktf-ecr scan gate {REPOSITORY}:v1",
        f"docker pull {REPOSITORY}:v1",
    ]
    engine.docker("image", "rm", BASE, f"{REPOSITORY}:v1")
    engine.docker("pull", "--quiet", f"{REPOSITORY}:v1")
    engine.docker("image", "rm", f"{REPOSITORY}:v1")


def test_an_image_that_does_not_pass_is_not_pulled(engine: Engine, calls: tuple[Path, dict[str, str]]) -> None:
    noted, environment = calls
    with (noted.parent / "cdktf-ecr").open("a", encoding="utf-8") as gate:
        gate.write("exit 1\n")

    ran = subprocess.run([*engine.network, str(SCRIPTS / "push.sh")], env=environment, check=False)

    assert ran.returncode == 1
    assert noted.read_text(encoding="utf-8").splitlines()[-1] == f"cdktf-ecr scan gate {REPOSITORY}:v1"
    engine.docker("image", "rm", BASE, f"{REPOSITORY}:v1")
