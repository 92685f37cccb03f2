from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import botocore.session
import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.monitoring.api_calls import repository_call_pattern
from cdktf_ecr.model.monitoring.events import (
    EVENT_PATTERN_LENGTH,
    finding_and_coverage_pattern,
    finding_pattern,
    image_action_pattern,
    scan_pattern,
)
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.scanning.events import FINDING_STATUSES, SEVERITIES
from cdktf_ecr.model.terraform.expressions import Expression, json_document
from tests.model.monitoring.samples import TEAM_API, repository

OURS = (TEAM_API,)
basic_scan_pattern = partial(scan_pattern, scan_types=["BASIC"])
enhanced_scan_pattern = partial(scan_pattern, scan_types=["ENHANCED"])
WITH_THRESHOLD = pytest.mark.parametrize(
    "pattern", [basic_scan_pattern, enhanced_scan_pattern, scan_pattern, finding_pattern]
)


def test_the_patterns_are_readable() -> None:
    arn = "arn:aws:ecr:us-east-2:123456789012:repository/team/api"
    assert scan_pattern(OURS) == {
        "source": ["aws.ecr", "aws.inspector2"],
        "detail-type": ["ECR Image Scan", "Inspector2 Scan"],
        "detail": {"repository-name": ["team/api", arn]},
    }
    assert basic_scan_pattern(OURS, at_least="HIGH") == {
        "source": ["aws.ecr"],
        "detail-type": ["ECR Image Scan"],
        "detail": {
            "repository-name": ["team/api"],
            "scan-status": ["COMPLETE"],
            "finding-severity-counts": {
                "$or": [{"CRITICAL": [{"numeric": [">", 0]}]}, {"HIGH": [{"numeric": [">", 0]}]}],
            },
        },
    }
    assert finding_pattern(OURS, at_least="HIGH") == {
        "source": ["aws.inspector2"],
        "detail-type": ["Inspector2 Finding"],
        "resources": [{"prefix": f"{arn}/sha256:"}],
        "detail": {"status": ["ACTIVE"], "severity": ["CRITICAL", "HIGH"]},
    }


def test_the_patterns_of_findings_with_coverage_and_of_calls_are_readable() -> None:
    arn = "arn:aws:ecr:us-east-2:123456789012:repository/team/api"
    assert finding_and_coverage_pattern(OURS) == {
        "source": ["aws.inspector2"],
        "detail-type": ["Inspector2 Finding", "Inspector2 Coverage"],
        "resources": [{"prefix": f"{arn}/sha256:"}],
        "detail": {
            "$or": [{"status": ["ACTIVE", "SUPPRESSED", "CLOSED"]}, {"scanStatus": {"statusCodeValue": ["INACTIVE"]}}]
        },
    }
    calls = repository_call_pattern(OURS)
    assert {key: calls[key] for key in ("source", "detail-type")} == {
        "source": ["aws.ecr"],
        "detail-type": ["AWS API Call via CloudTrail"],
    }
    detail: Any = calls["detail"]
    assert (detail["eventSource"], detail["requestParameters"]) == (
        ["ecr.amazonaws.com"],
        {"repositoryName": ["team/api"]},
    )


def test_a_severity_known_at_plan_decides_there_whether_the_total_does() -> None:
    severity = Expression("var.severity")
    enhanced = json_document(enhanced_scan_pattern(OURS, at_least=severity))
    assert 'contains(["CRITICAL", "HIGH", "MEDIUM"], var.severity) ? [] : ["TOTAL"]) : {(severity) = [' in enhanced
    assert "TOTAL" not in json_document(basic_scan_pattern(OURS, at_least=severity))


@pytest.mark.parametrize("at_least", SEVERITIES)
@WITH_THRESHOLD
def test_eventbridge_takes_an_or_of_two_alternatives_or_more(
    pattern: Callable[..., dict[str, object]], at_least: str
) -> None:
    rendered = pattern(OURS, at_least=at_least)
    assert all(len(alternatives) >= 2 for alternatives in _values_of("$or", rendered))
    assert all(isinstance(leaf, list) and leaf for leaf in _leaves(rendered))


def test_the_statuses_are_amazon_inspectors() -> None:
    session: Any = botocore.session.get_session()
    assert list(FINDING_STATUSES) == session.get_service_model("inspector2").shape_for("FindingStatus").enum


