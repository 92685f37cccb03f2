from __future__ import annotations

from dataclasses import replace

import botocore.session
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.operations.references import (
    ImageReference,
    RepositoryReference,
    parse_image,
    parse_repository,
    registry_host,
)

DIGEST = "sha256:" + "0123456789abcdef" * 4
ACCOUNT = "123456789012"


@pytest.mark.parametrize(
    ("host", "region"),
    [
        (f"{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com", "us-east-1"),
        (f"{ACCOUNT}.dkr.ecr.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
        (f"{ACCOUNT}.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
        (f"{ACCOUNT}.dkr.ecr.cn-north-1.amazonaws.com.cn", "cn-north-1"),
        (f"{ACCOUNT}.dkr.ecr.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1"),
        (f"{ACCOUNT}.dkr.ecr.us-iso-east-1.c2s.ic.gov", "us-iso-east-1"),
        (f"{ACCOUNT}.dkr-ecr.eu-west-1.on.aws", "eu-west-1"),
        (f"{ACCOUNT}.dkr-ecr-fips.us-east-1.on.aws", "us-east-1"),
        (f"{ACCOUNT}.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn", "cn-north-1"),
    ],
)
def test_a_full_uri_says_where_the_image_is(host: str, region: str) -> None:
    text = f"{host}/team/api:1.2"

    assert parse_image(text) == ImageReference(
        text=text, repository="team/api", tag="1.2", registry_id=ACCOUNT, region=region
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("api:1", {"repository": "api", "tag": "1"}),
        ("team/sub/api:v1.0_rc-1", {"repository": "team/sub/api", "tag": "v1.0_rc-1"}),
        (f"api@{DIGEST}", {"repository": "api", "digest": DIGEST}),
        (f"api:1@{DIGEST}", {"repository": "api", "tag": "1", "digest": DIGEST}),
        ("my.app:1", {"repository": "my.app", "tag": "1"}),
    ],
)
def test_a_short_form_leaves_registry_and_region_to_the_session(text: str, parts: dict[str, str]) -> None:
    assert parse_image(text) == ImageReference(text=text, **parts)
    assert parse_image(text, registry_id=ACCOUNT, region="eu-west-1") == ImageReference(
        text=text, registry_id=ACCOUNT, region="eu-west-1", **parts
    )


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("api", "image 'api': must be repository:tag or"),
        ("", "image '': must be repository:tag or"),
        ("team/api:", "must be repository:tag or"),
        ("team/api@", "must be repository:tag or"),
        ("team/api:-1", "must be repository:tag or"),
        ("team/api:a b", "must be repository:tag or"),
        ("team/api@sha256:abc", "must be repository:tag or"),
        ("Team/API:1", "image 'Team/API': must be 2 to 256 characters"),
        ("team//api:1", "image 'team//api': must be 2 to 256 characters"),
        ("ghcr.io/team/api:1", r"is of another registry \(ghcr.io\)"),
        ("localhost:5000/api:1", r"is of another registry \(localhost:5000\)"),
        ("public.ecr.aws/nginx/nginx:1", r"is of another registry \(public.ecr.aws\)"),
        ("12345.dkr.ecr.us-east-1.amazonaws.com/api:1", "is of another registry"),
        (f"{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com.evil.example/api:1", "is of another registry"),
        (f"https://{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/api:1", "is of another registry"),
    ],
)
def test_anything_else_is_refused_in_one_line(text: str, error: str) -> None:
    with pytest.raises(InvalidSettingError, match=error) as raised:
        parse_image(text)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"region": "eu-west-1"}, "region 'eu-west-1': contradicts .*, which is in us-east-1"),
        ({"registry_id": "210987654321"}, "registry-id '210987654321': contradicts .*, which is in 123456789012"),
        ({"registry_id": "42"}, "registry-id '42': must be an account id of 12 digits"),
    ],
)
def test_a_uri_of_another_registry_or_region_than_asked_for_is_refused(asked: dict[str, str], error: str) -> None:
    with pytest.raises(InvalidSettingError, match=error):
        parse_image(f"{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/api:1", **asked)


def test_the_registry_and_region_of_the_uri_may_be_asked_for() -> None:
    text = f"{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/api:1"

    assert parse_image(text, registry_id=ACCOUNT, region="us-east-1") == parse_image(text)


def test_every_region_of_ecr_has_a_uri_that_is_read() -> None:
    session = botocore.session.get_session()
    for partition in session.get_data("partitions")["partitions"]:
        for region in session.get_available_regions("ecr", partition["id"]):
            host = f"{ACCOUNT}.dkr.ecr.{region}.{partition['outputs']['dnsSuffix']}"
            assert parse_image(f"{host}/api:1").region == region


def test_a_ledger_may_name_an_image_in_four_ways() -> None:
    text = f"{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/team/api:1@{DIGEST}"

    assert parse_image(text).names == ("team/api", "team/api:1", f"team/api@{DIGEST}", text)


@given(
    st.from_regex(r"[a-z0-9]{2,20}(/[a-z0-9]{1,20}){0,2}", fullmatch=True),
    st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,30}", fullmatch=True),
    st.booleans(),
)
def test_what_is_put_together_is_taken_apart(repository: str, tag: str, pinned: bool) -> None:  # noqa: FBT001
    text = f"{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/{repository}:{tag}{f'@{DIGEST}' if pinned else ''}"
    expected = ImageReference(text=text, repository=repository, tag=tag, registry_id=ACCOUNT, region="us-east-1")

    assert parse_image(text) == replace(expected, digest=DIGEST if pinned else None)


def test_the_host_of_a_registry_is_that_of_a_full_uri() -> None:
    host = f"{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com"

    assert [registry_host(text) for text in (f"{host}/team/api:1", "team/api:1", "ghcr.io/team/api:1", host)] == [
        host,
        None,
        None,
        None,
    ]


def test_a_repository_is_a_name_alone_or_after_its_host() -> None:
    assert parse_repository("team/api") == RepositoryReference(repository="team/api")
    assert parse_repository(f"{ACCOUNT}.dkr-ecr.us-east-1.on.aws/team/api") == RepositoryReference(
        repository="team/api", registry_id=ACCOUNT, region="us-east-1"
    )


@pytest.mark.parametrize("text", ["team/api:1", f"team/api@{DIGEST}", "", "ghcr.io/team/api"])
def test_anything_else_is_no_repository(text: str) -> None:
    with pytest.raises(InvalidSettingError, match="repository"):
        parse_repository(text)
