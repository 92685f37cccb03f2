"""`CollectionSettings`: what repositories inherit, and every wrong value refused with the repository's name."""

from __future__ import annotations

from typing import Any

import pytest

from cdktf_ecr.model.collection.rules import OVERRIDES
from cdktf_ecr.model.collection.settings import CollectionSettings
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.module.settings import ModuleSettings
from cdktf_ecr.model.terraform.variables import declared_variables

KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
OTHER_KEY = KEY.replace("1234abcd", "00000000")
PUSH, CONTINUOUS = "SCAN_ON_PUSH", "CONTINUOUS_SCAN"


def own(**settings: Any) -> dict[str, Any]:
    return {"repositories": {"team/web": {}, "team/api": settings}}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"collection_name": "Team"}, "^collection_name 'Team': must be 2 to 256 characters"),
        ({"collection_name": 1}, "^collection_name 1: must be a string, not a number"),
        ({"repositories": None}, "^repositories None: must be a map, not None"),
        ({"repositories": ["team/api"]}, r"^repositories \['team/api'\]: must be a map, not a list"),
        ({"repositories": "team/api"}, "^repositories 'team/api': must be a map, not a string"),
        ({"repositories": {"Team/API": {}}}, "^repositories 'Team/API': must be 2 to 256 characters"),
        ({"repositories": {"": {}}}, "^repositories '': must be 2 to 256 characters"),
        ({"repositories": {"größe": {}}}, "^repositories 'größe': must be 2 to 256 characters"),
        ({"repositories": {"a" * 257: {}}}, "^repositories 'a+.*: must be 2 to 256 characters"),
        ({"repositories": {"${var.name}": {}}}, "^repositories .*: must be 2 to 256 characters"),
        ({"repositories": {1: {}}}, "^repositories 1: must be a map whose keys are strings, not a number"),
        ({"repositories": {"team/api": None}}, r"^repositories\['team/api'\] None: must be a mapping of settings"),
        ({"repositories": {"team/api": []}}, r"^repositories\['team/api'\] \[\]: must be a mapping of settings"),
        (
            {"repositories": {"team/api": "${var.api}"}},
            r"^repositories\['team/api'\] .*: must be a mapping of settings",
        ),
        (
            own(max_images=1),
            r"^repositories\['team/api'\] 'max_images': must be one of image_tag_mutability, .*, tags;",
        ),
        (own(enable_dashboard=False), r"^repositories\['team/api'\] 'enable_dashboard': .* the whole collection's"),
        (own(create_kms_key=True), r"^repositories\['team/api'\] 'create_kms_key': must be one of"),
        (own(image_tag_mutability="mutable"), r"^repositories\['team/api'\]\.image_tag_mutability 'mutable': must be"),
        (own(scan_on_push="yes"), r"^repositories\['team/api'\]\.scan_on_push 'yes': must be True or False"),
        (own(scan_frequency="DAILY"), r"^repositories\['team/api'\]\.scan_frequency 'DAILY': must be one of"),
        (
            {"enable_enhanced_scanning": False, **own(scan_frequency=CONTINUOUS)},
            r"^repositories\['team/api'\]\.scan_frequency .*: must be SCAN_ON_PUSH when enable_enhanced_scanning is",
        ),
        (own(encryption_type="AES"), r"^repositories\['team/api'\]\.encryption_type 'AES': must be one of AES256,"),
        (own(kms_key_id=KEY), r"^repositories\['team/api'\]\.kms_key_id .*: must be null when encryption_type is "),
        (
            own(encryption_type="KMS", kms_key_id="alias/ecr"),
            r"^repositories\['team/api'\]\.kms_key_id 'alias/ecr': must be the ARN",
        ),
        (
            own(max_image_count=0),
            r"^repositories\['team/api'\]\.max_image_count 0: must be a whole number of 1 or more",
        ),
        (own(dev_image_count="5"), r"^repositories\['team/api'\]\.dev_image_count '5': must be a whole number"),
        (own(untagged_image_days=1.5), r"^repositories\['team/api'\]\.untagged_image_days 1.5: must be a"),
        (own(pull_account_ids=["1"]), r"^repositories\['team/api'\]\.pull_account_ids '1': must be an AWS account id"),
        (
            own(pull_account_ids=["111122223333"] * 2),
            r"^repositories\['team/api'\]\.pull_account_ids .*: must not",
        ),
        (own(force_delete=1), r"^repositories\['team/api'\]\.force_delete 1: must be True or False"),
        (own(tags={"aws:x": "y"}), r"^repositories\['team/api'\]\.tags {'aws:x': 'y'}: must be a map of at most 47"),
        (own(tags="x"), r"^repositories\['team/api'\]\.tags 'x': must be a map, not a string"),
        (own(tags=["x"]), r"^repositories\['team/api'\]\.tags \['x'\]: must be a map, not a list"),
        (
            {"tags": {f"shared{n}": "" for n in range(24)}, **own(tags={f"own{n}": "" for n in range(24)})},
            r"^repositories\['team/api'\]\.tags .*: must be a map of at most 47 tags",
        ),
        (
            {
                "image_tag_mutability": "IMMUTABLE_WITH_EXCLUSION",
                "image_tag_mutability_exclusion_filters": ("dev*",),
                **own(image_tag_mutability="IMMUTABLE"),
            },
            r"^repositories\['team/api'\]\.image_tag_mutability 'IMMUTABLE': must be MUTABLE_WITH_EXCLUSION",
        ),
        ({"scan_repository_filters": ["a__b"]}, "^scan_repository_filters 'a__b': must be 1 to 255 characters"),
        ({"scan_repository_filters": "*"}, r"^scan_repository_filters '\*': must be a list of strings"),
        (
            {"scan_repository_filters": ["team"] * 2},
            "^scan_repository_filters 'team': must be at most 100 filters, none listed twice",
        ),
        (
            {"scan_repository_filters": [f"t{n}" for n in range(101)]},
            "^scan_repository_filters .*: must be at most 100",
        ),
        ({"kms_key_id": KEY, **own(encryption_type="KMS")}, "^kms_key_id .*: must be null when encryption_type is"),
        ({"max_image_count": 0}, "^max_image_count 0: must be a whole number of 1 or more"),
    ],
)
def test_a_wrong_value_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        CollectionSettings(**settings)


