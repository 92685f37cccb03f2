"""The estimate of a repository and its stack, before and after a lifecycle policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from cdktf_ecr.model.costs.estimate import Estimate, Usage, estimate
from cdktf_ecr.model.costs.prices import ECR_ARCHIVE_STORAGE, ECR_STORAGE
from cdktf_ecr.model.costs.storage import (
    ARCHIVE_DAYS,
    SHARED_LAYERS,
    archive_minimum_months,
    committed_until,
    gigabytes,
    storage_usages,
)
from cdktf_ecr.operations.lifecycle.previewing import settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf_ecr.model.costs.prices import PriceTable
    from cdktf_ecr.model.costs.storage import StoredImage
    from cdktf_ecr.model.lifecycle import LifecyclePolicy
    from cdktf_ecr.operations.lifecycle.inventory import Inventory

_MONTH = timedelta(days=30)
_STORAGE = (ECR_STORAGE, ECR_ARCHIVE_STORAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What a month costs.

    Args:
        before: As the images are.
        after: Once the policy has done all that it does; None without a policy. Its lines are those of ``before``.
        notes: What one has to know about the amounts, in sentences.
    """

    before: Estimate
    after: Estimate | None
    notes: tuple[str, ...]


def estimate_costs(
    inventory: Inventory,
    others: Sequence[Usage],
    table: PriceTable,
    region: str,
    *,
    moment: datetime,
    policy: LifecyclePolicy | None = None,
    free_allowances: bool = False,
) -> Costs:
    """Return what images and what is beside them cost.

    Args:
        inventory: The images.
        others: What else is used in a month.
        table: The prices.
        region: Where.
        moment: When the policy is evaluated, and from when archived images are charged for.
        policy: The policy to compare with; None for none.
        free_allowances: Whether to deduct what an account has for nothing.
    """
    stored = _stored(inventory)
    before = estimate([*storage_usages(stored), *others], table, region, free_allowances=free_allowances)
    notes = [*_unpriced(table, region), SHARED_LAYERS, *_committed(stored, moment)]
    if policy is None:
        return Costs(before=before, after=None, notes=tuple(notes))
    left, last = settled(policy, inventory, moment)
    if last.notes:
        usages: Sequence[Usage] = [
            Usage(item=item, quantity=None, note="what the policy does is not known") for item in _STORAGE
        ]
    else:
        usages = storage_usages(_stored(left))
        notes += _archived(stored, _stored(left), table, region)
    after = estimate([*usages, *others], table, region, free_allowances=free_allowances)
    return Costs(before=before, after=after, notes=(*notes, *last.notes))


def pushes_lately(inventory: Inventory) -> tuple[int, str]:
    """Return how many images were pushed in the last 30 days, and that this is how many of them are still there.

    Args:
        inventory: The images.
    """
    since = datetime.now(timezone.utc) - _MONTH
    number = sum(not image.is_index and image.pushed_at > since for image in inventory.images)
    return number, "images pushed in the last 30 days and still there; give another number with --pushes"


def _stored(inventory: Inventory) -> list[StoredImage]:
    """Return what takes storage: an index is a few lines of text, and what ECR gives as its size is another's."""
    return [image.as_bills_see_it() for image in inventory.images if not image.is_index]


def _unpriced(table: PriceTable, region: str) -> list[str]:
    if region in table.regions():
        return []
    return [f"There are no prices of {region} here, only of {', '.join(table.regions())}: give them with --prices."]


def _committed(stored: Sequence[StoredImage], moment: datetime) -> list[str]:
    early = [image for image in stored if (until := committed_until(image)) is not None and until > moment]
    if not early:
        return []
    last = max(until for image in early if (until := committed_until(image)) is not None)
    quantity = f"{gigabytes(early):,.2f} GB were archived less than {ARCHIVE_DAYS} days ago"
    return [f"{quantity}: they are charged for until then, the last until {last:%Y-%m-%d}, deleted or not."]


def _archived(before: Sequence[StoredImage], after: Sequence[StoredImage], table: PriceTable, region: str) -> list[str]:
    already = {image.digest for image in before if image.archived}
    quantity = gigabytes(image for image in after if image.archived and image.digest not in already)
    if not quantity:
        return []
    archive, standard = table.find(region, ECR_ARCHIVE_STORAGE), table.find(region, ECR_STORAGE)
    notes = [f"{quantity:,.2f} GB go to the archive and are charged for at least {ARCHIVE_DAYS} days there"]
    if archive is not None:
        notes[0] += f", {archive.cost(quantity) * archive_minimum_months():,.2f} USD, deleted or not"
    notes[0] += ". To restore one costs as well."
    if archive is not None and standard is not None and archive.cost(quantity) >= standard.cost(quantity):
        notes.append("At these prices the archive saves nothing at this size.")
    return notes
