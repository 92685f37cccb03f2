"""`HostStack`: off by default; variables, outputs, addresses and state where it is on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cdktf import Testing as _Testing
from syrupy.assertion import SnapshotAssertion

import cdktf_ecr  # noqa: F401 - before cdktf, which starts Node
from cdktf_ecr import InvalidSettingError
from stacks.host_stack import HostStack
from stacks.options import StackOptions
from tests.fast_start import ROOT
from tests.synthesized import Synthesize, addresses, parsed

# Addresses are a promise: a renamed one destroys and recreates what it stood for.
ADDRESSES = {
    "aws_autoscaling_group.host",
    "aws_iam_instance_profile.host",
    "aws_iam_role.host",
    "aws_iam_role_policy.host",
    "aws_iam_role_policy.host_parameter",
    "aws_iam_role_policy_attachment.host",
    "aws_instance.host",
    "aws_launch_template.host",
    "aws_security_group.host",
    "aws_ssm_document.host",
    "aws_ssm_parameter.host",
    "aws_vpc_security_group_egress_rule.host_ipv4",
    "aws_vpc_security_group_egress_rule.host_ipv6",
    "aws_vpc_security_group_ingress_rule.host",
    "data.aws_ecr_repository.repository",
    "data.aws_subnet.host",
}
NULLABLE_OUTPUTS = {"host_auto_scaling_group_name", "host_instance_id"}
OUTPUTS = NULLABLE_OUTPUTS | {
    "host_document_name",
    "host_launch_template_id",
    "host_parameter_name",
    "host_role_arn",
    "host_security_group_id",
    "host_target_value",
}


@pytest.fixture(scope="module")
def stack(synthesize: Synthesize) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((synthesize(hosts=True) / "stacks" / "host" / "cdk.tf.json").read_text())
    return loaded


def in_process(**options: Any) -> dict[str, Any]:
    stack = HostStack(_Testing.app(stub_version=True), "host", options=StackOptions(hosts=True, **options))
    loaded: dict[str, Any] = json.loads(_Testing.synth(stack))
    return loaded


def test_it_is_there_where_it_is_asked_for(synthesize: Synthesize) -> None:
    assert [each.name for each in (synthesize() / "stacks").iterdir()] == ["ecr"]
    assert sorted(each.name for each in (synthesize(hosts=True) / "stacks").iterdir()) == ["ecr", "host"]


def test_the_application_says_where_it_is(tmp_path: Path) -> None:
    shutil.copy(ROOT / "main.py", tmp_path)
    (tmp_path / "cdktf.json").write_text('{"context": {"hosts": true}}', encoding="utf-8")

    ran = subprocess.run(
        [sys.executable, "main.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "constructs"), str(ROOT)])},
        check=True,
        capture_output=True,
        text=True,
    )

    assert ran.stdout.splitlines()[-1] == (
        "The same in cdktf.out/stacks/host creates the hosts, once the repository is there."
    )


def test_the_stack_of_hosts(stack: dict[str, Any], json_snapshot: SnapshotAssertion) -> None:
    assert addresses(stack) == ADDRESSES
    assert set(stack["output"]) == OUTPUTS
    assert stack["//"]["outputs"]["host"].keys() == OUTPUTS - NULLABLE_OUTPUTS
    assert parsed(stack) == json_snapshot


def test_every_variable_is_typed_described_optional_and_used(stack: dict[str, Any]) -> None:
    elsewhere = json.dumps({key: value for key, value in stack.items() if key != "variable"})

    for name, variable in stack["variable"].items():
        assert variable["type"], name
        assert variable["description"].endswith("."), name
        assert "default" in variable, name
        assert f"var.{name}" in elsewhere, name
        assert name in {"aws_region", "ecr_repository_name", "environment"} or name.startswith("host_")


def test_the_repository_is_the_other_stacks(stack: dict[str, Any], stack_directory: Path) -> None:
    other = json.loads((stack_directory / "cdk.tf.json").read_text())
    for name in ("aws_region", "ecr_repository_name"):
        assert stack["variable"][name]["default"] == other["variable"][name]["default"]
    assert stack["data"]["aws_ecr_repository"]["repository"]["name"] == "${var.ecr_repository_name}"


def test_each_stack_has_a_state_of_its_own(stack: dict[str, Any]) -> None:
    assert stack["terraform"]["backend"]["local"]["path"] == "../../../terraform.host.tfstate"

    def key(**options: str) -> str:
        synthesized = in_process(state_bucket="our-terraform-state", **options)
        assert synthesized["terraform"]["required_version"] == ">= 1.10"
        return str(synthesized["terraform"]["backend"]["s3"]["key"])

    assert key() == key(state_key="ours.tfstate") == "cdktf-ecr/host.tfstate"
    assert key(host_state_key="hosts.tfstate") == "hosts.tfstate"


@pytest.mark.parametrize(
    ("context", "message"),
    [
        ({"hosts": "yes"}, "hosts 'yes': must be true or false"),
        ({"host_state_key": "x.tfstate"}, "host_state_key 'x.tfstate': needs a state_bucket"),
        ({"state_bucket": "our-state", "host_state_key": ["x"]}, r"host_state_key \['x'\]: must be a string"),
        (
            {"state_bucket": "our-state", "state_key": "x", "host_state_key": "x"},
            "host_state_key 'x': must not be state_key",
        ),
    ],
)
def test_a_wrong_context_is_refused(context: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        StackOptions.from_context(context)
