"""Prices: each with its source, none of another region."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cdktf_ecr.model.costs.price_table import FREE_A_MONTH, PRICES
from cdktf_ecr.model.costs.prices import ECR_STORAGE, ITEMS, KMS_KEY, Price, PriceTable, Tier
from cdktf_ecr.model.errors import InvalidSettingError

SOURCE = "https://example.com/prices"


def tiers(*steps: tuple[str, str]) -> tuple[Tier, ...]:
    return tuple(Tier(above=Decimal(above), usd=Decimal(usd)) for above, usd in steps)


def price(**given: Any) -> Price:
    settings: dict[str, Any] = {
        "region": "eu-west-1",
        "item": ECR_STORAGE,
        "tiers": tiers(("0", "0.10")),
        "source": SOURCE,
        "as_of": date(2026, 11, 1),
    }
    return Price(**{**settings, **given})


@pytest.mark.parametrize("price", PRICES.prices, ids=lambda price: f"{price.region} {price.item}")
def test_every_price_names_its_source_and_a_day_on_which_it_was_so(price: Price) -> None:
    assert price.source.startswith("https://")
    assert date(2026, 1, 1) <= price.as_of <= date(2026, 11, 25)
    assert all(tier.usd > 0 for tier in price.tiers)


def test_every_item_has_a_price_where_all_were_found() -> None:
    assert {item for item in ITEMS if PRICES.find("us-east-1", item) is None} == set()
    assert PRICES.regions() == ("ap-northeast-1", "us-east-1")
    assert set(FREE_A_MONTH) <= set(ITEMS)


def test_a_region_never_has_the_price_of_another() -> None:
    table = PriceTable([price()])

    assert table.find("eu-west-1", ECR_STORAGE) == price()
    assert table.find("eu-west-2", ECR_STORAGE) is None
    assert table.find("eu-west-1", KMS_KEY) is None


def test_a_later_price_takes_the_place_of_an_earlier_one() -> None:
    dearer = price(tiers=tiers(("0", "0.20")))
    table = PriceTable([price(), price(region="eu-west-2")])

    changed = table.overridden([dearer])

    assert (changed.find("eu-west-1", ECR_STORAGE), len(changed.prices)) == (dearer, 2)
    assert table.find("eu-west-1", ECR_STORAGE) == price()


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [("0", "0"), ("5", "0.50"), ("10", "1.00"), ("11", "1.05"), ("20", "1.50"), ("21", "1.51"), ("120", "2.50")],
)
def test_each_part_of_a_quantity_at_the_price_of_its_tier(quantity: str, expected: str) -> None:
    """By hand: 10 at 0.10, the next 10 at 0.05, what is above 20 at 0.01."""
    steps = tiers(("0", "0.10"), ("10", "0.05"), ("20", "0.01"))

    assert price(tiers=steps).cost(Decimal(quantity)) == Decimal(expected)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"region": "Ireland"}, "region 'Ireland': must be a region, such as us-east-1"),
        ({"item": "s3"}, "item 's3': must be one of ecr_storage, "),
        ({"tiers": ()}, r"tiers \[\]: must begin with one above 0"),
        ({"tiers": tiers(("1", "0.10"))}, "must begin with one above 0"),
        ({"tiers": tiers(("0", "0.10"), ("5", "0.05"), ("5", "0.01"))}, "each further one above more than the one bef"),
        ({"source": "the internet"}, "source 'the internet': must be an https address"),
        ({"source": "http://example.com/"}, "must be an https address"),
    ],
)
def test_a_price_that_cannot_be(given: dict[str, Any], error: str) -> None:
    with pytest.raises(InvalidSettingError, match=error):
        price(**given)


@pytest.mark.parametrize("amount", ["-0.01", "NaN", "Infinity"])
def test_an_amount_that_cannot_be(amount: str) -> None:
    with pytest.raises(InvalidSettingError, match=f"usd '{amount}': must be a number of 0 or more"):
        tiers(("0", amount))
