"""Regions: of an AWS provider, as Terraform looks it up, and of single resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.terraform.expressions import Expression

if TYPE_CHECKING:
    from .addresses import Address


# Where releases 6 of the AWS provider have no argument ``region``: IAM is the same in all regions, and the other two
# are of the caller.
_WITHOUT_REGION = ("aws_iam_", "aws_caller_identity", "aws_partition")


def has_region(type_: str) -> bool:
    """Return whether a resource can be given a region.

    Args:
        type_: Its type, with ``data.`` in front for a data source.
    """
    type_ = type_.removeprefix("data.")
    return type_.startswith("aws_") and not type_.startswith(_WITHOUT_REGION)


def looked_up_region(region: Address) -> Expression:
    """Return the code of the region that a data source stands for, such as ``eu-west-1``.

    It is taken from the endpoint of EC2, ``ec2.<region>.<domain>`` in every partition: of the attributes that hold the
    code itself, ``id`` and ``name`` are deprecated in releases 6 of the AWS provider, and releases 5 lack ``region``.

    Args:
        region: Where the ``data.aws_region`` stands.
    """
    return Expression(f'split(".", {region.attribute("endpoint").operand})[1]')
