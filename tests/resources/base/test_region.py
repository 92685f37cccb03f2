"""The region, as Terraform looks it up."""

from __future__ import annotations

from cdktf_ecr.resources.base.addresses import Address
from cdktf_ecr.resources.base.region import looked_up_region


def test_the_region_is_read_from_no_attribute_that_a_provider_lacks_or_deprecates() -> None:
    region = looked_up_region(Address("data.aws_region", "current"))

    assert region == '${split(".", data.aws_region.current.endpoint)[1]}'
    assert region.operand == region.source
