"""Images, indexes, attestations and signatures, written to a registry over HTTP: no engine is needed."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

IMAGE = "application/vnd.oci.image.manifest.v1+json"
INDEX = "application/vnd.oci.image.index.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
EMPTY = "application/vnd.oci.empty.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"
_ACCEPT = {"Accept": f"{IMAGE}, {INDEX}"}


def digest_of(content: bytes) -> str:
    """Return the digest of some content."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


@dataclass(frozen=True)
class Content:
    """A manifest, and what has to be in the registry before it.

    Attributes:
        media_type: Its media type.
        manifest: It.
        blobs: The blobs it names.
        parts: The manifests it names.
        platform: What it runs on.
        annotations: What an index says of it.
    """

    media_type: str
    manifest: bytes
    blobs: Sequence[bytes] = ()
    parts: Sequence[Content] = ()
    platform: str = "unknown/unknown"
    annotations: Mapping[str, str] | None = None

    @property
    def digest(self) -> str:
        return digest_of(self.manifest)

    @property
    def descriptor(self) -> dict[str, Any]:
        """What an index says of it."""
        os, architecture = self.platform.split("/")
        descriptor: dict[str, Any] = {
            "mediaType": self.media_type,
            "digest": self.digest,
            "size": len(self.manifest),
            "platform": {"os": os, "architecture": architecture},
        }
        return descriptor if self.annotations is None else {**descriptor, "annotations": dict(self.annotations)}


def image(text: str, platform: str = "linux/amd64") -> Content:
    """Return an image with one file, whose text is this."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        entry = tarfile.TarInfo("text")
        entry.size = len(text.encode())
        archive.addfile(entry, io.BytesIO(text.encode()))
    layer = gzip.compress(tar.getvalue(), mtime=0)
    os, architecture = platform.split("/")
    config = _json(
        {
            "os": os,
            "architecture": architecture,
            "config": {},
            "rootfs": {"type": "layers", "diff_ids": [digest_of(tar.getvalue())]},
        }
    )
    return _manifest(config, CONFIG, layer, LAYER, platform=platform)


def attestation(of: Content) -> Content:
    """Return what BuildKit attests of an image, as it puts it into an index."""
    config = _json(
        {"os": "unknown", "architecture": "unknown", "config": {}, "rootfs": {"type": "layers", "diff_ids": []}}
    )
    statement = _json({"_type": "https://in-toto.io/Statement/v0.1", "subject": [{"digest": of.digest}]})
    notes = {"vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": of.digest}
    return _manifest(config, CONFIG, statement, "application/vnd.in-toto+json", annotations=notes)


def signature(of: Content, *, subject: bool) -> Content:
    """Return a signature of an image: one that refers to it by its subject, or one that only a tag leads to.

    The one is an artifact without a configuration (OCI Image Manifest Specification, "Guidelines for Artifact Usage"),
    the other is what Cosign writes.
    """
    payload = _json({"critical": {"image": {"docker-manifest-digest": of.digest}}})
    if not subject:
        kind = "application/vnd.dev.cosign.simplesigning.v1+json"
        return _manifest(_json({"rootfs": {"diff_ids": []}}), CONFIG, payload, kind)
    named = {"mediaType": of.media_type, "digest": of.digest, "size": len(of.manifest)}
    kind = "application/vnd.example.signature"
    return _manifest(b"{}", EMPTY, payload, kind, more={"subject": named, "artifactType": kind})


def index(*parts: Content) -> Content:
    """Return an index of images and what is attested of them."""
    document = {"schemaVersion": 2, "mediaType": INDEX, "manifests": [part.descriptor for part in parts]}
    return Content(INDEX, _json(document), parts=parts)


def push(url: str, repository: str, content: Content, *tags: str) -> str:
    """Write content to a registry, under these tags or under its digest only, and return its digest."""
    for part in content.parts:
        push(url, repository, part)
    for blob in content.blobs:
        begun = _ask("POST", f"{url}/v2/{repository}/blobs/uploads/", b"")
        where = urllib.parse.urljoin(url, begun.headers["Location"])
        joint = "&" if "?" in where else "?"
        _ask("PUT", f"{where}{joint}digest={digest_of(blob)}", blob, {"Content-Type": "application/octet-stream"})
    for reference in tags or (content.digest,):
        path = f"{url}/v2/{repository}/manifests/{reference}"
        _ask("PUT", path, content.manifest, {"Content-Type": content.media_type})
    return content.digest


def digest_at(url: str, repository: str, reference: str) -> str | None:
    """Return the digest of what a registry gives for a tag or a digest, from its bytes; None if there is nothing."""
    try:
        return digest_of(_ask("GET", f"{url}/v2/{repository}/manifests/{reference}", None, _ACCEPT).content)
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
        return None


@dataclass(frozen=True)
class _Answer:
    headers: Mapping[str, str]
    content: bytes


def _ask(method: str, url: str, body: bytes | None, headers: Mapping[str, str] | None = None) -> _Answer:
    request = urllib.request.Request(url, body, dict(headers or {}), method=method)  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return _Answer(dict(answer.headers), answer.read())


def _manifest(
    config: bytes,
    config_type: str,
    layer: bytes,
    layer_type: str,
    *,
    platform: str = "unknown/unknown",
    annotations: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> Content:
    document = {
        "schemaVersion": 2,
        "mediaType": IMAGE,
        "config": {"mediaType": config_type, "digest": digest_of(config), "size": len(config)},
        "layers": [{"mediaType": layer_type, "digest": digest_of(layer), "size": len(layer)}],
        **(more or {}),
    }
    return Content(IMAGE, _json(document), (config, layer), platform=platform, annotations=annotations)


def _json(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, sort_keys=True).encode()
