"""``cdktf-ecr cost estimate``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from cdktf_ecr.cli import exits
from cdktf_ecr.cli.aws_options import Aws, aws_options
from cdktf_ecr.cli.configured import ConfiguredCommand
from cdktf_ecr.cli.images_source import ImagesSource, PolicySource, images_options, moment_of
from cdktf_ecr.cli.stack_options import stack_options

from .asking import Question, price_table
from .options import cost_options

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal
    from pathlib import Path

    from cdktf_ecr.cli.stack_options import Stack


@click.command("estimate", cls=ConfiguredCommand)
@images_options
@stack_options
@cost_options
@aws_options
def estimate_command(
    *,
    repository: str | None,
    registry_id: str | None,
    images_file: Path | None,
    policy_file: Path | None,
    live: bool,
    stack: Stack | None,
    at: datetime | None,
    no_read_indexes: bool,
    scanning: str | None,
    pushes: int | None,
    rescans: int | None,
    log_gb: Decimal | None,
    prices_file: Path | None,
    free_tier: bool,
    format_name: str,
    aws: Aws,
) -> int:
    """Estimate what a repository costs a month: images, scans, and what a stack has beside them.

    With --policy, --stack or --live also after the lifecycle policy has done all that it does. With --images nothing is
    asked of AWS, but for --live.

    Amounts are in US dollars, before taxes and discounts. Each price has its source and date; regions and services
    without a price are named, and a sum without them is a least amount. Transfers and requests are left out.

    Needs ecr:DescribeImages; to know how images are scanned ecr:GetRegistryScanningConfiguration and
    ecr:BatchGetRepositoryScanningConfiguration, and ecr:DescribeRegistry where an account is named; for what Inspector
    charged lately inspector2:ListUsageTotals; for --live ecr:GetLifecyclePolicy. Where a policy acts on parts of
    indexes these are read, with ecr:BatchGetImage, which AWS counts as pulls.

    Exits with 3 if no amount is known at all.
    """
    from cdktf_ecr.operations.costs.estimating import estimate_costs  # noqa: PLC0415 - loads botocore

    from .formats import Shown, print_costs  # noqa: PLC0415 - rich

    source = ImagesSource(aws=aws, repository=repository, registry_id=registry_id, file=images_file)
    # A stack is counted, whoever says which policy: its own is taken if nobody else is named.
    named = policy_file is not None or live
    policy_source = PolicySource(file=policy_file, stack=None if named else stack, live=live)
    policy_source.check()
    question = Question(
        source=source,
        policy_source=policy_source,
        stack=stack,
        moment=moment_of(at),
        read_indexes=not no_read_indexes,
        scanning=scanning,
        pushes=pushes,
        rescans=rescans,
        log_gigabytes=log_gb,
    )
    table = price_table(prices_file)
    with aws.console(stderr=True).status("asking for the images"):
        facts = question.answered()
    costs = estimate_costs(
        facts.inventory,
        facts.usages,
        table,
        facts.region,
        moment=question.moment,
        policy=facts.policy,
        free_allowances=free_tier,
    )
    shown = Shown(
        costs=replace(costs, notes=(*costs.notes, *facts.notes)),
        repository=str(facts.inventory.repository),
        region=facts.region,
        policy=None if facts.policy is None else policy_source.name,
    )
    print_costs(shown, format_name, aws)
    return exits.NO_VERDICT if costs.before.usd is None else exits.PASSED
