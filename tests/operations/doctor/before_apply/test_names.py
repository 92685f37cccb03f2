"""Names that the first apply would give, and that something else has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.operations.doctor.before_apply.everything import PROBES, examine_plan
from cdktf_ecr.operations.doctor.before_apply.names import KINDS
from cdktf_ecr.operations.doctor.before_apply.plan import Planned
from cdktf_ecr.operations.doctor.check import Outcome
from cdktf_ecr.operations.stack_directory import read_stack
from tests.operations.doctor import healthy
from tests.operations.doctor.before_apply.resources import TERRAFORM, Examine, resource
from tests.standin.account import DENIED, Account
from tests.standin.server import Fault

ARN = "arn:aws:{}:us-east-1:123456789012:{}"
IAM = "arn:aws:iam::123456789012:{}"
QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/q"

# For each kind: its attributes, what AWS answers where the name is taken, and where it is free; what Terraform imports.
FOUND: dict[str, tuple[dict[str, Any], Any, Any, str]] = {
    "aws_ecr_repository": (
        {"name": "team/api"},
        {"repositories": [{"repositoryName": "team/api"}]},
        Fault("RepositoryNotFoundException"),
        "team/api",
    ),
    "aws_ecr_pull_through_cache_rule": (
        {"ecr_repository_prefix": "quay"},
        {"pullThroughCacheRules": [{"ecrRepositoryPrefix": "quay"}]},
        Fault("PullThroughCacheRuleNotFoundException"),
        "quay",
    ),
    "aws_ecr_repository_creation_template": (
        {"prefix": "team"},
        {"repositoryCreationTemplates": [{"prefix": "team"}]},
        Fault("TemplateNotFoundException"),
        "team",
    ),
    "aws_iam_role": (
        {"name": "r"},
        {"Role": {"RoleName": "r", "Path": "/", "RoleId": "i", "Arn": "a", "CreateDate": 0}},
        Fault("NoSuchEntity"),
        "r",
    ),
    "aws_iam_policy": (
        {"name": "p", "path": "/ci/"},
        {"Policy": {"PolicyName": "p"}},
        Fault("NoSuchEntity"),
        IAM.format("policy/ci/p"),
    ),
    "aws_iam_instance_profile": (
        {"name": "i"},
        {
            "InstanceProfile": {
                "InstanceProfileName": "i",
                "Path": "/",
                "InstanceProfileId": "x",
                "Arn": "a",
                "CreateDate": 0,
                "Roles": [],
            }
        },
        Fault("NoSuchEntity"),
        "i",
    ),
    "aws_iam_openid_connect_provider": (
        {"url": "https://oidc.circleci.com/org/1"},
        {"Url": "oidc.circleci.com/org/1"},
        Fault("NoSuchEntity"),
        IAM.format("oidc-provider/oidc.circleci.com/org/1"),
    ),
    "aws_cloudwatch_log_group": (
        {"name": "/g"},
        {"logGroups": [{"logGroupName": "/g"}]},
        {"logGroups": [{"logGroupName": "/g2"}]},
        "/g",
    ),
    "aws_cloudwatch_event_rule": (
        {"name": "r"},
        {"Name": "r", "State": "ENABLED"},
        Fault("ResourceNotFoundException"),
        "default/r",
    ),
    "aws_cloudwatch_metric_alarm": (
        {"alarm_name": "a"},
        {"MetricAlarms": [{"AlarmName": "a"}]},
        {"MetricAlarms": []},
        "a",
    ),
    "aws_cloudwatch_dashboard": (
        {"dashboard_name": "d"},
        {"DashboardName": "d"},
        Fault("ResourceNotFound"),
        "d",
    ),
    "aws_sns_topic": (
        {"name": "t"},
        {"Attributes": {"TopicArn": "t"}},
        Fault("NotFound"),
        ARN.format("sns", "t"),
    ),
    "aws_sqs_queue": (
        {"name": "q"},
        {"QueueUrl": QUEUE},
        Fault("AWS.SimpleQueueService.NonExistentQueue"),
        QUEUE,
    ),
    "aws_kms_alias": (
        {"name": "alias/ecr/k"},
        {"Aliases": [{"AliasName": "alias/other"}, {"AliasName": "alias/ecr/k"}]},
        {"Aliases": [{"AliasName": "alias/other"}]},
        "alias/ecr/k",
    ),
    "aws_ssm_parameter": (
        {"name": "/p"},
        {"Parameters": [{"Name": "/p"}]},
        {"Parameters": []},
        "/p",
    ),
}


def asked(kind: str) -> tuple[str, str]:
    action = next(each.action for each in KINDS if each.type == kind)
    service, _, operation = action.partition(":")
    return service, operation


def test_every_kind_is_tested_here() -> None:
    assert sorted(FOUND) == sorted(kind.type for kind in KINDS)


@pytest.mark.parametrize("kind", FOUND)
def test_a_name_that_is_taken(account: Account, examine: Examine, kind: str) -> None:
    values, taken, _, imported = FOUND[kind]
    account.answers[asked(kind)] = taken

    (check,) = examine(resource(kind, **values))

    name = next(iter(values.values()))
    assert (check.name, check.outcome) == (f"names:{kind}", Outcome.FAIL)
    assert check.found == f"{kind}.this: {name} is there already"
    assert check.fix == f"{TERRAFORM} import -var=environment=prod {kind}.this {imported}"
    assert check.meaning.startswith("The apply ")


@pytest.mark.parametrize("kind", FOUND)
def test_a_name_that_is_free(account: Account, examine: Examine, kind: str) -> None:
    values, _, free, _ = FOUND[kind]
    account.answers[asked(kind)] = free

    (check,) = examine(resource(kind, **values))

    assert (check.name, check.outcome, check.found) == (f"names:{kind}", Outcome.PASS, "1 of 1 name is free")


@pytest.mark.parametrize("kind", FOUND)
def test_a_name_that_nobody_may_ask_about(account: Account, examine: Examine, kind: str) -> None:
    account.answers[asked(kind)] = DENIED

    (check,) = examine(resource(kind, **FOUND[kind][0]))

    assert (check.outcome, check.action) == (Outcome.SKIP, ":".join(asked(kind)))


@pytest.mark.parametrize(
    "kind", ["aws_cloudwatch_event_rule", "aws_cloudwatch_metric_alarm", "aws_cloudwatch_dashboard"]
)
def test_what_is_replaced_without_a_word(account: Account, examine: Examine, kind: str) -> None:
    values, taken, _, _ = FOUND[kind]
    account.answers[asked(kind)] = taken

    assert "replaces it, and nothing says so" in examine(resource(kind, **values))[0].meaning


def test_what_the_state_holds_is_not_asked_about(account: Account, planned: Callable[..., Planned]) -> None:
    held = [resource(kind, created=False, **values) for kind, (values, *_) in FOUND.items()]

    (check,) = examine_plan(planned(*held, resource("aws_ecr_registry_policy", created=False)))

    assert (check.outcome, account.requests) == (Outcome.SKIP, [])
    assert check.found == "the apply creates nothing: the state holds everything that is planned"


def test_only_what_is_created_is_asked_about(account: Account, examine: Examine) -> None:
    account.answers["iam", "GetRole"] = Fault("NoSuchEntity")
    held = [resource(kind, created=False, **values) for kind, (values, *_) in FOUND.items()]

    (check,) = examine(*held, resource("aws_iam_role", address="new", name="new"))

    assert (check.outcome, check.found) == (Outcome.PASS, "1 of 1 name is free")
    assert [(operation, given) for _, operation, given in account.requests] == [("GetRole", {"RoleName": "new"})]


def test_some_names_are_taken(account: Account, examine: Examine) -> None:
    account.answers["cloudwatch", "DescribeAlarms"] = {"MetricAlarms": [{"AlarmName": "b"}]}
    alarms = [resource("aws_cloudwatch_metric_alarm", address=name, alarm_name=name) for name in "abc"]

    checks = examine(*alarms)

    assert [(check.outcome, check.found) for check in checks] == [
        (Outcome.FAIL, "aws_cloudwatch_metric_alarm.b: b is there already"),
        (Outcome.PASS, "2 of 3 names are free"),
    ]
    assert len(account.asked("cloudwatch", "DescribeAlarms")) == 1


def test_a_name_that_terraform_makes_up_is_nobodys(examine: Examine, account: Account) -> None:
    assert examine(resource("aws_iam_role", name_prefix="ci-")) == []
    assert account.requests == []


def test_an_address_with_a_key_is_quoted(account: Account, examine: Examine) -> None:
    account.answers["iam", "GetRole"] = FOUND["aws_iam_role"][1]

    (check,) = examine(resource("aws_iam_role", address='this["a b"]', name="r"))

    assert check.fix == f"{TERRAFORM} import -var=environment=prod 'aws_iam_role.this[\"a b\"]' r"


def test_the_healthy_account_has_everything_already(examine: Examine) -> None:
    """moto's own answers, for what it knows."""
    parts = healthy.PARTS
    checks = examine(
        resource("aws_ecr_repository", name=healthy.REPOSITORY),
        resource("aws_cloudwatch_log_group", name=parts.log_groups[0]),
        resource("aws_cloudwatch_event_rule", name=parts.event_rules[0]),
        resource("aws_cloudwatch_metric_alarm", alarm_name=healthy.ALARM),
        resource("aws_sns_topic", name=parts.topics[0]),
    )

    assert {check.outcome for check in checks} == {Outcome.FAIL}
    assert len(checks) == 5


