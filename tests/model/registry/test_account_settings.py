"""A registry's settings are what PutAccountSetting takes."""

from __future__ import annotations

import re
from typing import Any

import pytest

from cdktf_ecr import InvalidSettingError
from cdktf_ecr.model.registry.account_settings import RegistrySettings
from cdktf_ecr.model.registry.pull_times import PULLING_PRINCIPAL_ARN

from .service_model import accepts, shape


@pytest.mark.parametrize(
    ("settings", "rendered"),
    [
        ({"blob_mounting": True}, {"BLOB_MOUNTING": "ENABLED"}),
        ({"blob_mounting": False}, {"BLOB_MOUNTING": "DISABLED"}),
        ({"registry_policy_scope": "V2"}, {"REGISTRY_POLICY_SCOPE": "V2"}),
        ({"basic_scan_type_version": "AWS_NATIVE"}, {"BASIC_SCAN_TYPE_VERSION": "AWS_NATIVE"}),
    ],
)
def test_only_what_is_set_is_written_in_ecrs_words(settings: dict[str, Any], rendered: dict[str, str]) -> None:
    assert RegistrySettings(**settings).render() == rendered
    documented = shape("PutAccountSettingRequest").members
    for name, value in rendered.items():
        assert name in documented["name"].documentation
        assert f"<code>{value}</code>" in documented["value"].documentation


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "settings None: must set something: blob_mounting, registry_policy_scope or basic_scan_type_version"),
        ({"blob_mounting": "ENABLED"}, "blob_mounting 'ENABLED': must be "),
        ({"registry_policy_scope": "V1"}, "registry_policy_scope 'V1': must be "),
        ({"basic_scan_type_version": "CLAIR"}, "basic_scan_type_version 'CLAIR': must be "),
        ({"registry_policy_scope": "${var.scope}"}, "registry_policy_scope '${var.scope}': "),
    ],
)
def test_what_ecr_would_refuse_is_refused(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidSettingError, match=rf"^{re.escape(words)}"):
        RegistrySettings(**settings)


@pytest.mark.parametrize(
    ("arn", "accepted"),
    [
        ("arn:aws:iam::111122223333:role/ci", True),
        ("arn:aws-us-gov:iam::111122223333:user/team/ann", True),
        ("arn:aws:iam::111122223333:role/" + "r" * 169, True),
        ("arn:aws:iam::111122223333:role/" + "r" * 170, False),
        ("arn:aws:iam::111122223333:root", False),
        ("arn:aws:sts::111122223333:assumed-role/ci/session", False),
        ("arn:aws:iam::111122223333:role/*", False),
        ("ci", False),
    ],
)
def test_a_pulling_principal_is_what_the_service_model_says(arn: str, accepted: bool) -> None:  # noqa: FBT001
    assert accepts("PrincipalArn", arn) == accepted
    assert PULLING_PRINCIPAL_ARN.holds(arn) == accepted
