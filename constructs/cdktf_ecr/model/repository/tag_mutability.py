"""Whether a tag, once pushed, may be moved to another image, and which tags are the exception."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.values import check_choice, check_string, check_strings, is_expression

if TYPE_CHECKING:
    from collections.abc import Sequence

MUTABLE = "MUTABLE"
IMMUTABLE = "IMMUTABLE"
MUTABLE_WITH_EXCLUSION = "MUTABLE_WITH_EXCLUSION"
IMMUTABLE_WITH_EXCLUSION = "IMMUTABLE_WITH_EXCLUSION"

# ImageTagMutability (ECR API reference).
TAG_MUTABILITY_MODES = (MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION, IMMUTABLE_WITH_EXCLUSION)
_MODES_WITH_EXCLUSION = (MUTABLE_WITH_EXCLUSION, IMMUTABLE_WITH_EXCLUSION)

# ImageTagMutabilityExclusionFilter (ECR API reference). Reads the same in Python and in Terraform's regex().
EXCLUSION_FILTER_PATTERN = "^[0-9a-zA-Z._*-]{1,128}$"
EXCLUSION_FILTER_COUNT = (1, 5)
# aws_ecr_repository, block image_tag_mutability_exclusion_filter (AWS provider documentation).
EXCLUSION_FILTER_WILDCARDS = 2

_MODE = "image_tag_mutability"
_FILTERS = "image_tag_mutability_exclusion_filters"
_API = "ECR API, PutImageTagMutability"
_PROVIDER = "AWS provider, aws_ecr_repository"


@dataclass(frozen=True, slots=True, kw_only=True)
class TagMutability:
    """Which tags of a repository may be overwritten.

    Exclusion filters need AWS provider 6.8 or later.

    Attributes:
        mode: MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION.
        exclusion_filters: 1 to 5 tag patterns the mode does not apply to, only with the two ``*_WITH_EXCLUSION`` modes.
            A pattern has 1 to 128 letters, digits, '.', '_' and '-', and at most two '*', each of which stands for any
            characters; without a '*' it is an exact tag.

    Raises:
        InvalidSettingError: The mode is unknown, a filter is malformed, or the two do not go together.
    """

    mode: str = MUTABLE
    exclusion_filters: Sequence[str] = ()

    def __post_init__(self) -> None:
        filters = check_strings(_FILTERS, self.exclusion_filters)
        object.__setattr__(self, "exclusion_filters", filters)
        _check_filters(filters)
        if is_expression(self.mode):
            return
        check_choice(_MODE, self.mode, TAG_MUTABILITY_MODES, source=_API)
        if self.mode in _MODES_WITH_EXCLUSION and not filters:
            rule = f"must have {_bounds()} filters when {_MODE} is {self.mode}"
            raise InvalidSettingError(_FILTERS, list(filters), rule, source=_API)
        if self.mode not in _MODES_WITH_EXCLUSION and filters:
            rule = f"must be empty when {_MODE} is {self.mode}; did you mean {self.mode}_WITH_EXCLUSION?"
            raise InvalidSettingError(_FILTERS, list(filters), rule, source=_API)

    def render_filters(self) -> list[dict[str, str]]:
        """Return the ``image_tag_mutability_exclusion_filter`` blocks of ``aws_ecr_repository``."""
        return [{"filter": pattern, "filter_type": "WILDCARD"} for pattern in self.exclusion_filters]


def check_exclusion_filter(pattern: object, *, setting: str = _FILTERS) -> str:
    """Return ``pattern`` if ECR and the AWS provider accept it as an exclusion filter.

    Raises:
        InvalidSettingError: The pattern is malformed or has too many wildcards.
    """
    text = check_string(setting, pattern)
    if is_expression(text):
        return text
    if not re.fullmatch(EXCLUSION_FILTER_PATTERN, text):
        rule = "must be 1 to 128 letters, digits, '.', '_', '-' and '*'"
        raise InvalidSettingError(setting, text, rule, source=_API)
    if text.count("*") > EXCLUSION_FILTER_WILDCARDS:
        rule = f"must have at most {EXCLUSION_FILTER_WILDCARDS} wildcards ('*')"
        raise InvalidSettingError(setting, text, rule, source=_PROVIDER)
    return text


def _check_filters(filters: tuple[str, ...]) -> None:
    for pattern in filters:
        check_exclusion_filter(pattern)
        if filters.count(pattern) > 1:
            raise InvalidSettingError(_FILTERS, pattern, "must not be listed twice", source=_PROVIDER)
    if len(filters) > EXCLUSION_FILTER_COUNT[1]:
        raise InvalidSettingError(_FILTERS, list(filters), f"must be {_bounds()} filters", source=_API)


def _bounds() -> str:
    return "{} to {}".format(*EXCLUSION_FILTER_COUNT)
