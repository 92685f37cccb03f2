from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from cdktf_ecr.model.monitoring.api_calls import repository_call_pattern
from cdktf_ecr.model.monitoring.events import (
    finding_and_coverage_pattern,
    finding_pattern,
    image_action_pattern,
    scan_pattern,
)
from cdktf_ecr.model.monitoring.repositories import RuleShare
from cdktf_ecr.model.monitoring.rule_shares import LONGEST_REGISTRY_ARN, RuleShares
from cdktf_ecr.model.terraform.expressions import Expression, json_document

ARN = len(LONGEST_REGISTRY_ARN)
SHARES = RuleShares(prefix="scan")
basic_scan_pattern = partial(scan_pattern, scan_types=["BASIC"])
enhanced_scan_pattern = partial(scan_pattern, scan_types=["ENHANCED"])


# What a repository takes of a pattern: so often its name, and so many more characters with the comma.
@pytest.mark.parametrize(
    ("pattern_of", "names", "others"),
    [
        (basic_scan_pattern, 1, len('"",')),
        (image_action_pattern, 1, len('"",')),
        (enhanced_scan_pattern, 1, len('"",') + ARN),
        (scan_pattern, 2, len('"","",') + ARN),
        (finding_pattern, 1, len('{"prefix":"/sha256:"},') + ARN),
        (finding_and_coverage_pattern, 1, len('{"prefix":"/sha256:"},') + ARN),
        (repository_call_pattern, 1, len('"",')),
    ],
)
def test_the_room_that_a_repository_takes(pattern_of: Any, names: int, others: int) -> None:
    expression = SHARES.for_each(pattern_of)
    assert f"+ 2 - ({names} * local.scan_longest_name + {others})" in expression
    assert f"floor(({names} * local.scan_lengths_before[index] + {others} * index) / stretch) + 1" in expression


def test_the_room_is_what_the_rest_of_the_pattern_leaves() -> None:
    def told(those: Any) -> dict[str, object]:
        return finding_pattern(those, at_least=Expression("var.severity"))

    nothing = told(RuleShare(names="[]", arns_by_name="local.scan_repository_arns"))
    text = json_document(nothing).removeprefix("${").removesuffix("}")
    assert SHARES.for_each(told).startswith(f"${{[for stretch in [2048 - length({text}) + 2 - (")


@pytest.mark.parametrize(
    ("condition", "end"),
    [(True, "name...}][0]}"), (Expression("var.on"), "name... if var.on}][0]}"), (False, "name... if false}][0]}")],
)
def test_there_are_shares_on_a_condition(condition: Any, end: str) -> None:
    assert SHARES.for_each(basic_scan_pattern, condition=condition).endswith(end)


def test_a_shares_pattern_is_of_its_own_repositories() -> None:
    assert SHARES.pattern(scan_pattern)["detail"] == {
        "repository-name": "${flatten([for name in each.value : [name, local.scan_repository_arns[name]]])}"
    }
    assert json_document(SHARES.pattern(finding_pattern)) == (
        '${jsonencode({"source": ["aws.inspector2"], "detail-type": ["Inspector2 Finding"], "resources": '
        'flatten([for name in each.value : [{"prefix": "${local.scan_repository_arns[name]}/sha256:"}]]), '
        '"detail": {"status": ["ACTIVE"]}})}'
    )


def test_what_all_kinds_share() -> None:
    assert SHARES.local_values("${var.arns}") == {
        "scan_repository_arns": "${var.arns}",
        "scan_name_lengths": "${tolist([for name in keys(local.scan_repository_arns) : length(name)])}",
        "scan_longest_name": "${max(2, local.scan_name_lengths...)}",
        "scan_lengths_before": (
            "${tolist([for index, own in local.scan_name_lengths : "
            "sum(slice(local.scan_name_lengths, 0, index + 1)) - own])}"
        ),
    }
