"""`ScanMonitoring` of repositories that only Terraform knows: numbered rules, in the synthesized JSON."""

from __future__ import annotations

from typing import Any

import pytest
from cdktf import TerraformStack, TerraformVariable
from constructs import Construct
from syrupy.assertion import SnapshotAssertion

from cdktf_ecr import MonitoringSettings, ScanMonitoring
from cdktf_ecr.model.errors import ConflictError
from cdktf_ecr.model.monitoring.repositories import MonitoredRepositories
from tests.synthesized import Synth

ROOT = "arn:aws:iam::111122223333:root"


def watch_known_to_terraform(scope: Construct, id: str = "scan", **settings: Any) -> ScanMonitoring:
    return ScanMonitoring(
        scope,
        id,
        name="fleet",
        repositories=MonitoredRepositories(arns_by_name="${local.repositories}"),
        region="eu-west-1",
        account_root_arn=ROOT,
        settings=MonitoringSettings(**settings),
    )


def test_everything_for_repositories_that_only_terraform_knows(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    watch_known_to_terraform(new_stack, enable_finding_notifications=True)

    synthesized = synth()

    resources = synthesized["resource"]
    for name, rule in resources["aws_cloudwatch_event_rule"].items():
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
    for name in ("log", "tell", "findings", "audit"):
        TerraformVariable(new_stack, name, type="bool")
    watch_known_to_terraform(
        new_stack,
        enable_scan_logging="${var.log}",
        enable_notifications="${var.tell}",
        enable_finding_notifications="${var.findings}",
        enable_audit_trail="${var.audit}",
    )

    resources = synth()["resource"]

    ends = {
        name: rule["for_each"].partition("name... if ")[2].partition("}")[0]
        for name, rule in resources["aws_cloudwatch_event_rule"].items()
    }
    assert ends == {
        "scan_logs_scans": "var.log",
        "scan_logs_findings": "var.log",
        "scan_audit_actions": "var.audit",
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

    rule = (
        'arn:${split(":", "arn:aws:iam::111122223333:root")[1]}:events:eu-west-1:'
        '${split(":", "arn:aws:iam::111122223333:root")[4]}:rule/fleet-5eb2ce29-notify'
    )
    assert f'"aws:SourceArn": ["{rule}-basic-*", "{rule}-enhanced-*", "{rule}-findings-*"]' in policy


def test_a_token_as_the_account_and_a_map_is_what_terraform_sees(new_stack: TerraformStack, synth: Synth) -> None:
    account = TerraformVariable(new_stack, "account", type="string")
    watched = TerraformVariable(new_stack, "watched", type="map(string)")
    ScanMonitoring(
        new_stack,
        "scan",
        name="fleet",
        repositories=MonitoredRepositories(arns_by_name=watched.string_value),
        region="eu-west-1",
        account_root_arn=account.string_value,
        settings=MonitoringSettings(),
    )

    synthesized = synth()

    assert synthesized["locals"]["scan_repository_arns"] == "${var.watched}"
    assert synthesized["locals"]["scan_account"] == "${var.account}"
    assert (
        'split(":", local.scan_account)[4]'
        in (synthesized["resource"]["aws_sqs_queue_policy"]["scan_undelivered"]["policy"])
    )


def test_two_of_one_address_are_refused(new_stack: TerraformStack) -> None:
    watch_known_to_terraform(new_stack)
    with pytest.raises(ConflictError, match=r"would both be local\.scan_repository_arns"):
        ScanMonitoring(
            new_stack,
            "other",
            name="fleet",
            repositories=MonitoredRepositories(arns_by_name="${local.repositories}"),
            region="eu-west-1",
            account_root_arn=ROOT,
            settings=MonitoringSettings(),
            address="scan",
        )
