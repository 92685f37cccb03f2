from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.lifecycle import (
    Image,
    LifecyclePolicy,
    LifecycleRule,
    evaluate,
    keep_newest_of_each,
    matches_pattern,
    standard_policy,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=timezone.utc)
EVALUATION = "(ECR lifecycle policy evaluation rules)"
PROPERTIES = "(ECR lifecycle policy properties)"


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def image(digest: str, days: float, *tags: str, **settings: Any) -> Image:
    return Image(digest=digest, tags=tags, pushed_at=ago(days), **settings)


def keep(priority: int, count: int, *patterns: str) -> LifecycleRule:
    return LifecycleRule(priority=priority, tag_patterns=patterns, keep_newest=count)


def outcome(rules: list[LifecycleRule], images: list[Image]) -> dict[str, tuple[str, int]]:
    done = evaluate(LifecyclePolicy(rules), images, NOW)
    return {action.image.digest: (action.action, action.priority) for action in done}


class TestDocumentedExamples:
    """AWS's worked examples ("Examples of lifecycle policies in Amazon ECR"), with tags of our own."""

    TWO_NAMES = [image("A", 10, "qa-1", "live-1"), image("B", 9, "qa-2", "live-2"), image("C", 8, "qa-3")]  # noqa: RUF012

    def test_an_image_kept_by_an_earlier_rule_is_out_of_a_later_rules_reach(self) -> None:
        assert outcome([keep(1, 1, "live*"), keep(2, 1, "qa*")], self.TWO_NAMES) == {"A": ("expire", 1)}

    def test_in_the_other_order_the_first_rule_sees_every_image_and_the_second_none(self) -> None:
        assert outcome([keep(1, 1, "qa*"), keep(2, 1, "live*")], self.TWO_NAMES) == {
            "A": ("expire", 1),
            "B": ("expire", 1),
        }

    def test_an_image_must_match_every_pattern_of_a_rule(self) -> None:
        rule = LifecycleRule(priority=1, tag_patterns=["red*", "blue*"], days_since_push=5)
        images = [
            image("A", 12, "red-1"),
            image("B", 11, "blue-1"),
            image("C", 10, "red-2", "blue-2"),
            image("D", 4, "red-3"),
            image("E", 3, "blue-3"),
            image("F", 2, "red-4", "blue-4"),
        ]

        assert outcome([rule], images) == {"C": ("expire", 1)}

    def test_further_tags_do_not_keep_an_image_from_matching(self) -> None:
        images = [
            image("A", 10, "red-1", "blue-1", "green-1"),
            image("B", 9, "red-2", "blue-2"),
            image("C", 8, "red-3", "blue-3", "green-2"),
        ]

        assert outcome([keep(1, 1, "red*", "blue*")], images) == {"A": ("expire", 1), "B": ("expire", 1)}

    def test_a_rule_for_any_image_keeps_the_newest_tagged_or_not(self) -> None:
        images = [image("A", 4, "red-1"), image("B", 3, "blue-1"), image("C", 2), image("D", 1, "red-2")]

        assert outcome([LifecycleRule(priority=1, tag_status="any", keep_newest=1)], images) == dict.fromkeys(
            "ABC", ("expire", 1)
        )

    def test_all_kinds_of_rule_in_one_policy(self) -> None:
        """The untagged E is kept by rule 2; rule 3 counts it as the newest image, and could not expire it."""
        rules = [
            keep(1, 1, "red*"),
            LifecycleRule(priority=2, tag_status="untagged", days_since_push=1),
            LifecycleRule(priority=3, tag_status="any", keep_newest=1),
        ]
        images = [
            image("A", 4, "red-1", "blue-1"),
            image("B", 3),
            image("C", 2, "red-2"),
            image("D", 0.9, "3f2a9c1"),
            image("E", 0.8),
        ]

        assert outcome(rules, images) == {"A": ("expire", 1), "B": ("expire", 2), "D": ("expire", 3)}

    def test_archiving_after_a_month_and_expiring_a_year_later(self) -> None:
        rules = [
            LifecycleRule(priority=1, tag_status="any", days_since_push=30, action="archive"),
            LifecycleRule(priority=2, tag_status="any", storage_class="archive", days_since_archive=365),
        ]
        images = [
            image("old", 31, "a"),
            image("new", 29, "b"),
            image("long archived", 400, "c", storage_class="archive", transitioned_at=ago(366)),
            image("archived", 900, "d", storage_class="archive", transitioned_at=ago(364)),
        ]

        assert outcome(rules, images) == {"old": ("archive", 1), "long archived": ("expire", 2)}


