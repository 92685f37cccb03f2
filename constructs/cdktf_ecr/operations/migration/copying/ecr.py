"""A private ECR registry, as far as AWS's own API is needed for it: logging in, and its repositories."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.repository.encryption import Encryption
from cdktf_ecr.model.repository.names import check_repository_name
from cdktf_ecr.model.repository.tag_mutability import MUTABLE, TagMutability
from cdktf_ecr.operations.errors import aws_errors

from .credentials import Credential

if TYPE_CHECKING:
    from collections.abc import Callable

    from types_boto3_ecr import ECRClient

# A token holds for 12 hours (ECR API reference, GetAuthorizationToken); one image may take some of them.
_RENEWED_BEFORE = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRepository:
    """How a repository is created.

    Args:
        mutability: Whether its tags can be moved.
        encryption: How its images are encrypted, which cannot be changed later.
        scan_on_push: Whether its images are scanned when they are pushed, where the registry's own configuration does
            not say.
    """

    mutability: TagMutability = field(default_factory=TagMutability)
    encryption: Encryption = field(default_factory=Encryption)
    scan_on_push: bool = True

    def request(self, name: str) -> dict[str, Any]:
        """Return what CreateRepository takes, but for the account.

        Args:
            name: Name of the repository.

        Raises:
            InvalidSettingError: ECR would refuse the name.
        """
        encryption = {"encryptionType": self.encryption.type}
        if self.encryption.kms_key_arn is not None:
            encryption["kmsKey"] = self.encryption.kms_key_arn
        return {
            "repositoryName": check_repository_name(name, setting="target"),
            "imageTagMutability": str(self.mutability.mode),
            "imageScanningConfiguration": {"scanOnPush": self.scan_on_push},
            "encryptionConfiguration": encryption,
        }


@dataclass(slots=True)
class EcrRegistry:
    """A private ECR registry.

    Args:
        client: A client for its region.
        registry_id: Its account, 12 digits; None for the client's own.
        now: What the time is, in UTC.
    """

    client: ECRClient
    registry_id: str | None
    now: Callable[[], datetime] = field(default=lambda: datetime.now(timezone.utc))
    _credential: Credential | None = None
    _until: datetime | None = None

    def credential(self) -> Credential:
        """Return the credential for Docker's API: the same until shortly before it ends.

        Raises:
            AwsError: AWS gives none.
        """
        if self._credential is None or self._until is None or self.now() > self._until - _RENEWED_BEFORE:
            with aws_errors():
                # The token is for all registries that the caller may use, whatever ids are given.
                (data,) = self.client.get_authorization_token()["authorizationData"][:1]
            username, _, password = b64decode(data["authorizationToken"]).decode().partition(":")
            self._credential = Credential(username=username, password=password)
            self._until = data["expiresAt"]
        return self._credential

    def mutability(self, name: str) -> str | None:
        """Return whether a repository's tags can be moved, in ECR's word; None if there is no such repository.

        Args:
            name: Name of the repository.

        Raises:
            AwsError: AWS refused, or could not be reached.
        """
        with aws_errors():
            try:
                answer = self.client.describe_repositories(repositoryNames=[name], **self._scope)
            except self.client.exceptions.RepositoryNotFoundException:
                return None
        return str(answer["repositories"][0].get("imageTagMutability", MUTABLE))

    def create(self, name: str, how: NewRepository) -> None:
        """Create a repository; one that somebody else has created meanwhile is left as it is.

        Raises:
            InvalidSettingError: ECR would refuse the name.
            AwsError: AWS refused, or could not be reached.
        """
        request = how.request(name)
        with aws_errors():
            try:
                self.client.create_repository(**request, **self._scope)
            except self.client.exceptions.RepositoryAlreadyExistsException:
                return

    @property
    def _scope(self) -> dict[str, Any]:
        return {} if self.registry_id is None else {"registryId": self.registry_id}
