from __future__ import annotations

import re
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.monitoring import (
    EventChunks,
    MonitoredRepositories,
    basic_scan_pattern,
    enhanced_scan_pattern,
    finding_pattern,
    image_action_pattern,
    scan_pattern,
)
from cdktf_ecr.model.monitoring.chunks import (
    LONGEST_REGISTRY_ARN,
    lengths_before_expression,
    longest_name_expression,
    name_lengths_expression,
)
from cdktf_ecr.model.monitoring.repositories import RepositoryChunk
from cdktf_ecr.model.terraform.expressions import json_document

ARN = len(LONGEST_REGISTRY_ARN)


def chunks(pattern_of: Any) -> EventChunks:
    return EventChunks(
        arns_by_name="local.arns", longest_name="local.longest", lengths_before="local.before", pattern_of=pattern_of
    )


# What a repository takes of a pattern: so often its name, and so many more characters with the comma.
@pytest.mark.parametrize(
    ("pattern_of", "names", "others"),
    [
        (basic_scan_pattern, 1, len('"",')),
        (image_action_pattern, 1, len('"",')),
        (enhanced_scan_pattern, 1, len('"",') + ARN),
        (scan_pattern, 2, len('"","",') + ARN),
        (finding_pattern, 1, len('{"prefix":"/sha256:"},') + ARN),
    ],
)
def test_the_room_that_a_repository_takes(pattern_of: Any, names: int, others: int) -> None:
    expression = chunks(pattern_of).for_each()
    assert f"+ 2 - ({names} * local.longest + {others})" in expression
    assert f"floor(({names} * local.before[index] + {others} * index) / stretch) + 1" in expression


def test_the_room_is_what_the_rest_of_the_pattern_leaves() -> None:
    def told(those: Any) -> dict[str, object]:
        return finding_pattern(those, at_least="${var.severity}")

    nothing = told(RepositoryChunk(names="[]", arns_by_name="local.arns"))
    text = json_document(nothing).removeprefix("${").removesuffix("}")
    assert chunks(told).for_each().startswith(f"${{[for stretch in [2048 - length({text}) + 2 - (")


@pytest.mark.parametrize(
    ("condition", "end"),
    [(True, "name...}][0]}"), ("${var.on}", "name... if var.on}][0]}"), (False, "name... if false}][0]}")],
)
def test_there_are_chunks_on_a_condition(condition: Any, end: str) -> None:
    assert chunks(basic_scan_pattern).for_each(condition=condition).endswith(end)


def test_a_chunks_pattern_is_of_its_own_repositories() -> None:
    assert chunks(scan_pattern).pattern["detail"] == {
        "repository-name": "${flatten([for name in each.value : [name, local.arns[name]]])}"
    }
    assert json_document(chunks(finding_pattern).pattern) == (
        '${jsonencode({"source": ["aws.inspector2"], "detail-type": ["Inspector2 Finding"], '
        '"resources": "${flatten([for name in each.value : [{"prefix": "${local.arns[name]}/sha256:"}]])}", '
        '"detail": {"status": ["ACTIVE"]}})}'
    )


def test_what_all_kinds_share() -> None:
    assert name_lengths_expression("local.arns") == "tolist([for name in keys(local.arns) : length(name)])"
    assert longest_name_expression("local.lengths") == "max(2, local.lengths...)"
    assert lengths_before_expression("local.lengths") == (
        "tolist([for index, own in local.lengths : sum(slice(local.lengths, 0, index + 1)) - own])"
    )


@pytest.mark.parametrize(
    ("arns_by_name", "message"),
    [
        ({"api": "arn"}, "arns_by_name {'api': 'arn'}: must be a Terraform expression of a map from repository names"),
        ("local.x", "arns_by_name 'local.x': must be a Terraform expression of a map"),
        ("", "arns_by_name '': must be a Terraform expression of a map"),
        (None, "arns_by_name None: must be a Terraform expression of a map"),
        ({"${var.a}": "${var.b}"}, "must be a Terraform expression of a map"),
    ],
)
def test_repositories_that_python_knows_are_no_expression(arns_by_name: Any, message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        MonitoredRepositories(arns_by_name=arns_by_name)
