"""The one table of prices, in US dollars. Each names where it was read, and the day its source gives.

A region is here only as far as a source was read that names it; for any other, prices have to be given. AWS's own pages
(`Item.official`) fill their tables in by script and vary by region: compare before you rely on an amount.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .prices import (
    CLOUDWATCH_ALARM,
    CLOUDWATCH_DASHBOARD,
    CLOUDWATCH_METRIC,
    ECR_ARCHIVE_STORAGE,
    ECR_STORAGE,
    INSPECTOR_INITIAL_SCAN,
    INSPECTOR_RESCAN,
    KMS_KEY,
    LOGS_INGESTION,
    LOGS_STORAGE,
    Price,
    PriceTable,
    Tier,
)

_N_VIRGINIA = "us-east-1"
_TOKYO = "ap-northeast-1"

# A source that gives a month has its first day here.
# "Rates from the Amazon ECR pricing page", with those of Amazon Inspector.
_ECR_GUIDE = ("https://cloudburn.io/blog/amazon-ecr-pricing", date(2026, 3, 1))
# "Pricing was checked for the us-east-1 region".
_ARCHIVE = (
    "https://hub.pointfive.co/inefficiencies/ecr-archive-storage-class-used-below-150-tb-threshold",
    date(2026, 3, 1),
)
# Verified there against the AWS Price List API for ap-northeast-1.
_ARCHIVE_TOKYO = ("https://devjapan.com/", date(2026, 3, 22))
# us-east-1 list prices, from AWS's page; Infracost's expected results have the same for alarms and stored logs.
_CLOUDWATCH = (
    "https://raw.githubusercontent.com/api-evangelist/cloudwatch/refs/heads/main/plans/cloudwatch-plans-pricing.yml",
    date(2026, 5, 5),
)
_CLOUDWATCH_GUIDE = (
    "https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/",
    date(2026, 6, 13),
)
# AWS's own page gives one price for all regions. It has no date: the day on which it was read.
_KMS = ("https://aws.amazon.com/kms/pricing/", date(2026, 11, 25))

# 150 TB of 1,024 GB each, as both sources count them.
_ARCHIVE_FIRST = 150 * 1024


def _price(region: str, item: str, read: tuple[str, date], *tiers: tuple[int, str]) -> Price:
    source, as_of = read
    steps = tuple(Tier(above=Decimal(above), usd=Decimal(usd)) for above, usd in tiers)
    return Price(region=region, item=item, tiers=steps, source=source, as_of=as_of)


PRICES = PriceTable(
    (
        _price(_N_VIRGINIA, ECR_STORAGE, _ECR_GUIDE, (0, "0.10")),
        _price(_N_VIRGINIA, ECR_ARCHIVE_STORAGE, _ARCHIVE, (0, "0.10"), (_ARCHIVE_FIRST, "0.07")),
        _price(_N_VIRGINIA, INSPECTOR_INITIAL_SCAN, _ECR_GUIDE, (0, "0.09")),
        _price(_N_VIRGINIA, INSPECTOR_RESCAN, _ECR_GUIDE, (0, "0.01")),
        _price(_N_VIRGINIA, CLOUDWATCH_METRIC, _CLOUDWATCH, (0, "0.30"), (10_000, "0.10"), (250_000, "0.05")),
        _price(_N_VIRGINIA, CLOUDWATCH_ALARM, _CLOUDWATCH, (0, "0.10")),
        _price(_N_VIRGINIA, CLOUDWATCH_DASHBOARD, _CLOUDWATCH_GUIDE, (0, "3.00")),
        _price(_N_VIRGINIA, LOGS_INGESTION, _CLOUDWATCH_GUIDE, (0, "0.50")),
        _price(_N_VIRGINIA, LOGS_STORAGE, _CLOUDWATCH, (0, "0.03")),
        _price(_N_VIRGINIA, KMS_KEY, _KMS, (0, "1.00")),
        _price(_TOKYO, ECR_STORAGE, _ARCHIVE_TOKYO, (0, "0.10")),
        _price(_TOKYO, ECR_ARCHIVE_STORAGE, _ARCHIVE_TOKYO, (0, "0.10"), (_ARCHIVE_FIRST, "0.07")),
        _price(_TOKYO, KMS_KEY, _KMS, (0, "1.00")),
    )
)

# "Free tier", https://aws.amazon.com/cloudwatch/pricing/, read on 2026-11-25: what an account has for nothing each
# month, of everything in it together.
FREE_A_MONTH = {
    CLOUDWATCH_METRIC: Decimal(10),
    CLOUDWATCH_ALARM: Decimal(10),
    CLOUDWATCH_DASHBOARD: Decimal(3),
    LOGS_INGESTION: Decimal(5),
}
