"""Every command against moto's server: an ECR that somebody else wrote."""

from __future__ import annotations

import hashlib
import json
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cdktf_ecr.model.lifecycle import LifecyclePolicy, LifecycleRule
from cdktf_ecr.operations.aws import AwsSession, ecr_client
from tests.cli.conftest import Command
from tests.terraform import emulator
from tests.terraform.emulator import Emulator
from tests.unavailable import unavailable

if TYPE_CHECKING:
    from types_boto3_ecr import ECRClient

FINDINGS = "http://motoapi.amazonaws.com/moto-api/static/ecr/scan-finding-results"


@pytest.fixture(scope="module")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    if not emulator.installed():
        unavailable("moto[server] is not installed")
    with emulator.running(tmp_path_factory.mktemp("moto") / "log") as running:
        yield running


@pytest.fixture
def client(moto: Emulator, request: pytest.FixtureRequest) -> ECRClient:
    """A client for an account with an empty repository, team/api."""
    request.getfixturevalue("aws_environment")
    moto.reset()
    client = ecr_client(region="us-east-1", endpoint_url=moto.url)
    client.create_repository(repositoryName="team/api")
    return client


def push(client: ECRClient, tag: str) -> str:
    """Put an image of its own into the repository, and return its digest."""
    # moto makes the digest of the layers'.
    layer = "sha256:" + hashlib.sha256(tag.encode()).hexdigest()
    manifest = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
        "config": {"size": 1, "digest": layer},
        "layers": [{"size": 1, "digest": layer}],
    }
    pushed = client.put_image(repositoryName="team/api", imageManifest=json.dumps(manifest), imageTag=tag)
    return pushed["image"]["imageId"]["imageDigest"]


