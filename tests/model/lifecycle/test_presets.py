from __future__ import annotations

from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.lifecycle import LifecyclePolicy, LifecycleRule, keep_newest_of_each, standard_policy


def kept(priority: int, pattern: str, count: int, kind: str) -> dict[str, Any]:
    return {
        "rulePriority": priority,
        "description": f"Keep the newest {kind} images tagged {pattern}",
        "selection": {
            "tagStatus": "tagged",
            "tagPatternList": [pattern],
            "countType": "imageCountMoreThan",
            "countNumber": count,
        },
        "action": {"type": "expire"},
    }


def test_the_standard_policy_has_one_rule_per_pattern_then_the_untagged_images() -> None:
    assert standard_policy().render() == {
        "rules": [
            kept(1, "v*", 10, "production"),
            kept(2, "release*", 10, "production"),
            kept(3, "dev*", 5, "development"),
            kept(4, "feature*", 5, "development"),
            kept(5, "main*", 5, "development"),
            {
                "rulePriority": 6,
                "description": "Expire untagged images",
                "selection": {
                    "tagStatus": "untagged",
                    "countType": "sinceImagePushed",
                    "countUnit": "days",
                    "countNumber": 1,
                },
                "action": {"type": "expire"},
            },
        ]
    }


def test_patterns_may_be_left_out() -> None:
    policy = standard_policy(production_patterns=(), development_patterns=["*"], untagged_image_days=14)

    assert [(rule.priority, rule.tag_patterns, rule.count) for rule in policy.rules] == [(1, ("*",), 5), (2, None, 14)]


def test_counts_may_be_expressions() -> None:
    policy = standard_policy(
        max_image_count="${var.max_image_count}",
        dev_image_count="${var.dev_image_count}",
        untagged_image_days="${var.untagged_image_days}",
    )

    assert [rule.count for rule in policy.rules] == [
        *["${var.max_image_count}"] * 2,
        *["${var.dev_image_count}"] * 3,
        "${var.untagged_image_days}",
    ]
    assert not any("$" in (rule.description or "") for rule in policy.rules)


def test_keeping_the_newest_of_each_pattern_takes_consecutive_priorities() -> None:
    rules = keep_newest_of_each(["a*", "b"], count=3, first_priority=7)

    assert rules == (
        LifecycleRule(priority=7, tag_patterns=["a*"], keep_newest=3, description="Keep the newest images tagged a*"),
        LifecycleRule(priority=8, tag_patterns=["b"], keep_newest=3, description="Keep the newest images tagged b"),
    )
    assert keep_newest_of_each([], count=3) == ()


REPEATED = "must not be repeated: a second rule for the same pattern never acts (ECR lifecycle policy evaluation rules)"
ONE_OR_MORE = "must be a whole number of 1 or more (ECR lifecycle policy properties)"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"max_image_count": 0}, f"max_image_count 0: {ONE_OR_MORE}"),
        ({"dev_image_count": -5}, f"dev_image_count -5: {ONE_OR_MORE}"),
        ({"untagged_image_days": 0}, f"untagged_image_days 0: {ONE_OR_MORE}"),
        ({"production_patterns": ["v*", "v*"]}, f"production_patterns 'v*': {REPEATED}"),
        ({"development_patterns": ["dev*", "v*"]}, f"development_patterns 'v*': {REPEATED}"),
        (
            {"production_patterns": "v*"},
            "production_patterns 'v*': must be a list of strings, not a string (Terraform type)",
        ),
        (
            {"production_patterns": [f"v{n}" for n in range(47)]},
            "rules 51: must be 1 to 50 rules (ECR service quotas)",
        ),
    ],
)
def test_the_standard_policy_names_the_setting_it_refuses(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError) as caught:
        standard_policy(**settings)

    assert str(caught.value) == message


def test_keeping_the_newest_of_each_names_the_setting_it_refuses() -> None:
    with pytest.raises(InvalidSettingError, match=r"^count 0: must be a whole number of 1 or more"):
        keep_newest_of_each([], count=0)
    with pytest.raises(InvalidSettingError, match=r"^patterns 'a': must not be repeated"):
        keep_newest_of_each(["a", "b", "a"], count=1)


def test_the_standard_policy_reads_back() -> None:
    assert LifecyclePolicy.from_json(standard_policy().to_json()) == standard_policy()
