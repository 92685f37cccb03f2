"""The error family: every refusal names the setting, the value, the rule and the rule's source."""

from __future__ import annotations


class EcrError(ValueError):
    """Base of every error this library raises about its input."""


class InvalidSettingError(EcrError):
    """A value that Amazon ECR (or the service beside it) would refuse.

    Attributes:
        setting: The setting's name, as the caller wrote it.
        value: The value refused.
        rule: What the value must be, in plain words.
        source: Where the rule comes from.
    """

    def __init__(self, setting: str, value: object, rule: str, *, source: str) -> None:
        self.setting = setting
        self.value = value
        self.rule = rule
        self.source = source
        super().__init__(f"{setting} {_shown(value)}: {rule} ({source})")


class ConflictError(EcrError):
    """Two parts of one configuration claim something that can exist only once, or exclude each other."""


def _shown(value: object, limit: int = 200) -> str:
    text = repr(value)
    return text if len(text) <= limit else f"{text[:limit]}... ({len(text)} characters)"
