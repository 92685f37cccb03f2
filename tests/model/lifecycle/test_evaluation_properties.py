"""What holds of every set of images: the standard policy's promises, and agreement with a second evaluator."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdktf_ecr.model.lifecycle import Image, LifecyclePolicy, LifecycleRule, evaluate, standard_policy

# A busy machine is no reason to fail.
STEADY = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])

NOW = datetime(2026, 6, 1, 12, tzinfo=timezone.utc)
PRODUCTION = ("v", "release")
DEVELOPMENT = ("dev", "feature", "main")
KEPT = {"v": 10, "release": 10, "dev": 5, "feature": 5, "main": 5}

# The tags an image may have. One repository draws on few of them, so that a rule sees more images than it keeps.
TAGS = (
    *((), ("latest",), ("prev", "V1")),
    *(("v1",), ("release-1",), ("dev-1",), ("feature/x",), ("main", "main-2")),
    *(("v1", "release-1"), ("v1", "dev-1", "latest"), ("release", "main"), ("dev-1", "feature/x")),
)


@st.composite
def repositories(draw: st.DrawFn) -> list[Image]:
    """Images of the standard storage class, many of them alike."""
    kinds = draw(st.lists(st.sampled_from(TAGS), min_size=1, max_size=3))
    contents = draw(st.lists(st.tuples(st.sampled_from(kinds), st.integers(0, 50)), max_size=35))
    return [
        Image(digest=f"{number:02}", tags=tags, pushed_at=NOW - timedelta(hours=hours))
        for number, (tags, hours) in enumerate(contents)
    ]


def acted_on(images: list[Image]) -> dict[str, int]:
    actions = evaluate(standard_policy(), images, NOW)
    assert all(action.action == "expire" for action in actions)
    assert len({action.image.digest for action in actions}) == len(actions), "an image is acted on twice"
    return {action.image.digest: action.priority for action in actions}


def has(image: Image, *beginnings: str) -> bool:
    return any(tag.startswith(beginnings) for tag in image.tags)


def newest(images: list[Image], beginning: str) -> list[Image]:
    matching = [image for image in images if has(image, beginning)]
    return sorted(matching, key=lambda image: (image.pushed_at, image.digest))[-KEPT[beginning] :]


@STEADY
@given(repositories())
def test_the_newest_images_of_a_pattern_survive_unless_an_earlier_pattern_has_them(images: list[Image]) -> None:
    gone = acted_on(images)
    for position, beginning in enumerate(KEPT):
        earlier = tuple(KEPT)[:position]
        for image in newest(images, beginning):
            assert has(image, *earlier) or image.digest not in gone


@STEADY
@given(repositories())
def test_the_rest_of_a_pattern_goes_by_its_own_rule_unless_an_earlier_pattern_has_it(images: list[Image]) -> None:
    gone = acted_on(images)
    for position, beginning in enumerate(KEPT):
        kept = newest(images, beginning)
        for image in images:
            if has(image, beginning) and not has(image, *tuple(KEPT)[:position]) and image not in kept:
                assert gone[image.digest] == position + 1


@STEADY
@given(repositories())
def test_an_image_with_a_production_tag_never_falls_to_a_development_rule(images: list[Image]) -> None:
    gone = acted_on(images)
    for image in images:
        if has(image, *PRODUCTION):
            assert gone.get(image.digest, 1) <= 2


@STEADY
@given(repositories())
def test_untagged_images_go_after_a_day_and_not_before(images: list[Image]) -> None:
    gone = acted_on(images)
    for image in images:
        if not image.tags:
            assert gone.get(image.digest) == (6 if NOW - image.pushed_at > timedelta(days=1) else None)


@STEADY
@given(repositories())
def test_images_that_match_no_rule_are_untouched(images: list[Image]) -> None:
    gone = acted_on(images)
    for image in images:
        if image.tags and not has(image, *PRODUCTION, *DEVELOPMENT):
            assert image.digest not in gone


@STEADY
@given(repositories(), st.randoms(use_true_random=False))
def test_the_order_of_the_images_makes_no_difference(images: list[Image], random: Any) -> None:
    shuffled = random.sample(images, len(images))

    assert evaluate(standard_policy(), shuffled, NOW) == evaluate(standard_policy(), images, NOW)


# The second evaluator: it asks of one image at a time what AWS's page says, in the page's order, from the rendered
# document instead of the rule objects, with regular expressions, and counting newer images instead of sorting.


def oracle(document: dict[str, Any], images: list[Image], now: datetime) -> dict[str, tuple[str, int]]:
    verdicts = {}
    for image in images:
        seen_by = [rule for rule in document["rules"] if identifies(rule["selection"], image)]
        if not seen_by or waits_for_a_list(image, images):
            continue
        first = min(seen_by, key=lambda rule: int(rule["rulePriority"]))
        if marks(first["selection"], image, images, now):
            verb = {"expire": "expire", "transition": "archive"}[first["action"]["type"]]
            verdicts[image.digest] = (verb, first["rulePriority"])
    return verdicts


def identifies(selection: dict[str, Any], image: Image) -> bool:
    if selection.get("storageClass", "standard") != image.storage_class:
        return False
    if selection["tagStatus"] == "untagged":
        return len(image.tags) == 0
    wanted = [".*".join(map(re.escape, pattern.split("*"))) for pattern in selection.get("tagPatternList", [])]
    wanted += [re.escape(prefix) + ".*" for prefix in selection.get("tagPrefixList", [])]
    return not any(not [tag for tag in image.tags if re.fullmatch(expression, tag)] for expression in wanted)


def marks(selection: dict[str, Any], image: Image, images: list[Image], now: datetime) -> bool:
    number = selection["countNumber"]
    if selection["countType"] == "imageCountMoreThan":
        rank = (arrival(image), image.digest)
        rivals = [other for other in images if identifies(selection, other)]
        return bool(sum((arrival(other), other.digest) > rank for other in rivals) >= number)
    moment = {
        "sinceImagePushed": arrival(image),
        "sinceImagePulled": max(arrival(image), image.pulled_at or arrival(image)),
        "sinceImageTransitioned": image.transitioned_at,
    }[selection["countType"]]
    assert moment is not None
    return bool(moment + timedelta(hours=24 * number) < now)


def arrival(image: Image) -> datetime:
    return image.pushed_at if image.restored_at is None else image.restored_at


def waits_for_a_list(image: Image, images: list[Image]) -> bool:
    return any(other.digest in image.parents and other.storage_class == "standard" for other in images)


WORDS = ("a", "ab", "b", "abc", "ba", "B")
PATTERNS = ("a*", "*b", "*b*", "b", "a*c", "*", "a*b*")
PREFIXES = (("a",), ("ab",), ("b", "a"), ("ab", "b"), ("B",))

TAGGED = st.one_of(
    st.lists(st.sampled_from(PATTERNS), min_size=1, max_size=2).map(lambda patterns: {"tag_patterns": tuple(patterns)}),
    st.sampled_from(PREFIXES).map(lambda prefixes: {"tag_prefixes": prefixes}),
)


@st.composite
def any_policies(draw: st.DrawFn) -> LifecyclePolicy:
    selections: list[dict[str, Any]] = [*draw(st.lists(TAGGED, max_size=3, unique_by=str))]
    if draw(st.booleans()):
        selections.append({"tag_status": "untagged"})
    selections = draw(st.permutations(selections))
    if not selections or draw(st.booleans()):
        selections.append({"tag_status": "any"})
    rules = [
        LifecycleRule(priority=2 * number, **selection, **draw(counts()))
        for number, selection in enumerate(selections, start=1)
    ]
    return LifecyclePolicy(draw(st.permutations(rules)))


@st.composite
def counts(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["keep_newest", "keep_newest", "days_since_push", "days_since_pull", "archive"]))
    if kind == "archive":
        return {"days_since_archive": draw(st.integers(90, 94)), "storage_class": "archive"}
    action = "archive" if kind == "days_since_pull" else draw(st.sampled_from(["expire", "archive"]))
    return {kind: draw(st.integers(1, 4)), "action": action, "storage_class": draw(st.sampled_from([None, "standard"]))}


@st.composite
def any_images(draw: st.DrawFn) -> list[Image]:
    days = st.integers(0, 6).map(lambda number: NOW - timedelta(days=number))
    long_ago = st.integers(88, 96).map(lambda number: NOW - timedelta(days=number))
    images = []
    for number in range(draw(st.integers(0, 12))):
        settings: dict[str, Any] = {"pushed_at": draw(days), "pulled_at": draw(st.none() | days)}
        settings["restored_at"] = draw(st.none() | days)
        if settings["pulled_at"] is not None:
            settings["pulled_at"] = max(settings["pulled_at"], settings["pushed_at"])
        if draw(st.integers(0, 3)) == 0:
            settings.update(storage_class="archive", transitioned_at=draw(long_ago))
        settings["parents"] = draw(st.lists(st.integers(0, 15).map(str), max_size=1)) if number % 3 == 0 else ()
        tags = draw(st.lists(st.sampled_from(WORDS), max_size=3))
        images.append(Image(digest=str(number), tags=tags, **settings))
    return images


@settings(STEADY, max_examples=100)
@given(any_policies(), any_images())
def test_evaluation_agrees_with_the_second_evaluator(policy: LifecyclePolicy, images: list[Image]) -> None:
    actions = evaluate(policy, images, NOW)

    found = {action.image.digest: (action.action, action.priority) for action in actions}
    assert found == oracle(policy.render(), images, NOW)
    assert len(found) == len(actions)