def finds(moto: Emulator, digest: str, *severities: str) -> None:
    """Let moto find this in an image when it is next asked."""
    result = {
        "imageScanStatus": {"status": "COMPLETE", "description": "done"},
        "imageScanFindings": {
            "imageScanCompletedAt": "2026-11-24T22:00:00Z",
            "findings": [{"name": f"CVE-{number}", "severity": one} for number, one in enumerate(severities)],
            "findingSeverityCounts": {},
        },
    }
    body = {
        "results": [
            {
                "imageId": {"imageDigest": digest},
                "repositoryName": "team/api",
                "registryId": "123456789012",
                **result,
            }
        ]
    }
    path = FINDINGS.removeprefix("http://motoapi.amazonaws.com")
    request = urllib.request.Request(moto.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        assert answer.status == 201


def options(moto: Emulator, *more: Any) -> tuple[Any, ...]:
    return ("--endpoint-url", moto.url, "--settle", 0, "--timeout", 5, *more)


def test_a_scan_is_started_waited_for_reported_and_gated(
    client: ECRClient, moto: Emulator, command: Command, tmp_path: Path
) -> None:
    digest = push(client, "1")

    waited = command("scan", "wait", "team/api:1", *options(moto, "--start"))
    reported = command("scan", "report", "team/api:1", *options(moto, "--output", "json=r.json"))
    gated = command("scan", "gate", f"team/api@{digest}", *options(moto, "--fail-on", "HIGH"))

    # moto finds the same in every image: one of severity HIGH.
    assert (waited.code, waited.stdout) == (0, f"{digest} - COMPLETE 1 finding (basic)\n")
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert (reported.code, report["verdict"], report["counts"]["HIGH"]) == (0, "passed", 1)
    assert report["findings"][0]["package"] == "moto_fake"
    assert gated.code == 1


def test_an_image_that_was_never_scanned(client: ECRClient, moto: Emulator, command: Command) -> None:
    push(client, "1")

    assert command("scan", "gate", "team/api:1", *options(moto, "--timeout", 0.2)).code == 3


@pytest.mark.usefixtures("client")
def test_an_image_and_a_repository_that_are_not_there(moto: Emulator, command: Command) -> None:
    missing = command("scan", "gate", "team/api:1", *options(moto, "--timeout", 0.2))
    nowhere = command("scan", "gate", "team/web:1", *options(moto))

    assert missing.code == 75
    assert nowhere.code == 4
    assert "RepositoryNotFoundException" in nowhere.stderr


def test_what_the_account_says_of_another_registry(client: ECRClient, moto: Emulator, command: Command) -> None:
    push(client, "1")
    uri = "210987654321.dkr.ecr.us-east-1.amazonaws.com/team/api:1"

    assert command("scan", "gate", uri, *options(moto)).code == 4


def test_only_new_findings_count(client: ECRClient, moto: Emulator, command: Command, tmp_path: Path) -> None:
    for tag, severities in (("old", ["CRITICAL"]), ("new", ["CRITICAL", "HIGH"])):
        digest = push(client, tag)
        client.start_image_scan(repositoryName="team/api", imageId={"imageDigest": digest})
        finds(moto, digest, *severities)

    more = ("--new-since", "team/api:old", "--output", "json=r.json", "--fail-on", "HIGH")
    ran = command("scan", "gate", "team/api:new", *options(moto, *more))

    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert ran.code == 1, ran
    assert [(one["severity"], one["new"]) for one in report["findings"]] == [("CRITICAL", False), ("HIGH", True)]


def test_a_lifecycle_policy_is_previewed_on_what_is_there(
    client: ECRClient, moto: Emulator, command: Command, tmp_path: Path
) -> None:
    digests = [push(client, f"v{number}") for number in range(3)]
    rule = LifecycleRule(priority=1, tag_patterns=["v*"], keep_newest=1, description="Keep the newest release")
    policy = tmp_path / "policy.json"
    policy.write_text(LifecyclePolicy([rule]).to_json(), encoding="utf-8")
    client.put_lifecycle_policy(repositoryName="team/api", lifecyclePolicyText=policy.read_text(encoding="utf-8"))
    base = ("lifecycle", "preview", "--repository", "team/api", "--endpoint-url", moto.url, "--format", "json")

    live, given = command(*base), command(*base, "--policy", policy)

    gone = [one["digest"] for one in json.loads(live.stdout)["images"] if one["action"] == "expire"]
    assert (live.code, len(gone), set(gone) < set(digests)) == (0, 2, True)
    assert json.loads(given.stdout)["images"] == json.loads(live.stdout)["images"]


def test_what_runs_on_ecs_is_protected(client: ECRClient, moto: Emulator, command: Command) -> None:
    for number in range(2):
        push(client, f"v{number}")
    rule = LifecycleRule(priority=1, tag_patterns=["v*"], days_since_push=1, description="A release lasts a day")
    client.put_lifecycle_policy(repositoryName="team/api", lifecyclePolicyText=LifecyclePolicy([rule]).to_json())
    ecs = AwsSession(region="us-east-1", endpoint_url=moto.url).client("ecs")
    ecs.create_cluster(clusterName="web")
    uri = client.describe_repositories()["repositories"][0]["repositoryUri"]
    container = {"name": "api", "image": f"{uri}:v0", "memory": 1}
    ecs.register_task_definition(family="api", containerDefinitions=[container])
    ecs.create_service(cluster="web", serviceName="api", taskDefinition="api:1", desiredCount=1)
    day = f"{datetime.now(timezone.utc) + timedelta(days=3):%Y-%m-%d}"
    base = ("lifecycle", "preview", "--repository", "team/api", "--endpoint-url", moto.url, "--protect")

    today = command(*base, "--skip", "inspector")
    then = command(*base, "--skip", "inspector", "--at", day, "--format", "json")

    assert (today.code, then.code) == (0, 1), (today, then)
    running = {tuple(one["tags"]): one["running"] for one in json.loads(then.stdout)["images"]}
    assert running == {("v0",): ["ECS service web/api"], ("v1",): []}


def test_the_costs_of_what_is_there(client: ECRClient, moto: Emulator, command: Command) -> None:
    push(client, "1")

    ran = command(
        *("cost", "estimate", "--repository", "team/api", "--endpoint-url", moto.url),
        *("--scanning", "on-push", "--format", "json"),
    )

    lines = {line["item"]: line for line in json.loads(ran.stdout)["lines"]}
    assert (ran.code, lines["inspector_initial_scan"]["usd"]) == (0, "0.09")
    assert 0 < float(lines["ecr_storage"]["usd"]) < 0.01


def test_images_are_listed(client: ECRClient, moto: Emulator, command: Command) -> None:
    first, second = push(client, "1"), push(client, "2")
    client.start_image_scan(repositoryName="team/api", imageId={"imageDigest": first})

    ran = command("images", "list", "team/api", "--endpoint-url", moto.url, "--format", "json")

    images = {image["digest"]: image for image in json.loads(ran.stdout)["images"]}
    assert {digest: (image["tags"], image["status"]) for digest, image in images.items()} == {
        first: (["1"], "COMPLETE"),
        second: (["2"], "SCAN_NOT_FOUND"),
    }
    assert (images[first]["counts"]["HIGH"], images[second]["counts"]["HIGH"]) == (1, None)
