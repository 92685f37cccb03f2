"""AWS resource tags: the key and value pairs on a resource, not the tags of an image."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.values import is_expression

# "Tag naming limits and requirements" (Tagging AWS Resources user guide): 50 user tags a resource, key 1 to 128
# characters, value 0 to 256, of letters, separators, numbers and a few signs; the prefix "aws:" reserved in any case.
TAGS_PER_RESOURCE = 50
TAG_KEY_LENGTH = 128
TAG_VALUE_LENGTH = 256
# In the syntax of Terraform's regex(); `_is_text` below is the same rule.
TAG_CHARACTERS_PATTERN = r"^[\p{L}\p{Z}\p{N}_.:/=+@-]*$"
TAGGING_RULES = "AWS tagging rules"

_SIGNS = frozenset("_.:/=+@-")


def tag_rule(limit: int) -> str:
    """Return the rule for a map of at most ``limit`` tags, in words."""
    return (
        f"must be a map of at most {limit} tags, keys of 1 to {TAG_KEY_LENGTH} characters that do not start with "
        f"'aws:', values of at most {TAG_VALUE_LENGTH}, both of letters, digits, spaces and _ . : / = + - @"
    )


def check_tags(tags: object, *, setting: str = "tags", limit: int = TAGS_PER_RESOURCE) -> dict[str, str]:
    """Return ``tags`` as a dict if AWS accepts them on a resource.

    Args:
        tags: Keys and values; an expression in either is left to Terraform.
        setting: The setting to name in the error.
        limit: How many tags there may be, at most 50; fewer where others are added.

    Raises:
        InvalidSettingError: too many tags, or a key or value AWS would refuse.
    """
    if not isinstance(tags, Mapping) or len(tags) > limit:
        raise InvalidSettingError(setting, tags, tag_rule(limit), source=TAGGING_RULES)
    for key, value in tags.items():
        if not (_accepted_key(key) and _accepted_value(value)):
            raise InvalidSettingError(setting, {key: value}, tag_rule(limit), source=TAGGING_RULES)
    return dict(tags)


def _accepted_key(key: object) -> bool:
    if not isinstance(key, str) or key.lower().startswith("aws:"):
        return False
    return is_expression(key) or (1 <= len(key) <= TAG_KEY_LENGTH and _is_text(key))


def _accepted_value(value: object) -> bool:
    return isinstance(value, str) and (is_expression(value) or (len(value) <= TAG_VALUE_LENGTH and _is_text(value)))


def _is_text(text: str) -> bool:
    return all(character in _SIGNS or unicodedata.category(character)[0] in "LZN" for character in text)
