"""What the application's context decides at synth, because no Terraform variable can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from cdktf_ecr import (
    AWS_REGION,
    PROFILES,
    CollectionSettings,
    InvalidSettingError,
    ModuleSettings,
    StateBucket,
    profile_settings,
)
from stacks.context import SOURCE, check_keys

if TYPE_CHECKING:
    from collections.abc import Mapping

_Settings = TypeVar("_Settings", ModuleSettings, CollectionSettings)

# What each of them is; the rest is what it has to be as ModuleSettings and StateBucket say.
_TEXTS = ("profile", "state_bucket", "state_key", "host_state_key", "state_region")


@dataclass(frozen=True, slots=True, kw_only=True)
class StackOptions:
    """Settings of synth time.

    Attributes:
        profile: ``guide``: the variables' defaults are the guide's; ``hardened`` and ``minimal``: they are those of
            `SharedSettings.hardened` and `SharedSettings.minimal`.
        state_bucket: The S3 bucket for the state; None keeps it in a local file.
        state_key: The state's key in the bucket; by default ``cdktf-ecr/<stack>.tfstate``.
        host_state_key: That of the stack of hosts.
        state_region: The bucket's region; by default the one of the AWS environment.
        image_tag_mutability_exclusion_filters: Tags the mutability does not apply to; needs AWS provider 6.8.
        hosts: Whether there is a stack of EC2 hosts too.

    Raises:
        InvalidSettingError: A context value that means nothing.
    """

    profile: str = "guide"
    state_bucket: str | None = None
    state_key: str | None = None
    host_state_key: str | None = None
    state_region: str | None = None
    image_tag_mutability_exclusion_filters: tuple[str, ...] = ()
    hosts: bool = False

    def __post_init__(self) -> None:
        for name in _TEXTS:
            if not isinstance(getattr(self, name), (str, type(None))):
                raise InvalidSettingError(name, getattr(self, name), "must be a string", source=SOURCE)
        filters = self.image_tag_mutability_exclusion_filters
        if not isinstance(filters, tuple):
            name = "image_tag_mutability_exclusion_filters"
            raise InvalidSettingError(name, filters, "must be a list of strings", source=SOURCE)
        if self.profile not in PROFILES:
            raise InvalidSettingError("profile", self.profile, f"must be one of {', '.join(PROFILES)}", source=SOURCE)
        if not isinstance(self.hosts, bool):
            raise InvalidSettingError("hosts", self.hosts, "must be true or false", source=SOURCE)
        if self.state_bucket is not None:
            self._check_states(self.state_bucket)
        if self.state_region is not None:
            _check_region(self.state_region)
        for name in ("state_key", "host_state_key", "state_region"):
            if getattr(self, name) is not None and self.state_bucket is None:
                raise InvalidSettingError(name, getattr(self, name), "needs a state_bucket", source=SOURCE)

    def _check_states(self, bucket: str) -> None:
        for setting in ("state_key", "host_state_key"):
            _check_state(bucket, setting, getattr(self, setting))
        if self.state_key is not None and self.state_key == self.host_state_key:
            rule = "must not be state_key: each stack has a state of its own"
            raise InvalidSettingError("host_state_key", self.host_state_key, rule, source=SOURCE)

    @classmethod
    def from_context(cls, context: Mapping[str, object]) -> StackOptions:
        """Read the options out of an application's context, in which keys of others may stand too.

        Args:
            context: The context; null is like nothing.

        Raises:
            InvalidSettingError: A key is misspelled, or its value means nothing.
        """
        check_keys(context, cls.__slots__)
        filters = context.get("image_tag_mutability_exclusion_filters")
        given = {name: context[name] for name in cls.__slots__ if context.get(name) is not None}
        if isinstance(filters, list):
            given["image_tag_mutability_exclusion_filters"] = tuple(filters)
        return cls(**given)  # type: ignore[arg-type]  # __post_init__ and ModuleSettings check the types

    def defaults(self, settings: type[_Settings]) -> _Settings:
        """Return the defaults of a stack's or a module's variables.

        Args:
            settings: Whose settings they are.
        """
        return profile_settings(settings, self.profile, exclusion_filters=self.image_tag_mutability_exclusion_filters)


def _check_region(region: str) -> None:
    for rule in AWS_REGION.rules:
        rule.check("state_region", region)


def _check_state(bucket: str, setting: str, key: str | None) -> None:
    try:
        StateBucket(bucket=bucket, key=key or "default")
    except InvalidSettingError as error:
        name = setting if error.setting == "key" else f"state_{error.setting}"
        raise InvalidSettingError(name, error.value, error.rule, source=error.source) from error
