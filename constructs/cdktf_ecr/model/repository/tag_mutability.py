"""Whether a tag, once pushed, may be moved to another image, and which tags are the exception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression
from cdktf_ecr.model.terraform.relations import EndsWith, Relation
from cdktf_ecr.model.terraform.rules import Distinct, Each, Matches, OneOf
from cdktf_ecr.model.terraform.types import checked

if TYPE_CHECKING:
    from collections.abc import Sequence

MUTABLE = "MUTABLE"
IMMUTABLE = "IMMUTABLE"
MUTABLE_WITH_EXCLUSION = "MUTABLE_WITH_EXCLUSION"
IMMUTABLE_WITH_EXCLUSION = "IMMUTABLE_WITH_EXCLUSION"

_API = "ECR API, PutImageTagMutability"
_PROVIDER = "AWS provider, aws_ecr_repository"

# ImageTagMutability (ECR API reference).
TAG_MUTABILITY = OneOf(choices=(MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION, IMMUTABLE_WITH_EXCLUSION), source=_API)
MODES_WITH_EXCLUSION = (MUTABLE_WITH_EXCLUSION, IMMUTABLE_WITH_EXCLUSION)

EXCLUSION_FILTER_COUNT = (1, 5)
# ImageTagMutabilityExclusionFilter (ECR API reference), and aws_ecr_repository, block
# image_tag_mutability_exclusion_filter (AWS provider documentation).
EXCLUSION_FILTERS = (
    Each(
        rule=Matches(
            pattern="^[0-9a-zA-Z._*-]{1,128}$",
            words="must be 1 to 128 letters, digits, '.', '_', '-' and '*'",
            source=_API,
        )
    ),
    Each(rule=Matches(pattern="^[^*]*([*][^*]*){0,2}$", words="must have at most 2 wildcards ('*')", source=_PROVIDER)),
    Distinct(words="must not list a filter twice", source=_PROVIDER),
    Distinct(
        count=(0, EXCLUSION_FILTER_COUNT[1]),
        words="must be {} to {} filters".format(*EXCLUSION_FILTER_COUNT),
        source=_API,
    ),
)

# Exclusion filters belong to synth time, so that Terraform checks the mode against what was given there.
EXCLUSIONS_NEED_FILTERS = Relation(
    setting="image_tag_mutability",
    condition=~EndsWith("image_tag_mutability", "_WITH_EXCLUSION"),
    words="must be MUTABLE or IMMUTABLE where no image_tag_mutability_exclusion_filters were given at synth",
    origin=_API,
)
FILTERS_NEED_EXCLUSIONS = Relation(
    setting="image_tag_mutability",
    condition=EndsWith("image_tag_mutability", "_WITH_EXCLUSION"),
    words="must be MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION where image_tag_mutability_exclusion_filters "
    "were given at synth",
    origin=_API,
)


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
        filters = checked("exclusion_filters", self.exclusion_filters, *EXCLUSION_FILTERS, type_="list(string)")
        object.__setattr__(self, "exclusion_filters", filters)
        object.__setattr__(self, "mode", checked("mode", self.mode, TAG_MUTABILITY))
        if isinstance(self.mode, Expression):
            return
        if self.mode in MODES_WITH_EXCLUSION and not filters:
            rule = "must have {} to {} filters when mode is {}".format(*EXCLUSION_FILTER_COUNT, self.mode)
            raise InvalidSettingError("exclusion_filters", list(filters), rule, source=_API)
        if self.mode not in MODES_WITH_EXCLUSION and filters:
            rule = f"must be empty when mode is {self.mode}; did you mean {self.mode}_WITH_EXCLUSION?"
            raise InvalidSettingError("exclusion_filters", list(filters), rule, source=_API)

    def render_filters(self) -> list[dict[str, str]]:
        """Return the ``image_tag_mutability_exclusion_filter`` blocks of ``aws_ecr_repository``."""
        return [{"filter": pattern, "filter_type": "WILDCARD"} for pattern in self.exclusion_filters]
