"""`Deployment` and `StateBucket`: what they refuse, and what they leave to Terraform."""

from __future__ import annotations

from typing import Any

import pytest

from cdktf_ecr.model.ci_identity import Deployment, StateBucket, deploy_policy
from cdktf_ecr.model.errors import InvalidSettingError
from tests.model.ci_identity.evaluation import statements


def deployment(**settings: Any) -> Deployment:
    given = {"repository_names": ["team/api"], "account_id": "111122223333", "region": "eu-west-1"}
    return Deployment(**{**given, **settings})


def test_repositories_are_named_once() -> None:
    assert tuple(deployment(repository_names=["bb", "aa", "bb"]).repository_names) == ("bb", "aa")


def test_expressions_are_left_to_terraform() -> None:
    given = deployment(repository_names=["${var.name}"], account_id="${local.account}", region="${var.region}")

    first = statements(deploy_policy(given))[0]

    assert first["Resource"] == ["arn:aws:ecr:${var.region}:${local.account}:repository/${var.name}"]


def test_a_deployment_does_not_change_with_the_tags_it_was_given() -> None:
    tags = {"Stack": "ecr"}
    given = deployment(key_tags=tags)
    tags["Stack"] = "other"
    assert given.key_tags == {"Stack": "ecr"}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"repository_names": []}, r"repository_names \[\]: must be at least one repository"),
        ({"repository_names": "${var.names}"}, "repository_names .*: must be a list whose length is known in Python"),
        ({"repository_names": "team/api"}, "repository_names 'team/api': must be a list of strings"),
        ({"repository_names": ["*"]}, r"repository_names '\*': must be 2 to 256 characters"),
        ({"account_id": 111122223333}, "account_id 111122223333: must be a string"),
        ({"account_id": "*"}, r"account_id '\*': must be an AWS account id"),
        ({"region": "*"}, r"region '\*': must be the code of an AWS region"),
        ({"partition": "*"}, r"partition '\*': must be a partition"),
        ({"create_kms_key": "true"}, "create_kms_key 'true': must be True or False"),
        ({"create_log_kms_key": 1}, "create_log_kms_key 1: must be True or False"),
        ({"create_notification_kms_key": None}, "create_notification_kms_key None: must be True or False"),
        ({"state": "bucket"}, "state 'bucket': must be of type StateBucket, not a string"),
        ({"enable_notifications": None}, "enable_notifications None: must be True or False"),
        ({"kms_key_arns": ["alias/ecr"]}, "kms_key_arns 'alias/ecr': must be the ARN of a KMS key"),
        ({"key_tags": "${var.tags}"}, "key_tags .*: must be a map whose keys are known in Python"),
        ({"key_tags": {}}, "key_tags {}: must be at least one tag"),
        ({"key_tags": {"aws:x": "y"}}, "key_tags .*: must be a map of at most 50 tags"),
        ({"role_boundary_arn": "boundary"}, "role_boundary_arn 'boundary': must be the ARN of a managed policy"),
    ],
)
def test_a_wrong_setting_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        deployment(**settings)


@pytest.mark.parametrize(
    "switch",
    [
        *("manage_registry_scanning", "enable_monitoring", "enable_notifications", "create_ec2_role"),
        *("create_kms_key", "create_log_kms_key", "create_notification_kms_key"),
    ],
)
def test_what_the_policy_says_is_decided_in_python(switch: str) -> None:
    with pytest.raises(InvalidSettingError, match=f"{switch} .*: must be True or False, known in Python"):
        deployment(**{switch: "${var.switch}"})


@pytest.mark.parametrize("off", ["enable_notifications", "create_notification_kms_key"])
def test_no_tag_is_needed_where_no_key_is_created(off: str) -> None:
    assert not deployment(key_tags={}, create_kms_key=False, **{off: False}).creates_keys
    with pytest.raises(InvalidSettingError, match=r"key_tags \{\}: must be at least one tag"):
        deployment(key_tags={}, create_kms_key=False, create_log_kms_key=True, **{off: False})


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"bucket": "*"}, r"bucket '\*': must be the name of a bucket"),
        ({"bucket": "Acme"}, "bucket 'Acme': must be the name of a bucket"),
        ({"bucket": "arn:aws:s3:::state"}, "bucket .*: must be the name of a bucket"),
        ({"key": "*"}, r"key '\*': must be a key without wildcards"),
        ({"key": 5}, "key 5: must be a string, not a number"),
        ({"key": "/a"}, "key '/a': must be a key without wildcards"),
        ({"kms_key_arn": "alias/state"}, "kms_key_arn 'alias/state': must be the ARN of a KMS key"),
    ],
)
def test_a_wrong_state_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        StateBucket(**{"bucket": "state", "key": "ecr.tfstate", **settings})


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:iam::111122223333:policy/boundary",
        "arn:aws-cn:iam::111122223333:policy/path/boundary",
        "arn:aws:iam::aws:policy/PowerUserAccess",
        "${var.boundary}",
    ],
)
def test_a_managed_policy_is_a_boundary(arn: str) -> None:
    assert deployment(role_boundary_arn=arn).role_boundary_arn == arn


@pytest.mark.parametrize(
    "arn",
    ["", "*", "arn:aws:iam::111122223333:role/x", "arn:aws:iam::111122223333:policy/*", "arn:aws:iam::*:policy/x"],
)
def test_nothing_else_is_a_boundary(arn: str) -> None:
    with pytest.raises(InvalidSettingError, match=r"role_boundary_arn .*: must be the ARN of a managed policy"):
        deployment(role_boundary_arn=arn)


@pytest.mark.parametrize("name", ["team/api", "team/*", "a/b/*", "a/*", "${var.name}"])
def test_a_name_or_namespace_is_accepted(name: str) -> None:
    assert deployment(repository_names=[name]).repository_names == (name,)


@pytest.mark.parametrize("name", ["*", "/*", "team*", "team/*/*", f"{'a' * 255}/*", "Team/api"])
def test_anything_else_is_no_repository(name: str) -> None:
    rule = "must be 2 to 256 characters .*; or a namespace of such names, as 'team/[*]'"
    with pytest.raises(InvalidSettingError, match=f"repository_names .*: {rule}"):
        deployment(repository_names=[name])


def test_a_namespace_is_known_in_python() -> None:
    with pytest.raises(InvalidSettingError, match=r"repository_names .*: must be a namespace known in Python"):
        deployment(repository_names=["${var.team}/*"])
