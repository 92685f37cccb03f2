"""What the two roles may do: no less than Terraform was seen to ask for, no more than there is a reason for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdktf_ecr.model.ci_identity import Deployment, StateBucket, build_policy, deploy_policy
from cdktf_ecr.model.errors import InvalidSettingError
from tests.model.ci_identity.evaluation import Call, actions, allows, statements

ACCOUNT = "111122223333"
REPOSITORY_ARN = f"arn:aws:ecr:eu-west-1:{ACCOUNT}:repository/team/api"
KEY_ARN = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/boundary"
STATE = StateBucket(bucket="state", key="cdktf-ecr/ecr.tfstate")
ROLE_ARN = f"arn:aws:iam::{ACCOUNT}:role/team-api-0c8d3215-eu-west-1-ecr-pull"
POLICY_ARN = f"arn:aws:iam::{ACCOUNT}:policy/team-api-0c8d3215-eu-west-1-ecr-pull"

# What version 5.100 of the provider asks an emulated AWS for in a stack's life: created with every part on, planned
# again, every variable changed, parts switched off, destroyed. The test in tests/terraform leads it and compares.
RECORDED = {
    "cloudwatch": "DeleteAlarms DeleteDashboards DescribeAlarms GetDashboard ListTagsForResource PutDashboard "
    "PutMetricAlarm TagResource UntagResource",
    "ecr": "CreateRepository DeleteLifecyclePolicy DeleteRepository DeleteRepositoryPolicy DescribeRepositories "
    "GetLifecyclePolicy GetRegistryScanningConfiguration GetRepositoryPolicy ListTagsForResource "
    "PutImageScanningConfiguration PutImageTagMutability PutLifecyclePolicy "
    "PutRegistryScanningConfiguration SetRepositoryPolicy TagResource UntagResource",
    "events": "DeleteRule DescribeRule ListTagsForResource ListTargetsByRule PutRule PutTargets RemoveTargets "
    "TagResource UntagResource",
    "iam": "AddRoleToInstanceProfile CreateInstanceProfile CreatePolicy CreateRole DeleteInstanceProfile "
    "DeletePolicy DeleteRole DeleteRolePolicy GetInstanceProfile GetPolicy "
    "GetPolicyVersion GetRole GetRolePolicy ListAttachedRolePolicies ListInstanceProfilesForRole "
    "ListPolicyVersions ListRolePolicies PassRole PutRolePermissionsBoundary PutRolePolicy "
    "RemoveRoleFromInstanceProfile TagInstanceProfile TagPolicy TagRole UntagInstanceProfile UntagPolicy "
    "UntagRole",
    "kms": "CreateAlias CreateKey DeleteAlias DescribeKey EnableKeyRotation GetKeyPolicy GetKeyRotationStatus "
    "ListAliases ListResourceTags ScheduleKeyDeletion TagResource UntagResource",
    "logs": "AssociateKmsKey CreateLogGroup DeleteLogGroup DeleteMetricFilter DeleteResourcePolicy "
    "DeleteRetentionPolicy DescribeLogGroups DescribeMetricFilters DescribeResourcePolicies "
    "DisassociateKmsKey ListTagsForResource PutMetricFilter PutResourcePolicy PutRetentionPolicy "
    "TagResource UntagResource",
    "s3": "DeleteObject GetObject ListBucket PutObject",
    "sns": "CreateTopic DeleteTopic GetSubscriptionAttributes GetTopicAttributes ListSubscriptionsByTopic "
    "ListTagsForResource SetTopicAttributes Subscribe TagResource Unsubscribe UntagResource",
    "sqs": "CreateQueue DeleteQueue GetQueueAttributes ListQueueTags SetQueueAttributes TagQueue UntagQueue",
}
REASONS = {
    "iam:CreatePolicyVersion": "the policy's repository changed",
    "iam:CreateServiceLinkedRole": "ECR user guide, enhanced scanning",
    "iam:DeletePolicyVersion": "a policy has at most 5 versions, and its deletion deletes them",
    "inspector2:Disable": "ECR user guide, enhanced scanning",
    "inspector2:Enable": "ECR user guide, enhanced scanning",
    "inspector2:ListAccountPermissions": "ECR user guide, enhanced scanning",
    "kms:CreateGrant": "ECR user guide, encryption at rest",
    "kms:PutKeyPolicy": "KMS refuses a key whose policy its creator could not change",
    "kms:RetireGrant": "ECR user guide, encryption at rest",
    "kms:UpdateKeyDescription": "the description names the repository",
}


def deployment(**settings: Any) -> Deployment:
    given = {"repository_names": ["team/api"], "account_id": ACCOUNT, "region": "eu-west-1", "state": STATE}
    return Deployment(**{**given, **settings})


def may(call: Call, **settings: Any) -> bool:
    return allows(deploy_policy(deployment(**settings)), call)


def test_the_build_role_pushes_and_reads_scans() -> None:
    assert build_policy(REPOSITORY_ARN) == {
        "Version": "2012-10-17",
        "Statement": [
            {"Sid": "LogIn", "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"},
            {
                "Sid": "PushImages",
                "Effect": "Allow",
                "Action": [
                    "ecr:CompleteLayerUpload",
                    "ecr:UploadLayerPart",
                    "ecr:InitiateLayerUpload",
                    "ecr:BatchCheckLayerAvailability",
                    "ecr:PutImage",
                    "ecr:BatchGetImage",
                ],
                "Resource": REPOSITORY_ARN,
            },
            {
                "Sid": "ReadImageScans",
                "Effect": "Allow",
                "Action": ["ecr:DescribeImages", "ecr:DescribeImageScanFindings"],
                "Resource": REPOSITORY_ARN,
            },
            {
                "Sid": "ReadInspectorFindings",
                "Effect": "Allow",
                "Action": ["inspector2:ListFindings", "inspector2:ListCoverage"],
                "Resource": "*",
            },
        ],
    }


def test_the_build_role_pulls_only_if_it_is_to() -> None:
    pull = Call("ecr:GetDownloadUrlForLayer", REPOSITORY_ARN)

    assert not allows(build_policy(REPOSITORY_ARN), pull)
    assert allows(build_policy(REPOSITORY_ARN, allow_pull=True), pull)
    sids = [each["Sid"] for each in statements(build_policy(REPOSITORY_ARN, allow_pull=True))]
    assert sids == ["LogIn", "PushImages", "PullImages", "ReadImageScans", "ReadInspectorFindings"]


def test_the_build_role_needs_nothing_of_inspector_for_basic_scanning() -> None:
    assert not {
        each for each in actions(build_policy(REPOSITORY_ARN, enhanced=False)) if each.startswith("inspector2:")
    }


def test_every_action_was_recorded_or_has_a_reason() -> None:
    recorded = {f"{service}:{name}" for service, names in RECORDED.items() for name in names.split()}

    assert actions(deploy_policy(deployment(create_pull_policy=True))) == recorded | set(REASONS)


@pytest.mark.parametrize(
    ("part", "services"),
    [
        ("manage_registry_scanning", {"inspector2"}),
        ("enable_monitoring", {"cloudwatch", "logs"}),
        ("enable_notifications", {"sns", "sqs"}),
    ],
)
def test_a_part_switched_off_takes_its_services_along(part: str, services: set[str]) -> None:
    def of(policy: dict[str, object]) -> set[str]:
        return {action.partition(":")[0] for action in actions(policy)}

    assert of(deploy_policy(deployment())) - of(deploy_policy(deployment(**{part: False}))) == services


@pytest.mark.parametrize(
    ("off", "left"),
    [
        ("enable_monitoring", {"notify-basic", "notify-enhanced", "notify-findings"}),
        ("enable_notifications", {"scans", "findings", "audit", "api-calls", "registry-calls"}),
    ],
)
def test_the_event_rules_are_those_of_the_parts_switched_on(off: str, left: set[str]) -> None:
    (rules,) = [
        each["Resource"]
        for each in statements(deploy_policy(deployment(**{off: False})))
        if each["Sid"] == "ManageEventRules"
    ]
    assert {arn.partition("0c8d3215-")[2] for arn in rules} == left


def test_without_keys_of_its_own_a_deployment_touches_none() -> None:
    without = deployment(create_kms_key=False, enable_notifications=False)
    assert not {action for action in actions(deploy_policy(without)) if action.startswith("kms:")}


@pytest.mark.parametrize(
    "settings",
    [{}, {"enable_notifications": False, "create_log_kms_key": True}],
    ids=["the topic", "the logs"],
)
def test_others_have_a_key_where_the_images_have_none(settings: dict[str, Any]) -> None:
    policy = deploy_policy(deployment(create_kms_key=False, **settings))
    assert "kms:CreateKey" in actions(policy)
    assert not {"kms:CreateGrant", "kms:ListAliases"} & actions(policy)


@pytest.mark.parametrize("given", [[], [KEY_ARN]], ids=["images by AWS's key", "images by a given key"])
def test_with_a_given_key_the_topic_takes_no_permission_on_any(given: list[str]) -> None:
    settings: dict[str, Any] = {"create_kms_key": False, "kms_key_arns": given, "create_notification_kms_key": False}
    policy = deploy_policy(deployment(**settings))

    assert {"sns:CreateTopic", "sns:SetTopicAttributes", "sqs:CreateQueue"} <= actions(policy)
    on_keys = {action for action in actions(policy) if action.startswith("kms:")}
    assert on_keys == ({"kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"} if given else set())


def test_without_anything_optional_only_repositories_are_left() -> None:
    off = ("manage_registry_scanning", "enable_monitoring", "enable_notifications", "create_kms_key", "create_ec2_role")
    policy = deploy_policy(deployment(state=None, **dict.fromkeys(off, False)))
    assert [each["Sid"] for each in statements(policy)] == ["ManageRepositories"]


def test_given_keys_are_used_through_ecr_only() -> None:
    through_ecr = {"kms:ViaService": "ecr.eu-west-1.amazonaws.com"}
    settings = {"create_kms_key": False, "enable_notifications": False, "kms_key_arns": [KEY_ARN]}

    assert may(Call("kms:CreateGrant", KEY_ARN, through_ecr), **settings)
    assert not may(Call("kms:CreateGrant", KEY_ARN), **settings)
    assert not may(Call("kms:CreateGrant", KEY_ARN[:-1] + "c", through_ecr), **settings)
    assert not may(Call("kms:ScheduleKeyDeletion", KEY_ARN, {"aws:ResourceTag/Stack": "ecr"}), **settings)


def test_keys_are_told_by_their_tags() -> None:
    ours, theirs = {"aws:ResourceTag/Stack": "ecr"}, {"aws:ResourceTag/Stack": "other"}

    assert may(Call("kms:ScheduleKeyDeletion", KEY_ARN, ours))
    assert not may(Call("kms:ScheduleKeyDeletion", KEY_ARN, theirs))
    assert not may(Call("kms:ScheduleKeyDeletion", KEY_ARN))
    assert may(Call("kms:CreateKey", context={"aws:RequestTag/Stack": "ecr", "aws:RequestTag/Team": "api"}))
    assert not may(Call("kms:CreateKey"))
    assert may(Call("kms:TagResource", KEY_ARN, {"aws:RequestTag/Team": "api", **ours}))
    assert not may(Call("kms:TagResource", KEY_ARN, {"aws:RequestTag/Team": "api", **theirs}))
    tags = {"Stack": "a", "Team": "b"}
    assert not may(Call("kms:PutKeyPolicy", KEY_ARN, {"aws:ResourceTag/Stack": "a"}), key_tags=tags)


def test_a_new_key_is_tagged_as_it_is_created() -> None:
    tags = {"aws:RequestTag/Stack": "ecr", "aws:RequestTag/Team": "api"}

    # The ARN is not known before; the permission has to cover the keys of the account and region.
    assert may(Call("kms:CreateKey", context=tags))
    assert may(Call("kms:TagResource", KEY_ARN, tags))
    assert not may(Call("kms:TagResource", KEY_ARN.replace("eu-west-1", "us-east-1"), tags))


@pytest.mark.parametrize(
    "theirs",
    [{"Stack": "payments"}, {"Stack": ""}, {"Stack": "payments", "Team": "b"}, {"Team": "b"}],
    ids=str,
)
def test_a_key_that_has_such_a_tag_cannot_be_taken_over(theirs: dict[str, str]) -> None:
    tags = {"Stack": "ecr", **({"Team": "a"} if "Team" in theirs else {})}
    requested = {f"aws:RequestTag/{key}": value for key, value in tags.items()}
    found = {f"aws:ResourceTag/{key}": value for key, value in theirs.items()}

    assert not may(Call("kms:TagResource", KEY_ARN, {**requested, **found}), key_tags=tags)
    for action in ("kms:UntagResource", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:CreateGrant"):
        assert not may(Call(action, KEY_ARN, found), key_tags=tags)


def test_a_key_without_such_a_tag_could_be_which_the_deployment_says() -> None:
    """IAM cannot tell such a key from a new one: the reason to give keys that are made elsewhere."""
    assert may(Call("kms:TagResource", KEY_ARN, {"aws:RequestTag/Stack": "ecr", "aws:ResourceTag/Team": "payments"}))
    assert "has no tag of these names yet" in " ".join(str(Deployment.__doc__).split())


def test_the_state_is_read_written_and_only_its_lock_deleted() -> None:
    state = "arn:aws:s3:::state/cdktf-ecr/ecr.tfstate"

    assert [may(Call(f"s3:{verb}Object", state)) for verb in ("Get", "Put", "Delete")] == [True, True, False]
    assert [may(Call(f"s3:{verb}Object", f"{state}.tflock")) for verb in ("Get", "Put", "Delete")] == [True] * 3
    assert not may(Call("s3:GetObject", "arn:aws:s3:::state/other.tfstate"))
    assert not may(Call("s3:GetObject", f"{state}.backup"))
    assert may(Call("s3:ListBucket", "arn:aws:s3:::state"))
    encrypted = StateBucket(bucket="state", key="k", kms_key_arn=KEY_ARN)
    assert may(Call("kms:GenerateDataKey", KEY_ARN), state=encrypted)
    assert not may(Call("kms:GenerateDataKey", KEY_ARN))


ESCALATIONS = [
    Call("iam:CreatePolicyVersion", POLICY_ARN),
    Call("iam:CreatePolicy", POLICY_ARN),
    Call("iam:AttachRolePolicy", ROLE_ARN, {"iam:PolicyARN": POLICY_ARN}),
    Call("iam:DeleteRolePermissionsBoundary", ROLE_ARN),
    Call("iam:UpdateAssumeRolePolicy", ROLE_ARN),
    Call("iam:AttachRolePolicy", ROLE_ARN, {"iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess"}),
    Call("iam:PassRole", ROLE_ARN, {"iam:PassedToService": "lambda.amazonaws.com"}),
    Call("iam:CreateServiceLinkedRole", ROLE_ARN, {"iam:AWSServiceName": "inspector2.amazonaws.com"}),
    Call("iam:CreatePolicyVersion", f"arn:aws:iam::{ACCOUNT}:policy/other"),
    Call("sts:AssumeRole", ROLE_ARN),
    *(
        Call(f"iam:{action}", f"arn:aws:iam::{ACCOUNT}:role/{name}", {"iam:PolicyARN": POLICY_ARN})
        for name in (
            *("team-api-0c8d3215-eu-west-1-ci-deploy", "team-api-0c8d3215-eu-west-1-ci-build", "admin"),
            "team-api-0c8d3215-us-east-1-ecr-pull",
        )
        for action in ("AttachRolePolicy", "PutRolePolicy", "UpdateAssumeRolePolicy", "DeleteRole", "CreateRole")
    ),
    Call("iam:CreateOpenIDConnectProvider", f"arn:aws:iam::{ACCOUNT}:oidc-provider/evil.example"),
    Call("ecr:DeleteRepository", f"{REPOSITORY_ARN}2"),
    Call("ecr:PutImage", REPOSITORY_ARN),
    Call("ecr:BatchGetImage", REPOSITORY_ARN),
    Call("logs:DeleteLogGroup", f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:/aws/events/ecr/team/api2"),
    Call("events:PutTargets", f"arn:aws:events:eu-west-1:{ACCOUNT}:rule/other"),
    Call("sns:Publish", f"arn:aws:sns:eu-west-1:{ACCOUNT}:team-api-0c8d3215-ecr-scans"),
    Call("sns:Subscribe", f"arn:aws:sns:eu-west-1:{ACCOUNT}:other"),
    *(
        Call(action, KEY_ARN, {"aws:RequestTag/Stack": "ecr", "aws:ResourceTag/Stack": "payments"})
        for action in ("kms:TagResource", "kms:PutKeyPolicy", "kms:CreateGrant", "kms:ScheduleKeyDeletion")
    ),
    Call("kms:CreateKey"),
    Call("kms:Decrypt", KEY_ARN, {"aws:ResourceTag/Stack": "ecr"}),
]


@pytest.mark.parametrize("call", ESCALATIONS, ids=lambda call: f"{call.action} {call.resource.rpartition(':')[2]}")
@pytest.mark.parametrize("names", [["team/api"], ["team/api", "team/web"]], ids=["one", "two"])
def test_the_deploy_role_may_not(call: Call, names: list[str]) -> None:
    assert not may(call, repository_names=names)


def test_pull_roles_are_created_within_the_boundary_that_is_named() -> None:
    bounded, unbounded = {"iam:PermissionsBoundary": BOUNDARY}, {"iam:PermissionsBoundary": POLICY_ARN}

    assert may(Call("iam:CreateRole", ROLE_ARN))
    assert may(Call("iam:CreateRole", ROLE_ARN, bounded), role_boundary_arn=BOUNDARY)
    assert not may(Call("iam:CreateRole", ROLE_ARN), role_boundary_arn=BOUNDARY)
    assert not may(Call("iam:CreateRole", ROLE_ARN, unbounded), role_boundary_arn=BOUNDARY)
    assert may(Call("iam:PutRolePermissionsBoundary", ROLE_ARN, bounded), role_boundary_arn=BOUNDARY)
    assert not may(Call("iam:PutRolePermissionsBoundary", ROLE_ARN, unbounded), role_boundary_arn=BOUNDARY)
    for action in ("iam:PutRolePolicy", "iam:DeleteRolePolicy"):
        assert may(Call(action, ROLE_ARN))
        assert may(Call(action, ROLE_ARN, bounded), role_boundary_arn=BOUNDARY)
        assert not may(Call(action, ROLE_ARN), role_boundary_arn=BOUNDARY)
        assert not may(Call(action, ROLE_ARN, unbounded), role_boundary_arn=BOUNDARY)


def test_a_managed_policy_is_written_by_request_only() -> None:
    assert may(Call("iam:CreatePolicyVersion", POLICY_ARN), create_pull_policy=True)
    other = Call("iam:CreatePolicyVersion", f"arn:aws:iam::{ACCOUNT}:policy/other")
    assert not may(other, create_pull_policy=True)
    attach = Call("iam:AttachRolePolicy", f"arn:aws:iam::{ACCOUNT}:role/admin", {"iam:PolicyARN": POLICY_ARN})
    assert not may(attach, create_pull_policy=True)


def test_with_keys_made_elsewhere_nobodys_keys_can_be_taken_over() -> None:
    settings = {"create_kms_key": False, "kms_key_arns": [KEY_ARN], "create_notification_kms_key": False}
    taken_over = {"aws:RequestTag/Stack": "ecr", "aws:ResourceTag/Stack": "ecr"}

    for action in ("kms:CreateKey", "kms:TagResource", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"):
        for context in (taken_over, {}, {"aws:RequestTag/Stack": "ecr"}, {"aws:ResourceTag/Stack": "ecr"}):
            assert not may(Call(action, KEY_ARN, context), **settings)
        assert may(Call(action, KEY_ARN, taken_over))
    assert "kms:CreateKey" in actions(deploy_policy(deployment(create_kms_key=False)))


def test_other_partitions_have_other_arns() -> None:
    text = json.dumps(deploy_policy(deployment(partition="aws-cn", region="cn-north-1")))
    assert "arn:aws:" not in text
    assert may(
        Call(
            "kms:CreateGrant",
            KEY_ARN.replace("aws", "aws-cn", 1).replace("eu-west-1", "cn-north-1"),
            {
                "aws:ResourceTag/Stack": "ecr",
                "kms:ViaService": "ecr.cn-north-1.amazonaws.com.cn",
            },
        ),
        partition="aws-cn",
        region="cn-north-1",
    )


@pytest.mark.parametrize(
    "names",
    [["team/api"], ["a" * 256], ["team/*"], ["team/api", "team/web"], [f"team-{number}/*" for number in range(2)]],
)
def test_the_policy_fits_into_a_role(names: list[str]) -> None:
    assert len(json.dumps(deploy_policy(deployment(repository_names=names)), separators=(",", ":"))) <= 10_240


def test_a_policy_longer_than_iam_accepts_is_refused() -> None:
    names = [f"team/service-{number}" for number in range(5)]
    with pytest.raises(InvalidSettingError, match=r"repository_names .*IAM accepts 10240: name a namespace such as"):
        deploy_policy(deployment(repository_names=names))


def test_statement_ids_are_unique() -> None:
    sids = [each["Sid"] for each in statements(deploy_policy(deployment(kms_key_arns=[KEY_ARN])))]
    assert len(sids) == len(set(sids))
    assert all(sid.isalnum() for sid in sids)