def test_expressions_are_left_to_terraform() -> None:
    unknown = MonitoredRepository(name="${var.name}", arn="${aws_ecr_repository.this.arn}")
    assert scan_pattern([unknown])["detail"] == {
        "repository-name": ["${var.name}", "${aws_ecr_repository.this.arn}"],
    }
    assert '"resources": [{"prefix": "${aws_ecr_repository.this.arn}/sha256:"}]' in json_document(
        finding_pattern([unknown])
    )
    many = [MonitoredRepository(name=f"team/{'long-' * 20}{n}", arn=f"${{var.arns[{n}]}}") for n in range(40)]
    assert basic_scan_pattern([*many, unknown])
    assert enhanced_scan_pattern(many)


@pytest.mark.parametrize(
    "pattern",
    [
        basic_scan_pattern,
        enhanced_scan_pattern,
        scan_pattern,
        finding_pattern,
        finding_and_coverage_pattern,
        image_action_pattern,
        repository_call_pattern,
    ],
)
def test_a_pattern_longer_than_eventbridge_takes_is_refused_with_what_would_fit(
    pattern: Callable[..., dict[str, object]],
) -> None:
    many = [repository(f"{'long-name-' * 8}{number:03}") for number in range(40)]
    with pytest.raises(InvalidSettingError) as refusal:
        pattern(many)
    told = re.search(r"give them as a map from names to ARNs, .*; the first (\d+) of 40 fit one", refusal.value.rule)
    assert told
    assert refusal.value.setting == "repositories"
    most = int(told.group(1))
    assert len(json_document(pattern(many[:most]))) <= EVENT_PATTERN_LENGTH
    with pytest.raises(InvalidSettingError, match=f"first {most} of {most + 1} fit"):
        pattern(many[: most + 1])


def test_a_pattern_as_long_as_eventbridge_takes_is_taken() -> None:
    def listed(last: int) -> list[MonitoredRepository]:
        return [*(repository(f"{'a' * 250}{number}") for number in range(7)), repository("b" * last)]

    room = EVENT_PATTERN_LENGTH - len(json_document(basic_scan_pattern(listed(2)))) + 2
    assert len(json_document(basic_scan_pattern(listed(room)))) == EVENT_PATTERN_LENGTH
    with pytest.raises(InvalidSettingError, match="the first 7 of 8 fit one"):
        basic_scan_pattern(listed(room + 1))


@WITH_THRESHOLD
def test_the_longest_name_fits_every_threshold(pattern: Callable[..., dict[str, object]]) -> None:
    longest = repository("a" * 256, region="ap-northeast-1")
    assert pattern([longest], at_least="UNTRIAGED")


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: MonitoredRepository(name="Team/API", arn=TEAM_API.arn),
            "name 'Team/API': must be 2 to 256 characters",
        ),
        (
            lambda: MonitoredRepository(name="api", arn=TEAM_API.arn),
            f"arn '{TEAM_API.arn}': must be the ARN of that repository and so end in ':repository/api'",
        ),
        (
            lambda: MonitoredRepository(name="${var.name}", arn=f"{TEAM_API.arn}/*"),
            f"arn '{TEAM_API.arn}/*': must be a repository's ARN",
        ),
        (
            lambda: MonitoredRepository(name="${var.name}", arn="arn:aws:s3:::api"),
            "arn 'arn:aws:s3:::api': must be a repository's ARN",
        ),
        (
            lambda: MonitoredRepository(name="team/api", arn=TEAM_API.arn.replace("/team", "/my/team")),
            "must be the ARN of that repository and so end in ':repository/team/api'",
        ),
        (
            lambda: MonitoredRepository(name="a.b", arn="arn:aws:ecr:eu-west-1:111122223333:repository/a-b"),
            "must be the ARN of that repository and so end in ':repository/a.b'",
        ),
        (
            lambda: MonitoredRepository(name="team/api", arn=None),  # type: ignore[arg-type]
            "arn None: must be a string, not None",
        ),
    ],
)
def test_a_pattern_that_could_match_nothing_is_refused(build: Callable[[], object], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        build()


def _values_of(key: str, node: object) -> Iterator[Any]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name == key:
                yield value
            yield from _values_of(key, value)
    if isinstance(node, list):
        for item in node:
            yield from _values_of(key, item)


def _leaves(pattern: object) -> Iterator[object]:
    if isinstance(pattern, dict):
        for key, value in pattern.items():
            branches = value if key == "$or" else [value]
            for branch in branches:
                yield from _leaves(branch)
    else:
        yield pattern
