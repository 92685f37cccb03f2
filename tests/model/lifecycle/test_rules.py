from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.lifecycle import LifecycleRule
from cdktf_ecr.model.terraform.expressions import Expression

PROPERTIES = "(ECR lifecycle policy properties)"
ARCHIVING = "(ECR archive storage class)"
COUNTS = "keep_newest, days_since_push, days_since_pull, days_since_archive"

TAGGED: dict[str, Any] = {"priority": 1, "tag_patterns": ("v*",)}
UNTAGGED: dict[str, Any] = {"priority": 1, "tag_status": "untagged"}
ANY: dict[str, Any] = {"priority": 1, "tag_status": "any"}

REFUSALS: list[tuple[dict[str, Any], str]] = [
    (
        {**ANY, "priority": 0, "keep_newest": 1},
        "priority 0: must be a whole number of 1 or more (ECR service model)",
    ),
    (
        {**ANY, "priority": "${var.priority}", "keep_newest": 1},
        "priority '${var.priority}': must be known in Python, not an expression (Terraform type)",
    ),
    (
        {**ANY, "priority": "1", "keep_newest": 1},
        "priority '1': must be a whole number of 1 or more, not a string (ECR service model)",
    ),
    (
        {**ANY, "tag_status": "${var.status}", "keep_newest": 1},
        "tag_status '${var.status}': must be known in Python, not an expression (Terraform type)",
    ),
    (
        {**ANY, "keep_newest": 1, "description": 7},
        "description 7: must be a string, not a number (Terraform type)",
    ),
    (
        {"priority": 1, "tag_status": "TAGGED", "keep_newest": 1},
        f"tag_status 'TAGGED': must be one of tagged, untagged, any {PROPERTIES}",
    ),
    (
        {**TAGGED, "keep_newest": 1, "action": "transition"},
        f"action 'transition': must be one of expire, archive {PROPERTIES}",
    ),
    (
        {**TAGGED, "keep_newest": 1, "storage_class": "glacier"},
        f"storage_class 'glacier': must be one of standard, archive {PROPERTIES}",
    ),
    (
        {"priority": 1, "keep_newest": 1},
        f"tag_status 'tagged': needs tag_patterns or tag_prefixes {PROPERTIES}",
    ),
    (
        {**TAGGED, "tag_prefixes": ["v"], "keep_newest": 1},
        f"tag_prefixes ('v',): must not be given together with tag_patterns: a rule has one list {PROPERTIES}",
    ),
    (
        {"priority": 1, "tag_patterns": [], "keep_newest": 1},
        f"tag_patterns (): must not be empty {PROPERTIES}",
    ),
    (
        {"priority": 1, "tag_prefixes": [], "keep_newest": 1},
        f"tag_prefixes (): must not be empty {PROPERTIES}",
    ),
    (
        {"priority": 1, "tag_patterns": "v*", "keep_newest": 1},
        "tag_patterns 'v*': must be a list of strings, not a string (Terraform type)",
    ),
    (
        {"priority": 1, "tag_prefixes": ["v", 2], "keep_newest": 1},
        "tag_prefixes 2: must be a list of strings, not of a number (Terraform type)",
    ),
    (
        {**UNTAGGED, "tag_patterns": ["v*"], "keep_newest": 1},
        f"""tag_patterns ('v*',): must be left out when tag_status is "untagged" {PROPERTIES}""",
    ),
    (
        {**UNTAGGED, "tag_prefixes": [], "keep_newest": 1},
        f"""tag_prefixes (): must be left out when tag_status is "untagged" {PROPERTIES}""",
    ),
    (
        {**ANY, "tag_prefixes": ["v"], "keep_newest": 1},
        f"""tag_prefixes ('v',): must be left out when tag_status is "any" {PROPERTIES}""",
    ),
    (
        {"priority": 1, "tag_patterns": ["v*", "a*b*c*d*e*"], "keep_newest": 1},
        f"tag_patterns 'a*b*c*d*e*': must have at most 4 '*' {PROPERTIES}",
    ),
    (
        {**TAGGED},
        f"count None: must be exactly one of {COUNTS} {PROPERTIES}",
    ),
    (
        {**TAGGED, "keep_newest": 1, "days_since_push": 1},
        f"count 'keep_newest, days_since_push': must be exactly one of {COUNTS} {PROPERTIES}",
    ),
    (
        {**TAGGED, "keep_newest": 0},
        f"keep_newest 0: must be a whole number of 1 or more {PROPERTIES}",
    ),
    (
        {**TAGGED, "days_since_push": -1},
        f"days_since_push -1: must be a whole number of 1 or more {PROPERTIES}",
    ),
    (
        {**TAGGED, "days_since_pull": "90", "action": "archive"},
        f"days_since_pull '90': must be a whole number of 1 or more, not a string {PROPERTIES}",
    ),
    (
        {**TAGGED, "keep_newest": True},
        f"keep_newest True: must be a whole number of 1 or more, not a boolean {PROPERTIES}",
    ),
    (
        {**ANY, "days_since_archive": 89, "storage_class": "archive"},
        f"days_since_archive 89: must be a whole number of 90 or more {ARCHIVING}",
    ),
    (
        {**TAGGED, "days_since_pull": 90},
        (
            "action 'expire': must be \"archive\" with days_since_pull: "
            f"archive first, then expire by days_since_archive {PROPERTIES}"
        ),
    ),
    (
        {**ANY, "days_since_archive": 90},
        f"""storage_class None: must be "archive" with days_since_archive {PROPERTIES}""",
    ),
    (
        {**ANY, "days_since_archive": 90, "storage_class": "standard"},
        f"""storage_class 'standard': must be "archive" with days_since_archive {PROPERTIES}""",
    ),
    (
        {**ANY, "days_since_archive": 90, "action": "archive"},
        f"""action 'archive': must be "expire" with days_since_archive {PROPERTIES}""",
    ),
    (
        {**ANY, "days_since_push": 90, "storage_class": "archive", "action": "archive"},
        f"""action 'archive': must not be "archive": the images are already archived {PROPERTIES}""",
    ),
    (
        {**ANY, "keep_newest": 9, "storage_class": "archive"},
        f"""storage_class 'archive': must be "standard" or left out with keep_newest {PROPERTIES}""",
    ),
    (
        {**ANY, "days_since_push": 9, "storage_class": "archive"},
        f"""storage_class 'archive': must be "standard" or left out with days_since_push {PROPERTIES}""",
    ),
]


