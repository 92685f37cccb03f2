from __future__ import annotations

import dataclasses
import re
from typing import Any

import botocore.session
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.tag_mutability import TAG_MUTABILITY, TagMutability

ECR: Any = botocore.session.get_session().get_service_model("ecr")
FILTER = ECR.shape_for("ImageTagMutabilityExclusionFilterValue").metadata
FILTERS = "exclusion_filters"


def test_tags_are_mutable_unless_asked() -> None:
    assert TagMutability().mode == "MUTABLE"
    assert TagMutability().render_filters() == []


def test_the_modes_are_those_of_the_service() -> None:
    assert set(TAG_MUTABILITY.choices) == set(ECR.shape_for("ImageTagMutability").enum)


def test_filters_render_as_the_provider_wants_them() -> None:
    mutability = TagMutability(mode="IMMUTABLE_WITH_EXCLUSION", exclusion_filters=["latest", "dev-*"])
    assert mutability.render_filters() == [
        {"filter": "latest", "filter_type": "WILDCARD"},
        {"filter": "dev-*", "filter_type": "WILDCARD"},
    ]


def test_five_filters_are_accepted() -> None:
    filters = ["a", "b", "c", "d", "e"]
    assert len(TagMutability(mode="MUTABLE_WITH_EXCLUSION", exclusion_filters=filters).render_filters()) == 5


def test_expressions_are_left_to_terraform() -> None:
    mutability = TagMutability(mode="${var.mode}", exclusion_filters=["${var.filter}", "dev-*"])
    assert mutability.mode == "${var.mode}"
    assert mutability.render_filters()[0] == {"filter": "${var.filter}", "filter_type": "WILDCARD"}


def test_it_cannot_be_changed_after_it_was_checked() -> None:
    filters = ["dev-*"]
    mutability = TagMutability(mode="MUTABLE_WITH_EXCLUSION", exclusion_filters=filters)
    filters.append("not legal!")
    assert mutability.exclusion_filters == ("dev-*",)
    with pytest.raises(dataclasses.FrozenInstanceError):
        mutability.mode = "IMMUTABLE"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"mode": "immutable"},
            "mode 'immutable': must be one of MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION, IMMUTABLE",
        ),
        ({"mode": True}, "mode True: must be a string"),
        (
            {"mode": "IMMUTABLE_WITH_EXCLUSION"},
            f"{FILTERS} []: must have 1 to 5 filters when mode is IMMUTABLE_WITH_EXCLUSION",
        ),
        (
            {"mode": "MUTABLE_WITH_EXCLUSION"},
            f"{FILTERS} []: must have 1 to 5 filters when mode is MUTABLE_WITH_EXCLUSION",
        ),
        (
            {"mode": "IMMUTABLE", "exclusion_filters": ["dev-*"]},
            f"{FILTERS} ['dev-*']: must be empty when mode is IMMUTABLE; did you mean IMMUTABLE_WITH",
        ),
        (
            {"exclusion_filters": ["dev-*"]},
            f"{FILTERS} ['dev-*']: must be empty when mode is MUTABLE; did you mean MUTABLE_WITH_E",
        ),
        (
            {"mode": "MUTABLE_WITH_EXCLUSION", "exclusion_filters": list("abcdef")},
            f"{FILTERS} ['a', 'b', 'c', 'd', 'e', 'f']: must be 1 to 5 filters",
        ),
        ({"mode": "${var.mode}", "exclusion_filters": list("abcdef")}, "must be 1 to 5 filters"),
        (
            {"mode": "MUTABLE_WITH_EXCLUSION", "exclusion_filters": ["dev/*"]},
            f"{FILTERS} 'dev/*': must be 1 to 128 letters, digits, '.', '_', '-' and '*'",
        ),
        ({"mode": "${var.mode}", "exclusion_filters": ["dev/*"]}, f"{FILTERS} 'dev/*': must be 1 to 128 letters"),
        ({"mode": "MUTABLE_WITH_EXCLUSION", "exclusion_filters": [""]}, f"{FILTERS} '': must be 1 to 128 letters"),
        ({"mode": "MUTABLE_WITH_EXCLUSION", "exclusion_filters": ["a\n"]}, "must be 1 to 128 letters"),
        ({"mode": "MUTABLE_WITH_EXCLUSION", "exclusion_filters": ["a" * 129]}, "must be 1 to 128 letters"),
        (
            {"mode": "MUTABLE_WITH_EXCLUSION", "exclusion_filters": ["a*b*c*"]},
            f"{FILTERS} 'a*b*c*': must have at most 2 wildcards ('*') (AWS provider, aws_ecr_repository)",
        ),
        (
            {"mode": "MUTABLE_WITH_EXCLUSION", "exclusion_filters": ["a", "b", "a"]},
            f"{FILTERS} 'a': must not list a filter twice",
        ),
        (
            {"mode": "MUTABLE_WITH_EXCLUSION", "exclusion_filters": "dev-*"},
            f"{FILTERS} 'dev-*': must be a list of strings, not a string",
        ),
        (
            {"mode": "MUTABLE_WITH_EXCLUSION", "exclusion_filters": [7]},
            f"{FILTERS} 7: must be a list of strings, not of a number",
        ),
    ],
)
def test_refusals_name_setting_value_and_rule(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        TagMutability(**settings)


NEAR_MISSES = st.text(alphabet="azAZ09._-*/ +\n", max_size=6) | st.text(alphabet="a*", min_size=120, max_size=135)


@given(st.from_regex(FILTER["pattern"], fullmatch=True) | NEAR_MISSES | st.text())
def test_filters_are_refused_exactly_when_the_service_or_the_provider_refuses_them(text: str) -> None:
    by_service = FILTER["min"] <= len(text) <= FILTER["max"] and re.fullmatch(FILTER["pattern"], text) is not None
    assert accepts(text) == (by_service and text.count("*") <= 2)


def accepts(text: str) -> bool:
    try:
        TagMutability(mode="MUTABLE_WITH_EXCLUSION", exclusion_filters=[text])
    except InvalidSettingError:
        return False
    return True
