"""The result on stdout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.cli.printing import print_data, print_for_people

from .rollout_formats import as_json, as_table

if TYPE_CHECKING:
    from cdktf_ecr.cli.aws_options import Aws

    from .result import Planned


def show(planned: Planned, format_name: str, aws: Aws) -> None:
    """Print what is to be deployed, and what came of it.

    Args:
        planned: The deployment.
        format_name: "table" or "json".
        aws: For the console.
    """
    if format_name == "json":
        print_data(as_json(planned))
    else:
        print_for_people(aws.console(), as_table(planned))
