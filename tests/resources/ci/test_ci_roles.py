"""`OidcProvider` and `CiRoles`: a pipeline's identity without keys."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, cast

import pytest
from cdktf import App, TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.provider import AwsProvider
from syrupy.assertion import SnapshotAssertion

from cdktf_ecr.model.ci_identity import CircleCi, Deployment, GitHubActions, StateBucket, deploy_policy
from cdktf_ecr.model.errors import ConflictError, InvalidSettingError
from cdktf_ecr.model.module.settings import ModuleSettings
from cdktf_ecr.module.ecr_module import EcrModule
from cdktf_ecr.resources.ci.ci_roles import CiRoles
from cdktf_ecr.resources.ci.oidc_provider import OidcProvider
from cdktf_ecr.resources.repository.repository import Repository
from tests.model.ci_identity.evaluation import listed, statements
from tests.other_stack import in_another_stack
from tests.synthesized import Synth

ORG = "0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0"
PROJECT = "6a1b2c3d-0000-4000-8000-000000000001"
ARN = "arn:aws:ecr:eu-west-1:111122223333:repository/team/api"
PROVIDER_ARN = f"arn:aws:iam::111122223333:oidc-provider/oidc.circleci.com/org/{ORG}"
GITHUB_ARN = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
BUILD = CircleCi(organization_id=ORG, project_ids=[PROJECT])
DEPLOY = CircleCi(organization_id=ORG, project_ids=[PROJECT], vcs_origin="github.com/acme/api", branches=["main"])
GITHUB = GitHubActions(repositories=["acme/api"], branches=["main"])
DEPLOYMENT = Deployment(
    repository_names=["team/api"],
    account_id="111122223333",
    region="eu-west-1",
    state=StateBucket(bucket="state", key="cdktf-ecr/ecr.tfstate"),
)
REQUIRED: dict[str, Any] = {
    "name": "team/api",
    "oidc_provider_arn": PROVIDER_ARN,
    "build_trust": BUILD,
    "repositories": [ARN],
    "region": "eu-west-1",
}


def test_circleci_builds_and_deploys_with_two_roles(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    provider = OidcProvider(new_stack, "circleci", trust=BUILD, tags={"Team": "API"})
    CiRoles(
        new_stack,
        "ci",
        **{**REQUIRED, "oidc_provider_arn": provider.arn},
        deploy_trust=DEPLOY,
        deployment=DEPLOYMENT,
        max_session_duration=7200,
        permissions_boundary_arn="arn:aws:iam::111122223333:policy/boundary",
        tags={"Team": "API"},
    )

    resources = synth()["resource"]

    assert resources["aws_iam_openid_connect_provider"]["circleci"] == {
        "url": f"https://oidc.circleci.com/org/{ORG}",
        "client_id_list": [ORG],
        "tags": {"Team": "API"},
    }
    build, deploy = (resources["aws_iam_role"][name] for name in ("ci_build", "ci_deploy"))
    assert (build["name"], deploy["name"]) == (
        "team-api-0c8d3215-eu-west-1-ci-build",
        "team-api-0c8d3215-eu-west-1-ci-deploy",
    )
    assert "/user/*" in build["assume_role_policy"]
    assert "refs/heads/main" in deploy["assume_role_policy"]
    for role in (build, deploy):
        assert role["permissions_boundary"] == "arn:aws:iam::111122223333:policy/boundary"
        assert (role["max_session_duration"], role["tags"]) == (7200, {"Team": "API"})
    policies = resources["aws_iam_role_policy"]
    assert {name: policy["role"] for name, policy in policies.items()} == {
        "ci_build": "${aws_iam_role.ci_build.name}",
        "ci_deploy": "${aws_iam_role.ci_deploy.name}",
    }
    sids = {name: {each["Sid"] for each in policy["policy"]["Statement"]} for name, policy in policies.items()}
    assert sids["ci_build"] == {"LogIn", "PushImages", "ReadImageScans", "ReadInspectorFindings"}
    assert not sids["ci_build"] & sids["ci_deploy"]
    assert resources == json_snapshot


def test_github_actions_is_the_second_provider(new_stack: TerraformStack, synth: Synth) -> None:
    OidcProvider(new_stack, "github", trust=GITHUB)
    CiRoles(new_stack, "ci", **{**REQUIRED, "oidc_provider_arn": GITHUB_ARN, "build_trust": GITHUB})

    resources = synth()["resource"]

    assert resources["aws_iam_openid_connect_provider"]["github"] == {
        "url": "https://token.actions.githubusercontent.com",
        "client_id_list": ["sts.amazonaws.com"],
    }
    (statement,) = resources["aws_iam_role"]["ci_build"]["assume_role_policy"]["Statement"]
    assert statement["Principal"] == {"Federated": GITHUB_ARN}


def test_without_a_deployment_there_is_no_deploy_role(new_stack: TerraformStack, synth: Synth) -> None:
    roles = CiRoles(new_stack, "ci", **REQUIRED)

    assert list(synth()["resource"]["aws_iam_role"]) == ["ci_build"]
    assert (roles.deploy_role, roles.deploy_role_policy, roles.deploy_role_arn) == (None, None, None)


def test_the_build_role_reads_inspector_and_pulls_as_it_is_told(new_stack: TerraformStack, synth: Synth) -> None:
    CiRoles(new_stack, "ci", **REQUIRED, enhanced_scanning=False, allow_pull=True)

    policy = synth()["resource"]["aws_iam_role_policy"]["ci_build"]["policy"]

    assert [each["Sid"] for each in statements(policy)] == ["LogIn", "PushImages", "PullImages", "ReadImageScans"]


@pytest.mark.parametrize("name", ["team/api", "/".join(["segment-name"] * 19) + "/long-name"], ids=["short", "long"])
def test_the_deploy_role_covers_the_names_the_module_gives(new_stack: TerraformStack, synth: Synth, name: str) -> None:
    EcrModule(
        new_stack,
        "ecr",
        settings=ModuleSettings(
            repository_name=name,
            encryption_type="KMS",
            create_kms_key=True,
            create_pull_policy=True,
            enable_finding_notifications=True,
            enable_cloudtrail_audit=True,
        ),
    )
    deployment = Deployment(
        repository_names=[name], account_id="111122223333", region="eu-west-1", create_pull_policy=True
    )
    arns = {
        arn.rpartition("111122223333:")[2]
        for statement in statements(deploy_policy(deployment))
        for arn in listed(statement["Resource"])
    }

    synthesized = synth()["resource"]

    given = {
        prefix + resource[attribute].replace('${split(".", data.aws_region.current.endpoint)[1]}', "eu-west-1")
        for type_, attribute, prefix in (
            ("aws_ecr_repository", "name", "repository/"),
            ("aws_iam_policy", "name", "policy/"),
            ("aws_iam_role", "name", "role/"),
            ("aws_iam_instance_profile", "name", "instance-profile/"),
            ("aws_kms_alias", "name", ""),
            ("aws_cloudwatch_log_group", "name", "log-group:"),
            ("aws_cloudwatch_event_rule", "name", "rule/"),
            ("aws_cloudwatch_dashboard", "dashboard_name", "dashboard/"),
            ("aws_sns_topic", "name", ""),
            ("aws_sqs_queue", "name", ""),
        )
        for resource in synthesized[type_].values()
    }
    assert len(given) == 17
    assert given - arns == set()
    (alarms,) = [arn for arn in arns if arn.startswith("alarm:")]
    own = synthesized["aws_cloudwatch_metric_alarm"]
    # That on images which cannot be scanned is the log group's.
    assert re.fullmatch(alarms.replace("*", ".*"), f"alarm:{own.pop('scan_alarms_not_scanned')['alarm_name']}")
    # Terraform works the alarms' names out: as many characters of the repository's, a hash of 8, and the suffix.
    cut = {re.findall("0, ([0-9]+)\\), substr", alarm["alarm_name"])[0] for alarm in own.values()}
    readable = name.replace("/", "-").replace(".", "-")[: int(cut.pop())]
    assert re.fullmatch(f"alarm:{readable}-[0-9a-f]{{8}}-[*]", alarms)
    assert cut == set()


def test_the_arns_of_the_roles_cross_stacks(new_stack: TerraformStack) -> None:
    roles = CiRoles(new_stack, "ci", **REQUIRED, deploy_trust=DEPLOY, deployment=DEPLOYMENT)

    assert in_another_stack(new_stack, build=roles.build_role_arn, deploy=roles.deploy_role_arn) == {
        "build": "${aws_iam_role.ci_build.arn}",
        "deploy": "${aws_iam_role.ci_deploy.arn}",
    }


def test_a_construct_is_no_arn(new_stack: TerraformStack) -> None:
    provider: Any = OidcProvider(new_stack, "circleci", trust=BUILD)
    with pytest.raises(InvalidSettingError, match=r"oidc_provider_arn .*: must be a string, not an? OidcProvider"):
        CiRoles(new_stack, "ci", **{**REQUIRED, "oidc_provider_arn": provider})


def test_repositories_are_constructs_or_arns(new_stack: TerraformStack, synth: Synth) -> None:
    repository = Repository(new_stack, "api", name="team/api")
    CiRoles(new_stack, "ci", **{**REQUIRED, "repositories": [repository, ARN]})

    push = synth()["resource"]["aws_iam_role_policy"]["ci_build"]["policy"]

    assert f'"Resource": [aws_ecr_repository.api.arn, "{ARN}"]' in push


def test_one_repository_gives_the_roles_its_name(new_stack: TerraformStack, synth: Synth) -> None:
    repository = Repository(new_stack, "api", name="team/api")
    CiRoles(new_stack, "ci", **{**REQUIRED, "name": None, "repositories": [repository]})

    assert synth()["resource"]["aws_iam_role"]["ci_build"]["name"] == "team-api-0c8d3215-eu-west-1-ci-build"


def test_a_repository_may_be_in_another_stack(new_stack: TerraformStack) -> None:
    repository = Repository(new_stack, "api", name="${var.name}")
    app = cast("App", new_stack.node.root)
    AwsProvider(new_stack, "aws")
    pipeline = TerraformStack(app, "pipeline")
    AwsProvider(pipeline, "aws")
    CiRoles(pipeline, "ci", **{**REQUIRED, "name": None, "repositories": [repository]})

    app.synth()

    synthesized = json.loads((Path(app.outdir) / "stacks" / "pipeline" / "cdk.tf.json").read_text(encoding="utf-8"))
    used = synthesized["locals"]
    assert set(synthesized["data"]["terraform_remote_state"]) == {"cross-stack-reference-input-test"}
    assert {name: "cross-stack-output-" in value for name, value in used.items()} == {
        "ci_name": True,
        "ci_build_arn": True,
    }


@pytest.mark.parametrize(("region", "shown"), [("eu-west-1", "eu-west-1"), (None, "<region>")])
def test_two_pipelines_do_not_share_roles(new_stack: TerraformStack, region: str | None, shown: str) -> None:
    given = {**REQUIRED, "region": region}
    CiRoles(new_stack, "circleci", **given)
    CiRoles(new_stack, "web", **{**given, "name": "team/web"})
    CiRoles(new_stack, "named", **given, build_role_name="builder")
    CiRoles(new_stack, "elsewhere", **given, provider=AwsProvider(new_stack, "other", alias="other"))
    github = {**given, "oidc_provider_arn": GITHUB_ARN, "build_trust": GITHUB}
    with pytest.raises(ConflictError, match=f"two roles of the stack would be called team-api-0c8d3215-{shown}-ci-bui"):
        CiRoles(new_stack, "github", **github)
    with pytest.raises(ConflictError, match="two roles of the stack would be called builder"):
        CiRoles(new_stack, "again", **given, build_role_name="builder")


def test_the_region_is_looked_up_where_a_name_needs_it(new_stack: TerraformStack, synth: Synth) -> None:
    given = {**REQUIRED, "region": None}
    CiRoles(new_stack, "derived", **given)
    CiRoles(new_stack, "named", **given, build_role_name="builder")

    synthesized = synth()

    assert synthesized["data"] == {"aws_region": {"derived": {}}}
    assert synthesized["resource"]["aws_iam_role"]["derived_build"]["name"] == (
        'team-api-0c8d3215-${split(".", data.aws_region.derived.endpoint)[1]}-ci-build'
    )


def test_a_region_that_python_knows_is_not_looked_up(new_stack: TerraformStack, synth: Synth) -> None:
    AwsProvider(new_stack, "aws", region="eu-central-1")
    CiRoles(new_stack, "ci", **{**REQUIRED, "region": None})
    name = synth()["resource"]["aws_iam_role"]["ci_build"]["name"]
    assert name == "team-api-0c8d3215-eu-central-1-ci-build"


def test_tokens_go_where_terraform_can_read_them(new_stack: TerraformStack, synth: Synth) -> None:
    org, project, account, name = (
        TerraformVariable(new_stack, each, type="string").string_value for each in ("org", "project", "account", "name")
    )
    trust = CircleCi(organization_id=org, project_ids=[project], vcs_origin="github.com/acme/api", branches=["main"])
    provider = OidcProvider(new_stack, "circleci", trust=trust)
    deployment = Deployment(
        repository_names=[name], account_id=account, region="eu-west-1", state=StateBucket(bucket=name, key="k")
    )
    settings = {**REQUIRED, "name": name, "oidc_provider_arn": provider.arn, "build_trust": trust}
    CiRoles(new_stack, "ci", **settings, deploy_trust=trust, deployment=deployment, max_session_duration="${var.n}")

    synthesized = synth()

    assert "TfToken" not in str(synthesized)
    assert synthesized["locals"]["ci_account_id"] == "${var.account}"
    role = synthesized["resource"]["aws_iam_role"]["ci_build"]
    assert (
        '"oidc.circleci.com/org/${local.ci_organization_id}:aud": local.ci_organization_id'
        in (role["assume_role_policy"])
    )
    assert role["max_session_duration"] == "${var.n}"
    policy = synthesized["resource"]["aws_iam_role_policy"]["ci_deploy"]["policy"]
    assert '"arn:aws:ecr:eu-west-1:${local.ci_account_id}:repository/${local.ci_repository_names}"' in policy


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"deploy_trust": BUILD, "deployment": DEPLOYMENT}, "deploy_trust .*: must name branches, tags or env"),
        ({"oidc_provider_arn": GITHUB_ARN}, "oidc_provider_arn .*: must be the ARN of the account's OIDC provider for"),
        ({"repositories": []}, r"repositories \[\]: must be at least one repository"),
        ({"repositories": "team/api"}, "repositories 'team/api': must be a list of repositories and ARNs"),
        ({"repositories": ["team/api"]}, "repositories 'team/api': must be a repository's ARN"),
        ({"region": "eu"}, "region 'eu': must be the code of an AWS region"),
        ({"region": 5}, "region 5: must be a string, not a number"),
        ({"oidc_provider_arn": 5}, "oidc_provider_arn 5: must be a string, not a number"),
        ({"name": "Team API"}, "name 'Team API': must be 2 to 256 characters"),
        ({"name": None}, "name None: must be given unless there is one repository"),
        ({"name": 5}, "name 5: must be a string, not a number"),
        ({"build_trust": ORG}, "build_trust .*: must be of type CircleCi or GitHubActions, not a string"),
        ({"deploy_trust": ORG, "deployment": DEPLOYMENT}, "deploy_trust .*: must be of type CircleCi or GitHubActions"),
        ({"deploy_trust": DEPLOY, "deployment": ORG}, "deployment .*: must be of type Deployment, not a string"),
        ({"enhanced_scanning": "no"}, "enhanced_scanning 'no': must be True or False, not a string"),
        ({"allow_pull": "${var.pull}"}, "allow_pull .*: must be True or False, known in Python"),
        ({"max_session_duration": "1h"}, "max_session_duration '1h': must be a whole number from 3600 to 43200, not a"),
        ({"tags": ["a"]}, "tags .*: must be a map, not a list"),
        ({"tags": {"Team": "a", "team": "b"}}, "tags .*: its keys must differ in more than upper and lower case: IAM"),
        ({"build_role_name": ""}, "build_role_name '': must be"),
        (
            {"deploy_role_name": "a/b", "deploy_trust": DEPLOY, "deployment": DEPLOYMENT},
            "deploy_role_name 'a/b': must be",
        ),
        ({"max_session_duration": 600}, "max_session_duration 600: must be a whole number from 3600 to 43200"),
        ({"max_session_duration": 43201}, "max_session_duration 43201: must be a whole number from 3600 to 43200"),
        ({"permissions_boundary_arn": "x"}, "permissions_boundary_arn 'x': must be the ARN of a managed policy"),
        ({"build_role_name": "team/api"}, "build_role_name 'team/api': must be 1 to 64 letters, digits"),
        ({"build_role_name": "a" * 65}, "build_role_name .*: must be 1 to 64 letters, digits"),
    ],
)
def test_a_wrong_value_is_refused_at_synth(new_stack: TerraformStack, settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        CiRoles(new_stack, "ci", **{**REQUIRED, **settings})


@pytest.mark.parametrize("half", [{"deploy_trust": DEPLOY}, {"deployment": DEPLOYMENT}])
def test_who_deploys_and_what_go_together(new_stack: TerraformStack, half: dict[str, Any]) -> None:
    with pytest.raises(ConflictError, match="deploy_trust and deployment go together"):
        CiRoles(new_stack, "ci", **REQUIRED, **half)