@pytest.mark.parametrize("name", OVERRIDES)
def test_null_and_nothing_inherit(name: str) -> None:
    shared: dict[str, Any] = {
        "image_tag_mutability": "IMMUTABLE",
        "scan_on_push": False,
        "scan_frequency": CONTINUOUS,
        "encryption_type": "KMS",
        "kms_key_id": KEY,
        "max_image_count": 20,
        "dev_image_count": 21,
        "untagged_image_days": 22,
        "pull_account_ids": ("111122223333",),
        "force_delete": True,
        "tags": {"Team": "shared"},
    }
    own: dict[str, Any] = {"team/api": {name: None}, "team/web": {}}
    settings = CollectionSettings(repositories=own, **shared)

    assert settings.of("team/api") == settings.of("team/web")
    assert getattr(settings.of("team/api"), name) == shared[name]


def test_what_is_given_replaces_what_is_shared_and_tags_add() -> None:
    settings = CollectionSettings(
        tags={"Team": "shared", "Cost": "1"},
        pull_account_ids=("111122223333",),
        repositories={
            "team/api": {"tags": {"Team": "own", "Größe": "groß"}, "pull_account_ids": [], "max_image_count": 3}
        },
    )

    api = settings.of("team/api")

    assert api.tags == {"Team": "own", "Cost": "1", "Größe": "groß"}
    assert api.pull_account_ids == ()
    assert (api.max_image_count, api.dev_image_count) == (3, 5)


