from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.registry.pull_through_cache import (
    UPSTREAM_REGISTRIES,
    PullThroughCacheRule,
    pull_through_policy,
)
from tests.model.registry.service_model import accepts, shape

SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/docker-hub-AbCdEf"  # noqa: S105 - its ARN
ROLE = "arn:aws:iam::444455556666:role/ecr/cache"
PRIVATE = "111122223333.dkr.ecr.us-east-1.amazonaws.com"
CACHED = "arn:aws:ecr:eu-west-1:111122223333:repository/docker-hub/*"


def rule(**settings: Any) -> PullThroughCacheRule:
    return PullThroughCacheRule(
        **{"prefix": "docker-hub", "upstream": "docker-hub", "credential_arn": SECRET, **settings}
    )


@pytest.mark.parametrize(
    ("upstream", "url", "takes"),
    [
        ("docker-hub", "registry-1.docker.io", "credentials"),
        ("github-container-registry", "ghcr.io", "credentials"),
        ("gitlab-container-registry", "registry.gitlab.com", "credentials"),
        ("chainguard", "cgr.dev", "credentials"),
        ("ecr-public", "public.ecr.aws", "none"),
        ("quay", "quay.io", "none"),
        ("k8s", "registry.k8s.io", "none"),
        ("registry-1.docker.io", "registry-1.docker.io", "credentials"),
        ("public.ecr.aws", "public.ecr.aws", "none"),
        ("team-x.azurecr.io", "team-x.azurecr.io", "credentials"),
        (PRIVATE, PRIVATE, "none"),
        (f"{PRIVATE}.cn", f"{PRIVATE}.cn", "none"),
    ],
)
def test_an_upstream_has_a_url_and_takes_credentials_or_none(upstream: str, url: str, takes: str) -> None:
    credential = SECRET if takes == "credentials" else None

    assert rule(upstream=upstream, credential_arn=credential).render()["upstream_registry_url"] == url

    with pytest.raises(
        InvalidSettingError, match=rf"^credential_arn .*{'must be' if credential else 'must not be'} set"
    ):
        rule(upstream=upstream, credential_arn=None if credential else SECRET)


def test_the_names_are_ecrs_own() -> None:
    names = set(shape("UpstreamRegistry").enum)

    assert set(UPSTREAM_REGISTRIES) | {"ecr", "azure-container-registry"} == names


@pytest.mark.parametrize(
    "upstream",
    [
        "",
        "docker.io",
        "https://registry-1.docker.io",
        "registry-1.docker.io/library",
        "mcr.microsoft.com",
        "azurecr.io",
        "team.evil-azurecr.io",
        "ecr",
        "1112.dkr.ecr.us-east-1.amazonaws.com",
        f"{PRIVATE}.evil.org",
        "registry-1.docker.io\n",
    ],
)
def test_another_registry_is_refused_with_those_there_are(upstream: str) -> None:
    with pytest.raises(InvalidSettingError, match=r"^upstream .* must be one of docker-hub \(registry-1.docker.io\), "):
        rule(upstream=upstream)


@pytest.mark.parametrize("upstream", [None, 5, ["docker-hub"]])
def test_an_upstream_is_a_string(upstream: object) -> None:
    with pytest.raises(InvalidSettingError, match=r"^upstream .* must be a string"):
        rule(upstream=upstream)


@pytest.mark.parametrize(
    "arn",
    [
        SECRET,
        "arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:ecr-pullthroughcache/a",
        SECRET + "a" * (612 - len(SECRET)),
    ],
)
def test_a_secret_ecr_takes(arn: str) -> None:
    assert accepts("CredentialArn", arn)
    assert rule(credential_arn=arn).render()["credential_arn"] == arn


@pytest.mark.parametrize(
    "arn",
    [
        "",
        "ecr-pullthroughcache/docker-hub",
        SECRET.replace("ecr-pullthroughcache/", ""),
        SECRET.replace("ecr-pullthroughcache/", "ecr-pullthroughcache-"),
        SECRET.replace("secretsmanager", "ssm"),
        SECRET + "a" * (613 - len(SECRET)),
        "arn:aws:secretsmanager:a:secret:ecr-pullthroughcache/é" + "a" * 20,
    ],
)
def test_a_secret_ecr_refuses(arn: str) -> None:
    assert not accepts("CredentialArn", arn)
    with pytest.raises(InvalidSettingError, match=r"^credential_arn .* whose name starts with 'ecr-pullthroughcache/'"):
        rule(credential_arn=arn)


