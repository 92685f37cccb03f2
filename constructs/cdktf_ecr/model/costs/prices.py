"""Prices of what a registry uses, each with where it was read and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

_SOURCE = "price table"
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")
_WEB_ADDRESS = re.compile(r"https://[^\s/]+/\S*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that AWS charges for.

    Args:
        title: What it is, for people.
        unit: What one of it is: prices are for one unit a month, or for one use.
        official: Where AWS publishes its price.
    """

    title: str
    unit: str
    official: str


ECR_STORAGE = "ecr_storage"
ECR_ARCHIVE_STORAGE = "ecr_archive_storage"
INSPECTOR_INITIAL_SCAN = "inspector_initial_scan"
INSPECTOR_RESCAN = "inspector_rescan"
CLOUDWATCH_METRIC = "cloudwatch_metric"
CLOUDWATCH_ALARM = "cloudwatch_alarm"
CLOUDWATCH_DASHBOARD = "cloudwatch_dashboard"
LOGS_INGESTION = "logs_ingestion"
LOGS_STORAGE = "logs_storage"
KMS_KEY = "kms_key"

_ECR = "https://aws.amazon.com/ecr/pricing/"
_INSPECTOR = "https://aws.amazon.com/inspector/pricing/"
_CLOUDWATCH = "https://aws.amazon.com/cloudwatch/pricing/"
ITEMS: Mapping[str, Item] = {
    ECR_STORAGE: Item(title="Images, standard storage", unit="GB-month", official=_ECR),
    ECR_ARCHIVE_STORAGE: Item(title="Images, archive storage", unit="GB-month", official=_ECR),
    INSPECTOR_INITIAL_SCAN: Item(title="Enhanced scans, first", unit="image", official=_INSPECTOR),
    INSPECTOR_RESCAN: Item(title="Enhanced scans, repeated", unit="scan", official=_INSPECTOR),
    CLOUDWATCH_METRIC: Item(title="Custom metrics", unit="metric-month", official=_CLOUDWATCH),
    CLOUDWATCH_ALARM: Item(title="Alarms, standard resolution", unit="alarm-metric-month", official=_CLOUDWATCH),
    CLOUDWATCH_DASHBOARD: Item(title="Dashboards", unit="dashboard-month", official=_CLOUDWATCH),
    LOGS_INGESTION: Item(title="Logs, ingestion", unit="GB", official=_CLOUDWATCH),
    LOGS_STORAGE: Item(title="Logs, storage", unit="GB-month", official=_CLOUDWATCH),
    KMS_KEY: Item(title="KMS keys", unit="key-month", official="https://aws.amazon.com/kms/pricing/"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A part of a month's quantity with a price of its own.

    Args:
        above: The quantity from which it holds: 0 for the first tier.
        usd: US dollars for one unit.

    Raises:
        InvalidSettingError: One of them is less than zero, or no number.
    """

    above: Decimal
    usd: Decimal

    def __post_init__(self) -> None:
        for setting, value in (("above", self.above), ("usd", self.usd)):
            if not value.is_finite() or value < 0:
                raise InvalidSettingError(setting, str(value), "must be a number of 0 or more", source=_SOURCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What an item costs in a region.

    Args:
        region: The region, such as "us-east-1".
        item: One of `ITEMS`.
        tiers: The first from 0, each further one from a greater quantity. Quantities are those of the whole account.
        source: Where the price was read: an https address.
        as_of: When the source says it was so, or when it was read.

    Raises:
        InvalidSettingError: There is no such item or form of region, the tiers are out of order, or the source is no
            address.
    """

    region: str
    item: str
    tiers: tuple[Tier, ...]
    source: str
    as_of: date

    def __post_init__(self) -> None:
        if not _REGION.fullmatch(self.region):
            raise InvalidSettingError("region", self.region, "must be a region, such as us-east-1", source=_SOURCE)
        if self.item not in ITEMS:
            raise InvalidSettingError("item", self.item, f"must be one of {', '.join(ITEMS)}", source=_SOURCE)
        starts = [tier.above for tier in self.tiers]
        if not starts or starts[0] != 0 or any(one >= following for one, following in pairwise(starts)):
            rule = "must begin with one above 0, each further one above more than the one before"
            raise InvalidSettingError("tiers", [str(start) for start in starts], rule, source=_SOURCE)
        if not _WEB_ADDRESS.fullmatch(self.source):
            raise InvalidSettingError("source", self.source, "must be an https address", source=_SOURCE)

    def cost(self, quantity: Decimal) -> Decimal:
        """Return what a quantity costs in a month, in US dollars, if the account uses no more of the item.

        Args:
            quantity: In the item's unit.
        """
        ends = [*(tier.above for tier in self.tiers[1:]), None]
        return sum(
            (
                tier.usd * ((quantity if end is None else min(quantity, end)) - tier.above)
                for tier, end in zip(self.tiers, ends, strict=True)
                if quantity > tier.above
            ),
            Decimal(0),
        )


class PriceTable:
    """Prices by region and item. A region never has another's price.

    Args:
        prices: The prices. Of two for the same region and item the later one holds.
    """

    def __init__(self, prices: Iterable[Price]) -> None:
        self._prices = {(price.region, price.item): price for price in prices}

    @property
    def prices(self) -> tuple[Price, ...]:
        """All prices."""
        return tuple(self._prices.values())

    def find(self, region: str, item: str) -> Price | None:
        """Return the price of an item in a region; None if the table has none.

        Args:
            region: The region.
            item: One of `ITEMS`.
        """
        return self._prices.get((region, item))

    def regions(self) -> tuple[str, ...]:
        """Return the regions that have a price, sorted."""
        return tuple(sorted({price.region for price in self._prices.values()}))

    def overridden(self, prices: Iterable[Price]) -> PriceTable:
        """Return the table with other prices in place of its own.

        Args:
            prices: The prices that take precedence.
        """
        return PriceTable([*self._prices.values(), *prices])