@pytest.mark.parametrize(
    ("shared", "given", "expected"),
    [
        ({"encryption_type": "KMS", "kms_key_id": KEY}, {}, ("KMS", KEY, False)),
        ({"encryption_type": "KMS", "kms_key_id": KEY}, {"encryption_type": "KMS_DSSE"}, ("KMS_DSSE", KEY, False)),
        ({"encryption_type": "KMS", "kms_key_id": KEY}, {"encryption_type": "AES256"}, ("AES256", None, False)),
        ({"encryption_type": "KMS", "kms_key_id": KEY}, {"kms_key_id": OTHER_KEY}, ("KMS", OTHER_KEY, False)),
        ({"encryption_type": "KMS", "create_kms_key": True}, {}, ("KMS", None, True)),
        ({"encryption_type": "KMS", "create_kms_key": True}, {"encryption_type": "AES256"}, ("AES256", None, False)),
        ({"encryption_type": "KMS", "create_kms_key": True}, {"kms_key_id": OTHER_KEY}, ("KMS", OTHER_KEY, False)),
        ({}, {"encryption_type": "KMS"}, ("KMS", None, False)),
        ({}, {"encryption_type": "KMS", "kms_key_id": KEY}, ("KMS", KEY, False)),
        ({}, {"encryption_type": "${var.type}", "kms_key_id": KEY}, ("${var.type}", KEY, False)),
        (
            {"encryption_type": "KMS", "kms_key_id": KEY},
            {"encryption_type": "${var.type}"},
            ("${var.type}", f'${{var.type == "AES256" ? null : "{KEY}"}}', False),
        ),
    ],
)
def test_the_shared_key_is_for_those_without_a_way_of_their_own(
    shared: dict[str, Any], given: Any, expected: tuple[str, str | None, bool]
) -> None:
    one = CollectionSettings(repositories={"team/api": given}, **shared).of("team/api")

    assert (one.encryption_type, one.kms_key_id, one.create_kms_key) == expected


@pytest.mark.parametrize("name", [name for name in OVERRIDES if name != "kms_key_id"])
def test_every_override_takes_an_expression(name: str) -> None:
    own: dict[str, Any] = {"team/api": {name: "${var.x}"}}
    settings = CollectionSettings(repositories=own)

    found = getattr(settings.of("team/api"), name)

    assert found == ("${merge({}, var.x)}" if name == "tags" else "${var.x}")


def test_tags_merge_in_terraform_where_either_is_an_expression() -> None:
    shared = CollectionSettings(tags="${var.tags}", repositories={"team/api": {"tags": {"A": "b"}}, "team/web": {}})

    assert shared.of("team/api").tags == '${merge(var.tags, {"A": "b"})}'
    assert shared.of("team/web").tags == "${merge(var.tags, {})}"


def test_only_terraform_knows_the_repositories_of_an_expression() -> None:
    settings = CollectionSettings(repositories="${var.repositories}")

    assert settings.repositories == "${var.repositories}"
    assert settings.frequencies() is None


def test_frequencies_are_each_repositorys_own() -> None:
    settings = CollectionSettings(
        repositories={
            "team/api": {},
            "team/web": {"scan_frequency": CONTINUOUS, "scan_on_push": False},
            "team/job": {"scan_on_push": False},
        }
    )

    assert settings.frequencies() == {"team/api": PUSH, "team/web": CONTINUOUS, "team/job": None}


@pytest.mark.parametrize(
    "settings",
    [
        {"scan_on_push": "${var.x}"},
        {"scan_frequency": "${var.x}"},
        {"enable_enhanced_scanning": "${var.x}"},
        own(scan_on_push="${var.x}"),
        own(scan_frequency="${var.x}"),
    ],
)
def test_frequencies_are_unknown_where_an_expression_decides_one(settings: dict[str, Any]) -> None:
    assert CollectionSettings(**{**own(), **settings}).frequencies() is None


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, PUSH),
        ({"scan_on_push": False}, None),
        ({"scan_frequency": CONTINUOUS}, CONTINUOUS),
        ({"scan_frequency": CONTINUOUS, "scan_on_push": False}, CONTINUOUS),
    ],
)
def test_the_frequency_of_a_repository_without_settings_of_its_own(
    settings: dict[str, Any], expected: str | None
) -> None:
    assert CollectionSettings(**settings).own_frequency == expected


def test_the_variables_are_those_of_one_repository_but_for_its_name() -> None:
    ours, of_one = declared_variables(CollectionSettings), declared_variables(ModuleSettings)

    assert set(ours) - set(of_one) == {"collection_name", "repositories"}
    assert set(of_one) - set(ours) == {"repository_name", "create_pull_policy"}
    assert "kms_key_id = optional(string)" in ours["repositories"].type


def test_the_hardened_profile_holds_for_every_repository() -> None:
    settings = CollectionSettings.hardened(repositories={"team/api": {}, "team/web": {"encryption_type": "AES256"}})

    assert settings.of("team/api").image_tag_mutability == "IMMUTABLE"
    assert settings.of("team/api").create_kms_key is True
    assert settings.of("team/web").create_kms_key is False
