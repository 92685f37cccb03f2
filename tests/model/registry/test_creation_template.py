from __future__ import annotations

from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.registry.creation_template import APPLIED_FOR, CreationTemplate, creation_role_policy
from cdktf_ecr.model.repository.encryption import Encryption
from cdktf_ecr.model.repository.tag_mutability import TagMutability
from tests.model.registry.service_model import shape

ROLE = "arn:aws:iam::111122223333:role/creator"
KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"


def template(**settings: Any) -> CreationTemplate:
    return CreationTemplate(**{"prefix": "docker-hub", "applied_for": ["PULL_THROUGH_CACHE"], **settings})


def test_the_occasions_are_ecrs_own() -> None:
    assert set(APPLIED_FOR) == set(shape("RCTAppliedFor").enum)


def test_a_template_applies_to_several_occasions() -> None:
    assert template(applied_for=list(APPLIED_FOR)).applied_for == APPLIED_FOR


@pytest.mark.parametrize("prefix", ["ROOT", "prod/team", "a" * 256, "${var.prefix}"])
def test_a_prefix_is_taken(prefix: str) -> None:
    assert template(prefix=prefix).prefix == prefix


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"prefix": "a" * 257}, "^prefix .* must be ROOT, or 2 to 256 "),
        ({"prefix": "prod/"}, "^prefix 'prod/': must be ROOT, or 2 to 256 "),
        (
            {"applied_for": []},
            r"^applied_for \[\]: must be one or more of PULL_THROUGH_CACHE, REPLICATION, CREATE_ON_PUSH",
        ),
        ({"applied_for": "REPLICATION"}, "^applied_for 'REPLICATION': must be a list of strings, not a string"),
        ({"applied_for": ["PUSH"]}, "^applied_for 'PUSH': must be one of PULL_THROUGH_CACHE, "),
        (
            {"applied_for": ["REPLICATION", "REPLICATION"]},
            "^applied_for 'REPLICATION': must be one or more of .*, each once",
        ),
        ({"description": "é" * 128}, "^description .* must be at most 255 bytes"),
        ({"description": 5}, "^description 5: must be a string"),
        ({"tag_mutability": "immutable"}, "^tag_mutability 'immutable': must be one of MUTABLE, "),
        ({"encryption": "KMS"}, "^encryption 'KMS': must be of type Encryption"),
        ({"encryption": None}, "^encryption None: must be of type Encryption"),
        ({"lifecycle_policy": "{}"}, "^lifecycle_policy '{}': must be of type LifecyclePolicy"),
        ({"policy": {"Version": "2012-10-17"}}, "^policy .* must be of type RepositoryPolicy"),
        ({"resource_tags": {"aws:x": "y"}, "custom_role_arn": ROLE}, "^resource_tags .* must be a map of at most 50"),
        ({"resource_tags": "Team", "custom_role_arn": ROLE}, "^resource_tags 'Team': must be a map, not a string"),
        ({"custom_role_arn": "creator"}, "^custom_role_arn 'creator': must be the ARN of a role"),
        ({"applied_for": 5}, "^applied_for 5: must be a list of strings, not a number"),
        ({"prefix": None}, "^prefix None: must be a string, not None"),
        ({"resource_tags": {"Team": 5}}, "^resource_tags {'Team': 5}: must be a map of strings, not of a number"),
    ],
)
def test_a_wrong_template_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        template(**settings)


def test_the_longest_role_arn_is_taken() -> None:
    longest = ROLE + "x" * (2048 - len(ROLE))
    assert template(custom_role_arn=longest).custom_role_arn == longest
    with pytest.raises(InvalidSettingError, match="of at most 2,048 characters"):
        template(custom_role_arn=f"{longest}x")


def test_the_longest_description_is_taken() -> None:
    assert template(description="x" * 255).description == "x" * 255


@pytest.mark.parametrize(
    "settings",
    [
        {"encryption": Encryption(type="KMS")},
        {"encryption": Encryption(type="KMS_DSSE", kms_key_arn=KEY)},
        {"resource_tags": {"Team": "API"}},
        {"resource_tags": "${var.tags}"},
    ],
)
def test_keys_and_tags_need_a_role(settings: dict[str, Any]) -> None:
    assert template(custom_role_arn=ROLE, **settings).custom_role_arn == ROLE

    with pytest.raises(InvalidSettingError, match=r"^custom_role_arn None: must be set with resource_tags or KMS"):
        template(**settings)


@pytest.mark.parametrize("settings", [{}, {"resource_tags": {}}, {"encryption": Encryption(type="${var.type}")}])
def test_a_role_is_not_needed_otherwise(settings: dict[str, Any]) -> None:
    assert template(**settings).custom_role_arn is None


@pytest.mark.parametrize("create_key", [True, "${var.create}"])
def test_a_template_creates_no_key(create_key: Any) -> None:
    encryption = Encryption(type="KMS", create_key=create_key)
    with pytest.raises(InvalidSettingError, match=r"^encryption .* create the key beside it, and name its ARN"):
        template(encryption=encryption, custom_role_arn=ROLE)


def test_tag_mutability_is_given_either_way() -> None:
    filtered = TagMutability(mode="IMMUTABLE_WITH_EXCLUSION", exclusion_filters=["dev*"])

    assert template(tag_mutability=filtered).mutability == filtered
    assert template(tag_mutability="IMMUTABLE").mutability == TagMutability(mode="IMMUTABLE")
    assert template().mutability == TagMutability(mode="MUTABLE")


def test_the_role_creates_and_tags_repositories() -> None:
    assert creation_role_policy() == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "CreateRepositories",
                "Effect": "Allow",
                "Action": ["ecr:CreateRepository", "ecr:ReplicateImage", "ecr:TagResource"],
                "Resource": "*",
            }
        ],
    }


def test_the_role_uses_the_keys_that_are_named() -> None:
    policy: Any = creation_role_policy("arn:aws:ecr:eu-west-1:111122223333:repository/prod/*", kms_key_arns=[KEY])

    assert policy["Statement"][0]["Resource"] == "arn:aws:ecr:eu-west-1:111122223333:repository/prod/*"
    assert policy["Statement"][1] == {
        "Sid": "UseKeys",
        "Effect": "Allow",
        "Action": ["kms:CreateGrant", "kms:RetireGrant", "kms:DescribeKey"],
        "Resource": [KEY],
    }


def test_keys_are_arns() -> None:
    with pytest.raises(InvalidSettingError, match=r"^kms_key_arns 'alias/images': must be the ARN of a KMS key"):
        creation_role_policy(kms_key_arns=["alias/images"])


def test_keys_are_a_list() -> None:
    with pytest.raises(InvalidSettingError, match=r"^kms_key_arns .* must be a list of strings"):
        creation_role_policy(kms_key_arns=KEY)
