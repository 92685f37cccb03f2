"""`AccountSettings` and `PullTimeExclusion`: what a registry is set to, and whose pulls it does not record."""

from __future__ import annotations

import pytest
from cdktf import TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider

from cdktf_ecr import AccountSettings, CiRoles, ConflictError, GitHubActions, InvalidSettingError, PullTimeExclusion
from tests.synthesized import Synth

SETTING, EXCLUSION = "aws_ecr_account_setting", "aws_ecr_pull_time_update_exclusion"
CI = "arn:aws:iam::111122223333:role/ci"


def test_each_setting_is_a_resource(new_stack: TerraformStack, synth: Synth) -> None:
    settings = AccountSettings(new_stack, "registry", blob_mounting=True, registry_policy_scope="V2")

    assert synth()["resource"] == {
        SETTING: {
            "registry_blob_mounting": {"name": "BLOB_MOUNTING", "value": "ENABLED"},
            "registry_registry_policy_scope": {"name": "REGISTRY_POLICY_SCOPE", "value": "V2"},
        }
    }
    assert sorted(settings.resources) == ["BLOB_MOUNTING", "REGISTRY_POLICY_SCOPE"]


def test_the_provider_has_to_know_what_is_set(new_stack: TerraformStack) -> None:
    scope = AccountSettings(new_stack, "scope", registry_policy_scope="V2")
    elsewhere = AccountSettings(new_stack, "elsewhere", registry_policy_scope="V2", region="eu-west-3")
    mounting = AccountSettings(new_stack, "mounting", blob_mounting=False)

    assert scope.required_provider == ">= 5.100, < 7.0"
    assert elsewhere.required_provider == ">= 6.0, < 7.0"
    assert mounting.required_provider == ">= 6.29, < 7.0"
    assert PullTimeExclusion(new_stack, "ci", principal_arn=CI).required_provider == ">= 6.28, < 7.0"


def test_a_setting_is_one_of_each_registry(new_stack: TerraformStack) -> None:
    other = AwsProvider(new_stack, "other", alias="other")
    AccountSettings(new_stack, "one", blob_mounting=True)
    AccountSettings(new_stack, "two", blob_mounting=True, region="eu-west-3")
    AccountSettings(new_stack, "three", blob_mounting=True, provider=other)

    with pytest.raises(ConflictError, match="BLOB_MOUNTING is set twice for one registry"):
        AccountSettings(new_stack, "four", blob_mounting=False)


def test_nothing_to_set_is_refused(new_stack: TerraformStack) -> None:
    with pytest.raises(InvalidSettingError, match="must set something"):
        AccountSettings(new_stack, "registry")


def test_the_pulls_of_a_pipeline_are_excluded(new_stack: TerraformStack, synth: Synth) -> None:
    ci = CiRoles(
        new_stack,
        "ci",
        name="team/api",
        oidc_provider_arn="arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
        build_trust=GitHubActions(repositories=["acme/api"], branches=["main"]),
        repositories=["arn:aws:ecr:eu-west-1:111122223333:repository/team/api"],
    )
    PullTimeExclusion(new_stack, "scans", principal_arn=ci.build_role_arn)

    assert synth()["resource"][EXCLUSION] == {"scans": {"principal_arn": "${aws_iam_role.ci_build.arn}"}}


def test_a_principal_is_excluded_once_from_each_registry(new_stack: TerraformStack, synth: Synth) -> None:
    other = AwsProvider(new_stack, "other", alias="other")
    PullTimeExclusion(new_stack, "one", principal_arn=CI)
    PullTimeExclusion(new_stack, "two", principal_arn=CI, region="eu-west-3", provider=other)

    with pytest.raises(ConflictError, match=f"exclude {CI} from one registry"):
        PullTimeExclusion(new_stack, "three", principal_arn=CI)
    assert synth()["resource"][EXCLUSION]["two"] == {
        "principal_arn": CI,
        "provider": "aws.other",
        "region": "eu-west-3",
    }


@pytest.mark.parametrize("arn", ["ci", "arn:aws:iam::111122223333:root", 3])
def test_what_pulls_nothing_is_refused(new_stack: TerraformStack, arn: str) -> None:
    with pytest.raises(InvalidSettingError, match=r"^principal_arn .*(RegisterPullTimeUpdateExclusion|Terraform type)"):
        PullTimeExclusion(new_stack, "ci", principal_arn=arn)