def test_an_empty_account_has_room_for_everything(examine: Examine) -> None:
    planned = [
        resource(kind, **values)
        for kind, (values, *_) in FOUND.items()
        if kind not in {"aws_ecr_pull_through_cache_rule", "aws_ecr_repository_creation_template"}
    ]
    checks = examine(*planned, region=healthy.EMPTY_REGION)

    assert [(check.name, check.outcome) for check in checks] == [
        (f"names:{kind.type}", Outcome.PASS) for kind in KINDS if kind.type in {each.type for each in planned}
    ]


def test_a_real_plan(planned: Callable[..., Planned]) -> None:
    """Terraform's own, of a module with twelve resources, in a region where nothing is."""
    plan = read_stack(Path(__file__).parents[2] / "terraform/plan.json", planned=True)

    checks = examine_plan(planned(*plan.all, region=healthy.EMPTY_REGION))

    assert checks[0].found == "12 resources to be created in eu-west-2"
    assert {check.outcome for check in checks} == {Outcome.PASS}
    assert (
        {probe.name for probe in PROBES}
        > {check.name for check in checks[1:]}
        >= {
            *("registry-scanning", "log-resource-policies", "names:aws_ecr_repository", "names:aws_iam_role"),
            *("names:aws_kms_alias", "names:aws_iam_instance_profile", "names:aws_cloudwatch_event_rule"),
        }
    )
