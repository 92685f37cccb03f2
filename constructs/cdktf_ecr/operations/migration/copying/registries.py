"""The registries of a migration: each asked with its own credentials."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .credentials import Credential, find_credential
from .registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from .ecr import EcrRegistry


@dataclass(slots=True)
class Registries:
    """All registries that images come from or go to.

    Args:
        ecr_of: Returns the private ECR registry at a host; None for any other registry.
        files: Files of credentials, for the others.
    """

    ecr_of: Callable[[str], EcrRegistry | None]
    files: tuple[Path, ...]
    _registries: dict[str, Registry] = field(default_factory=dict)
    _ecr: dict[str, EcrRegistry | None] = field(default_factory=dict)

    def at(self, host: str) -> Registry:
        """Return the registry at a host."""
        if host not in self._registries:
            self._registries[host] = Registry(host, lambda: self.credential(host))
        return self._registries[host]

    def ecr(self, host: str) -> EcrRegistry | None:
        """Return the private ECR registry at a host, with what AWS's API can do for it; None for any other."""
        if host not in self._ecr:
            self._ecr[host] = self.ecr_of(host)
        return self._ecr[host]

    def credential(self, host: str) -> Credential | None:
        """Return the credential for a host; None where nobody has one.

        Raises:
            AwsError: AWS gives none for its registry.
            InvalidSettingError: A file of credentials is malformed.
        """
        ecr = self.ecr(host)
        return find_credential(host, self.files) if ecr is None else ecr.credential()

    def credentials(self, hosts: Iterable[str]) -> dict[str, Credential]:
        """Return the credentials for these hosts, those without left out."""
        found = {host: self.credential(host) for host in hosts}
        return {host: credential for host, credential in found.items() if credential is not None}
