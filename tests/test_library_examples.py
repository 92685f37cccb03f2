"""The library's examples show what they say they show."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.library_examples import EXAMPLES, NAMES, synthesized


def test_these_examples_are_there() -> None:
    assert NAMES == [
        "around_the_registry",
        "escape_hatches",
        "existing_repository",
        "first_repository",
        "many_repositories",
        "one_repository",
        "service_on_ec2",
        "service_platform",
        "team_app",
        "two_accounts",
        "watching_scans",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_says_what_it_is_and_needs_public_names_only(name: str) -> None:
    program = ast.parse((EXAMPLES / f"{name}.py").read_text(encoding="utf-8"))

    assert ast.get_docstring(program)
    ours = next(number for number, node in enumerate(program.body) if ast.unparse(node) == "import cdktf_ecr")
    assert not [node for node in program.body[:ours] if "cdktf" in ast.unparse(node) and not isinstance(node, ast.Expr)]
    imported = {node.module for node in ast.walk(program) if isinstance(node, ast.ImportFrom)}
    assert not {module for module in imported if module and module.startswith("cdktf_ecr")}


def test_a_repository_with_everything_around_it(library_examples: Path) -> None:
    found = synthesized(library_examples, "one_repository")["resource"]

    assert found["aws_ecr_repository"]["api"]["image_tag_mutability"] == "IMMUTABLE"
    assert found["aws_kms_key"]["api"]["enable_key_rotation"] is True


def test_the_first_repository_is_watched_and_pulled_by_instances_and_by_another_account(library_examples: Path) -> None:
    found = synthesized(library_examples, "first_repository")["resource"]

    assert found["aws_ecr_repository"]["api"]["image_tag_mutability"] == "IMMUTABLE"
    assert {"aws_iam_instance_profile", "aws_cloudwatch_dashboard", "aws_cloudwatch_metric_alarm"} <= set(found)
    assert "111122223333" in json.dumps(found["aws_ecr_repository_policy"])


def test_grants_land_on_the_side_they_belong_to(library_examples: Path) -> None:
    found = synthesized(library_examples, "team_app")["resource"]

    (policy,) = found["aws_ecr_repository_policy"].values()
    text = json.dumps(policy)
    for principal in ("111122223333", "o-a1b2c3d4e5", "lambda.amazonaws.com"):
        assert principal in text
    assert "team-tasks" not in text
    assert "GetAuthorizationToken" not in text
    identity = found["aws_iam_role_policy"]
    assert {_plain(each["role"]) for each in identity.values()} >= {"aws_iam_role.tasks.name", "security-auditor"}
    assert sum("GetAuthorizationToken" in json.dumps(each["policy"]) for each in identity.values()) == 2


def test_an_existing_repository_is_read_and_never_managed(library_examples: Path) -> None:
    found = synthesized(library_examples, "existing_repository")

    assert found["data"]["aws_ecr_repository"]["api"]["name"] == "team/api"
    assert not {"aws_ecr_repository", "aws_ecr_repository_policy"} & set(found["resource"])
    assert found["output"]["base_image"]["value"] == "444455556666.dkr.ecr.eu-west-1.amazonaws.com/platform/base:v1"


def test_between_accounts_both_sides_agree(library_examples: Path) -> None:
    whole = synthesized(library_examples, "two_accounts")
    found = whole["resource"]

    ((name, arn),) = whole["locals"].items()
    assert arn == "${aws_iam_role.tasks.arn}"
    (policy,) = found["aws_ecr_repository_policy"].values()
    assert f"local.{name}" in policy["policy"]
    assert "builder" not in policy["policy"]
    pulls = [each for each in found["aws_iam_role_policy"].values() if "tasks" in each["role"]]
    assert [each["provider"] for each in pulls] == ["aws.workload"]


def test_many_repositories_share_one_scanning_configuration(library_examples: Path) -> None:
    found = synthesized(library_examples, "many_repositories")["resource"]

    (scanning,) = found["aws_ecr_registry_scanning_configuration"].values()
    assert {
        rule["scan_frequency"]: [each["filter"] for each in rule["repository_filter"]] for rule in scanning["rule"]
    } == {
        "CONTINUOUS_SCAN": ["inscribe/customer-data-service"],
        "SCAN_ON_PUSH": ["*"],
    }


def test_scans_of_all_repositories_are_watched_and_told(library_examples: Path) -> None:
    whole = synthesized(library_examples, "watching_scans")
    found = whole["resource"]

    assert {rule["name"].rpartition("-")[2] for rule in found["aws_cloudwatch_event_rule"].values()} == {
        *("scans", "findings", "audit", "basic", "enhanced")
    }
    assert [name for name in whole["locals"] if name.startswith("monitoring_repository_arn")] == [
        *("monitoring_repository_arn", "monitoring_repository_arn_2", "monitoring_repository_arn_3")
    ]
    (subscriptions,) = found["aws_sns_topic_subscription"].values()
    assert "security@example.org" in subscriptions["for_each"]
    assert whole["locals"]["monitoring_notification_subscriptions"] == "${aws_sqs_queue.tickets.arn}"
    assert len(found["aws_cloudwatch_log_resource_policy"]) == 1


def test_services_take_what_terraform_variables_say(library_examples: Path) -> None:
    whole = synthesized(library_examples, "service_platform")
    found = whole["resource"]

    assert set(found["aws_ecr_repository"]) == {"api", "worker", "web"}
    assert {name for name in whole["variable"] if f"${{var.{name}}}" not in json.dumps(whole)} == set()
    assert "TfToken" not in json.dumps(whole)
    text = json.dumps([each["policy"] for each in found["aws_iam_role_policy"].values()])
    assert all(f"aws_ecr_repository.{name}.arn" in json.dumps(whole["locals"]) for name in ("api", "worker", "web"))
    assert "ecr:PutImage" in text


def test_hosts_of_ours_and_of_others_get_images(library_examples: Path) -> None:
    found = synthesized(library_examples, "service_on_ec2")["resource"]

    assert set(found["aws_autoscaling_group"]) == set(found["aws_launch_template"]) == {"hosts"}
    assert set(found["aws_ssm_document"]) == {"hosts", "worker_deployment"}
    (host,) = found["aws_instance"].values()
    assert host["user_data"] == "${local.worker_deployment_user_data}"
    assert host["tags"] == {"Deployment": "team-worker-cbee185a"}


def test_escape_hatches_reach_the_resources(library_examples: Path) -> None:
    found = synthesized(library_examples, "escape_hatches")["resource"]["aws_ecr_repository"]

    assert found["api"]["provider"] == "aws.frankfurt"
    assert found["api"]["tags"] == {"Team": "API"}
    assert found["api"]["lifecycle"]["ignore_changes"] == ["tags"]
    assert found["api"]["timeouts"] == {"delete": "10m"}
    assert found["web"]["region"] == "eu-west-3"


def test_what_stands_around_the_registry(library_examples: Path) -> None:
    found = synthesized(library_examples, "around_the_registry")["resource"]

    (rule,) = found["aws_ecr_pull_through_cache_rule"].values()
    assert rule["upstream_registry_url"] == "registry-1.docker.io"
    assert set(found) == {
        "aws_ecr_pull_through_cache_rule",
        "aws_ecr_repository_creation_template",
        "aws_ecr_replication_configuration",
    }


def _plain(value: Any) -> str:
    return re.sub(r"[${}]", "", str(value))
