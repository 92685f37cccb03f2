"""Two real registries on loopback, emptied for each test by being new ones, and what stands in front of them."""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.cli.conftest import Command, Ran
from tests.standin import registry as real
from tests.standin.image_content import Content, attestation, digest_at, image, index, push, signature
from tests.standin.registry import Front
from tests.unavailable import unavailable

SOURCE = "inscribe/customer-data-service"
TARGET = "team/api"
CREDENTIAL = ("ci", "from-a-file")


@dataclass
class Registries:
    """Where images come from, and where they go.

    Attributes:
        source: A registry like Docker Hub: with tokens, and with lists of referrers.
        target: The other.
        directory: The working directory.
        command: Runs a command.
    """

    source: Front
    target: Front
    directory: Path
    command: Command
    pushed: dict[str, str] = field(default_factory=dict)

    def put(self, tag: str, content: Content) -> str:
        """Write an image to the source under a tag."""
        self.pushed[tag] = push(self.source.behind, SOURCE, content, tag)
        return self.pushed[tag]

    def sign(self, content: Content) -> str:
        """Write a signature to the source that refers to an image."""
        signed = signature(content, subject=True)
        push(self.source.behind, SOURCE, signed)
        self.source.note_referrer(content.digest, signed.descriptor)
        return signed.digest

    def arrived(self, reference: str) -> str | None:
        """Return the digest of what the target has under a tag or a digest."""
        return digest_at(self.target.behind, TARGET, reference)

    @property
    def pair(self) -> str:
        """The whole repository, to the target."""
        return f"{self.source.host}/{SOURCE}={self.target.host}/{TARGET}"

    def arguments(self, *more: str) -> tuple[str, ...]:
        """Return what copies the whole repository."""
        return ("migrate", "images", self.pair, "--authfile", "auth.json", *more)

    def copy(self, *more: str) -> Ran:
        """Copy the whole repository."""
        return self.command(*self.arguments("--apply", *more))

    def states(self, ran: Ran) -> dict[str, str]:
        """Return the state of each tag, or digest, by what --format json printed."""
        return {one["tag"] or one["digest"]: one["state"] for one in json.loads(ran.stdout)["images"]}


@pytest.fixture
def registries(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, command: Command, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Registries]:
    for program in (real.PROGRAM, "skopeo"):
        if not shutil.which(program):
            unavailable(f"{program} is not installed")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_RUNTIME_DIR", "DOCKER_CONFIG", "REGISTRY_AUTH_FILE"):
        monkeypatch.delenv(name, raising=False)
    kept = tmp_path_factory.mktemp("registries")
    with real.registry(kept / "source") as source, real.registry(kept / "target") as target:
        hub = Front(source, credential=CREDENTIAL, tokens=True, lists_referrers=True)
        with hub.listening(), Front(target).listening() as other:
            auth = {"auths": {hub.host: {"auth": b64encode(":".join(CREDENTIAL).encode()).decode()}}}
            (tmp_path / "auth.json").write_text(json.dumps(auth), encoding="utf-8")
            yield Registries(hub, other, tmp_path, command)


@dataclass(frozen=True)
class Release:
    """What a build leaves behind: an index of two platforms with an attestation, and two signatures."""

    index: Content
    by_tag: str
    by_subject: str


@pytest.fixture
def release(registries: Registries) -> Release:
    amd64, arm64 = image("amd64"), image("arm64", "linux/arm64")
    whole = index(amd64, arm64, attestation(amd64))
    registries.put("v1.0", whole)
    tag = whole.digest.replace(":", "-") + ".sig"
    push(registries.source.behind, SOURCE, signature(whole, subject=False), tag)
    return Release(whole, tag, registries.sign(amd64))
