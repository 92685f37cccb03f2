"""AWS resource tags: the key and value pairs on a resource, not the tags of an image."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cdktf_ecr.model.terraform.expressions import Expression, is_expression, source_of
from cdktf_ecr.model.terraform.rules import Rule
from cdktf_ecr.model.terraform.types import checked

# "Tag naming limits and requirements" (Tagging AWS Resources user guide): 50 user tags a resource, key 1 to 128
# characters, value 0 to 256, of letters, separators, numbers and a few signs; the prefix "aws:" reserved in any case.
TAGS_PER_RESOURCE = 50
TAG_KEY_LENGTH = 128
TAG_VALUE_LENGTH = 256
_TAGGING = "AWS tagging rules"
# In the syntax of Terraform's regex(); `_is_text` below is the same rule.
_CHARACTERS = source_of(r"^[\p{L}\p{Z}\p{N}_.:/=+@-]*$")
_SIGNS = frozenset("_.:/=+@-")


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRule(Rule):
    """A map of tags that AWS accepts on a resource.

    Attributes:
        limit: How many tags there may be, at most 50; fewer where others are added.
    """

    words: str = ""
    source: str = _TAGGING
    limit: int = TAGS_PER_RESOURCE

    def __post_init__(self) -> None:
        words = (
            f"must be a map of at most {self.limit} tags, keys of 1 to {TAG_KEY_LENGTH} characters that do not start "
            f"with 'aws:', values of at most {TAG_VALUE_LENGTH}, both of letters, digits, spaces and _ . : / = + - @"
        )
        object.__setattr__(self, "words", words)

    def holds(self, value: Any) -> bool:
        """Whether number, keys and values are as AWS wants them."""
        is_map = isinstance(value, Mapping) and len(value) <= self.limit
        return is_map and all(_accepted_key(key) and _accepted_value(item) for key, item in value.items())

    def check(self, setting: str, value: Any) -> None:
        """Check them, and show the tag that is wrong.

        Raises:
            InvalidSettingError: Too many tags, or a key or value AWS would refuse.
        """
        if isinstance(value, Expression):
            return
        if isinstance(value, Mapping) and len(value) <= self.limit:
            wrong = {key: item for key, item in value.items() if not (_accepted_key(key) and _accepted_value(item))}
            if wrong:
                raise self.refusal(setting, dict([next(iter(wrong.items()))]))
        elif not self.holds(value):
            raise self.refusal(setting, value)

    def condition(self, operand: str) -> str:
        """Return whether number, keys and values are as AWS wants them; a null value is not."""
        key = f'length(key) >= 1 && length(key) <= {TAG_KEY_LENGTH} && !startswith(lower(key), "aws:")'
        value = f"length(value) <= {TAG_VALUE_LENGTH} && can(regex({_CHARACTERS}, value))"
        one = f"{key} && can(regex({_CHARACTERS}, key)) && try({value}, false)"
        return f"length({operand}) <= {self.limit} && alltrue([for key, value in {operand} : {one}])"


@dataclass(frozen=True, slots=True, kw_only=True)
class TagCase(Rule):
    """Tag keys that IAM can tell apart: it compares them without regard to case, and other services do not.

    Attributes:
        ours: The keys of tags that are there besides, whose spelling the user's have to follow.
    """

    words: str = ""
    source: str = "IAM user guide, tag naming requirements"
    ours: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        rest = f", and be written {' and '.join(self.ours)} where that is meant" if self.ours else ""
        words = f"its keys must differ in more than upper and lower case{rest}: IAM takes such keys for one"
        object.__setattr__(self, "words", words)

    def holds(self, value: Any) -> bool:
        """Whether no two keys, and none and one of ours, differ in case only."""
        keys = [key for key in value if not isinstance(key, Expression)]
        return len({key.lower() for key in {*keys, *self.ours}}) == len({*keys, *self.ours})

    def condition(self, operand: str) -> str:
        """Return whether there are as many keys without regard to case as with."""
        keys = f"setunion(keys({operand}), {source_of(self.ours)})"
        return f"length(distinct([for key in {keys} : lower(key)])) == length({keys})"


def check_tags(tags: object, *, setting: str = "tags", limit: int = TAGS_PER_RESOURCE) -> Any:
    """Return ``tags``, read, if AWS accepts them on a resource.

    Args:
        tags: Keys and values, each of which may be a Terraform expression, as may the whole.
        setting: The setting to name in the error.
        limit: How many tags there may be, at most 50; fewer where others are added.

    Raises:
        InvalidSettingError: Too many tags, or a key or value AWS would refuse.
    """
    return checked(setting, tags, TagRule(limit=limit), type_="tags")


def check_iam_tags(tags: object) -> Any:
    """Return ``tags``, read, if IAM accepts them on a role, policy or provider; None where there are none.

    Raises:
        InvalidSettingError: Too many tags, a key or value AWS would refuse, or keys that differ in case only.
    """
    return tags if tags is None else checked("tags", tags, TagRule(), TagCase(), type_="map(string)")


def _accepted_key(key: object) -> bool:
    if not isinstance(key, str) or key.lower().startswith("aws:"):
        return False
    return is_expression(key) or (1 <= len(key) <= TAG_KEY_LENGTH and _is_text(key))


def _accepted_value(value: object) -> bool:
    return isinstance(value, str) and (is_expression(value) or (len(value) <= TAG_VALUE_LENGTH and _is_text(value)))


def _is_text(text: str) -> bool:
    return all(character in _SIGNS or unicodedata.category(character)[0] in "LZN" for character in text)
