"""What a Dockerfile is built from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.operations.migration.looking import found, inventory_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM nginx", ["1: nginx"]),
        ("FROM nginx # the web server\n", ["1: nginx"]),
        ("FROM \\\n  nginx:1\n", ["1: nginx:1"]),
        ('FROM "nginx"\n', ["1: nginx"]),
        ("FROM --platform=$BUILDPLATFORM golang:1.22 AS build\n", ["1: golang:1.22"]),
        ("FROM scratch\n", []),
        ("from nginx as Web\nFROM web\n", ["1: nginx"]),
        ("FROM ghcr.io/team/api\n", []),
        ("FROM public.ecr.aws/docker/library/node:20\n", []),
        ("FROM 123456789012.dkr.ecr.us-east-1.amazonaws.com/docker-hub/library/nginx\n", []),
        ("FROM localhost:5000/api\n", []),
        ("FROM docker.io/library/nginx\n", ["1: docker.io/library/nginx"]),
        ("FROM index.docker.io/team/api\n", ["1: index.docker.io/team/api"]),
        ("FROM registry-1.docker.io/team/api\n", ["1: registry-1.docker.io/team/api"]),
        ("FROM Nginx\n", ["1: Nginx?"]),
        ("FROM --platform=linux/amd64\n", ["1: --platform=linux/amd64?"]),
    ],
)
def test_from(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert found(tmp_path, "Dockerfile", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ARG BASE=nginx\nFROM $BASE\n", ["2: nginx"]),
        ("ARG BASE=ghcr.io/team/api\nFROM ${BASE}\n", []),
        ('ARG TAG="1" BASE=nginx\nFROM ${BASE}:${TAG}\n', ["2: nginx:1"]),
        ("ARG BASE\nFROM $BASE\n", ["2: $BASE?"]),
        ("ARG BASE\nFROM ${BASE:-nginx}\n", ["2: nginx"]),
        ("ARG TAG\nFROM nginx:${TAG}\n", ["2: nginx:${TAG}"]),
        ("ARG REGISTRY\nFROM ${REGISTRY}/nginx\n", ["2: ${REGISTRY}/nginx?"]),
        # What stands behind the first FROM is no FROM's.
        ("FROM scratch\nARG BASE=nginx\nFROM $BASE\n", ["3: $BASE?"]),
        ("ARG BASE=nginx\nFROM $BASE\nARG BASE=redis\nFROM $BASE\n", ["2: nginx", "4: nginx"]),
    ],
)
def test_arguments_are_filled_in(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert found(tmp_path, "Dockerfile", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM scratch AS a\nCOPY --from=a / /\nCOPY --from=0 / /\nCOPY --from=nginx:1 / /\n", ["4: nginx:1"]),
        ("FROM scratch\nCOPY --chown=1 --from=nginx / /\n", ["2: nginx"]),
        ("FROM scratch\nRUN --mount=type=bind,from=alpine,target=/x true\n", ["2: alpine"]),
        ("FROM scratch\nRUN --mount=type=cache,target=/x true\n", []),
        ("FROM scratch\nONBUILD COPY --from=busybox / /\n", ["2: busybox"]),
        ("ARG I=alpine:3\nFROM scratch\nCOPY --from=${I} / /\n", ["3: alpine:3"]),
    ],
)
def test_other_images_that_are_copied_from(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert found(tmp_path, "Dockerfile", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# syntax=docker/dockerfile:1\nFROM scratch\n", ["1: docker/dockerfile:1"]),
        ("# escape=`\n# SYNTAX = docker/dockerfile:1\nFROM scratch\n", ["2: docker/dockerfile:1"]),
        ("# syntax=ghcr.io/team/frontend\nFROM scratch\n", []),
        # Behind any other comment it is one itself.
        ("# what this is\n# syntax=docker/dockerfile:1\nFROM scratch\n", []),
    ],
)
def test_the_frontend_is_pulled_too(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert found(tmp_path, "Dockerfile", text) == expected


def test_a_here_document_is_a_script_and_has_no_instructions(tmp_path: Path) -> None:
    text = "FROM scratch\nRUN <<EOF\nFROM nginx\ndocker pull redis\nEOF\nFROM alpine\n"

    assert found(tmp_path, "Dockerfile", text) == ["4: redis", "6: alpine"]


def test_a_command_of_a_build_is_read(tmp_path: Path) -> None:
    assert found(tmp_path, "Dockerfile", "FROM scratch\nRUN true && \\\n  docker pull redis\n") == ["2: redis"]


def test_a_from_without_an_image_gives_no_verdict(tmp_path: Path) -> None:
    inventory = inventory_of(tmp_path, {"Dockerfile": "FROM\n"})

    assert (inventory.verdict, inventory.unread[0].reason) == ("unknown", "line 1: FROM names no image")


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Dockerfile", True),
        ("dockerfile", True),
        ("Dockerfile.dev", True),
        ("api.Dockerfile", True),
        ("web/Containerfile", True),
        ("Dockerfile.dockerignore", False),
        ("Dockerfiles", False),
    ],
)
def test_which_files_are_dockerfiles(tmp_path: Path, name: str, *, is_one: bool) -> None:
    assert bool(found(tmp_path, name, "FROM nginx\n")) is is_one
