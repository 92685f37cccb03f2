"""Findings to judge, with what a test does not care about filled in."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

from hypothesis import strategies as st

from cdktf_ecr.model.findings.counts import severities_of
from cdktf_ecr.model.findings.finding import SOURCES, Finding
from cdktf_ecr.model.findings.ignores import IgnoreEntry
from cdktf_ecr.model.findings.report import ScannedImage
from cdktf_ecr.model.findings.scan import Scan
from cdktf_ecr.model.scanning.events import SEVERITIES

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 23, 0, tzinfo=timezone.utc)


def finding(name: str = "CVE-2026-1", severity: str = "HIGH", source: str = "inspector", **more: Any) -> Finding:
    return Finding(**{"id": name, "severity": severity, "sources": (source,), "package": "openssl", **more})


def entry(name: str = "CVE-2026-1", **more: Any) -> IgnoreEntry:
    return IgnoreEntry(**{"id": name, "reason": "not reachable", "source": "ignore.yaml:1", **more})


def scan(*findings: Finding, **more: Any) -> Scan:
    """Return a scan of one image with a result."""
    return Scan(
        **{
            "image": "team/api:1",
            "names": ("team/api", "team/api:1"),
            "images": (ScannedImage(digest="sha256:a", status="ACTIVE"),),
            "findings": findings,
            "known": severities_of(["inspector"]),
            "scan_type": "enhanced",
            **more,
        }
    )


def findings(*sources: str) -> st.SearchStrategy[Finding]:
    """Return a strategy for findings of few ids, packages, versions and platforms, so that many coincide."""
    return st.builds(
        Finding,
        id=st.sampled_from(["CVE-2026-1", "CVE-2026-2", "GHSA-1"]),
        severity=st.sampled_from(SEVERITIES),
        sources=st.sampled_from(sources or SOURCES).map(lambda one: (one,)),
        package=st.sampled_from([None, "openssl", "zlib"]),
        version=st.sampled_from([None, "1.0", "0:1.0", "2.0"]),
        fix_available=st.sampled_from([None, True, False]),
        platform=st.sampled_from([None, "linux/amd64", "linux/arm64"]),
        path=st.sampled_from([None, "usr/a", "/usr/a", "usr/b"]),
        score=st.sampled_from([None, 5.0, 9.8]),
    )
