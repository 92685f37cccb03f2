"""A monthly estimate: lines that are priced, and lines that cannot be, which are never zero."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from .price_table import FREE_A_MONTH
from .prices import ITEMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .prices import Price, PriceTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How much of something is used in a month.

    Args:
        item: One of `ITEMS`; None for what no price is kept of.
        title: What it is, where that is not the item's own title.
        quantity: In the item's unit; None where it is not known.
        note: How the quantity came about, or why it is not known.
    """

    item: str | None
    quantity: Decimal | None
    title: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an estimate.

    Args:
        item: One of `ITEMS`; None for what no price is kept of.
        title: What it is.
        unit: What the quantity counts; "" without an item.
        quantity: How much; None where that is not known.
        usd: What it costs a month; None where the quantity or the price is not known.
        price: The price; None where there is none.
        note: How the amount came about, or why it is not known.
    """

    item: str | None
    title: str
    unit: str
    quantity: Decimal | None
    usd: Decimal | None
    price: Price | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What a month costs.

    Args:
        lines: The lines.
    """

    lines: tuple[Line, ...]

    @property
    def usd(self) -> Decimal | None:
        """The sum of what is known, which is the least it can be; None where all that is known is that some is 0."""
        known = sum((line.usd for line in self.lines if line.usd is not None), Decimal(0))
        return known if known or self.complete else None

    @property
    def complete(self) -> bool:
        """Whether every line is known."""
        return all(line.usd is not None for line in self.lines)


def estimate(usages: Sequence[Usage], table: PriceTable, region: str, *, free_allowances: bool = False) -> Estimate:
    """Return what usages cost.

    Args:
        usages: What is used in a month.
        table: The prices.
        region: Where.
        free_allowances: Whether to deduct what an account has for nothing, as if nothing else in it used that.
    """
    return Estimate(lines=tuple(_line(usage, table, region, free_allowances=free_allowances) for usage in usages))


def _line(usage: Usage, table: PriceTable, region: str, *, free_allowances: bool) -> Line:
    item = None if usage.item is None else ITEMS[usage.item]
    price = None if usage.item is None else table.find(region, usage.item)
    notes = [usage.note] if usage.note else []
    usd = None
    if usage.item is not None and usage.quantity == 0:
        # Nothing of it costs nothing, wherever it is.
        usd = Decimal(0)
    elif usage.item is not None and price is None:
        notes.append(f"no price for {region}: give it with --prices")
    elif price is not None and usage.quantity is not None:
        free = FREE_A_MONTH.get(price.item, Decimal(0)) if free_allowances else Decimal(0)
        if free:
            notes.append(f"{free:,} a month are free in an account")
        usd = price.cost(max(usage.quantity - free, Decimal(0)))
    return Line(
        item=usage.item,
        title=usage.title or (item.title if item else ""),
        unit=item.unit if item else "",
        quantity=usage.quantity,
        usd=usd,
        price=price,
        note="; ".join(notes),
    )