def test_a_missing_secret_is_asked_for_by_name() -> None:
    with pytest.raises(InvalidSettingError) as refusal:
        rule(credential_arn=None)

    assert str(refusal.value) == (
        "credential_arn None: must be set for registry-1.docker.io, which wants credentials: the ARN, of at most 612 "
        "characters, of a Secrets Manager secret whose name starts with 'ecr-pullthroughcache/', in the registry's "
        "account and region (ECR user guide, pull through cache)"
    )


def test_another_accounts_registry_takes_a_role_and_a_prefix() -> None:
    cache = rule(
        prefix="platform", upstream=PRIVATE, credential_arn=None, custom_role_arn=ROLE, upstream_prefix="base/images"
    )

    assert cache.render() == {
        "ecr_repository_prefix": "platform",
        "upstream_registry_url": PRIVATE,
        "custom_role_arn": ROLE,
        "upstream_repository_prefix": "base/images",
    }


def test_a_secret_for_a_private_registry_points_to_the_role() -> None:
    with pytest.raises(InvalidSettingError, match="takes no credentials; another account's takes custom_role_arn"):
        rule(upstream=PRIVATE)


@pytest.mark.parametrize(("setting", "value"), [("custom_role_arn", ROLE), ("upstream_prefix", "base")])
def test_what_belongs_to_private_registries_is_refused_elsewhere(setting: str, value: str) -> None:
    with pytest.raises(InvalidSettingError, match=rf"^{setting} .*it goes with an upstream private ECR registry"):
        rule(**{setting: value})


@pytest.mark.parametrize(
    "arn", ["cache", "arn:aws:iam::444455556666:user/cache", "arn:aws:iam::1:role/cache", ROLE + "*", ROLE + "a" * 2048]
)
def test_a_role_is_named_by_its_arn(arn: str) -> None:
    with pytest.raises(InvalidSettingError, match=r"^custom_role_arn "):
        rule(upstream=PRIVATE, credential_arn=None, custom_role_arn=arn)


def test_root_maps_to_root_only() -> None:
    assert rule(prefix="ROOT", upstream=PRIVATE, credential_arn=None, upstream_prefix="ROOT").upstream_prefix == "ROOT"

    with pytest.raises(InvalidSettingError, match=r"^upstream_prefix 'base': must not be set when prefix is ROOT"):
        rule(prefix="ROOT", upstream=PRIVATE, credential_arn=None, upstream_prefix="base")


@pytest.mark.parametrize("setting", ["prefix", "upstream_prefix"])
def test_prefixes_are_checked(setting: str) -> None:
    with pytest.raises(InvalidSettingError, match=rf"^{setting} 'Docker': must be ROOT, or 2 to 30"):
        rule(upstream=PRIVATE, credential_arn=None, **{setting: "Docker"})


def test_expressions_are_left_to_terraform() -> None:
    expressions = {field.name: f"${{var.{field.name}}}" for field in dataclasses.fields(PullThroughCacheRule)}

    assert PullThroughCacheRule(**expressions).render() == {
        "ecr_repository_prefix": "${var.prefix}",
        "upstream_registry_url": "${var.upstream}",
        "credential_arn": "${var.credential_arn}",
        "custom_role_arn": "${var.custom_role_arn}",
        "upstream_repository_prefix": "${var.upstream_prefix}",
    }


@pytest.mark.parametrize(("prefix", "pattern"), [("docker-hub", "docker-hub/*"), ("ROOT", "*")])
def test_the_cached_repositories_have_a_pattern(prefix: str, pattern: str) -> None:
    assert rule(prefix=prefix).repositories == pattern


def test_pulling_through_takes_two_permissions_more_than_pulling() -> None:
    assert pull_through_policy([CACHED]) == {
        "Version": "2012-10-17",
        "Statement": [
            {"Sid": "LogIn", "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"},
            {
                "Sid": "PullImages",
                "Effect": "Allow",
                "Action": ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
                "Resource": [CACHED],
            },
            {
                "Sid": "FillCache",
                "Effect": "Allow",
                "Action": ["ecr:CreateRepository", "ecr:BatchImportUpstreamImage"],
                "Resource": [CACHED],
            },
        ],
    }


@pytest.mark.parametrize("arn", ["docker-hub/*", [], "arn:aws:s3:::bucket"])
def test_pulling_through_is_limited_to_repositories(arn: Any) -> None:
    with pytest.raises(InvalidSettingError, match=r"^repository_arn "):
        pull_through_policy(arn)
