"""The region that Terraform looks up is the data source's, in every partition."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cdktf_ecr.resources.base.addresses import Address
from cdktf_ecr.resources.base.region import looked_up_region
from tests.terraform.conftest import Place

pytestmark = pytest.mark.terraform

# One of each partition whose endpoints end differently.
REGIONS = ["eu-west-1", "cn-north-1", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1"]


def test_the_region_is_the_data_sources_in_every_partition(tmp_path: Path, place: Place) -> None:
    configuration = {
        "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws"}}, "backend": {"local": {}}},
        "provider": {"aws": {"region": "us-east-1"}},
        "data": {"aws_region": {region: {"name": region} for region in REGIONS}},
        "output": {region: {"value": looked_up_region(Address("data.aws_region", region))} for region in REGIONS},
    }
    stack = tmp_path / "looked_up_region" / "stacks" / "regions"
    stack.mkdir(parents=True)
    (stack / "cdk.tf.json").write_text(json.dumps(configuration), encoding="utf-8")
    terraform = place(tmp_path, stack)

    terraform.apply()

    assert terraform.outputs() == {region: region for region in REGIONS}
