"""``cdktf-ecr migrate images`` to ECR: AWS's API played, and a real registry that refuses what ECR refuses."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from cdktf_ecr.cli.aws_options import Aws
from cdktf_ecr.cli.migrate import images
from cdktf_ecr.operations.aws import ecr_client
from cdktf_ecr.operations.migration.copying.ecr import EcrRegistry
from tests.cli.conftest import Ran
from tests.cli.migrate.conftest import TARGET, Registries, Release
from tests.standin.account import DENIED, Account
from tests.standin.image_content import image, push
from tests.standin.server import Fault

PASSWORD = "from-aws"  # noqa: S105 - the stand-in's


@dataclass
class Ecr:
    """ECR: its API, and the registry behind it.

    Attributes:
        registries: The registries, of which the target is ECR's.
        account: The API.
        mutability: By repository, whether its tags can be moved, as the API has it.
        created: What CreateRepository was asked for.
    """

    registries: Registries
    account: Account
    mutability: dict[str, str] = field(default_factory=dict)
    created: list[Mapping[str, Any]] = field(default_factory=list)

    def token(self, _: Mapping[str, Any]) -> Mapping[str, Any]:
        data = {
            "authorizationToken": b64encode(f"AWS:{PASSWORD}".encode()).decode(),
            "expiresAt": datetime.now(timezone.utc) + timedelta(hours=12),
            "proxyEndpoint": f"https://{self.registries.target.host}",
        }
        return {"authorizationData": [data]}

    def describe(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        (name,) = asked["repositoryNames"]
        if name not in self.mutability:
            raise Fault("RepositoryNotFoundException", f"The repository with name '{name}' does not exist")
        return {"repositories": [{"repositoryName": name, "imageTagMutability": self.mutability[name]}]}

    def create(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        self.created.append(asked)
        self.mutability[asked["repositoryName"]] = asked["imageTagMutability"]
        assert self.registries.target.repositories is not None
        self.registries.target.repositories.add(asked["repositoryName"])
        return {"repository": {"repositoryName": asked["repositoryName"]}}

    def there(self, mutability: str) -> None:
        """Have the repository."""
        self.mutability[TARGET] = mutability
        self.registries.target.repositories = {TARGET}

    def copy(self, *more: str) -> Ran:
        return self.registries.copy("--format", "json", *more)


@pytest.fixture
def ecr(registries: Registries, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ecr]:
    service = Ecr(registries, Account())
    service.account.answers = {
        ("ecr", "GetAuthorizationToken"): service.token,
        ("ecr", "DescribeRepositories"): service.describe,
        ("ecr", "CreateRepository"): service.create,
    }
    registries.target.credential = ("AWS", PASSWORD)
    registries.target.repositories = set()
    with service.account.listening():

        def ecr_at(host: str, aws: Aws) -> EcrRegistry | None:
            if host != registries.target.host:
                return None
            return EcrRegistry(ecr_client(region=aws.region, endpoint_url=service.account.url), "123456789012")

        # What stands on loopback has no host of ECR's.
        monkeypatch.setattr(images, "ecr_at", ecr_at)
        yield service


def test_a_repository_that_is_missing_is_told_and_created_where_asked(ecr: Ecr, release: Release) -> None:
    missing = ecr.copy()

    assert (missing.code, set(ecr.registries.states(missing).values())) == (1, {"missing"})
    assert f"{TARGET} does not exist: --create-repositories creates it" in missing.stdout
    assert (ecr.created, ecr.registries.target.uploads()) == ([], [])

    key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    settings = ("--mutability", "IMMUTABLE", "--no-scan-on-push", "--encryption", "KMS", "--kms-key", key)
    ran = ecr.copy("--create-repositories", *settings)

    assert (ran.code, set(ecr.registries.states(ran).values())) == (0, {"copied"}), ran
    assert ecr.created == [
        {
            "registryId": "123456789012",
            "repositoryName": TARGET,
            "imageTagMutability": "IMMUTABLE",
            "imageScanningConfiguration": {"scanOnPush": False},
            "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": key},
        }
    ]
    assert ecr.registries.arrived("v1.0") == release.index.digest


def test_a_repository_is_created_as_our_module_creates_one(ecr: Ecr) -> None:
    ecr.registries.put("v1.0", image("x"))

    assert ecr.copy("--create-repositories").code == 0
    (asked,) = ecr.created
    assert asked["imageTagMutability"] == "MUTABLE"
    assert asked["imageScanningConfiguration"] == {"scanOnPush": True}
    assert asked["encryptionConfiguration"] == {"encryptionType": "AES256"}


def test_without_apply_nothing_is_created(ecr: Ecr) -> None:
    ecr.registries.put("v1.0", image("x"))

    ran = ecr.registries.command(*ecr.registries.arguments("--create-repositories", "--format", "json"))

    assert (ran.code, ecr.registries.states(ran), ecr.created) == (0, {"v1.0": "to copy"}, [])


def test_skopeo_logs_in_with_aws_token(ecr: Ecr) -> None:
    ecr.there("MUTABLE")
    ecr.registries.put("v1.0", image("x"))

    ran = ecr.copy()

    assert (ran.code, ecr.registries.states(ran)) == (0, {"v1.0": "copied"}), ran
    # One token for all requests: it holds for 12 hours.
    assert len(ecr.account.asked("ecr", "GetAuthorizationToken")) == 1


def test_an_immutable_tag_that_is_another_image_is_a_conflict_whatever_is_asked(ecr: Ecr) -> None:
    ecr.there("IMMUTABLE")
    ecr.registries.put("v1.0", image("ours"))
    theirs = push(ecr.registries.target.behind, TARGET, image("theirs"), "v1.0")

    ran = ecr.copy("--overwrite")

    assert (ran.code, ecr.registries.states(ran)) == (1, {"v1.0": "conflict"})
    assert f"the tag is {theirs} at the target, whose tags are immutable: it cannot be moved" in ran.stdout
    assert ecr.registries.target.uploads() == []


def test_a_tag_that_only_the_push_shows_to_be_immutable_is_one_clear_reason(ecr: Ecr) -> None:
    ecr.there("MUTABLE_WITH_EXCLUSION")
    ecr.registries.target.immutable = True
    ecr.registries.put("v1.0", image("ours"))
    theirs = push(ecr.registries.target.behind, TARGET, image("theirs"), "v1.0")

    ran = ecr.copy("--overwrite")

    assert (ran.code, ecr.registries.states(ran)) == (1, {"v1.0": "failed"})
    assert "the tag is another image at the target, whose tags are immutable: it cannot be moved (" in ran.stdout
    assert ecr.registries.arrived("v1.0") == theirs


def test_a_repository_that_goes_meanwhile_is_one_clear_reason(ecr: Ecr) -> None:
    ecr.there("MUTABLE")
    ecr.registries.target.repositories = set()
    ecr.registries.put("v1.0", image("x"))

    ran = ecr.copy()

    assert (ran.code, ecr.registries.states(ran)) == (1, {"v1.0": "failed"})
    assert "the repository does not exist at the target: --create-repositories creates it" in ran.stdout


@pytest.mark.parametrize("operation", ["GetAuthorizationToken", "DescribeRepositories", "CreateRepository"])
def test_a_denied_action_is_named(ecr: Ecr, operation: str) -> None:
    ecr.registries.put("v1.0", image("x"))
    ecr.account.answers["ecr", operation] = DENIED

    ran = ecr.copy("--create-repositories")

    assert (
        ran.code,
        ran.stdout,
        ran.stderr.splitlines()[-1].startswith(f"error: permission denied: ecr:{operation}"),
    ) == (
        4,
        "",
        True,
    ), ran


def test_a_name_that_ecr_would_refuse_is_refused_before_it_is_asked(ecr: Ecr) -> None:
    ecr.registries.put("v1.0", image("x"))
    pair = ecr.registries.pair.removesuffix(TARGET) + "a" * 257

    ran = ecr.registries.command(
        "migrate", "images", pair, "--authfile", "auth.json", "--create-repositories", "--apply"
    )

    assert (ran.code, "must be 2 to 256 characters" in ran.stderr, ecr.created) == (2, True, [])


def test_a_host_says_which_region_and_account_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    regions: list[str | None] = []
    aws = Aws(profile=None, region="us-east-1", region_was_asked=False, endpoint_url=None, no_color=True)
    monkeypatch.setattr(Aws, "client", lambda _self, region: regions.append(region))

    found = images.ecr_at("123456789012.dkr.ecr.eu-west-1.amazonaws.com", aws)

    assert (found is not None and found.registry_id, regions) == ("123456789012", ["eu-west-1"])
    for other in ("ghcr.io", "public.ecr.aws", "docker.io", "localhost:5000"):
        assert images.ecr_at(other, aws) is None


def test_a_token_is_renewed_before_it_ends(ecr: Ecr) -> None:
    now = datetime.now(timezone.utc)
    client = ecr_client(region="us-east-1", endpoint_url=ecr.account.url)
    registry = EcrRegistry(client, None, now=lambda: now)

    registry.credential()
    now += timedelta(hours=10, minutes=50)
    registry.credential()
    assert len(ecr.account.asked("ecr", "GetAuthorizationToken")) == 1

    now += timedelta(minutes=15)
    registry.credential()
    assert len(ecr.account.asked("ecr", "GetAuthorizationToken")) == 2
