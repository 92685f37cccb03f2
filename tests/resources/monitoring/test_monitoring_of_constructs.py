"""`ScanMonitoring` as a user writes it: constructs, tokens in every place, and whatever else is worked out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import cdktf
import pytest
from cdktf import TerraformStack, TerraformVariable, Token
from cdktf_cdktf_provider_aws.provider import AwsProvider
from constructs import Construct

from cdktf_ecr import (
    ConflictError,
    ExistingRepository,
    InvalidSettingError,
    MonitoredRepository,
    MonitoringSettings,
    Repository,
    ScanMonitoring,
)
from tests.other_stack import in_another_stack
from tests.synthesized import Synth, addresses

ARN = "arn:aws:ecr:eu-west-1:111122223333:repository/team/api"


def variable(scope: Construct, name: str, type_: str) -> TerraformVariable:
    return TerraformVariable(scope, name, type=type_)


def test_repositories_are_all_a_user_writes(new_stack: TerraformStack, synth: Synth) -> None:
    api, worker = (Repository(new_stack, name, name=f"team/{name}") for name in ("api", "worker"))
    existing = ExistingRepository.from_arn(new_stack, "base", arn=ARN.replace("team/api", "platform/base"))
    ScanMonitoring(new_stack, "monitoring", repositories=[api, worker, existing])

    synthesized = synth()

    found = synthesized["resource"]
    assert set(synthesized["data"]) == {"aws_caller_identity", "aws_partition", "aws_region"}
    region = 'split(".", data.aws_region.monitoring.endpoint)[1]'
    partition, account = "data.aws_partition.monitoring.partition", "data.aws_caller_identity.monitoring.account_id"
    (key,), (policy,) = found["aws_kms_key"].values(), found["aws_cloudwatch_log_resource_policy"].values()
    assert f'"Principal": {{"AWS": "arn:${{{partition}}}:iam::${{{account}}}:root"}}' in key["policy"]
    groups = f"arn:${{{partition}}}:logs:${{{region}}}:${{{account}}}:log-group:/aws/events/ecr/*:*"
    assert groups in policy["policy_document"]
    (dashboard,) = found["aws_cloudwatch_dashboard"].values()
    assert f'"region": {region}' in dashboard["dashboard_body"]
    target = found["aws_cloudwatch_event_target"]["monitoring_basic_notifications"]
    consoles = re.findall(r"https://(.*?)/ecr", target["input_transformer"]["input_template"])
    assert [console.partition("}, ")[2] for console in consoles] == [f'{partition}, "console.aws.amazon.com")}}']
    assert synthesized["locals"]["monitoring_repository_arn"] == "${aws_ecr_repository.api.arn}"
    assert "TfToken" not in json.dumps([found, synthesized["locals"]])
    assert "platform/base" in synthesized["locals"]["monitoring_logs_scans_pattern"]
    assert {group["name"] for group in found["aws_cloudwatch_log_group"].values()} == {
        "/aws/events/ecr/test/monitoring",
        "/aws/events/ecr/test/monitoring#audit",
    }


def test_what_is_worked_out_can_be_said_instead(new_stack: TerraformStack, synth: Synth) -> None:
    ScanMonitoring(
        new_stack,
        "monitoring",
        repositories=[MonitoredRepository(name="team/api", arn=ARN)],
        name="team",
        region="eu-central-1",
        account_id="444455556666",
        partition="aws-cn",
        console_domain="console.example.org",
    )

    synthesized = synth()

    assert "data" not in synthesized
    text = json.dumps(synthesized["resource"])
    assert "arn:aws-cn:iam::444455556666:root" in text
    assert "arn:aws-cn:logs:eu-central-1:444455556666:log-group:/aws/events/ecr/*:*" in text
    assert "https://console.example.org/ecr" in text
    assert '/aws/events/ecr/team"' in text
    assert "console.amazonaws.cn" not in text


def test_a_partition_has_its_console(new_stack: TerraformStack, synth: Synth) -> None:
    repositories = [MonitoredRepository(name="team/api", arn=ARN)]
    ScanMonitoring(new_stack, "monitoring", repositories=repositories, partition="aws-us-gov")

    assert "https://console.amazonaws-us-gov.com/ecr" in json.dumps(synth()["resource"])


def tokens(scope: Construct) -> dict[str, Any]:
    """Return a token of CDKTF for every setting there is, from variables called like them."""

    def strings(name: str) -> Any:
        return variable(scope, name, "list(string)").list_value

    def number_map(name: str) -> Any:
        return Token.as_number_map(variable(scope, name, "map(number)").value)

    def text(name: str) -> str:
        return variable(scope, name, "string").string_value

    def number(name: str) -> float:
        return variable(scope, name, "number").number_value

    def flag(name: str) -> Any:
        return variable(scope, name, "bool").boolean_value

    kinds: dict[Callable[[str], Any], tuple[str, ...]] = {
        flag: (
            "enable_scan_logging",
            "manage_log_resource_policy",
            "enable_notifications",
            "enable_finding_notifications",
            "enable_audit_trail",
            "enable_cloudtrail_audit",
            "enable_dashboard",
            "create_log_kms_key",
            "create_notification_kms_key",
        ),
        number: ("log_retention_days", "audit_retention_days"),
        text: ("log_kms_key_id", "notification_kms_key_id", "metric_namespace", "notification_severity"),
        strings: ("notification_emails",),
        number_map: ("alarm_thresholds",),
    }
    found = {name: kind(name) for kind, names in kinds.items() for name in names}
    subscriptions = Token.as_any_map(variable(scope, "notification_subscriptions", "any").value)
    return {**found, "notification_subscriptions": subscriptions}


@pytest.mark.parametrize("form", ["list", "map"])
def test_every_setting_takes_cdktfs_tokens(new_stack: TerraformStack, synth: Synth, form: str) -> None:
    settings = tokens(new_stack)
    assert set(settings) == set(vars(MonitoringSettings()))
    api = MonitoredRepository(name="team/api", arn=Repository(new_stack, "api", name="team/api").arn)
    names: dict[str, Any] = {
        name: variable(new_stack, name, "string").string_value
        for name in ("name", "region", "account_id", "partition", "console_domain")
    }
    ScanMonitoring(
        new_stack,
        "monitoring",
        repositories=[api] if form == "list" else {api.name: api.arn},
        settings=MonitoringSettings(**settings),
        tags=Token.as_string_map(variable(new_stack, "tags", "map(string)").value),
        **names,
    )

    synthesized = synth()

    text = json.dumps([synthesized["resource"], synthesized["locals"]])
    assert not re.search("TfToken|unresolved", text)
    for name in (*settings, *names):
        assert synthesized["locals"][f"monitoring_{name}"] == f"${{var.{name}}}"
        assert f"local.monitoring_{name}" in json.dumps(synthesized["resource"]), name
    assert {json.dumps(each["tags"]) for each in synthesized["resource"]["aws_sns_topic"].values()} == {'"${var.tags}"'}


def test_tokens_may_stand_among_what_python_knows(new_stack: TerraformStack, synth: Synth) -> None:
    mail, queue, count = (variable(new_stack, name, "string").string_value for name in ("mail", "queue", "count"))
    settings = MonitoringSettings(
        notification_emails=[mail, "team@example.org"],
        notification_subscriptions={"queue": {"protocol": "sqs", "endpoint": queue}},
        alarm_thresholds={"CRITICAL": 1, "HIGH": count},
        metric_namespace=f"{mail}/Scans",
    )
    ScanMonitoring(new_stack, "scan", repositories={"team/api": ARN}, settings=settings)

    synthesized = synth()

    (subscriptions,) = synthesized["resource"]["aws_sns_topic_subscription"].values()
    assert subscriptions["for_each"] == (
        '${merge({for email in [local.scan_notification_emails, "team@example.org"] : '
        'email => {protocol = "email", endpoint = email}}, '
        '{for name, each in {"queue": {"protocol": "sqs", "endpoint": local.scan_notification_subscriptions}} : '
        "name => each})}"
    )
    (alarm,) = (each for name, each in synthesized["resource"]["aws_cloudwatch_metric_alarm"].items() if "find" in name)
    assert 'keys({"CRITICAL": 1, "HIGH": local.scan_alarm_thresholds})' in alarm["for_each"]
    assert synthesized["locals"]["scan_metric_namespace"] == "${var.mail}/Scans"


@pytest.mark.parametrize("form", ["list", "map"])
def test_every_resource_and_data_source_has_the_given_provider_and_tags(
    new_stack: TerraformStack, synth: Synth, form: str
) -> None:
    AwsProvider(new_stack, "aws", region="us-east-1")
    elsewhere = AwsProvider(new_stack, "elsewhere", alias="elsewhere", region="eu-west-1")
    ScanMonitoring(
        new_stack,
        "monitoring",
        repositories=[MonitoredRepository(name="team/api", arn=ARN)] if form == "list" else {"team/api": ARN},
        settings=MonitoringSettings(enable_finding_notifications=True, enable_cloudtrail_audit=True),
        tags={"Team": "API"},
        provider=elsewhere,
    )

    synthesized = synth()

    made = {**synthesized["resource"], **{f"data.{type_}": named for type_, named in synthesized["data"].items()}}
    providers = {
        f"{type_}.{name}": body.get("provider") for type_, named in made.items() for name, body in named.items()
    }
    assert set(providers) == addresses(synthesized)
    assert len(made) == 16
    assert set(providers.values()) == {"aws.elsewhere"}
    tagged = {
        type_ for type_, named in made.items() if all(each.get("tags") == {"Team": "API"} for each in named.values())
    }
    assert tagged == {
        "aws_cloudwatch_event_rule",
        "aws_cloudwatch_log_group",
        "aws_cloudwatch_metric_alarm",
        "aws_kms_key",
        "aws_sns_topic",
        "aws_sqs_queue",
    }


@pytest.mark.parametrize("switched", [False, True])
def test_what_a_user_may_pass_on_crosses_stacks(new_stack: TerraformStack, switched: bool) -> None:  # noqa: FBT001
    switch = variable(new_stack, "on", "bool").boolean_value if switched else True
    settings = MonitoringSettings(
        enable_scan_logging=switch, enable_audit_trail=switch, enable_notifications=switch, enable_dashboard=switch
    )
    repositories = [MonitoredRepository(name="team/api", arn=ARN)]
    monitoring = ScanMonitoring(new_stack, "scan", repositories=repositories, settings=settings)
    assert monitoring.log
    assert monitoring.audit
    assert monitoring.notifications
    assert monitoring.alarms

    assert in_another_stack(
        new_stack,
        log=monitoring.log.log_group_name,
        audit=monitoring.audit.log_group_name,
        topic=monitoring.notifications.topic.arn,
        queue=monitoring.notifications.queue_url,
        dashboard=monitoring.dashboard_name,
        alarms=monitoring.alarms.arns,
        # Asked for twice, declared once.
        again=monitoring.dashboard_name,
    ) == {
        "log": "${local.scan_logs_log_group_name}",
        "audit": "${local.scan_audit_log_group_name}",
        "topic": "${local.scan_notifications_topic_arn}",
        "queue": "${local.scan_queue_url}",
        "dashboard": "${local.scan_dashboard_name}",
        "alarms": "${local.scan_alarms_arns}",
        "again": "${local.scan_dashboard_name}",
    }


def test_without_them_nothing_is_declared_for_other_stacks(new_stack: TerraformStack, synth: Synth) -> None:
    ScanMonitoring(new_stack, "monitoring", repositories=[MonitoredRepository(name="team/api", arn=ARN)])

    assert "locals" not in synth()


def test_the_name_stays_when_repositories_come_and_go() -> None:
    def log_group(*names: str) -> str:
        stack = TerraformStack(cdktf.Testing.app(stub_version=True), "Team_Registry")
        repositories = [MonitoredRepository(name=name, arn=ARN.replace("team/api", name)) for name in names]
        ScanMonitoring(Construct(stack, "Ünder"), "monitoring", repositories=repositories)
        groups = json.loads(cdktf.Testing.synth(stack))["resource"]["aws_cloudwatch_log_group"]
        return str(min(group["name"] for group in groups.values()))

    assert (
        log_group("team/api") == log_group("team/web", "team/jobs") == "/aws/events/ecr/team-registry/nder/monitoring"
    )


def test_two_of_one_name_are_refused(new_stack: TerraformStack) -> None:
    repositories = [MonitoredRepository(name="team/api", arn=ARN)]
    ScanMonitoring(new_stack, "monitoring", repositories=repositories, name="team")
    with pytest.raises(ConflictError, match=r"two EventBridge rules would be called team-.*-scans: give one"):
        ScanMonitoring(new_stack, "again", repositories=repositories, name="team")
    elsewhere = AwsProvider(new_stack, "elsewhere", alias="elsewhere", region="eu-west-1")
    ScanMonitoring(new_stack, "elsewhere_too", repositories=repositories, name="team", provider=elsewhere)
    nothing = MonitoringSettings(enable_scan_logging=False, enable_audit_trail=False, enable_notifications=False)
    ScanMonitoring(new_stack, "nothing", repositories=repositories, name="team", settings=nothing)


def test_a_list_that_is_too_long_for_a_rule_is_refused_as_soon_as_somebody_knows(
    new_stack: TerraformStack, synth: Synth
) -> None:
    known = [
        MonitoredRepository(name=f"team/{number}", arn=ARN.replace("team/api", f"team/{number}"))
        for number in range(10, 60)
    ]
    with pytest.raises(InvalidSettingError, match=r"repositories .*: must be fewer: .*; give them as a map from names"):
        ScanMonitoring(new_stack, "known", repositories=known)

    made = [Repository(new_stack, name, name=f"team/{name}") for name in ("api", "web")]
    ScanMonitoring(new_stack, "monitoring", repositories=made)

    for name, rule in synth()["resource"]["aws_cloudwatch_event_rule"].items():
        (check,) = rule["lifecycle"]["precondition"]
        assert rule["event_pattern"] == f"${{local.{name}_pattern}}"
        assert check["condition"] == f"${{length(local.{name}_pattern) <= 2048}}"
        assert check["error_message"].startswith("repositories: must be fewer: their event pattern is longer than 2048")


@pytest.mark.parametrize(
    ("repositories", "message"),
    [
        ([], "repositories []: must be at least one repository"),
        (
            [MonitoredRepository(name="team/api", arn=ARN)] * 2,
            "repositories 'team/api': must be listed once each",
        ),
        (["team/api"], "repositories 'team/api': must be repositories, each with a name and an ARN, or a map"),
        ([SimpleNamespace(name="team/api")], "must be repositories, each with a name and an ARN"),
        ([SimpleNamespace(name="Team/API", arn=ARN)], "name 'Team/API': must be 2 to 256 characters"),
        ([SimpleNamespace(name="team/web", arn=ARN)], "arn '" + ARN + "': must be the ARN of that repository"),
    ],
)
def test_what_is_no_list_of_repositories_is_refused(new_stack: TerraformStack, repositories: Any, message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        ScanMonitoring(new_stack, "monitoring", repositories=repositories)


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ({"name": "Team"}, "name 'Team': must be 2 to 256 characters"),
        ({"name": ""}, "name '': must be 2 to 256 characters"),
        ({"console_domain": ""}, "console_domain '': must be a domain such as"),
        ({"settings": {"log_retention_days": 7}}, "must be of type MonitoringSettings, not a dict"),
        ({"region": "Ireland"}, "region 'Ireland': must be the code of an AWS region"),
        ({"account_id": "1234"}, "account_id '1234': must be an AWS account id"),
        ({"partition": "china"}, "partition 'china': must be a partition such as 'aws'"),
        ({"console_domain": "https://console"}, "console_domain 'https://console': must be a domain such as"),
        ({"scan_type": "enhanced"}, "scan_type 'enhanced': must be one of BASIC, ENHANCED"),
        ({"tags": "oops"}, "tags 'oops': must be a map of at most 50 tags"),
    ],
)
def test_an_argument_that_is_wrong_is_named(new_stack: TerraformStack, argument: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        ScanMonitoring(new_stack, "monitoring", repositories={"team/api": ARN}, **argument)


def test_a_scan_type_that_only_terraform_knows_may_be_either(new_stack: TerraformStack, synth: Synth) -> None:
    scan_type = variable(new_stack, "scan_type", "string").string_value
    ScanMonitoring(new_stack, "monitoring", repositories={"team/api": ARN}, scan_type=scan_type)

    resources = synth()["resource"]
    rules = resources["aws_cloudwatch_event_rule"]
    assert "monitoring_alarms_not_scanned" in resources["aws_cloudwatch_metric_alarm"]
    assert {"monitoring_basic_notifications", "monitoring_enhanced_notifications"} <= set(rules)


def test_terraform_checks_the_thresholds_of_a_scan_type_that_it_alone_knows(
    new_stack: TerraformStack, synth: Synth
) -> None:
    scan_type = variable(new_stack, "scan_type", "string").string_value
    settings = MonitoringSettings(alarm_thresholds={"LOW": 5})
    ScanMonitoring(new_stack, "monitoring", repositories={"team/api": ARN}, scan_type=scan_type, settings=settings)

    alarm = synth()["resource"]["aws_cloudwatch_metric_alarm"]["monitoring_alarms_findings"]

    (check,) = alarm["lifecycle"]["precondition"]
    assert check["condition"] == (
        '${local.monitoring_type != "ENHANCED" || alltrue([for severity in keys({"LOW": 5}) : '
        'contains(["CRITICAL", "HIGH", "MEDIUM"], severity)])}'
    )
    assert check["error_message"].startswith('alarm_thresholds ${jsonencode({"LOW": 5})}: must be of CRITICAL, HIGH,')


def test_a_threshold_that_the_known_scan_type_never_counts_is_refused(new_stack: TerraformStack) -> None:
    settings = MonitoringSettings(alarm_thresholds={"LOW": 5})
    ScanMonitoring(new_stack, "basic", repositories={"team/api": ARN}, scan_type="BASIC", settings=settings, name="b1")
    with pytest.raises(InvalidSettingError, match=r"alarm_thresholds .*'LOW': 5}: must be of CRITICAL, HIGH"):
        ScanMonitoring(new_stack, "it", repositories={"team/api": ARN}, scan_type="ENHANCED", settings=settings)
