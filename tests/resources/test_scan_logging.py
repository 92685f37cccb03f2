"""`ScanLogging` and `LogDeliveryPolicy`: scan events reach a log group, or nothing does."""

from __future__ import annotations

from cdktf import TerraformStack
from syrupy.assertion import SnapshotAssertion

from cdktf_ecr import LogDeliveryPolicy, ScanLogging
from tests.synthesized import Synth

ARN = "arn:aws:ecr:eu-west-1:111122223333:repository/team/api"
GROUPS = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/ecr/*:*"


def test_one_rule_for_both_scan_types_delivers_to_a_group_of_the_repositorys_own(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    ScanLogging(new_stack, "scans", repository_name="team/api", repository_arn=ARN, retention_days=30)
    LogDeliveryPolicy(new_stack, "delivery", name="ecr-events", log_group_arns=GROUPS)

    resources = synth()["resource"]

    assert resources["aws_cloudwatch_event_rule"]["scans"]["event_pattern"] == {
        "source": ["aws.ecr", "aws.inspector2"],
        "detail-type": ["ECR Image Scan", "Inspector2 Scan"],
        "detail": {"repository-name": ["team/api", ARN]},
    }
    group = resources["aws_cloudwatch_log_group"]["scans"]
    assert (group["name"], group["retention_in_days"]) == ("/aws/events/ecr/team/api", 30)
    target = resources["aws_cloudwatch_event_target"]["scans"]
    assert target["arn"] == "${aws_cloudwatch_log_group.scans.arn}"
    assert "role_arn" not in target
    statement = resources["aws_cloudwatch_log_resource_policy"]["delivery"]["policy_document"]["Statement"][0]
    assert statement["Resource"] == GROUPS
    assert resources == json_snapshot


def test_a_condition_makes_every_part_conditional(new_stack: TerraformStack, synth: Synth) -> None:
    logging = ScanLogging(
        new_stack, "scans", repository_name="team/api", repository_arn=ARN, condition="${var.log_scans}"
    )

    resources = synth()["resource"]

    bodies = [resource for named in resources.values() for resource in named.values()]
    assert [body["count"] for body in bodies] == ["${var.log_scans ? 1 : 0}"] * 3
    assert resources["aws_cloudwatch_event_target"]["scans"]["rule"] == "${aws_cloudwatch_event_rule.scans[0].name}"
    assert logging.log_group_name == "${one(aws_cloudwatch_log_group.scans[*].name)}"


def test_the_rules_name_fits_for_the_longest_repository_name(new_stack: TerraformStack, synth: Synth) -> None:
    ScanLogging(new_stack, "scans", repository_name="a" * 256, repository_arn="${var.arn}")

    assert len(synth()["resource"]["aws_cloudwatch_event_rule"]["scans"]["name"]) == 64
