"""What the script refuses before it asks Docker for anything."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from cdktf_ecr.model import deployment

SCRIPT = Path(deployment.__file__).parent / "templates" / "deploy.sh"
URL = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api"
IMAGE = f"{URL}@sha256:{'a' * 64}"
MISUSED, NO_ENGINE = 2, 3


def deploy(directory: Path, *arguments: str, **settings: str) -> tuple[int, str]:
    """Run the script where there is everything but an engine, and return its exit code and what it said."""
    commands = directory / "bin"
    commands.mkdir(exist_ok=True)
    for name, text in {"docker": "exit 1", "iptables-restore": "exit 0"}.items():
        (commands / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (commands / name).chmod(0o755)
    done = subprocess.run(
        ["sh", str(SCRIPT), *arguments],
        env={
            "PATH": f"{commands}:{os.environ['PATH']}",
            "ECR_DEPLOY_STATE": str(directory / "state"),
            **{f"ECR_DEPLOY_{name}": value for name, value in settings.items()},
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        (IMAGE, IMAGE),
        ("",),
        (URL,),
        (f"{URL}:latest",),
        (f"sha256:{'a' * 64}",),
        (f"{IMAGE}a",),
        (IMAGE[:-1],),
        (IMAGE.upper(),),
        (f"{URL}@sha256:{'g' * 64}",),
    ],
)
def test_what_names_no_image_by_its_digest(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    code, said = deploy(tmp_path, *arguments)
    assert code == MISUSED
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"REPOSITORY": f"{URL}-other"}, f"not of {URL}-other: '{IMAGE}'"),
        ({"PORT": "http"}, "no number: 'http'"),
        ({"HEALTH_SECONDS": "-1"}, "no number: '-1'"),
        ({"PORT": "20081"}, "port 20081 is for clients"),
        ({"NETWORK": "none"}, "no network: 'none'; bridge or host"),
        ({"SWITCH": "flip"}, "no way to switch: 'flip'; redirect or replace"),
        ({"LOGIN": "password"}, "no way to log in: 'password'"),
        ({"NETWORK": "host", "PORT_VARIABLE": ""}, "redirect needs a port variable in the host's network"),
        ({"ENVIRONMENT_FILE": "/not/there"}, "cannot read /not/there"),
    ],
)
def test_settings_that_mean_nothing(tmp_path: Path, settings: dict[str, str], words: str) -> None:
    code, said = deploy(tmp_path, IMAGE, **settings)
    assert code == MISUSED
    assert words in said


def test_without_an_engine_nothing_is_done(tmp_path: Path) -> None:
    code, said = deploy(tmp_path, IMAGE, REPOSITORY=URL)
    assert code == NO_ENGINE
    assert "no Docker engine answers" in said
    assert not (tmp_path / "state").exists()
