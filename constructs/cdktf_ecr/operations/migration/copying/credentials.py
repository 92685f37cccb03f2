"""Credentials of registries: read where Docker, Podman and skopeo keep them, and given to the tools in one file.

No password is on a command line, where every user of the machine would see it.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from base64 import b64decode, b64encode
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.migration.image_names import DOCKER_HUB, HUB_HOSTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SETTING = "authfile"
_SOURCE = "containers-auth.json"
# docker login keeps those of Docker Hub under this (Docker documentation, "docker login").
_HUB_KEY = "https://index.docker.io/v1/"
_HELPER_SECONDS = 30
# What a credential helper gives as the user of a token that is none's password (docker-credential-helpers).
_TOKEN_USER = "<token>"  # noqa: S105 - a user's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A user of a registry.

    Args:
        username: Who.
        password: The password, or a token that stands for one.
    """

    username: str
    password: str

    @property
    def basic(self) -> str:
        """What HTTP's basic authentication carries, and a file of credentials too."""
        return b64encode(f"{self.username}:{self.password}".encode()).decode()


def credential_files(authfile: Path | None) -> tuple[Path, ...]:
    """Return the files in which credentials may be, in the order in which they are looked at.

    Args:
        authfile: The one that was named; None for where the tools look: containers-auth.json(5), then Docker's.

    Raises:
        InvalidSettingError: The one that was named is not there.
    """
    if authfile is not None:
        if not authfile.is_file():
            raise InvalidSettingError(_SETTING, str(authfile), "must be a file", source=_SOURCE)
        return (authfile,)
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    docker = Path(os.environ.get("DOCKER_CONFIG") or Path.home() / ".docker")
    candidates = [
        *([Path(runtime) / "containers" / "auth.json"] if runtime else []),
        Path.home() / ".config" / "containers" / "auth.json",
        docker / "config.json",
    ]
    return tuple(file for file in candidates if file.is_file())


def find_credential(host: str, files: Sequence[Path]) -> Credential | None:
    """Return the credential for a registry; None if there is none.

    Args:
        host: The registry's host; "docker.io" for Docker Hub.
        files: Where to look.

    Raises:
        InvalidSettingError: A file is malformed, or a credential helper fails.
    """
    for file in files:
        document = _document(file)
        for key in _keys(host):
            helper = (document.get("credHelpers") or {}).get(key) or document.get("credsStore")
            entry = (document.get("auths") or {}).get(key)
            found = _from_entry(file, entry) if entry and entry.get("auth") else None
            if found is None and helper:
                found = _from_helper(str(helper), key)
            if found is not None:
                return found
    return None


def _keys(host: str) -> tuple[str, ...]:
    if host == DOCKER_HUB:
        return (_HUB_KEY, *HUB_HOSTS)
    return (host, f"https://{host}", f"https://{host}/v1/", f"https://{host}/v2/")


def _document(file: Path) -> dict[str, Any]:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidSettingError(_SETTING, str(file), f"cannot be read: {error}", source=_SOURCE) from None
    if not isinstance(document, dict):
        raise InvalidSettingError(_SETTING, str(file), "must be a JSON object", source=_SOURCE)
    return document


def _from_entry(file: Path, entry: Mapping[str, Any]) -> Credential:
    try:
        username, colon, password = b64decode(entry["auth"]).decode().partition(":")
    except (ValueError, TypeError):
        username, colon, password = "", "", ""
    if not colon:
        raise InvalidSettingError(
            _SETTING, str(file), "has an 'auth' that is not user:password in Base64", source=_SOURCE
        )
    return Credential(username=username, password=password.rstrip("\0"))


def _from_helper(helper: str, key: str) -> Credential | None:
    """Ask a credential helper, as Docker does (docker-credential-helpers, "Development")."""
    program = f"docker-credential-{helper}"
    try:
        ran = subprocess.run(  # noqa: S603 - the user's own configuration names it
            [program, "get"], input=key, capture_output=True, text=True, timeout=_HELPER_SECONDS, check=False
        )
        answer = json.loads(ran.stdout) if ran.returncode == 0 else {}
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise InvalidSettingError("credential helper", program, f"failed: {error}", source=_SOURCE) from None
    if not answer.get("Username") or answer["Username"] == _TOKEN_USER:
        return None
    return Credential(username=answer["Username"], password=answer["Secret"])


@dataclass(frozen=True, slots=True)
class AuthFile:
    """Credentials in a file for the tools.

    Args:
        directory: A directory of its own, which only this user may enter, and which Docker takes as its configuration.
    """

    directory: Path

    @property
    def path(self) -> Path:
        """The file, which skopeo takes."""
        return self.directory / "config.json"

    def write(self, credentials: Mapping[str, Credential]) -> None:
        """Write credentials by host, for this user's eyes only, in place of what was in it."""
        auths = {key: {"auth": one.basic} for host, one in credentials.items() for key in _written_keys(host)}
        partial = self.directory / "partial"
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump({"auths": auths}, stream)
        partial.replace(self.path)


@contextmanager
def auth_file() -> Iterator[AuthFile]:
    """Yield a file for credentials, empty at first, that is removed at the end, however that comes."""
    with tempfile.TemporaryDirectory(prefix="cdktf-ecr-") as directory:
        file = AuthFile(Path(directory))
        file.write({})
        yield file


def _written_keys(host: str) -> tuple[str, ...]:
    # Docker and crane look for Docker Hub under the one, skopeo under the other.
    return (_HUB_KEY, DOCKER_HUB) if host == DOCKER_HUB else (host,)
