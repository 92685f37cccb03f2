"""Terraform divides repositories among event patterns as we mean it; no provider takes part."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import botocore.session
import pytest

from cdktf_ecr.model.monitoring.api_calls import repository_call_pattern
from cdktf_ecr.model.monitoring.events import (
    finding_and_coverage_pattern,
    finding_pattern,
    image_action_pattern,
    scan_pattern,
)
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository, RuleRepositories
from cdktf_ecr.model.monitoring.rule_shares import LONGEST_REGISTRY_ARN, RuleShares
from cdktf_ecr.model.terraform.expressions import Expression, source_of
from tests.model.monitoring.samples import (
    basic_scan,
    coverage,
    enhanced_scan,
    finding,
    image_action,
    matches,
    repository_call,
)
from tests.terraform.conftest import Bare

pytestmark = pytest.mark.terraform

LIMIT = 2048

SEVERITY = Expression("var.severity")
basic_scan_pattern = partial(scan_pattern, scan_types=["BASIC"])
enhanced_scan_pattern = partial(scan_pattern, scan_types=["ENHANCED"])
# Every kind of rule there is: its pattern, and events of a repository that it is for.
PATTERNS: dict[str, tuple[Callable[[RuleRepositories], dict[str, object]], tuple[Callable[..., Any], ...]]] = {
    "scans": (scan_pattern, (basic_scan, enhanced_scan)),
    "basic scans": (basic_scan_pattern, (basic_scan,)),
    "enhanced scans": (enhanced_scan_pattern, (enhanced_scan,)),
    "findings": (finding_and_coverage_pattern, (finding, coverage)),
    "audit": (image_action_pattern, (image_action,)),
    "calls": (repository_call_pattern, (repository_call,)),
    "told basic scans": (partial(basic_scan_pattern, at_least=SEVERITY), (basic_scan,)),
    "told enhanced scans": (partial(enhanced_scan_pattern, at_least=SEVERITY), (enhanced_scan,)),
    "told findings": (partial(finding_pattern, at_least=SEVERITY), (finding,)),
}


def numbered(count: int, length: int = 20) -> list[str]:
    return [f"team-{number:04}/{'a' * (length - 10)}" for number in range(count)]


COLLECTIONS: dict[str, list[str]] = {
    "none": [],
    "one": ["ab"],
    "15": numbered(15),
    "16": numbered(16),
    "62": numbered(62),
    "300": numbered(300),
    "300 of the longest": numbered(300, 256),
    "500 of the shortest": [f"{number:03x}" for number in range(500)],
    "one long among many short": [*numbered(40, 12), *numbered(1, 256), *(f"z{n}" for n in range(300))],
    "of every length": [f"n{length:03}".ljust(length, "x") for length in range(4, 257)],
    "with every separator": [f"{a}.{a}_{b}__{b}-{a}--{b}/{a}" for a in ("a", "b", "0") for b in ("a", "z", "9")],
}


def evaluated(directory: Path, bare: Bare, registry_arn: str) -> dict[str, dict[str, dict[str, dict[str, Any]]]]:
    """Return the shares and their patterns by collection and kind, as Terraform computes them."""
    values: dict[str, Any] = {}
    outputs: dict[str, Any] = {}
    for position, names in enumerate(COLLECTIONS.values()):
        shares = RuleShares(prefix=f"collection{position}")
        values.update(shares.local_values({name: registry_arn + name for name in names}))
        kinds = []
        for pattern_of, _ in PATTERNS.values():
            # A resource's each.value, where there is no resource.
            pattern = f"[for each in [{{value = names}}] : jsonencode({source_of(shares.pattern(pattern_of))})][0]"
            kinds.append(
                f"{{for number, names in {shares.for_each(pattern_of).operand} : "
                f"number => {{names = names, pattern = {pattern}}}}}"
            )
        outputs[f"collection{position}"] = {"value": f"${{jsonencode([{', '.join(kinds)}])}}"}
    document = {"variable": {"severity": {"default": "UNTRIAGED"}}, "locals": values, "output": outputs}
    (directory / "main.tf.json").write_text(json.dumps(document), encoding="utf-8")
    terraform = bare(directory)
    terraform.apply()
    computed = terraform.outputs()
    return {
        name: dict(zip(PATTERNS, json.loads(computed[f"collection{position}"]), strict=True))
        for position, name in enumerate(COLLECTIONS)
    }


@pytest.fixture(scope="module")
def longest(tmp_path_factory: pytest.TempPathFactory, bare: Bare) -> dict[str, Any]:
    """The shares where the ARNs are the longest there are."""
    return evaluated(tmp_path_factory.mktemp("longest"), bare, LONGEST_REGISTRY_ARN)


@pytest.mark.parametrize("collection", COLLECTIONS)
@pytest.mark.parametrize("kind", PATTERNS)
def test_no_pattern_is_longer_than_eventbridge_takes(longest: dict[str, Any], collection: str, kind: str) -> None:
    shares = longest[collection][kind]

    assert all(len(share["pattern"]) <= LIMIT for share in shares.values())


@pytest.mark.parametrize("collection", COLLECTIONS)
@pytest.mark.parametrize("kind", PATTERNS)
def test_every_repository_is_in_exactly_one_share(longest: dict[str, Any], collection: str, kind: str) -> None:
    shares = longest[collection][kind]

    assert set(shares) == {str(number) for number in range(1, len(shares) + 1)}
    in_order = [name for number in range(1, len(shares) + 1) for name in shares[str(number)]["names"]]
    assert in_order == sorted(COLLECTIONS[collection])


@pytest.mark.parametrize("kind", PATTERNS)
def test_so_many_rules_watch_300_repositories(longest: dict[str, Any], kind: str) -> None:
    """What the documentation says."""
    rules = {
        "scans": 18,
        "basic scans": 4,
        "enhanced scans": 14,
        "findings": 18,
        "audit": 4,
        "calls": 5,
        "told basic scans": 5,
        "told enhanced scans": 17,
        "told findings": 18,
    }
    assert len(longest["300"][kind]) == rules[kind]


@pytest.mark.parametrize("kind", PATTERNS)
def test_a_shares_pattern_is_that_of_its_repositories(kind: str, longest: dict[str, Any]) -> None:
    """So that what is known of a pattern of listed repositories holds for each of several."""
    pattern_of, samples = PATTERNS[kind]
    for share in longest["62"][kind].values():
        pattern = json.loads(share["pattern"])
        watched = [MonitoredRepository(name=name, arn=LONGEST_REGISTRY_ARN + name) for name in share["names"]]
        listed: Any = pattern_of(watched)
        assert pattern["detail"].get("repository-name") == listed["detail"].get("repository-name")
        assert pattern.get("resources") == listed.get("resources")
        assert pattern["detail"].get("requestParameters") == listed["detail"].get("requestParameters")
        assert (pattern["source"], pattern["detail-type"]) == (listed["source"], listed["detail-type"])
        for sample in samples:
            assert matches(pattern, sample(watched[0], **({"severity": "LOW"} if sample is finding else {})))
            other = f"{watched[0].name}b"
            assert not matches(pattern, sample(MonitoredRepository(name=other, arn=LONGEST_REGISTRY_ARN + other)))


def test_below_medium_the_total_of_amazon_inspectors_events_decides(longest: dict[str, Any]) -> None:
    """Of UNTRIAGED, which only Terraform knows here; `test_monitoring` has HIGH, where it does not."""
    counts = {
        kind: [next(iter(each)) for each in json.loads(pattern)["detail"]["finding-severity-counts"]["$or"]]
        for kind in ("told basic scans", "told enhanced scans")
        for pattern in [longest["one"][kind]["1"]["pattern"]]
    }
    assert "TOTAL" not in counts["told basic scans"]
    assert counts["told enhanced scans"] == [*counts["told basic scans"], "TOTAL"]


def test_the_longest_arn_is_assumed() -> None:
    session: Any = botocore.session.get_session()
    partitions = session.get_available_partitions()
    regions = [region for each in partitions for region in session.get_available_regions("ecr", each)]
    _, partition, _, region, account, _ = LONGEST_REGISTRY_ARN.split(":")
    assert len(partition) >= max(map(len, partitions))
    assert len(region) >= max(map(len, regions))
    assert len(account) == 12
