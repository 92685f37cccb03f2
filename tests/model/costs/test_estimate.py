"""Lines and sums: what is not known is never zero."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cdktf_ecr.model.costs.estimate import Usage, estimate
from cdktf_ecr.model.costs.price_table import PRICES
from cdktf_ecr.model.costs.prices import CLOUDWATCH_ALARM, CLOUDWATCH_DASHBOARD, KMS_KEY
from cdktf_ecr.model.costs.scans import BASIC, CONTINUOUS, OFF, ON_PUSH, scan_usages
from cdktf_ecr.model.costs.storage import StoredImage, storage_usages

NOTHING = Decimal(0)


def usage(item: str | None, quantity: int | None) -> Usage:
    return Usage(item=item, quantity=None if quantity is None else Decimal(quantity), title=None if item else "thing")


@pytest.mark.parametrize(
    ("usages", "region", "usd", "complete"),
    [
        ([usage(KMS_KEY, 2)], "us-east-1", Decimal("2.00"), True),
        ([], "us-east-1", NOTHING, True),
        # Nothing of something costs nothing, also where its price is not known.
        ([usage(KMS_KEY, 0)], "eu-west-1", NOTHING, True),
        # A quantity, a price or both that are not known.
        ([usage(KMS_KEY, 2), usage(CLOUDWATCH_ALARM, None)], "us-east-1", Decimal("2.00"), False),
        ([usage(KMS_KEY, 2), usage(None, None)], "us-east-1", Decimal("2.00"), False),
        ([usage(KMS_KEY, 2), usage(CLOUDWATCH_ALARM, 1)], "ap-northeast-1", Decimal("2.00"), False),
        # All that is known is that something costs nothing: the sum is not that.
        ([usage(KMS_KEY, 0), usage(CLOUDWATCH_ALARM, 1)], "eu-west-1", None, False),
        ([usage(KMS_KEY, 2)], "eu-west-1", None, False),
    ],
)
def test_sums(usages: list[Usage], region: str, usd: Decimal | None, complete: bool) -> None:  # noqa: FBT001 - a table's column
    found = estimate(usages, PRICES, region)

    assert (found.usd, found.complete) == (usd, complete)


def test_a_line_without_a_price_says_so_and_one_with_a_price_has_its_source() -> None:
    (unpriced,) = estimate([usage(KMS_KEY, 2)], PRICES, "eu-west-1").lines
    (priced,) = estimate([usage(KMS_KEY, 2)], PRICES, "us-east-1").lines

    assert (unpriced.usd, unpriced.price) == (None, None)
    assert unpriced.note == "no price for eu-west-1: give it with --prices"
    assert (priced.title, priced.unit, priced.price) == ("KMS keys", "key-month", PRICES.find("us-east-1", KMS_KEY))


@pytest.mark.parametrize(
    ("item", "quantity", "usd"),
    [
        (CLOUDWATCH_DASHBOARD, 1, "0"),
        (CLOUDWATCH_DASHBOARD, 3, "0"),
        (CLOUDWATCH_DASHBOARD, 5, "6"),
        (CLOUDWATCH_ALARM, 12, "0.20"),
        # Keys have no allowance.
        (KMS_KEY, 2, "2"),
    ],
)
def test_what_an_account_has_for_nothing_is_deducted_where_asked(item: str, quantity: int, usd: str) -> None:
    found = estimate([usage(item, quantity)], PRICES, "us-east-1", free_allowances=True)

    assert found.usd == Decimal(usd)
    assert ("are free in an account" in found.lines[0].note) is (item != KMS_KEY)


@pytest.mark.parametrize(
    ("scanning", "rescans", "expected"),
    [
        (BASIC, 100, (0, 0)),
        (OFF, 100, (0, 0)),
        (ON_PUSH, 100, (30, 0)),
        (CONTINUOUS, 100, (30, 100)),
        (CONTINUOUS, None, (30, None)),
        (None, 100, (None, None)),
    ],
)
def test_first_and_repeated_scans(
    scanning: str | None, rescans: int | None, expected: tuple[int | None, int | None]
) -> None:
    found = scan_usages(scanning, pushes=30, pushes_note="counted", rescans=rescans, unknown="denied")

    assert tuple(usage.quantity for usage in found) == expected
    if scanning is None:
        assert [usage.note for usage in found] == ["denied", "denied"]


def test_storage_by_class_and_an_image_without_a_size() -> None:
    images = [
        StoredImage(digest="a", size=2**30),
        StoredImage(digest="b", size=2**29),
        StoredImage(digest="c", size=2**31, archived=True),
    ]

    assert [usage.quantity for usage in storage_usages(images)] == [Decimal("1.5"), 2]
    standard, archive = storage_usages([*images, StoredImage(digest="d", size=None)])
    assert (standard.quantity, standard.note) == (None, "the size of 1 of 3 images is not known")
    assert archive.quantity == 2
