"""How a registry wants to be told who asks: basic authentication, or a token for each repository.

Distribution's "Token Authentication Specification".
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cdktf_ecr.model.migration.image_names import is_loopback

from .errors import RegistryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from urllib3 import BaseHTTPResponse

    from .credentials import Credential

_PARAMETER = re.compile(r'(\w+)="([^"]*)"')
_OK = 200


@dataclass(slots=True)
class Authorization:
    """What a registry has been told, and is told with each request.

    Args:
        host: The registry's host, for errors.
        credential: Called for the credential; returns None for none.
    """

    host: str
    credential: Callable[[], Credential | None]
    _basic: bool = False
    _tokens: dict[str, str] = field(default_factory=dict)

    def header(self, repository: str) -> dict[str, str]:
        """Return the header for a request about a repository; empty before the registry has asked for one."""
        if self._basic:
            credential = self.credential()
            return {} if credential is None else {"Authorization": f"Basic {credential.basic}"}
        token = self._tokens.get(repository)
        return {} if token is None else {"Authorization": f"Bearer {token}"}

    def meet(
        self,
        challenge: str,
        repository: str,
        fetch: Callable[[str, dict[str, str], dict[str, str]], BaseHTTPResponse],
    ) -> None:
        """Get what a registry asks for when it refuses a request.

        Args:
            challenge: The header WWW-Authenticate.
            repository: What the request was about.
            fetch: Sends a request: address, query and headers.

        Raises:
            RegistryError: The token's issuer gives none.
        """
        scheme, _, rest = challenge.partition(" ")
        if scheme.lower() != "bearer":
            self._basic = scheme.lower() == "basic"
            return
        parameters = dict(_PARAMETER.findall(rest))
        realm = parameters.get("realm", "")
        address = urlsplit(realm)
        if address.scheme != "https" and not is_loopback(address.netloc):
            raise RegistryError(f"{self.host} sends us for a token to {realm!r}, which is no address with TLS")
        query = {"service": parameters.get("service", ""), "scope": f"repository:{repository}:pull"}
        credential = self.credential()
        headers = {} if credential is None else {"Authorization": f"Basic {credential.basic}"}
        answer = fetch(realm, query, headers)
        try:
            document = json.loads(answer.data) if answer.status == _OK else {}
            token = document.get("token") or document.get("access_token")
        except (ValueError, AttributeError):
            token = None
        if not token:
            who = "without credentials" if credential is None else f"as {credential.username}"
            raise RegistryError(f"{self.host} gives us no token {who}: log in to it with docker login or skopeo login")
        self._tokens[repository] = str(token)
