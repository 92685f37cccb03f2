"""Prices in a file, which take precedence over the table's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from cdktf_ecr.model.costs.prices import Price, Tier
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.operations.readers.files import decode, read_bytes, reading

if TYPE_CHECKING:
    from pathlib import Path

KIND = "a file of prices"


class _Tier(msgspec.Struct, forbid_unknown_fields=True):
    above: Decimal
    usd: Decimal


class _Price(msgspec.Struct, forbid_unknown_fields=True):
    region: str
    item: str
    source: str
    as_of: date
    usd: Decimal | None = None
    tiers: list[_Tier] | None = None


class _File(msgspec.Struct, forbid_unknown_fields=True):
    prices: list[_Price]


def read_prices(file: Path, *, setting: str = "prices") -> tuple[Price, ...]:
    """Return the prices in a JSON file.

    It holds ``{"prices": [{"region", "item", "usd", "source", "as_of"}, ...]}``; in place of ``usd`` a price may have
    ``tiers``, a list of ``{"above", "usd"}``.

    Args:
        file: The file.
        setting: The option that named it, for errors.

    Raises:
        InvalidSettingError: It cannot be read, or a price in it is malformed or given twice.
    """
    document = decode(setting, file, read_bytes(setting, file), _File, kind=KIND)
    prices = []
    for one in document.prices:
        with reading(setting, file, kind=KIND):
            prices.append(_price(one))
    places = [(price.region, price.item) for price in prices]
    for place in places:
        if places.count(place) > 1:
            raise InvalidSettingError(setting, str(file), f"has {place[1]} of {place[0]} twice", source=KIND)
    return tuple(prices)


def _price(one: _Price) -> Price:
    if (one.usd is None) == (one.tiers is None):
        raise InvalidSettingError(f"{one.region} {one.item}", None, "must have either usd or tiers", source=KIND)
    tiers = [_Tier(above=Decimal(0), usd=one.usd)] if one.usd is not None else one.tiers or []
    return Price(
        region=one.region,
        item=one.item,
        tiers=tuple(Tier(above=tier.above, usd=tier.usd) for tier in tiers),
        source=one.source,
        as_of=one.as_of,
    )
