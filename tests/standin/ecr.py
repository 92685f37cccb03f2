"""ECR as the stand-in plays it: images, indexes, and scans that change each time they are asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from .server import Fault, StandIn

REGISTRY = "123456789012"
REPOSITORY = "team/api"
IMAGE_TYPE = "application/vnd.oci.image.manifest.v1+json"
INDEX_TYPE = "application/vnd.oci.image.index.v1+json"
PUSHED = 1_790_000_000
_PAGE = 100


def digest_of(name: str) -> str:
    """Return a digest that is always the same for a name."""
    return "sha256:" + hashlib.sha256(name.encode()).hexdigest()


def basic(name: str, severity: str = "HIGH", package: str = "openssl", version: str = "3.0.11-1") -> dict[str, Any]:
    """Return a finding of basic scanning."""
    return {
        "name": name,
        "uri": f"https://security-tracker.debian.org/tracker/{name}",
        "severity": severity,
        "attributes": [
            {"key": "package_version", "value": version},
            {"key": "package_name", "value": package},
            {"key": "CVSS2_SCORE", "value": "7.5"},
        ],
    }


def enhanced(
    name: str,
    severity: str = "HIGH",
    package: str = "openssl",
    version: str = "3.0.11",
    *,
    fixed_in: str = "NotAvailable",
    fix_available: str = "NO",
    status: str = "ACTIVE",
) -> dict[str, Any]:
    """Return a finding of enhanced scanning."""
    return {
        "awsAccountId": REGISTRY,
        "description": f"What {name} is about.",
        "findingArn": f"arn:aws:inspector2:us-east-1:{REGISTRY}:finding/{name}",
        "fixAvailable": fix_available,
        "exploitAvailable": "NO",
        "packageVulnerabilityDetails": {
            "vulnerabilityId": name,
            "sourceUrl": f"https://nvd.nist.gov/vuln/detail/{name}",
            "vulnerablePackages": [
                {"name": package, "version": version, "release": "1", "epoch": 0, "fixedInVersion": fixed_in}
            ],
        },
        "score": 7.5,
        "severity": severity,
        "status": status,
        "title": f"{name} - {package}",
        "type": "PACKAGE_VULNERABILITY",
    }


@dataclass(frozen=True)
class Told:
    """What ECR tells of a scan at one moment: a status, and a list of findings of one kind, or none at all."""

    status: str
    findings: Sequence[Mapping[str, Any]] | None = None
    enhanced: bool = False
    description: str = ""

    def page(self, offset: int, size: int, token: str) -> dict[str, Any]:
        """Return a page of it."""
        answer: dict[str, Any] = {"imageScanStatus": {"status": self.status, "description": self.description}}
        if self.findings is not None:
            counts: dict[str, int] = {}
            for finding in self.findings:
                counts[finding["severity"]] = counts.get(finding["severity"], 0) + 1
            answer["imageScanFindings"] = {
                "imageScanCompletedAt": PUSHED + 60,
                "findingSeverityCounts": counts,
                "enhancedFindings" if self.enhanced else "findings": self.findings[offset : offset + size],
            }
            if offset + size < len(self.findings):
                answer["nextToken"] = f"{token}/{offset + size}"
        return answer


NOT_FOUND = Fault("ScanNotFoundException", "Image scan does not exist")
NO_IMAGE = Fault("ImageNotFoundException", "The image does not exist")


@dataclass
class Image:
    """An image, or an index.

    Attributes:
        name: What its digest is made of.
        tags: Its tags.
        told: What is told of its scan each time it is asked for; the last is told for ever.
        children: Of an index, its children and their platforms.
        absent: How often the image is not found before it is there.
        more: Further fields of DescribeImages.
    """

    name: str
    tags: Sequence[str] = ()
    told: Sequence[Told | Fault] = (NOT_FOUND,)
    children: Sequence[Mapping[str, Any]] | None = None
    absent: int = 0
    more: Mapping[str, Any] = field(default_factory=dict)
    asked: int = 0

    @property
    def digest(self) -> str:
        return digest_of(self.name)

    def detail(self) -> dict[str, Any]:
        """Return what DescribeImages says of it."""
        return {
            "registryId": REGISTRY,
            "repositoryName": REPOSITORY,
            "imageDigest": self.digest,
            **({"imageTags": list(self.tags)} if self.tags else {}),
            "imageSizeInBytes": 52_000_000,
            "imagePushedAt": PUSHED,
            "imageManifestMediaType": IMAGE_TYPE if self.children is None else INDEX_TYPE,
            "imageStatus": "ACTIVE",
            **self.more,
        }


def child(name: str, platform: str | None, **more: Any) -> dict[str, Any]:
    """Return an index's entry for an image."""
    entry: dict[str, Any] = {"mediaType": IMAGE_TYPE, "digest": digest_of(name), "size": 1, **more}
    if platform is not None:
        os, architecture, *variant = platform.split("/")
        entry["platform"] = {"os": os, "architecture": architecture, **({"variant": variant[0]} if variant else {})}
    return entry


def attestation(of: str) -> dict[str, Any]:
    """Return an index's entry for what BuildKit attests of an image."""
    notes = {"vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": digest_of(of)}
    return child(f"attestation of {of}", "unknown/unknown", annotations=notes)


class Ecr(StandIn):
    """The service, with the images of one repository."""

    def __init__(self, *images: Image) -> None:
        super().__init__(
            {
                "DescribeImages": self._describe,
                "BatchGetImage": self._get,
                "DescribeImageScanFindings": self._findings,
                "StartImageScan": self._start,
            }
        )
        self.images = images

    def _named(self, wanted: Mapping[str, str]) -> Image:
        for image in self.images:
            if wanted.get("imageTag") in image.tags or wanted.get("imageDigest") == image.digest:
                return image
        raise NO_IMAGE

    def _describe(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        if "imageIds" not in asked:
            start, size = int(asked.get("nextToken", 0)), asked.get("maxResults", _PAGE)
            page = {"imageDetails": [image.detail() for image in self.images[start : start + size]]}
            return page if start + size >= len(self.images) else {**page, "nextToken": str(start + size)}
        image = self._named(asked["imageIds"][0])
        if image.absent:
            image.absent -= 1
            raise NO_IMAGE
        return {"imageDetails": [image.detail()]}

    def _get(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        image = self._named(asked["imageIds"][0])
        manifest = {"schemaVersion": 2, "mediaType": INDEX_TYPE, "manifests": image.children}
        return {"images": [{"imageId": {"imageDigest": image.digest}, "imageManifest": json.dumps(manifest)}]}

    def _findings(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        image = self._named(asked["imageId"])
        token = asked.get("nextToken")
        if token is None:
            number, offset = min(image.asked, len(image.told) - 1), 0
            image.asked += 1
        else:
            number, offset = map(int, token.split("/"))
        told = image.told[number]
        if isinstance(told, Fault):
            raise told
        return told.page(offset, asked.get("maxResults", _PAGE), str(number))

    def _start(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        self._named(asked["imageId"])
        return {"imageScanStatus": {"status": "IN_PROGRESS"}}


@contextmanager
def ecr(*images: Image) -> Iterator[Ecr]:
    """Play ECR with these images while the context lasts."""
    service = Ecr(*images)
    with service.listening():
        yield service
