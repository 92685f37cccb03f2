"""Reports as scanners write them, cut down to what matters, and what else stands in them left in here and there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

DIGEST = "sha256:" + "a" * 64
OTHER = "sha256:" + "b" * 64
HOST = "123456789012.dkr.ecr.us-east-1.amazonaws.com"


def trivy(*vulnerabilities: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a report of Trivy on an image that was pulled from ECR."""
    return {
        "SchemaVersion": 2,
        "ReportID": "0199",
        "CreatedAt": "2026-11-24T22:30:05.123456789+01:00",
        "ArtifactName": f"{HOST}/team/api:1",
        "ArtifactType": "container_image",
        "Metadata": {
            "OS": {"Family": "debian", "Name": "12.1"},
            "RepoTags": [f"{HOST}/team/api:1"],
            "RepoDigests": [f"{HOST}/team/api@{DIGEST}"],
            "ImageConfig": {"architecture": "amd64", "os": "linux", "created": "2026-11-24T20:00:00Z", "config": {}},
        },
        "Results": [
            {
                "Target": "team/api:1 (debian 12.1)",
                "Class": "os-pkgs",
                "Type": "debian",
                **({"Vulnerabilities": list(vulnerabilities)} if vulnerabilities else {}),
            }
        ],
        **more,
    }


def trivy_finding(**more: Any) -> dict[str, Any]:
    """Return one finding in a report of Trivy."""
    return {
        "VulnerabilityID": "CVE-2026-1",
        "PkgID": "openssl@3.0.11-1",
        "PkgName": "openssl",
        "PkgIdentifier": {"PURL": "pkg:deb/debian/openssl@3.0.11-1?arch=amd64"},
        "InstalledVersion": "3.0.11-1",
        "Status": "affected",
        "SeveritySource": "nvd",
        "PrimaryURL": "https://avd.aquasec.com/nvd/cve-2026-1",
        "Title": "openssl: something",
        "Description": "Something is wrong.",
        "Severity": "HIGH",
        "CVSS": {"ghsa": {"V3Score": 7.1}, "nvd": {"V3Vector": "CVSS:3.1/AV:N", "V3Score": 7.5, "V2Score": 9.9}},
        **more,
    }


def grype(*matches: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a report of Grype."""
    return {
        "matches": list(matches),
        "source": {
            "type": "image",
            "target": {
                "userInput": f"{HOST}/team/api:1",
                "imageID": OTHER,
                "manifestDigest": DIGEST,
                "repoDigests": [f"{HOST}/team/api@{DIGEST}"],
                "architecture": "amd64",
                "os": "linux",
                "layers": [],
            },
        },
        "distro": {"name": "debian", "version": "12", "idLike": []},
        "descriptor": {"name": "grype", "version": "0.104.0", "timestamp": "2026-11-24T22:30:05Z"},
        **more,
    }


def grype_match(
    name: str = "CVE-2026-1", *, related: tuple[str, ...] = (), state: str = "not-fixed", **more: Any
) -> dict[str, Any]:
    """Return one match in a report of Grype."""
    return {
        "vulnerability": {
            "id": name,
            "dataSource": f"https://security-tracker.debian.org/tracker/{name}",
            "namespace": "debian:distro:debian:12",
            "severity": "High",
            "urls": [],
            "description": "Something is wrong.",
            "cvss": [
                {"version": "3.1", "metrics": {"baseScore": 7.5, "exploitabilityScore": 3.9}, "vendorMetadata": {}}
            ],
            "fix": {"versions": ["3.0.15-1"] if state == "fixed" else [], "state": state},
            **more,
        },
        "relatedVulnerabilities": [{"id": one, "dataSource": "", "cvss": []} for one in related],
        "matchDetails": [],
        "artifact": {
            "name": "openssl",
            "version": "3.0.11-1",
            "type": "deb",
            "locations": [{"path": "/var/lib/dpkg/status", "layerID": DIGEST}],
            "purl": "pkg:deb/debian/openssl@3.0.11-1",
        },
    }


def aws_answer(status: str = "COMPLETE", results: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Return what ``aws ecr describe-image-scan-findings`` prints."""
    return {
        "imageScanFindings": {
            "findings": [],
            "imageScanCompletedAt": "2026-11-24T22:30:05+01:00",
            "vulnerabilitySourceUpdatedAt": "2026-11-24T20:00:00+01:00",
            "findingSeverityCounts": {},
            **(results or {}),
        },
        "registryId": "123456789012",
        "repositoryName": "team/api",
        "imageId": {"imageDigest": DIGEST, "imageTag": "1"},
        "imageScanStatus": {"status": status, "description": "The scan was completed successfully."},
        **more,
    }


def write(directory: Path, document: object, name: str = "report.json") -> Path:
    """Write a document into a file, and return the file."""
    file = directory / name
    file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return file