class TestOneRulePerPattern:
    """The reason the presets write one rule per pattern."""

    IMAGES = [image(f"{age:03}", age, f"v{age}") for age in range(100)]  # noqa: RUF012

    def test_two_patterns_in_one_rule_expire_nothing_that_has_one_of_them(self) -> None:
        assert outcome([keep(1, 10, "v*", "release*")], self.IMAGES) == {}

    def test_one_rule_per_pattern_keeps_the_newest_of_each(self) -> None:
        rules = list(keep_newest_of_each(["v*", "release*"], count=10))

        assert outcome(rules, self.IMAGES) == {f"{age:03}": ("expire", 1) for age in range(10, 100)}


def test_a_kept_untagged_image_is_out_of_reach_of_the_rule_for_any() -> None:
    rules = [
        LifecycleRule(priority=1, tag_status="untagged", days_since_push=30),
        LifecycleRule(priority=2, tag_status="any", days_since_push=5),
    ]

    assert outcome(rules, [image("untagged", 10), image("tagged", 10, "a")]) == {"tagged": ("expire", 2)}


def test_a_later_rule_counts_the_images_an_earlier_rule_expires() -> None:
    """B and A are older than the two newest of x*, C and D, though rule 1 expires D."""
    rules = [LifecycleRule(priority=1, tag_patterns=["gone"], days_since_push=1), keep(2, 2, "x*")]
    images = [image("A", 9, "x1"), image("B", 8, "x2"), image("C", 7, "x3"), image("D", 6, "x4", "gone")]

    assert outcome(rules, images) == {"D": ("expire", 1), "A": ("expire", 2), "B": ("expire", 2)}


@pytest.mark.parametrize("present", [1, 3, 4])
def test_nothing_expires_while_there_are_no_more_images_than_are_kept(present: int) -> None:
    images = [image(f"{number}", number, "v1") for number in range(present)]

    assert outcome([keep(1, 4, "v*")], images) == {}


def test_priorities_decide_not_the_order_rules_are_given_in() -> None:
    rules = [keep(20, 1, "a*"), keep(10, 1, "*b")]
    images = [image("old", 5, "a-b"), image("new", 4, "a-b")]

    assert outcome(rules, images) == {"old": ("expire", 10)}


def test_actions_are_listed_by_rule_and_then_oldest_first() -> None:
    rules = [keep(1, 1, "a*"), keep(2, 1, "b*")]
    images = [image("1", 1, "b"), image("2", 2, "b"), image("3", 3, "b"), image("4", 4, "a"), image("5", 5, "a")]

    assert [action.image.digest for action in evaluate(LifecyclePolicy(rules), images, NOW)] == ["5", "3", "2"]


