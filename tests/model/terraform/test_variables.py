"""Terraform variables as the settings declare them."""

from __future__ import annotations

import dataclasses

import pytest

from cdktf_ecr.model.module.settings import ModuleSettings
from cdktf_ecr.model.terraform.variables import VALUE, Rule, Variable, VariableRule, renamed, variable_of


def test_a_rule_names_the_variable_in_condition_and_message() -> None:
    rule = VariableRule(f"{VALUE} >= 1 && floor({VALUE}) == {VALUE}", "must be a whole number", "ECR")

    assert rule.validation("ecr_count") == {
        "condition": "${var.ecr_count >= 1 && floor(var.ecr_count) == var.ecr_count}",
        "error_message": "ecr_count ${jsonencode(var.ecr_count)}: must be a whole number (ECR).",
    }


def test_a_message_shows_the_value_of_any_expression() -> None:
    assert Rule("must be x", "AWS").message("key", "local.key") == "key ${jsonencode(local.key)}: must be x (AWS)."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("needs scan_on_push", "needs ecr_scan_on_push"),
        ("an object of `scan_on_push`", "an object of `scan_on_push`"),
        ("already ecr_scan_on_push", "already ecr_scan_on_push"),
        ("scan_on_pushes", "scan_on_pushes"),
    ],
)
def test_texts_mention_settings_by_their_variables_names(text: str, expected: str) -> None:
    assert renamed(text, {"scan_on_push": "ecr_scan_on_push"}) == expected


def test_only_prefixed_variables_take_the_prefix() -> None:
    assert Variable(type="string", description="x").name("tags", "ecr_") == "ecr_tags"
    assert Variable(type="string", description="x", prefixed=False).name("environment", "ecr_") == "environment"


def test_settings_of_synth_time_are_no_variables() -> None:
    fields = {field.name: variable_of(field) for field in dataclasses.fields(ModuleSettings)}

    assert {name for name, variable in fields.items() if variable is None} == {
        "prevent_destroy",
        "image_tag_mutability_exclusion_filters",
    }
