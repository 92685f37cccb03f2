"""Writes a saved scan of so many findings and an ignore ledger for some of them: ``scan.py FINDINGS SCAN LEDGER``.

A program of its own: what a process that starts others has in memory counts as theirs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

SEVERITIES = ("CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL")
# A large image has as many packages; its findings share vulnerabilities.
PACKAGES = 900
FINDINGS_OF_ONE_VULNERABILITY = 6
IGNORED = 200


def finding(number: int) -> dict[str, Any]:
    """Return a finding as Amazon Inspector lists it (ECR API reference, EnhancedImageScanFinding)."""
    vulnerability = f"CVE-2026-{10_000 + number // FINDINGS_OF_ONE_VULNERABILITY}"
    package = f"package-{number % PACKAGES}"
    return {
        "findingArn": f"arn:aws:inspector2:eu-west-1:123456789012:finding/{number:032x}",
        "description": f"{vulnerability} lets whoever sends a long request read memory of {package}. " * 4,
        "fixAvailable": "YES" if number % 3 else "NO",
        "exploitAvailable": "NO",
        "inspectorScore": number % 100 / 10,
        "severity": SEVERITIES[number % len(SEVERITIES)],
        "status": "ACTIVE",
        "title": f"{vulnerability} - {package}",
        "type": "PACKAGE_VULNERABILITY",
        "packageVulnerabilityDetails": {
            "source": "NVD",
            "sourceUrl": f"https://nvd.nist.gov/vuln/detail/{vulnerability}",
            "vulnerabilityId": vulnerability,
            "vulnerablePackages": [
                {
                    "arch": "X86_64",
                    "filePath": f"usr/lib/{package}/{number}/package.json",
                    "fixedInVersion": f"2.{number % 40}.1" if number % 3 else "NotAvailable",
                    "name": package,
                    "packageManager": "NODEPKG",
                    "version": f"2.{number % 40}.0",
                }
            ],
        },
    }


def answer(findings: int) -> dict[str, Any]:
    """Return what ``aws ecr describe-image-scan-findings`` prints of an image with so many findings."""
    return {
        "registryId": "123456789012",
        "repositoryName": "team/api",
        "imageId": {"imageDigest": f"sha256:{'a' * 64}", "imageTag": "1.0.0"},
        "imageScanStatus": {"status": "ACTIVE", "description": "Continuous scan is selected for image."},
        "imageScanFindings": {"enhancedFindings": [finding(number) for number in range(findings)]},
    }


def ledger() -> str:
    """Return an ignore ledger for some of the vulnerabilities."""
    entries = (f"  - id: CVE-2026-{10_000 + 7 * number}\n    reason: Not reached.\n" for number in range(IGNORED))
    return f"ignore:\n{''.join(entries)}"


if __name__ == "__main__":
    _, size, scan, ignores = sys.argv
    Path(scan).write_text(json.dumps(answer(int(size))), encoding="utf-8")
    Path(ignores).write_text(ledger(), encoding="utf-8")