@pytest.mark.parametrize(
    ("pattern", "tag", "expected"),
    [
        ("prod*", "prod", True),
        ("prod*", "production-1", True),
        ("prod*", "a-prod", False),
        ("*prod*", "a-prod-1", True),
        ("*prod", "a-prod", True),
        ("*prod", "prod-1", False),
        ("latest", "latest", True),
        ("latest", "latest-1", False),
        ("V*", "v1", False),
        ("*", "anything", True),
        ("**", "x", True),
        ("a*a", "a", False),
        ("a*a", "aa", True),
        ("ab*ba", "aba", False),
        ("*ab*ab*", "abab", True),
        ("*ab*ab*", "aab", False),
        ("a*b*c*d*e", "a1b2c3d4e", True),
        ("a*b*c", "acbc", True),
        ("a*b*c", "ac", False),
        ("v1.0", "v1x0", False),
        ("v[1]*", "v1", False),
        ("v?", "v1", False),
    ],
)
def test_a_pattern_fits_the_whole_tag_with_stars_alone_as_wildcards(pattern: str, tag: str, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert matches_pattern(pattern, tag) is expected


def test_a_prefix_has_no_wildcards() -> None:
    rule = LifecycleRule(priority=1, tag_prefixes=["v*", "V"], days_since_push=1)
    images = [image("both", 9, "v*1", "V1"), image("one", 9, "v*1"), image("neither", 9, "v1", "V1")]

    assert outcome([rule], images) == {"both": ("expire", 1)}


AGES: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"days_since_push": 2}, {"pushed_at": ago(2)}, False),
    ({"days_since_push": 2}, {"pushed_at": ago(2) - timedelta(microseconds=1)}, True),
    ({"days_since_push": 2}, {"pushed_at": ago(9), "restored_at": ago(1)}, False),
    ({"days_since_push": 2}, {"pushed_at": ago(9), "restored_at": ago(3), "pulled_at": ago(1)}, True),
    ({"days_since_push": 10**12}, {"pushed_at": ago(9)}, False),
    ({"days_since_pull": 2, "action": "archive"}, {"pushed_at": ago(9), "pulled_at": ago(2)}, False),
    ({"days_since_pull": 2, "action": "archive"}, {"pushed_at": ago(9), "pulled_at": ago(2.1)}, True),
    ({"days_since_pull": 2, "action": "archive"}, {"pushed_at": ago(9)}, True),
    ({"days_since_pull": 2, "action": "archive"}, {"pushed_at": ago(1)}, False),
    (
        {"days_since_pull": 2, "action": "archive"},
        {"pushed_at": ago(9), "pulled_at": ago(8), "restored_at": ago(1)},
        False,
    ),
    (
        {"days_since_pull": 2, "action": "archive"},
        {"pushed_at": ago(9), "pulled_at": ago(3), "restored_at": ago(8)},
        True,
    ),
    ({"days_since_pull": 2, "action": "archive"}, {"pushed_at": ago(9), "restored_at": ago(1)}, False),
    (
        {"days_since_archive": 90, "storage_class": "archive"},
        {"pushed_at": ago(400), "storage_class": "archive", "transitioned_at": ago(90)},
        False,
    ),
    (
        {"days_since_archive": 90, "storage_class": "archive"},
        {"pushed_at": ago(400), "storage_class": "archive", "transitioned_at": ago(91)},
        True,
    ),
    ({"days_since_archive": 90, "storage_class": "archive"}, {"pushed_at": ago(400)}, False),
    (
        {"days_since_push": 2},
        {"pushed_at": ago(9), "storage_class": "archive", "transitioned_at": ago(1)},
        False,
    ),
    (
        {"days_since_push": 2, "storage_class": "standard"},
        {"pushed_at": ago(9), "storage_class": "archive", "transitioned_at": ago(1)},
        False,
    ),
]


@pytest.mark.parametrize(("rule", "times", "acted_on"), AGES)
def test_ages_are_more_than_so_many_days_of_24_hours(
    rule: dict[str, Any],
    times: dict[str, Any],
    acted_on: bool,  # noqa: FBT001 - a table's column
) -> None:
    policy = LifecyclePolicy([LifecycleRule(priority=1, tag_status="any", **rule)])

    assert bool(evaluate(policy, [Image(digest="A", **times)], NOW)) is acted_on


def test_counting_takes_a_restored_image_by_the_time_it_was_restored() -> None:
    rule = LifecycleRule(priority=1, tag_status="any", keep_newest=1)

    assert outcome([rule], [image("restored", 90, restored_at=ago(1)), image("pushed", 2)]) == {"pushed": ("expire", 1)}


def test_of_images_pushed_at_once_the_greater_digest_is_the_newer() -> None:
    rule = LifecycleRule(priority=1, tag_status="any", keep_newest=1)

    assert outcome([rule], [image("sha256:b", 1), image("sha256:c", 1), image("sha256:a", 1)]) == {
        "sha256:a": ("expire", 1),
        "sha256:b": ("expire", 1),
    }


class TestManifestLists:
    UNTAGGED = LifecycleRule(priority=1, tag_status="untagged", days_since_push=1)
    MEMBER = image("amd64", 9, parents=["list"])

    def test_an_image_stays_while_a_list_refers_to_it(self) -> None:
        assert outcome([self.UNTAGGED], [self.MEMBER, image("list", 9, "v1"), image("alone", 9)]) == {
            "alone": ("expire", 1)
        }

    def test_an_image_outlives_by_one_evaluation_the_list_that_expires(self) -> None:
        assert outcome([self.UNTAGGED], [self.MEMBER, image("list", 9)]) == {"list": ("expire", 1)}
        assert outcome([self.UNTAGGED], [self.MEMBER]) == {"amd64": ("expire", 1)}

    def test_one_of_several_lists_is_enough_to_hold_an_image(self) -> None:
        member = image("amd64", 9, parents=["gone", "list"])

        assert outcome([self.UNTAGGED], [member, image("list", 9, "v1")]) == {}

    def test_an_image_follows_its_list_into_the_archive(self) -> None:
        rule = LifecycleRule(priority=1, tag_status="untagged", days_since_push=1, action="archive")
        archived = image("list", 9, "v1", storage_class="archive", transitioned_at=ago(1))

        assert outcome([rule], [self.MEMBER, archived]) == {"amd64": ("archive", 1)}

    def test_a_held_image_is_counted_all_the_same(self) -> None:
        rule = LifecycleRule(priority=1, tag_status="untagged", keep_newest=1)
        images = [image("old", 9), image("new", 8, parents=["list"]), image("list", 9, "v1")]

        assert outcome([rule], images) == {"old": ("expire", 1)}


