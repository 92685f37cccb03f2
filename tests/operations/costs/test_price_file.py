"""Prices in a file."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.costs.prices import Price, Tier
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.operations.costs.price_file import read_prices

PRICE = {
    "region": "eu-west-1",
    "item": "ecr_storage",
    "usd": "0.11",
    "source": "https://aws.amazon.com/ecr/pricing/",
    "as_of": "2026-11-20",
}
TIERS = {**{name: value for name, value in PRICE.items() if name != "usd"}, "item": "ecr_archive_storage"}


def saved(directory: Path, document: object) -> Path:
    file = directory / "prices.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def test_an_amount_or_tiers(tmp_path: Path) -> None:
    tiers = [{"above": 0, "usd": "0.10"}, {"above": "100", "usd": 0.07}]

    flat, stepped = read_prices(saved(tmp_path, {"prices": [PRICE, {**TIERS, "tiers": tiers}]}))

    assert flat == Price(
        region="eu-west-1",
        item="ecr_storage",
        tiers=(Tier(above=Decimal(0), usd=Decimal("0.11")),),
        source="https://aws.amazon.com/ecr/pricing/",
        as_of=date(2026, 11, 20),
    )
    assert stepped.cost(Decimal(200)) == Decimal(17)


@pytest.mark.parametrize(
    ("prices", "error"),
    [
        ([{**PRICE, "source": None}], "Expected `str`, got `null` - at `$.prices[0].source`"),
        ([{name: value for name, value in PRICE.items() if name != "as_of"}], "missing required field `as_of`"),
        ([{**PRICE, "as_of": "soon"}], "Invalid RFC3339 encoded date"),
        ([{**PRICE, "usd": "cheap"}], "Invalid decimal string"),
        ([{**PRICE, "usd": -1}], "usd '-1': must be a number of 0 or more"),
        ([{**PRICE, "item": "ecr"}], "item 'ecr': must be one of ecr_storage"),
        ([{**PRICE, "region": "Ireland"}], "region 'Ireland': must be a region"),
        ([{**PRICE, "price": 1}], "Object contains unknown field `price`"),
        ([TIERS], "eu-west-1 ecr_archive_storage None: must have either usd or tiers"),
        ([{**PRICE, "tiers": []}], "must have either usd or tiers"),
        ([{**TIERS, "tiers": []}], "tiers []: must begin with one above 0"),
        ([PRICE, PRICE], "has ecr_storage of eu-west-1 twice"),
    ],
)
def test_a_file_that_is_none_of_prices(tmp_path: Path, prices: list[dict[str, Any]], error: str) -> None:
    file = saved(tmp_path, {"prices": prices})

    with pytest.raises(InvalidSettingError) as raised:
        read_prices(file)

    assert error in str(raised.value)
    assert str(raised.value).startswith(f"prices '{file}': ")
