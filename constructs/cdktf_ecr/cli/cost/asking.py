"""Finding out what is used: from AWS, from files, and from what the options say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from cdktf_ecr.model.costs.scans import CONTINUOUS, ON_PUSH, scan_usages

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal
    from pathlib import Path

    from cdktf_ecr.cli.images_source import ImagesSource, PolicySource
    from cdktf_ecr.cli.stack_options import Stack
    from cdktf_ecr.model.costs.estimate import Usage
    from cdktf_ecr.model.costs.prices import PriceTable
    from cdktf_ecr.model.lifecycle import LifecyclePolicy
    from cdktf_ecr.operations.lifecycle.inventory import Inventory
    from cdktf_ecr.operations.references import RepositoryReference
    from cdktf_ecr.operations.stack_directory import StackResources


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is used.

    Args:
        inventory: The images.
        region: Where they are.
        policy: The lifecycle policy to compare with; None for none.
        usages: What is used beside images.
        notes: What AWS said beside that, in sentences.
    """

    inventory: Inventory
    region: str
    policy: LifecyclePolicy | None
    usages: tuple[Usage, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, as the options say.

    Args:
        source: The images.
        policy_source: The lifecycle policy.
        stack: The stack whose resources are counted; None for none.
        moment: When the policy is evaluated.
        read_indexes: Whether indexes may be read.
        scanning: How images are scanned; None where it is to be found out.
        pushes: Images pushed a month; None where it is to be found out.
        rescans: Scans repeated a month; None where it is not known.
        log_gigabytes: What the log groups get a month; None where it is not known.
    """

    source: ImagesSource
    policy_source: PolicySource
    stack: Stack | None
    moment: datetime
    read_indexes: bool
    scanning: str | None
    pushes: int | None
    rescans: int | None
    log_gigabytes: Decimal | None

    def answered(self) -> Facts:
        """Return what is used.

        Raises:
            AwsError: AWS refused, or could not be reached.
            InvalidSettingError: A file or the stack cannot be read, or there is no such policy.
            click.UsageError: Something is not named.
        """
        from cdktf_ecr.operations.costs.stack_usages import stack_usages  # noqa: PLC0415 - loads botocore

        listed = self.source.inventory()
        reference = self.source.reference(listed)
        inventory = replace(listed, repository=reference.repository)
        region = _region(reference, inventory, self.source)
        resources = None if self.stack is None else self.stack.read()
        policy = None
        if self.policy_source.named:
            policy = self.policy_source.policy(self.source, reference)
            _, inventory = self.source.previewed(reference, policy, inventory, self.moment, read=self.read_indexes)
        scanning, unknown = self._scanning(reference, resources)
        scans = self._scans(scanning, unknown, inventory)
        others = () if resources is None else stack_usages(resources, log_gigabytes=self.log_gigabytes)
        notes = self._lately(reference) if scanning in (ON_PUSH, CONTINUOUS) else ()
        return Facts(inventory=inventory, region=region, policy=policy, usages=(*scans, *others), notes=notes)

    def _scanning(self, reference: RepositoryReference, resources: StackResources | None) -> tuple[str | None, str]:
        """Return how images are scanned, or None and why that is not known."""
        from cdktf_ecr.operations.costs.account import scanning_in_force  # noqa: PLC0415
        from cdktf_ecr.operations.costs.stack_usages import scanning_in_stack  # noqa: PLC0415
        from cdktf_ecr.operations.errors import AwsError  # noqa: PLC0415

        known = self.scanning or (None if resources is None else scanning_in_stack(resources))
        if known is not None or self.source.file is not None:
            return known, "how images are scanned is not known: --scanning"
        try:
            return scanning_in_force(self.source.client(reference), reference), ""
        except AwsError as error:
            return None, f"{error}; say it with --scanning"

    def _scans(self, scanning: str | None, unknown: str, inventory: Inventory) -> tuple[Usage, ...]:
        from cdktf_ecr.operations.costs.estimating import pushes_lately  # noqa: PLC0415

        pushes, note = (self.pushes, "as given") if self.pushes is not None else pushes_lately(inventory)
        return scan_usages(scanning, pushes=pushes, pushes_note=note, rescans=self.rescans, unknown=unknown)

    def _lately(self, reference: RepositoryReference) -> tuple[str, ...]:
        """Return what Inspector counted lately, where AWS is asked at all."""
        from cdktf_ecr.operations.costs.account import inspector_usage  # noqa: PLC0415
        from cdktf_ecr.operations.errors import AwsError  # noqa: PLC0415

        if self.source.file is not None:
            return ()
        try:
            usage = inspector_usage(self.source.aws.session(reference.region))
        except AwsError as error:
            return (f"What Inspector charged for lately is not known: {error}.",)
        accounts = "this account" if usage.accounts == 1 else f"{usage.accounts:,} accounts"
        counted = f"first scans {_number(usage.first)}, repeated scans {_number(usage.repeated)}"
        where = f"in all repositories of {accounts} in the region"
        projected = f"{_number(usage.usd, decimals=2)} USD a month"
        return (f"Inspector counts for the last 30 days, {where}: {counted}; it projects {projected}.",)


def price_table(file: Path | None) -> PriceTable:
    """Return the prices: those that cdktf-ecr has, and in a file's place those of the file.

    Raises:
        InvalidSettingError: The file cannot be read, or is no file of prices.
    """
    from cdktf_ecr.model.costs.price_table import PRICES  # noqa: PLC0415 - only this command needs it

    if file is None:
        return PRICES
    from cdktf_ecr.operations.costs.price_file import read_prices  # noqa: PLC0415 - msgspec

    return PRICES.overridden(read_prices(file))


def _region(reference: RepositoryReference, inventory: Inventory, source: ImagesSource) -> str:
    region = reference.region or inventory.region or source.aws.region
    if region is None:
        raise click.UsageError("Missing option '--region': prices are those of a region.")
    return region


def _number(value: float | None, *, decimals: int = 0) -> str:
    return "unknown" if value is None else f"{value:,.{decimals}f}"