class Shifting(tzinfo):
    """A local time whose clocks go forward an hour at noon UTC on 31 May 2026."""

    def utcoffset(self, when: datetime | None) -> timedelta:
        changed = when is not None and when.replace(tzinfo=None) >= datetime(2026, 5, 31, 12)  # noqa: DTZ001
        return timedelta(hours=2 if changed else 1)

    def dst(self, when: datetime | None) -> timedelta:
        return self.utcoffset(when) - timedelta(hours=1)

    def tzname(self, when: datetime | None) -> str:
        return str(self.utcoffset(when))


def test_a_day_is_24_hours_when_clocks_change() -> None:
    zone = Shifting()
    pushed = Image(digest="A", pushed_at=datetime(2026, 5, 31, 11, 30, tzinfo=zone))
    policy = LifecyclePolicy([LifecycleRule(priority=1, tag_status="any", days_since_push=1)])

    assert not evaluate(policy, [pushed], datetime(2026, 6, 1, 12, tzinfo=zone))
    assert evaluate(policy, [pushed], datetime(2026, 6, 1, 13, tzinfo=zone))


NAIVE = datetime(2026, 6, 1)  # noqa: DTZ001 - the case under test
ZONE_RULE = f"must be a datetime with a time zone {EVALUATION}"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"pushed_at": NAIVE}, f"pushed_at {NAIVE!r}: {ZONE_RULE}"),
        ({"pushed_at": None}, f"pushed_at None: {ZONE_RULE}"),
        ({"pushed_at": "2026-06-01"}, f"pushed_at '2026-06-01': {ZONE_RULE}"),
        ({"pulled_at": NAIVE}, f"pulled_at {NAIVE!r}: {ZONE_RULE}"),
        ({"transitioned_at": NAIVE}, f"transitioned_at {NAIVE!r}: {ZONE_RULE}"),
        ({"restored_at": NAIVE}, f"restored_at {NAIVE!r}: {ZONE_RULE}"),
        ({"digest": None}, "digest None: must be a string, not None (Terraform type)"),
        ({"tags": "v1"}, "tags 'v1': must be a list of strings, not a string (Terraform type)"),
        ({"parents": "list"}, "parents 'list': must be a list of strings, not a string (Terraform type)"),
        ({"storage_class": "ARCHIVE"}, f"storage_class 'ARCHIVE': must be one of standard, archive {PROPERTIES}"),
        (
            {"digest": "${var.digest}"},
            "digest '${var.digest}': must be known in Python, not an expression (Terraform type)",
        ),
        (
            {"storage_class": "archive"},
            (
                "transitioned_at None: must be the time the image was archived, "
                f"since its storage class is archive {EVALUATION}"
            ),
        ),
    ],
)
def test_an_image_that_cannot_be_evaluated_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError) as caught:
        Image(**{"digest": "A", "pushed_at": NOW, **settings})

    assert str(caught.value) == message


def test_a_time_of_evaluation_without_a_time_zone_is_refused() -> None:
    with pytest.raises(InvalidSettingError) as caught:
        evaluate(standard_policy(), [], NAIVE)

    assert str(caught.value) == f"now {NAIVE!r}: {ZONE_RULE}"


def test_an_image_given_twice_is_refused() -> None:
    with pytest.raises(InvalidSettingError) as caught:
        evaluate(standard_policy(), [image("A", 1, "v1"), image("A", 1, "v2")], NOW)

    assert str(caught.value) == f"images 'A': must be given once, with all its tags {EVALUATION}"


UNRESOLVED = "must be a plain value to evaluate: a Terraform expression has none yet (Terraform expression)"


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (LifecycleRule(priority=3, tag_status="any", keep_newest="${var.n}"), "rule 3 count '${var.n}'"),
        (LifecycleRule(priority=3, tag_patterns=["${var.p}*"], keep_newest=1), "rule 3 tag_patterns ('${var.p}*',)"),
        (LifecycleRule(priority=3, tag_prefixes=["${var.p}"], keep_newest=1), "rule 3 tag_prefixes ('${var.p}',)"),
    ],
)
def test_an_expression_cannot_be_evaluated(rule: LifecycleRule, message: str) -> None:
    with pytest.raises(InvalidSettingError) as caught:
        evaluate(LifecyclePolicy([rule]), [], NOW)

    assert str(caught.value) == f"{message}: {UNRESOLVED}"
