"""``cdktf-ecr scan wait`` and ``scan report``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.standin.ecr import NOT_FOUND, Image, Told, basic, child, digest_of, ecr, enhanced
from tests.standin.server import Fault

ONE = Told("COMPLETE", [basic("CVE-2026-1", "CRITICAL")])
INDEX = Image("index", tags=["1"], children=[child("amd", "linux/amd64"), child("arm", "linux/arm64")])
ARM = Image("arm", told=[Told("ACTIVE", [enhanced("CVE-2026-1"), enhanced("CVE-2026-2")], enhanced=True)])


def test_a_line_for_each_platform(command: Command) -> None:
    with ecr(INDEX, Image("amd", told=[ONE]), ARM) as service:
        ran = command("scan", "wait", "team/api:1", "--endpoint-url", service.url, "--settle", 0)

    assert ran.code == 0
    assert ran.stdout.splitlines() == [
        f"{digest_of('amd')} linux/amd64 COMPLETE 1 finding (basic)",
        f"{digest_of('arm')} linux/arm64 ACTIVE 2 findings (enhanced)",
    ]


@pytest.mark.parametrize(
    ("told", "code", "said"),
    [
        (ONE, 0, "COMPLETE 1 finding (basic)"),
        (Told("FAILED"), 3, "FAILED no result: the scan failed (FAILED)"),
        (NOT_FOUND, 3, "SCAN_NOT_FOUND no result: the image was never scanned (SCAN_NOT_FOUND)"),
        (Told("PENDING"), 75, "PENDING no result: the scan has not begun (PENDING)"),
    ],
)
def test_how_it_ends(command: Command, told: Told | Fault, code: int, said: str) -> None:
    with ecr(Image("image", tags=["1"], told=[told])) as service:
        ran = command("scan", "wait", "team/api:1", "--endpoint-url", service.url, "--settle", 0, "--timeout", 0.2)

    assert (ran.code, ran.stdout) == (code, f"{digest_of('image')} - {said}\n")


def test_an_index_without_images(command: Command) -> None:
    with ecr(Image("index", tags=["1"], children=[])) as service:
        ran = command("scan", "wait", "team/api:1", "--endpoint-url", service.url)

    assert (ran.code, "it holds no image of any platform" in ran.stdout) == (3, True)


def test_an_image_that_never_comes(command: Command) -> None:
    with ecr() as service:
        ran = command("scan", "wait", "team/api:1", "--endpoint-url", service.url, "--timeout", 0.2)

    assert (ran.code, ran.stdout) == (
        75,
        "team/api:1 - IMAGE_NOT_FOUND no result: the repository has no such image (IMAGE_NOT_FOUND)\n",
    )


def test_a_scan_is_started_where_none_ran(command: Command) -> None:
    with ecr(Image("image", tags=["1"], told=[NOT_FOUND, ONE])) as service:
        ran = command("scan", "wait", "team/api:1", "--endpoint-url", service.url, "--settle", 0, "--start")

    assert (ran.code, len(service.asked("StartImageScan"))) == (0, 1)


@pytest.mark.parametrize(
    ("told", "code", "verdict"), [(ONE, 0, "failed"), (Told("FAILED"), 3, "none"), (Told("PENDING"), 75, "none")]
)
def test_a_report_is_not_failed_by_findings(
    command: Command, tmp_path: Path, told: Told, code: int, verdict: str
) -> None:
    with ecr(Image("image", tags=["1"], told=[told])) as service:
        options = ("--settle", 0, "--timeout", 0.2, "--output", "json=r.json")
        ran = command("scan", "report", "team/api:1", "--endpoint-url", service.url, *options)

    assert (ran.code, json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["verdict"]) == (code, verdict)
