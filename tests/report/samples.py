"""Reports of scans, as the formats are given them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timezone

from cdktf_ecr.model.findings.finding import Finding
from cdktf_ecr.model.findings.ignores import IgnoredFinding, IgnoreEntry
from cdktf_ecr.model.findings.report import ScannedImage, ScanReport, Violation
from cdktf_ecr.model.scanning.events import SEVERITIES

IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/api:1.4.0"
AMD = "sha256:" + "a" * 64
ARM = "sha256:" + "b" * 64
INDEX = "sha256:" + "c" * 64
MADE_AT = datetime(2026, 11, 24, 22, 30, 5, tzinfo=timezone.utc)

OPENSSL = Finding(
    id="CVE-2026-1001",
    aliases=("GHSA-1001-1001-1001",),
    severity="CRITICAL",
    sources=("inspector", "trivy"),
    package="openssl",
    version="3.0.11-1",
    fixed_in="3.0.15-1",
    fix_available=True,
    image_digest=AMD,
    platform="linux/amd64",
    new=True,
    title="Heap overflow in the parsing of certificates",
    description="A certificate with a long name overflows a buffer.\nServers that ask for certificates are at risk.",
    url="https://nvd.nist.gov/vuln/detail/CVE-2026-1001",
    score=9.8,
    exploit_available=True,
    path="usr/lib/x86_64-linux-gnu/libssl.so.3",
)
# The vendor's severity is below that of its score; nobody says whether an exploit exists.
ZLIB = Finding(
    id="CVE-2026-1002",
    severity="MEDIUM",
    sources=("inspector",),
    package="zlib",
    version="1.3",
    fix_available=False,
    image_digest=AMD,
    platform="linux/amd64",
    new=False,
    title="Reads [beyond](the end) of {a} buffer",
    url="https://example.com/advisories?id=CVE-2026-1002&lang=en",
    score=8.1,
)
# All that a scanner must say.
BARE = Finding(id="GHSA-aaaa-bbbb-cccc", severity="UNTRIAGED", sources=("grype",), new=False)
IGNORED = Finding(
    id="CVE-2026-1003",
    severity="HIGH",
    sources=("inspector",),
    package="curl",
    version="8.5.0",
    fix_available=False,
    image_digest=ARM,
    platform="linux/arm64",
    new=False,
    title="Sends a cookie to another host",
)

EXPIRED = IgnoreEntry(
    id="CVE-2025-0001", reason="Waiting for the vendor.", source="security/ignore.yaml:3", until=date(2026, 10, 31)
)
UNUSED = IgnoreEntry(
    id="CVE-2024-0002",
    reason="We never parse XML.",
    source="security/ignore.yaml:8",
    package="libxml2",
    image="team/*",
    version="2.9.14",
    paths=("usr/lib/*",),
    justification="vulnerable_code_not_in_execute_path",
)

FAILED = ScanReport(
    image=IMAGE,
    digest=INDEX,
    verdict="failed",
    reason="1 rule of the gate is broken: --fail-on CRITICAL.",
    scan_type="enhanced",
    counts={**dict.fromkeys(SEVERITIES, 0), "CRITICAL": 1, "MEDIUM": 1, "UNTRIAGED": 1, "UNDEFINED": None},
    images=(
        ScannedImage(digest=AMD, status="ACTIVE", platform="linux/amd64", scanned_at=MADE_AT),
        ScannedImage(digest=ARM, status="ACTIVE", platform="linux/arm64"),
    ),
    findings=(OPENSSL, ZLIB, BARE),
    violations=(Violation(rule="--fail-on CRITICAL", message="1 finding is CRITICAL.", findings=(OPENSSL,)),),
    ignored=(IgnoredFinding(finding=IGNORED, reason="No cookies are set.", until=date(2027, 1, 31), until_fixed=True),),
    expired_ignores=(EXPIRED,),
    unused_ignores=(UNUSED,),
    tool_version="0.1.0",
    created_at=MADE_AT,
    new_since="team/api:1.3.9",
)

PASSED = ScanReport(
    image=IMAGE,
    digest=AMD,
    verdict="passed",
    reason="No rule of the gate is broken.",
    scan_type="basic",
    counts={**dict.fromkeys(SEVERITIES, 0), "UNTRIAGED": None},
    images=(ScannedImage(digest=AMD, status="COMPLETE", scanned_at=MADE_AT),),
    findings=(),
    tool_version="0.1.0",
    created_at=MADE_AT,
)

# Nothing was found where somebody looked, and on one platform nobody could.
UNSCANNED = replace(
    FAILED,
    verdict="none",
    reason="1 of 2 platforms has no verdict: linux/arm64.",
    counts={**dict.fromkeys(SEVERITIES), "MEDIUM": 1},
    images=(
        FAILED.images[0],
        ScannedImage(
            digest=ARM,
            status="UNSUPPORTED_IMAGE",
            platform="linux/arm64",
            reason="ECR cannot scan this operating system.",
        ),
    ),
    findings=(ZLIB,),
    violations=(),
    ignored=(),
    expired_ignores=(),
    unused_ignores=(),
)

# Nothing was looked at.
NEVER_SCANNED = ScanReport(
    image=IMAGE,
    verdict="none",
    reason="The image was never scanned.",
    scan_type=None,
    counts=dict.fromkeys(SEVERITIES),
    images=(),
    findings=(),
    tool_version="0.1.0",
    created_at=MADE_AT,
)

REPORTS = {"failed": FAILED, "passed": PASSED, "unscanned": UNSCANNED, "never-scanned": NEVER_SCANNED}
