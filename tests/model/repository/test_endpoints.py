from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import botocore
import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.endpoints import (
    DUAL_STACK_DOMAINS,
    REGISTRY_DOMAIN,
    REGISTRY_DOMAINS,
    registry_host,
)

ACCOUNT = "111122223333"


def partitions() -> dict[str, Any]:
    path = Path(botocore.__file__).parent / "data" / "partitions.json"
    return {partition["id"]: partition["outputs"] for partition in json.loads(path.read_text())["partitions"]}


def test_the_registries_are_where_aws_has_them() -> None:
    suffixes = {partition: outputs["dnsSuffix"] for partition, outputs in partitions().items()}
    assert suffixes == {partition: REGISTRY_DOMAINS.get(partition, REGISTRY_DOMAIN) for partition in suffixes}
    assert set(REGISTRY_DOMAINS) <= set(suffixes)


def test_dual_stack_domains_are_on_where_those_of_apis_are_api() -> None:
    apis = {partition: outputs["dualStackDnsSuffix"] for partition, outputs in partitions().items()}
    assert {
        partition: re.sub("^api[.]", "on.", apis[partition]) for partition in DUAL_STACK_DOMAINS
    } == DUAL_STACK_DOMAINS


# The last three are AWS's own examples ("Making requests to Amazon ECR registries", ECR user guide; the credential
# helper of Amazon ECR).
@pytest.mark.parametrize(
    ("region", "partition", "dual_stack", "host"),
    [
        ("eu-west-1", "aws", False, "111122223333.dkr.ecr.eu-west-1.amazonaws.com"),
        ("cn-north-1", "aws-cn", False, "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn"),
        ("us-iso-east-1", "aws-iso", False, "111122223333.dkr.ecr.us-iso-east-1.c2s.ic.gov"),
        ("us-west-2", "aws", True, "111122223333.dkr-ecr.us-west-2.on.aws"),
        ("us-gov-west-1", "aws-us-gov", True, "111122223333.dkr-ecr.us-gov-west-1.on.aws"),
        ("cn-north-1", "aws-cn", True, "111122223333.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn"),
    ],
)
def test_a_registry_has_a_host_of_its_own(region: str, partition: str, dual_stack: bool, host: str) -> None:  # noqa: FBT001
    assert registry_host(ACCOUNT, region=region, partition=partition, dual_stack=dual_stack) == host


@pytest.mark.parametrize("partition", ["aws-iso", "aws-eusc", "aws-new"])
def test_no_dual_stack_host_is_made_up(partition: str) -> None:
    message = (
        f"dual_stack True: must be False in the partition {partition}: only aws, aws-cn, aws-us-gov have such "
        "endpoints (Amazon ECR endpoints and quotas, AWS General Reference)"
    )
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        registry_host(ACCOUNT, region="x-1", partition=partition, dual_stack=True)
