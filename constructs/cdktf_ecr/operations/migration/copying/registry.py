"""A registry, asked over HTTP (OCI Distribution Specification): tags, digests, what an index holds, referrers.

The tools copy; what there is to copy, and whether it arrived, is asked without them.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin, urlsplit

from cdktf_ecr.model.migration.image_names import DOCKER_HUB, is_loopback
from cdktf_ecr.operations.manifests import INDEX_TYPES

from .authorization import Authorization
from .errors import RegistryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from urllib3 import BaseHTTPResponse

    from .credentials import Credential

_log = logging.getLogger(__name__)

_HUB_API = "registry-1.docker.io"
_ACCEPT = ", ".join(
    (
        *INDEX_TYPES,
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.oci.artifact.manifest.v1+json",
    )
)
_NEXT = re.compile(r'<([^>]+)>\s*;\s*rel="?next"?')
_OK, _UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _TOO_MANY = 200, 401, 403, 404, 429
_ATTEMPTS = 4
_CONNECT_SECONDS, _READ_SECONDS = 10, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a tag or a digest names.

    Args:
        digest: Its digest, calculated here from what the registry sent.
        document: What is in it.
    """

    digest: str
    document: dict[str, Any]

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The descriptors in an index; empty for anything else."""
        parts = self.document.get("manifests")
        return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []

    @property
    def config_digest(self) -> str | None:
        """The digest of an image's configuration, which Docker calls the image's id."""
        config = self.document.get("config")
        return config.get("digest") if isinstance(config, dict) else None


@dataclass(slots=True)
class Registry:
    """A registry.

    Args:
        host: Its host; "docker.io" for Docker Hub.
        credential: Called for the credential, whenever one is needed; returns None for none.
    """

    host: str
    credential: Callable[[], Credential | None]
    _pool: Any = None
    _authorization: Authorization | None = None
    _without_referrers: bool = field(default=False)

    def tags(self, repository: str) -> tuple[str, ...] | None:
        """Return the tags of a repository; None if there is no such repository.

        Raises:
            RegistryError: The registry does not say.
        """
        tags: list[str] = []
        path = f"/v2/{repository}/tags/list"
        while path:
            answer = self._ask("GET", path, repository)
            if answer.status == _NOT_FOUND:
                return None
            tags += self._checked(answer, path).get("tags") or []
            following = _NEXT.search(answer.headers.get("Link") or "")
            # What follows is asked of the same host, whatever the link says.
            parts = urlsplit(urljoin(path, following[1])) if following else None
            path = f"{parts.path}?{parts.query}" if parts else ""
        return tuple(tags)

    def digest(self, repository: str, reference: str) -> str | None:
        """Return the digest of a tag or of a digest; None if it is not there. Docker Hub counts it as no pull.

        Raises:
            RegistryError: The registry does not say.
        """
        answer = self._ask("HEAD", f"/v2/{repository}/manifests/{reference}", repository)
        if answer.status == _NOT_FOUND:
            return None
        self._check_status(answer, reference)
        digest = answer.headers.get("Docker-Content-Digest")
        if digest:
            return str(digest)
        manifest = self.manifest(repository, reference)
        return None if manifest is None else manifest.digest

    def manifest(self, repository: str, reference: str) -> Manifest | None:
        """Return the manifest of a tag or a digest; None if it is not there. A registry may count it as a pull.

        Raises:
            RegistryError: The registry does not give it, or gives another one than was asked for.
        """
        answer = self._ask("GET", f"/v2/{repository}/manifests/{reference}", repository)
        if answer.status == _NOT_FOUND:
            return None
        document = self._checked(answer, reference)
        digest = f"sha256:{hashlib.sha256(answer.data).hexdigest()}"
        if reference.startswith("sha256:") and digest != reference:
            raise RegistryError(f"{self.host} answers with {digest} when it is asked for {repository}@{reference}")
        return Manifest(digest=digest, document=document)

    def referrers(self, repository: str, digest: str) -> tuple[str, ...]:
        """Return the digests of what refers to an image, such as signatures, by the registry's list of referrers.

        Of a registry without such lists nothing: there a tag leads to them, which is copied as a tag.

        Raises:
            RegistryError: The registry does not say.
        """
        if self._without_referrers:
            return ()
        answer = self._ask("GET", f"/v2/{repository}/referrers/{digest}", repository)
        if answer.status == _NOT_FOUND:
            self._without_referrers = True
            return ()
        document = self._checked(answer, digest)
        return tuple(str(part["digest"]) for part in document.get("manifests") or [] if "digest" in part)

    def _ask(self, method: str, path: str, repository: str) -> BaseHTTPResponse:
        authorization = self._authorization or Authorization(self.host, self.credential)
        self._authorization = authorization
        headers = {"Accept": _ACCEPT, **authorization.header(repository)}
        answer = self._request(method, path, headers)
        if answer.status == _UNAUTHORIZED:
            challenge = answer.headers.get("WWW-Authenticate") or ""
            authorization.meet(challenge, repository, self._fetch)
            answer = self._request(method, path, headers | authorization.header(repository))
        return answer

    def _fetch(self, url: str, query: dict[str, str], headers: dict[str, str]) -> BaseHTTPResponse:
        return self._request("GET", f"{url}{'&' if '?' in url else '?'}{urlencode(query)}", headers)

    def _request(self, method: str, path: str, headers: dict[str, str]) -> BaseHTTPResponse:
        import urllib3  # noqa: PLC0415 - what only this command needs

        if self._pool is None:
            retry = urllib3.Retry(_ATTEMPTS, backoff_factor=1, status_forcelist=(_TOO_MANY, 500, 502, 503, 504))
            timeout = urllib3.Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS)
            # Without status errors of its own, it returns the last answer.
            self._pool = urllib3.PoolManager(retries=retry.new(raise_on_status=False), timeout=timeout)
        url = urljoin(self._address, path)
        _log.info("%s %s", method, url)
        try:
            answer: BaseHTTPResponse = self._pool.request(method, url, headers=headers)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            # urllib3 gives up with a list of its own objects, and the reason at the end.
            reason = str(getattr(error, "reason", None) or error).split("): ", 1)[-1]
            raise RegistryError(f"the registry {self.host} cannot be reached: {reason}") from error
        return answer

    @property
    def _address(self) -> str:
        if self.host == DOCKER_HUB:
            return f"https://{_HUB_API}"
        return f"http{'' if is_loopback(self.host) else 's'}://{self.host}"

    def _checked(self, answer: BaseHTTPResponse, what: str) -> dict[str, Any]:
        self._check_status(answer, what)
        try:
            document = json.loads(answer.data)
        except ValueError:
            document = None
        if not isinstance(document, dict):
            raise RegistryError(f"{self.host} does not answer as a registry does when it is asked for {what}")
        return document

    def _check_status(self, answer: BaseHTTPResponse, what: str) -> None:
        if answer.status == _OK:
            return
        if answer.status in (_UNAUTHORIZED, _FORBIDDEN):
            raise RegistryError(
                f"{self.host} does not let us read {what}: log in to it with docker login or skopeo login"
            )
        if answer.status == _TOO_MANY:
            raise RegistryError(f"{self.host} limits how much may be pulled: log in to it, or go on later")
        raise RegistryError(f"{self.host} answers {answer.status} when it is asked for {what}")
