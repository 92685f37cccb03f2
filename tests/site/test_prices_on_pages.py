"""What the pages say of prices, counts and exits of scanning is what the code goes by."""

from __future__ import annotations

import json
import re

from cdktf_ecr import ModuleSettings
from cdktf_ecr.model.monitoring.metrics import REPOSITORY_DIMENSION, metric_filters
from tests.site.pages import PAGES

COSTS, MONITORING = PAGES["docs/costs.md"], PAGES["docs/monitoring.md"]


def test_the_custom_metrics_of_a_repository_are_as_many_as_their_price_says() -> None:
    filters = (each for each in metric_filters(not_scanned="NotScanned") if REPOSITORY_DIMENSION in each.dimensions)
    count = len({each.metric_name for each in filters})
    text = " ".join(f"{MONITORING} {COSTS}".split())

    assert re.findall(r"up to (\d+) custom metrics", text) == [str(count), str(count)]
    assert f"up to {count} custom metrics are ${count * 0.30:.2f} a month for each repository" in text


def test_the_costs_of_scanning_are_said_with_their_source_and_whom_they_are_for() -> None:
    (table,) = re.findall(r"\| Signal \|.*?\n\n", MONITORING, re.DOTALL)
    _, _, section = COSTS.partition("## What enhanced scanning costs\n")

    price = re.compile(r"\$0\.\d\d")
    assert price.findall(table.splitlines()[2]) == price.findall(section) == ["$0.09", "$0.01"]
    source = (
        r"us-east-1, \[Amazon Inspector pricing\]\(https://\S+\) as of 2026-\d\d-\d\d; other regions have other prices"
    )
    assert re.search(source, " ".join(section.split()))
    default = list(ModuleSettings().scan_repository_filters)
    assert f"With the default of `ecr_scan_repository_filters`, `{json.dumps(default)}`," in " ".join(section.split())
