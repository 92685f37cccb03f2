"""`ScanMonitoring` of repositories that only Terraform knows: numbered rules, in the synthesized JSON."""

from __future__ import annotations

import re
from typing import Any

import pytest
from cdktf import TerraformStack, TerraformVariable, Token
from constructs import Construct
from syrupy.assertion import SnapshotAssertion

from cdktf_ecr import ConflictError, InvalidSettingError, MonitoringSettings, Repository, ScanMonitoring
from tests.synthesized import Synth

PLACE: dict[str, Any] = {"region": "eu-west-1", "account_id": "111122223333", "partition": "aws"}


def watch_known_to_terraform(scope: Construct, id: str = "scan", **settings: Any) -> ScanMonitoring:
    return ScanMonitoring(
        scope,
        id,
        name="fleet",
        repositories="${local.repositories}",
        settings=MonitoringSettings(**settings),
        **PLACE,
    )


def test_everything_for_repositories_that_only_terraform_knows(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    watch_known_to_terraform(new_stack, enable_finding_notifications=True, enable_cloudtrail_audit=True)

    synthesized = synth()

    resources = synthesized["resource"]
    rules = dict(resources["aws_cloudwatch_event_rule"])
    # The registry's calls are the same for any number of repositories.
    assert rules["scan_audit_registry_calls"]["name"] == "fleet-5eb2ce29-registry-calls"
    assert rules.pop("scan_audit_registry_calls")["count"] == "${length(local.scan_repository_arns) > 0 ? 1 : 0}"
    for name, rule in rules.items():
        assert "keys(local.scan_repository_arns)" in rule["for_each"]
        assert rule["name"].endswith("-${each.key}")
        assert "each.value" in rule["event_pattern"]
        target = resources["aws_cloudwatch_event_target"][name]
        assert (target["for_each"], target["rule"]) == (
            f"${{aws_cloudwatch_event_rule.{name}}}",
            "${each.value.name}",
        )
    dashboard = resources["aws_cloudwatch_dashboard"]["scan_dashboard"]
    assert dashboard["count"] == "${length(local.scan_repository_arns) > 0 ? 1 : 0}"
    assert synthesized["locals"]["scan_repository_arns"] == "${local.repositories}"
    assert {"locals": synthesized["locals"], "resource": resources} == json_snapshot


def test_switches_known_at_plan_leave_no_rules_of_numbered_ones(new_stack: TerraformStack, synth: Synth) -> None:
    for name in ("log", "tell", "findings", "audit", "calls"):
        TerraformVariable(new_stack, name, type="bool")
    watch_known_to_terraform(
        new_stack,
        enable_scan_logging="${var.log}",
        enable_notifications="${var.tell}",
        enable_finding_notifications="${var.findings}",
        enable_audit_trail="${var.audit}",
        enable_cloudtrail_audit="${var.calls}",
    )

    resources = synth()["resource"]

    registry = [
        resources[f"aws_cloudwatch_event_{kind}"].pop("scan_audit_registry_calls")["count"]
        for kind in ("rule", "target")
    ]
    exist = "length(local.scan_repository_arns) > 0"
    assert registry == [f"${{(var.audit) && ((var.calls) && ({exist})) ? 1 : 0}}"] * 2
    ends = {
        name: rule["for_each"].partition("name... if ")[2].partition("}")[0]
        for name, rule in resources["aws_cloudwatch_event_rule"].items()
    }
    assert ends == {
        "scan_logs_scans": "var.log",
        "scan_logs_findings": "var.log",
        "scan_audit_actions": "var.audit",
        "scan_audit_calls": "(var.audit) && (var.calls)",
        "scan_basic_notifications": "var.tell",
        "scan_enhanced_notifications": "var.tell",
        "scan_finding_notifications": "(var.tell) && (var.findings)",
    }
    numbered = [
        *resources["aws_cloudwatch_event_rule"].values(),
        *resources["aws_cloudwatch_event_target"].values(),
    ]
    assert not [resource for resource in numbered if "count" in resource]


def test_the_queue_of_numbered_rules_has_a_policy_of_the_same_size_for_any_number(
    new_stack: TerraformStack, synth: Synth
) -> None:
    watch_known_to_terraform(new_stack)

    policy = synth()["resource"]["aws_sqs_queue_policy"]["scan_undelivered"]["policy"]

    rule = "arn:aws:events:eu-west-1:111122223333:rule/fleet-5eb2ce29-notify"
    assert f'"aws:SourceArn": ["{rule}-basic-*", "{rule}-enhanced-*", "{rule}-findings-*"]' in policy


def test_tokens_are_what_terraform_sees(new_stack: TerraformStack, synth: Synth) -> None:
    account = TerraformVariable(new_stack, "account", type="string")
    watched = TerraformVariable(new_stack, "watched", type="map(string)")
    ScanMonitoring(
        new_stack,
        "scan",
        name="fleet",
        repositories=Token.as_string_map(watched.value),
        region="eu-west-1",
        account_id=account.string_value,
        partition="aws",
    )

    synthesized = synth()

    assert synthesized["locals"]["scan_repository_arns"] == "${var.watched}"
    assert synthesized["locals"]["scan_account_id"] == "${var.account}"
    assert (
        "arn:aws:events:eu-west-1:${local.scan_account_id}:rule/"
        in (synthesized["resource"]["aws_sqs_queue_policy"]["scan_undelivered"]["policy"])
    )


def test_a_map_that_python_knows_is_shared_among_numbered_rules(new_stack: TerraformStack, synth: Synth) -> None:
    """However many repositories there are, constructs too, whose names and ARNs are tokens."""
    made = [Repository(new_stack, name, name=f"team/{name}") for name in ("api", "web")]
    known = {"team/jobs": "arn:aws:ecr:eu-west-1:111122223333:repository/team/jobs"}
    ScanMonitoring(
        new_stack, "scan", name="fleet", repositories={**{each.name: each.arn for each in made}, **known}, **PLACE
    )

    synthesized = synth()

    assert synthesized["locals"]["scan_repository_arns"] == {
        "${local.scan_repository}": "${local.scan_repository_2}",
        "${local.scan_repository_3}": "${local.scan_repository_4}",
        **known,
    }
    assert synthesized["locals"]["scan_repository_2"] == "${aws_ecr_repository.api.arn}"
    rules = synthesized["resource"]["aws_cloudwatch_event_rule"].values()
    assert all("local.scan_repository_arns" in rule["for_each"] for rule in rules)


@pytest.mark.parametrize(
    ("repositories", "message"),
    [
        ({"Team/API": "arn:aws:ecr:eu-west-1:111122223333:repository/api"}, "repositories 'Team/API': must be 2 to"),
        ({"api": "arn:aws:s3:::api"}, "repositories[api] 'arn:aws:s3:::api': must be a repository's ARN"),
        (
            {"api": "arn:aws:ecr:eu-west-1:111122223333:repository/web"},
            "repositories[api] 'arn:aws:ecr:eu-west-1:111122223333:repository/web': must be the ARN of that repository",
        ),
        ({"api": None}, "repositories {'api': None}: must be a map of strings, not of None"),
        ("team/api", "repositories 'team/api': must be a map, not a string"),
        (None, "repositories None: must be a map, not None"),
    ],
)
def test_what_is_no_map_of_arns_is_refused(new_stack: TerraformStack, repositories: Any, message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        ScanMonitoring(new_stack, "scan", repositories=repositories)


def test_two_of_one_address_are_refused(new_stack: TerraformStack) -> None:
    watch_known_to_terraform(new_stack)
    with pytest.raises(ConflictError, match=r"would both be local\.scan_repository_arns"):
        ScanMonitoring(new_stack, "other", name="other", repositories="${local.repositories}", address="scan")
