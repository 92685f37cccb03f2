"""``cdktf-ecr images list``."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.cli.conftest import Command
from tests.standin.ecr import PUSHED, Image, Told, basic, child, digest_of, ecr
from tests.standin.server import Fault


def images() -> list[Image]:
    return [
        Image(
            "image",
            tags=["1", "latest"],
            told=[Told("COMPLETE", [basic("CVE-1"), basic("CVE-2", "LOW")])],
            more={"lastRecordedPullTime": PUSHED + 86_400, "lastActivatedAt": PUSHED + 2 * 86_400},
        ),
        Image("index", tags=["2"], children=[child("image", "linux/amd64")]),
        Image("archived", more={"imageStatus": "ARCHIVED", "lastArchivedAt": PUSHED + 86_400}),
    ]


def test_a_table_for_people(command: Command) -> None:
    with ecr(*images()) as service:
        ran = command("images", "list", "team/api", "--endpoint-url", service.url)

    assert ran.code == 0
    rows = {tuple(line.split()[:2]): line.split()[2:] for line in ran.stdout.splitlines()}
    assert rows["1,", "latest"] == [
        digest_of("image")[:19], "2026-09-21", "2026-09-22", "52.0", "MB", "COMPLETE", "1", "1",
    ]  # fmt: skip
    assert rows["2", digest_of("index")[:19]] == ["2026-09-21", "never", "52.0", "MB", "INDEX", "?", "?"]
    assert rows["-", digest_of("archived")[:19]] == ["2026-09-21", "never", "52.0", "MB", "archived", "?", "?"]
    assert ran.stdout.splitlines()[0].split()[-2:] == ["High", "Low"]


def test_json_for_programs(command: Command) -> None:
    with ecr(*images()) as service:
        ran = command("images", "list", "team/api", "--endpoint-url", service.url, "--format", "json")

    document = json.loads(ran.stdout)
    (image,) = [one for one in document["images"] if one["tags"] == ["1", "latest"]]
    assert (document["schema"], document["repository"]) == ("urn:cdktf-ecr:image-list:1", "team/api")
    assert image == {
        "digest": digest_of("image"),
        "tags": ["1", "latest"],
        "pushed_at": "2026-09-21T14:13:20Z",
        "last_pulled_at": "2026-09-22T14:13:20Z",
        "size": 52_000_000,
        "archived": False,
        "archived_at": None,
        "restored_at": "2026-09-23T14:13:20Z",
        "is_index": False,
        "status": "COMPLETE",
        "scan_type": "basic",
        "counts": {
            "CRITICAL": 0,
            "HIGH": 1,
            "MEDIUM": 0,
            "LOW": 1,
            "INFORMATIONAL": 0,
            "UNDEFINED": 0,
            "UNTRIAGED": None,
        },
    }
    told = {one["digest"]: (one["archived_at"], one["is_index"]) for one in document["images"]}
    assert told[digest_of("archived")] == ("2026-09-22T14:13:20Z", False)
    assert told[digest_of("index")] == (None, True)
    assert [one["counts"]["CRITICAL"] for one in document["images"] if one["status"] != "COMPLETE"] == [None, None]


def test_csv_for_spreadsheets(command: Command) -> None:
    with ecr(*images()) as service:
        ran = command("images", "list", "team/api", "--endpoint-url", service.url, "--format", "csv")

    rows = {row["digest"]: row for row in csv.DictReader(io.StringIO(ran.stdout))}
    image = rows[digest_of("image")]
    assert (image["tags"], image["high"], image["critical"], image["untriaged"]) == ("1 latest", "1", "0", "")
    assert rows[digest_of("archived")]["archived"] == "true"


def test_an_empty_repository(command: Command) -> None:
    with ecr() as service:
        ran = command("images", "list", "team/api", "--endpoint-url", service.url, "--format", "json")

    assert json.loads(ran.stdout)["images"] == []
    assert ran.stderr == ""


@pytest.mark.parametrize(
    ("options", "says"),
    [((), "team/api has no images\n"), (("--tag-status", "untagged"), "team/api has no untagged images\n")],
)
def test_a_table_without_rows_says_so(command: Command, options: tuple[str, ...], says: str) -> None:
    with ecr() as service:
        ran = command("images", "list", "team/api", "--endpoint-url", service.url, *options)

    assert (ran.code, ran.stdout, ran.stderr) == (0, "", says)


def test_a_repository_by_its_uri_in_its_region(command: Command) -> None:
    with ecr(*images()) as service:
        uri = "123456789012.dkr-ecr.eu-west-1.on.aws/team/api"
        ran = command("images", "list", uri, "--endpoint-url", service.url, "--tag-status", "tagged")

    assert ran.code == 0
    assert service.asked("DescribeImages")[0] == {
        "registryId": "123456789012",
        "repositoryName": "team/api",
        "filter": {"imageStatus": "ANY", "tagStatus": "TAGGED"},
        "maxResults": 1000,
    }


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ([], "Missing argument 'REPOSITORY'"),
        (["team/api:1"], "repository 'team/api:1': must be 2 to 256 characters"),
        (["team/api", "--format", "xml"], "'xml' is not one of 'table', 'json', 'csv'"),
        (["team/api", "--concurrency", "0"], "0 is not in the range 1<=x<=50"),
    ],
)
def test_a_mistake_is_one_line_and_2(command: Command, arguments: list[str], error: str) -> None:
    ran = command("images", "list", *arguments)

    assert (ran.code, error in ran.stderr, ran.stderr.count("\n"), ran.stdout) == (2, True, 1, "")


def test_a_denied_action_is_named(command: Command) -> None:
    with ecr(*images()) as service:
        service.faults = {"DescribeImageScanFindings": [Fault("AccessDeniedException")]}
        ran = command("images", "list", "team/api", "--endpoint-url", service.url)

    assert (ran.code, ran.stdout) == (4, "")
    assert "error: permission denied: ecr:DescribeImageScanFindings" in ran.stderr
