"""The settings of a registry as a whole: how it scans basically, what its policy governs, whether layers are shared."""

from __future__ import annotations

from dataclasses import dataclass

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform import types
from cdktf_ecr.model.terraform.rules import OneOf
from cdktf_ecr.model.terraform.types import checked

_API = "ECR API, PutAccountSetting"
_SCAN_TYPE_VERSIONS = OneOf(choices=("AWS_NATIVE",), source=_API)
_POLICY_SCOPES = OneOf(choices=("V2",), source=_API)

BLOB_MOUNTING = "BLOB_MOUNTING"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrySettings:
    """What a registry is set to, of one account and region. What is None stays as the account has it.

    Attributes:
        blob_mounting: Whether repositories of the registry share layers: a push then mounts a layer that another
            repository has, if both are encrypted alike and the pusher may download it there ("Blob mounting in Amazon
            ECR", ECR user guide).
        registry_policy_scope: V2: the registry's policy governs all actions of ECR, not only replication and
            pull-through caches.
        basic_scan_type_version: AWS_NATIVE: what basic scanning scans with.

    Raises:
        InvalidSettingError: A value that ECR would refuse, or none at all.
    """

    blob_mounting: bool | None = None
    registry_policy_scope: str | None = None
    basic_scan_type_version: str | None = None

    def __post_init__(self) -> None:
        if self.blob_mounting is not None:
            types.boolean("blob_mounting", self.blob_mounting)
        for name, rule in (
            ("registry_policy_scope", _POLICY_SCOPES),
            ("basic_scan_type_version", _SCAN_TYPE_VERSIONS),
        ):
            if getattr(self, name) is not None:
                checked(name, getattr(self, name), rule, type_="known string")
        if not self.render():
            settings = "blob_mounting, registry_policy_scope or basic_scan_type_version"
            raise InvalidSettingError("settings", None, f"must set something: {settings}", source="cdktf-ecr")

    def render(self) -> dict[str, str]:
        """Return the value of each setting that is set, by ECR's name for it."""
        mounting = None if self.blob_mounting is None else "ENABLED" if self.blob_mounting else "DISABLED"
        settings = {
            BLOB_MOUNTING: mounting,
            "REGISTRY_POLICY_SCOPE": self.registry_policy_scope,
            "BASIC_SCAN_TYPE_VERSION": self.basic_scan_type_version,
        }
        return {name: value for name, value in settings.items() if value is not None}
