"""Docker's engine as far as copying goes: of an index it takes one platform, and what it pushes it has packed anew.

A program: ``docker [--config DIR] pull|tag|push ...``, which keeps what it has pulled in DOCKER_STAND_IN.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.request
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.standin.image_content import IMAGE, INDEX, Content, push

KEPT = Path(os.environ["DOCKER_STAND_IN"])


def get(reference: str, what: str) -> bytes:
    """Return a manifest or a blob of the repository that a reference is in."""
    host, _, rest = reference.partition("@")[0].partition("/")
    url = f"http://{host}/v2/{rest}/{what}"
    request = urllib.request.Request(url, headers={"Accept": f"{IMAGE}, {INDEX}"})
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        content: bytes = answer.read()
        return content


def pull(reference: str) -> None:
    """Keep an image, or the first of an index."""
    document: dict[str, Any] = json.loads(get(reference, f"manifests/{reference.partition('@')[2]}"))
    if "manifests" in document:
        document = json.loads(get(reference, f"manifests/{document['manifests'][0]['digest']}"))
    keep(reference, {"manifest": document, "from": reference})


def keep(name: str, image: dict[str, Any]) -> None:
    """Keep an image under a name."""
    (KEPT / name.replace("/", "_")).write_text(json.dumps(image), encoding="utf-8")


def kept(name: str) -> dict[str, Any]:
    """Return the image of a name."""
    image: dict[str, Any] = json.loads((KEPT / name.replace("/", "_")).read_text(encoding="utf-8"))
    return image


def push_image(reference: str) -> None:
    """Write an image to a registry, its manifest packed anew."""
    image = kept(reference)
    manifest = image["manifest"]
    blobs = [get(image["from"], f"blobs/{one['digest']}") for one in (manifest["config"], *manifest["layers"])]
    host, _, rest = reference.partition("/")
    repository, _, tag = rest.partition(":")
    packed = json.dumps({**manifest, "annotations": {"packed": "anew"}}).encode()
    push(f"http://{host}", repository, Content(IMAGE, packed, blobs), tag)


if __name__ == "__main__":
    arguments = [word for word in sys.argv[1:] if word not in {"--quiet", "--config"}]
    (KEPT / "configuration").write_text(arguments.pop(0), encoding="utf-8")
    command, *names = arguments
    if command == "tag":
        keep(names[1], kept(names[0]))
    else:
        {"pull": pull, "push": push_image}[command](names[0])
