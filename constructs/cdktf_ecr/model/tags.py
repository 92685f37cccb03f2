"""AWS resource tags: the key and value pairs on a resource, not the tags of an image."""

from __future__ import annotations

from collections.abc import Mapping

from .errors import InvalidSettingError
from .values import is_expression

# "Tag naming limits and requirements" (Tagging AWS Resources user guide): 50 user tags a resource, key 1 to 128
# characters, value 0 to 256, the prefix "aws:" reserved in any case.
TAGS_PER_RESOURCE = 50
TAG_KEY_LENGTH = 128
TAG_VALUE_LENGTH = 256
TAG_RULE = (
    "must be a map of at most 50 tags, keys of 1 to 128 characters that do not start with 'aws:', "
    "values of at most 256 characters"
)
TAGGING_RULES = "AWS tagging rules"


def check_tags(tags: object, *, setting: str = "tags") -> dict[str, str]:
    """Return ``tags`` as a dict if AWS accepts them on a resource.

    Args:
        tags: Keys and values; an expression in either is left to Terraform.
        setting: The setting to name in the error.

    Raises:
        InvalidSettingError: too many tags, or a key or value AWS would refuse.
    """
    if not isinstance(tags, Mapping) or len(tags) > TAGS_PER_RESOURCE:
        raise InvalidSettingError(setting, tags, TAG_RULE, source=TAGGING_RULES)
    for key, value in tags.items():
        if not (_accepted_key(key) and _accepted_value(value)):
            raise InvalidSettingError(setting, {key: value}, TAG_RULE, source=TAGGING_RULES)
    return dict(tags)


def _accepted_key(key: object) -> bool:
    if not isinstance(key, str):
        return False
    return is_expression(key) or (1 <= len(key) <= TAG_KEY_LENGTH and not key.lower().startswith("aws:"))


def _accepted_value(value: object) -> bool:
    return isinstance(value, str) and (is_expression(value) or len(value) <= TAG_VALUE_LENGTH)
