"""What `docker ps` printed on a host."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.migration.running import Looked, proof_verdict, runs
from cdktf_ecr.operations.migration.proving.hosts import read_docker_ps

ECR = "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/api"
TABLE = f"""\
CONTAINER ID   IMAGE{" " * 70}COMMAND                  CREATED       STATUS       PORTS                NAMES
3f57d9401f8d   {"nginx:1.27":<75}"/docker-entrypoint.…"   2 hours ago   Up 2 hours   80/tcp, 443/tcp      web
3f57d9401f8e   {ECR + ":1":<75}"/app"                   2 hours ago   Up 2 hours                        api
3f57d9401f8f   {"2b7d6430f78d":<75}"/app"                   2 days ago    Up 2 days                         old
"""


def read(tmp_path: Path, text: str) -> dict[str, str]:
    """Return the state of each container."""
    file = tmp_path / "web-1.txt"
    file.write_text(text, encoding="utf-8")
    looked = read_docker_ps(file)
    assert (looked.name, looked.failure) == ("web-1.txt", None)
    return {one.where.rpartition(" ")[2]: one.state for one in looked.running}


def test_a_table(tmp_path: Path) -> None:
    assert read(tmp_path, TABLE) == {"web": "left", "api": "clean", "old": "unknown"}


def test_a_table_of_no_container(tmp_path: Path) -> None:
    assert read(tmp_path, TABLE.splitlines()[0]) == {}


def test_json_a_line_each(tmp_path: Path) -> None:
    lines = [{"Names": "web", "Image": "nginx"}, {"Names": "api", "Image": f"{ECR}@sha256:{'0' * 64}"}]

    assert read(tmp_path, "\n".join(map(json.dumps, lines))) == {"web": "left", "api": "clean"}


def test_what_docker_inspect_prints(tmp_path: Path) -> None:
    containers = [{"Name": "/web", "Image": f"sha256:{'0' * 64}", "Config": {"Image": "docker.io/library/nginx"}}]

    assert read(tmp_path, json.dumps(containers)) == {"web": "left"}
    assert read(tmp_path, "[]") == {}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "is empty"),
        ("permission denied while trying to connect", "its first line has no column IMAGE"),
        ("{", "is not valid JSON"),
        ("[1]", "must be a list of containers"),
        ('{"Names": "web"}', "has a container without an image: web"),
        ("CONTAINER ID   IMAGE   NAMES\nweb\n", "has a line without an image"),
    ],
)
def test_what_is_something_else_is_refused(tmp_path: Path, text: str, rule: str) -> None:
    with pytest.raises(InvalidSettingError, match=rule):
        read(tmp_path, text)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettingError, match="cannot be read: No such file"):
        read_docker_ps(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("image", "state"),
    [
        ("nginx", "left"),
        ("docker.io/team/api", "left"),
        (ECR, "clean"),
        (f"sha256:{'0' * 64}", "unknown"),
        ("2b7d6430f78d", "unknown"),
        ("", "unknown"),
        ("${IMAGE}", "unknown"),
    ],
)
def test_what_an_image_says_of_where_it_came_from(image: str, state: str) -> None:
    assert runs("x", image).state == state


@pytest.mark.parametrize(
    ("looked", "verdict"),
    [
        ([Looked(name="a", running=(runs("x", ECR),))], "clean"),
        ([Looked(name="a")], "clean"),
        ([Looked(name="a", running=(runs("x", ECR),)), Looked(name="b", failure="denied")], "unknown"),
        ([Looked(name="a", running=(runs("x", "2b7d6430f78d"),))], "unknown"),
        ([Looked(name="a", running=(runs("x", "nginx"),)), Looked(name="b", failure="denied")], "left"),
    ],
    ids=["clean", "nothing", "denied", "id", "left"],
)
def test_what_could_not_be_looked_at_is_never_clean(looked: list[Looked], verdict: str) -> None:
    assert proof_verdict(looked) == verdict
