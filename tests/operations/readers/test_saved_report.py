"""Our own JSON: what was written is read back, and judged as it was."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.findings.counts import severities_of
from cdktf_ecr.model.findings.finding import SOURCES, Finding
from cdktf_ecr.model.findings.ignores import IgnoredFinding
from cdktf_ecr.model.findings.judging import judge
from cdktf_ecr.model.findings.policy import Policy
from cdktf_ecr.model.findings.report import ScannedImage, ScanReport
from cdktf_ecr.model.findings.scan import Baseline, Scan
from cdktf_ecr.model.scanning.events import SEVERITIES
from cdktf_ecr.operations.readers.saved_report import read_saved_report
from cdktf_ecr.operations.scan_results import SUPPRESSED_BY
from cdktf_ecr.report import render
from tests.model.findings.samples import NOW, entry, finding, scan

FILE = Path("ecr-scan-results.json")

# Half a surrogate pair is no character: it is written as "?".
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
words = st.none() | text
answers = st.none() | st.booleans()
findings = st.builds(
    Finding,
    id=text.filter(bool),
    severity=st.sampled_from(SEVERITIES),
    sources=st.sets(st.sampled_from(SOURCES), min_size=1).map(lambda names: tuple(sorted(names))),
    package=words,
    version=words,
    fixed_in=words,
    fix_available=answers,
    image_digest=words,
    platform=words,
    title=words,
    description=words,
    url=words,
    score=st.none() | st.floats(0, 10),
    exploit_available=answers,
    path=words,
    aliases=st.lists(text.filter(bool), max_size=2).map(tuple),
)
images = st.builds(
    ScannedImage,
    digest=text.filter(bool),
    status=text,
    platform=words,
    reason=st.none() | text.filter(bool),
    scanned_at=st.none()
    | st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(timezone.utc)),  # noqa: DTZ001 - the strategy adds the zone
    scan_type=st.sampled_from([None, "basic", "enhanced"]),
)
scans = st.builds(
    Scan,
    image=text.filter(bool),
    names=st.just(()),
    images=st.lists(images, min_size=1, max_size=3).map(tuple),
    findings=st.lists(findings, max_size=5).map(tuple),
    known=st.sets(st.sampled_from(SOURCES)).map(severities_of),
    suppressed=st.lists(st.builds(IgnoredFinding, finding=findings, reason=st.just(SUPPRESSED_BY)), max_size=2).map(
        tuple
    ),
    scan_type=st.sampled_from([None, "basic", "enhanced"]),
    digest=words,
)


def judged(found: Scan, policy: Policy | None = None, **more: Any) -> ScanReport:
    return judge(found, policy or Policy(), tool_version="1.0", now=NOW, **more)


def read_back(report: ScanReport) -> Scan:
    return read_saved_report("offline", FILE, render("json", report).encode())


@given(scans, st.booleans())
def test_what_was_written_is_read_back(found: Scan, ledger: bool) -> None:  # noqa: FBT001
    entries = [entry(found.findings[0].id)] if found.findings and ledger else []
    report = judged(found, entries=entries)

    again = read_back(report)

    assert Counter(again.findings) == Counter(found.findings)
    assert Counter(again.suppressed) == Counter(found.suppressed)
    assert (again.image, again.digest, again.scan_type) == (found.image, found.digest, found.scan_type)
    assert again.images == found.images
    rejudged = judged(again, entries=entries)
    assert replace(rejudged, tool_version="1.0") == report


def test_what_was_new_then_is_not_known_now() -> None:
    baseline = Baseline(image="team/api:0", findings=())

    assert [one.new for one in read_back(judged(scan(finding()), baseline=baseline)).findings] == [None]


def test_an_earlier_failure_is_still_no_verdict() -> None:
    report = judged(scan(images=(), failure="permission denied: ecr:DescribeImages"))

    again = judged(read_back(report))

    assert (again.verdict, again.reason) == ("none", "permission denied: ecr:DescribeImages.")


def broken(**changes: object) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(render("json", judged(scan(finding()))))
    return {**document, **changes}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"schema": "urn:cdktf-ecr:scan-report:2"}, "must be of schema urn:cdktf-ecr:scan-report:1, not urn:cdktf"),
        ({"scan_type": "deep"}, "scan_type 'deep': must be one of basic, enhanced"),
        ({"findings": [{"id": "CVE-1"}]}, r"missing required field `severity` - at `\$.findings\[0\]`"),
        (
            {"findings": [{"id": "CVE-1", "severity": "SEVERE", "sources": ["ecr"]}]},
            "is not a JSON report of cdktf-ecr: severity 'SEVERE': must be one of",
        ),
        (
            {"findings": [{"id": "CVE-1", "severity": "HIGH", "sources": ["snyk"]}]},
            "is not a JSON report of cdktf-ecr: sources 'snyk': must be one of",
        ),
        ({"images": None}, r"Expected `array`, got `null` - at `\$.images`"),
        ({"counts": {"HIGH": "many"}}, r"Expected `int \| null`, got `str` - at `\$.counts\[...\]`"),
        ({"ignored": [{"id": "1"}]}, r"missing required field `severity`"),
    ],
)
def test_anything_else_is_refused_in_one_line(changes: dict[str, object], error: str) -> None:
    with pytest.raises(InvalidSettingError, match=error) as raised:
        read_saved_report("offline", FILE, json.dumps(broken(**changes)).encode())
    assert FILE.name in str(raised.value)
    assert "\n" not in str(raised.value)
