from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.registry.public_repository import (
    PUBLIC_REPOSITORY_NAME,
    CatalogData,
    check_public_region,
    public_push_policy,
)
from cdktf_ecr.model.terraform.types import checked
from tests.model.registry.service_model import accepts, shape

ROLE = "arn:aws:iam::111122223333:role/release"


def checked_name(name: str) -> str:
    return str(checked("name", name, PUBLIC_REPOSITORY_NAME))


@given(st.text("ab0._-/A", max_size=12))
def test_names_are_those_ecr_public_takes(name: str) -> None:
    try:
        checked_name(name)
    except InvalidSettingError:
        assert not accepts("RepositoryName", name, of="ecr-public")
    else:
        assert accepts("RepositoryName", name, of="ecr-public")


@pytest.mark.parametrize("name", ["ab", "a" * 205, "team/api", "${var.name}"])
def test_a_name_is_taken(name: str) -> None:
    assert checked_name(name) == name


@pytest.mark.parametrize("name", ["", "a", "a" * 206, "a__b", "a--b", "Team/api", "public.ecr.aws/x:latest", "ab\n"])
def test_a_malformed_name_is_refused(name: str) -> None:
    with pytest.raises(InvalidSettingError, match=r"^name .* must be 2 to 205 characters of lower-case letters"):
        checked_name(name)


def test_only_one_region_has_public_repositories() -> None:
    check_public_region("us-east-1")

    with pytest.raises(InvalidSettingError, match=r"^provider 'eu-west-1': must be a provider for us-east-1, the only"):
        check_public_region("eu-west-1")


def test_nothing_to_show_is_no_block() -> None:
    assert CatalogData().render() == {}


def test_the_gallery_shows_what_is_given() -> None:
    catalog = CatalogData(
        description="Short",
        about_text="# Long",
        usage_text="`docker pull`",
        architectures=["ARM 64", "x86-64"],
        operating_systems=["Linux"],
        logo=b"PNG",
    )

    assert catalog.render() == {
        "description": "Short",
        "about_text": "# Long",
        "usage_text": "`docker pull`",
        "architectures": ["ARM 64", "x86-64"],
        "operating_systems": ["Linux"],
        "logo_image_blob": base64.b64encode(b"PNG").decode(),
    }


@pytest.mark.parametrize(
    ("setting", "limit", "of"),
    [
        ("description", 1_024, "RepositoryDescription"),
        ("about_text", 10_240, "AboutText"),
        ("usage_text", 10_240, "UsageText"),
    ],
)
def test_texts_have_limits_in_bytes(setting: str, limit: int, of: str) -> None:
    assert limit <= shape(of, of="ecr-public").metadata["max"]
    assert CatalogData(**{setting: "x" * limit}).render() == {setting: "x" * limit}
    assert CatalogData(**{setting: "${var.text}" + "x" * limit})
    settings: dict[str, Any] = {setting: 5}

    with pytest.raises(InvalidSettingError, match=rf"^{setting} .* must be at most {limit:,} bytes, not {limit + 2:,}"):
        CatalogData(**{setting: "é" * (limit // 2 + 1)})
    with pytest.raises(InvalidSettingError, match=rf"^{setting} 5: must be a string"):
        CatalogData(**settings)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"architectures": ["amd64"]}, "^architectures 'amd64': must be one of ARM, ARM 64, x86, x86-64"),
        ({"operating_systems": ["linux"]}, "^operating_systems 'linux': must be one of Linux, Windows"),
        ({"architectures": ["x86", "x86"]}, "^architectures 'x86': must not list one twice"),
        ({"architectures": "x86"}, "^architectures 'x86': must be a list of strings, not a string"),
        ({"logo": "logo.png"}, "^logo 'logo.png': must be the bytes of an image, or their base64 text"),
        ({"logo": "UE5H!"}, "^logo 'UE5H!': must be the bytes of an image, or their base64 text"),
        ({"logo": "é"}, "^logo 'é': must be the bytes of an image, or their base64 text"),
        ({"logo": b""}, "^logo '0 bytes': must be 1 to 512,000 bytes"),
        ({"logo": ""}, "^logo '0 bytes': must be 1 to 512,000 bytes"),
        ({"logo": b"x" * 512_001}, "^logo '512001 bytes': must be 1 to 512,000 bytes"),
        ({"logo": 5}, "^logo 5: must be 1 to 512,000 bytes"),
    ],
)
def test_wrong_catalog_data_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        CatalogData(**settings)


def test_the_gallerys_badges_are_those_the_api_documents() -> None:
    catalog = shape("RepositoryCatalogDataInput", of="ecr-public")
    for setting, badges in (
        ("architectures", ["ARM", "ARM 64", "x86", "x86-64"]),
        ("operatingSystems", ["Linux", "Windows"]),
    ):
        text = catalog.members[setting].documentation
        assert [badge for badge in badges if f"<code>{badge}</code>" not in text] == []


@pytest.mark.parametrize("logo", ["UE5H", '${filebase64("logo.png")}'])
def test_a_logo_may_be_text(logo: str) -> None:
    assert CatalogData(logo=logo).render() == {"logo_image_blob": logo}


def test_the_largest_logo_is_taken() -> None:
    size = shape("LogoImageBlob", of="ecr-public").metadata["max"]

    assert len(base64.b64decode(CatalogData(logo=b"x" * size).render()["logo_image_blob"])) == 512_000


def test_principals_may_push() -> None:
    assert public_push_policy([ROLE]) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "PushByPrincipals",
                "Effect": "Allow",
                "Principal": {"AWS": [ROLE]},
                "Action": [
                    "ecr-public:BatchCheckLayerAvailability",
                    "ecr-public:CompleteLayerUpload",
                    "ecr-public:InitiateLayerUpload",
                    "ecr-public:PutImage",
                    "ecr-public:UploadLayerPart",
                ],
            }
        ],
    }


@pytest.mark.parametrize("arns", [[], ["*"], ROLE])
def test_nobody_and_everybody_may_not_push(arns: Any) -> None:
    with pytest.raises(InvalidSettingError, match=r"^principal_arns "):
        public_push_policy(arns)