@pytest.mark.parametrize(("settings", "message"), REFUSALS, ids=[message[:60] for _, message in REFUSALS])
def test_a_rule_ecr_would_refuse_is_refused_with_its_own_message(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError) as caught:
        LifecycleRule(**settings)

    assert str(caught.value) == message


EXPIRE = {"type": "expire"}
ARCHIVE = {"type": "transition", "targetStorageClass": "archive"}

RENDERED: list[tuple[LifecycleRule, dict[str, Any]]] = [
    (
        LifecycleRule(priority=1, tag_patterns=["v*", "*x*"], keep_newest=10, description="Keep ten"),
        {
            "rulePriority": 1,
            "description": "Keep ten",
            "selection": {
                "tagStatus": "tagged",
                "tagPatternList": ["v*", "*x*"],
                "countType": "imageCountMoreThan",
                "countNumber": 10,
            },
            "action": EXPIRE,
        },
    ),
    (
        LifecycleRule(priority=7, tag_prefixes=("prod",), days_since_push=30, action="archive"),
        {
            "rulePriority": 7,
            "selection": {
                "tagStatus": "tagged",
                "tagPrefixList": ["prod"],
                "countType": "sinceImagePushed",
                "countUnit": "days",
                "countNumber": 30,
            },
            "action": ARCHIVE,
        },
    ),
    (
        LifecycleRule(priority=2, tag_status="any", days_since_pull=90, action="archive", storage_class="standard"),
        {
            "rulePriority": 2,
            "selection": {
                "tagStatus": "any",
                "storageClass": "standard",
                "countType": "sinceImagePulled",
                "countUnit": "days",
                "countNumber": 90,
            },
            "action": ARCHIVE,
        },
    ),
    (
        LifecycleRule(priority=3, tag_status="untagged", days_since_archive=365, storage_class="archive"),
        {
            "rulePriority": 3,
            "selection": {
                "tagStatus": "untagged",
                "storageClass": "archive",
                "countType": "sinceImageTransitioned",
                "countUnit": "days",
                "countNumber": 365,
            },
            "action": EXPIRE,
        },
    ),
]


@pytest.mark.parametrize(("rule", "document"), RENDERED)
def test_a_rule_renders_as_ecr_writes_it_without_null_keys(rule: LifecycleRule, document: dict[str, Any]) -> None:
    assert rule.render() == document


def test_four_wildcards_and_an_exact_tag_are_accepted() -> None:
    rule = LifecycleRule(priority=1, tag_patterns=["*test*1*2*3", "latest"], keep_newest=1)

    assert rule.tag_patterns == ("*test*1*2*3", "latest")


@pytest.mark.parametrize("field", ["keep_newest", "days_since_push"])
@pytest.mark.parametrize("expression", ["${var.count}", -1.8881545897087503e289])
def test_an_expression_for_a_number_is_neither_checked_nor_changed(field: str, expression: str | float) -> None:
    settings: dict[str, Any] = {**TAGGED, field: expression}

    rule = LifecycleRule(**settings)

    assert isinstance(rule.count, Expression)
    selection = rule.render()["selection"]
    assert isinstance(selection, dict)
    assert selection["countNumber"] == expression


def test_an_expression_for_days_in_the_archive_is_not_held_to_the_minimum() -> None:
    rule = LifecycleRule(priority=1, tag_status="any", days_since_archive="${var.days}", storage_class="archive")

    assert rule.count == "${var.days}"


@pytest.mark.parametrize("tags", ["${var.tags}", ["#{TfToken[TOKEN.0]}"]])
@pytest.mark.parametrize(("field", "key"), [("tag_patterns", "tagPatternList"), ("tag_prefixes", "tagPrefixList")])
def test_an_expression_for_a_list_is_neither_checked_nor_changed(field: str, key: str, tags: Any) -> None:
    settings: dict[str, Any] = {"priority": 1, field: tags, "keep_newest": 1}

    selection = LifecycleRule(**settings).render()["selection"]

    assert isinstance(selection, dict)
    assert selection[key] == tags


def test_an_expression_in_a_pattern_may_hold_any_number_of_stars() -> None:
    pattern = '${replace(var.pattern, "*", "***")}*-*'

    assert LifecycleRule(priority=1, tag_patterns=[pattern], keep_newest=1).tag_patterns == (pattern,)


def test_a_rendered_rule_shares_nothing_with_the_next() -> None:
    rule = LifecycleRule(**ANY, keep_newest=1)
    action = rule.render()["action"]
    assert isinstance(action, dict)

    action["type"] = "changed"

    assert rule.render()["action"] == EXPIRE


def test_rules_are_values() -> None:
    rule = LifecycleRule(priority=1, tag_patterns=["v*"], keep_newest=1)

    assert rule == LifecycleRule(priority=1, tag_patterns=("v*",), keep_newest=1)
    assert hash(rule) == hash(LifecycleRule(priority=1, tag_patterns=("v*",), keep_newest=1))
    with pytest.raises(FrozenInstanceError):
        rule.priority = 2  # type: ignore[misc]
