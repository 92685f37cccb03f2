"""What checkov has to say of the stack of hosts, and why it may."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.synthesized import Synthesize
from tests.terraform.account import Account
from tests.terraform.conftest import Place
from tests.terraform.runner import Terraform
from tests.terraform.test_checkov import checkov, verdicts

__all__ = ["checkov"]  # a fixture

pytestmark = pytest.mark.terraform

PARAMETER, INSTANCE, TEMPLATE = "aws_ssm_parameter.host", "aws_instance.host[0]", "aws_launch_template.host"
NO_TOKEN, OPTIMIZED, MONITORED, ENCRYPTED, WITH_A_ROLE = (
    *("CKV_AWS_79", "CKV_AWS_135", "CKV_AWS_126", "CKV_AWS_8"),
    "CKV2_AWS_41",
)

OPEN = {("CKV2_AWS_34", PARAMETER): "the name of an image is no secret, and deployments read it as text"}
OF_THE_TEMPLATE = {
    (check, INSTANCE): "checkov does not see the launch template, where an instance has it from"
    for check in (NO_TOKEN, OPTIMIZED, MONITORED, ENCRYPTED, WITH_A_ROLE)
}


@pytest.fixture
def hosts(tmp_path: Path, account: Account, place: Place, synthesize: Synthesize) -> Terraform:
    """The stack, not yet applied, of a repository that is there."""
    account.client("ecr").create_repository(repositoryName="inscribe/customer-data-service")
    return place(tmp_path, synthesize(hosts=True) / "stacks" / "host")


@pytest.mark.parametrize(
    ("placement", "known"),
    [("instance", {**OPEN, **OF_THE_TEMPLATE}), ("auto-scaling", OPEN)],
    ids=["instance", "auto-scaling"],
)
def test_hosts_fail_what_is_explained(
    checkov: str,
    hosts: Terraform,
    account: Account,
    placement: str,
    known: dict[tuple[str, str], str],
) -> None:
    (subnet, *_) = account.client("ec2").describe_subnets()["Subnets"]
    settings = {
        "host_placement": placement,
        "host_subnet_ids": [subnet["SubnetId"]],
        "host_ingress": {"office": "203.0.113.0/24"},
        "host_detailed_monitoring": True,
    }

    passed, failed = verdicts(checkov, hosts, settings)

    assert failed == set(known)
    assert {(NO_TOKEN, TEMPLATE), ("CKV_AWS_88", TEMPLATE), ("CKV_AWS_46", TEMPLATE)} <= passed
