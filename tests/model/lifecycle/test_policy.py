from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.lifecycle import LifecyclePolicy, LifecycleRule

PROPERTIES = "(ECR lifecycle policy properties)"
EVALUATION = "(ECR lifecycle policy evaluation rules)"


def tagged(priority: int, *patterns: str, **settings: Any) -> LifecycleRule:
    return LifecycleRule(priority=priority, tag_patterns=patterns, **{"keep_newest": 1, **settings})


def prefixed(priority: int, *prefixes: str) -> LifecycleRule:
    return LifecycleRule(priority=priority, tag_prefixes=prefixes, keep_newest=1)


def untagged(priority: int) -> LifecycleRule:
    return LifecycleRule(priority=priority, tag_status="untagged", days_since_push=1)


def every(priority: int) -> LifecycleRule:
    return LifecycleRule(priority=priority, tag_status="any", keep_newest=100)


def archived(priority: int, tag_status: str = "any", **settings: Any) -> LifecycleRule:
    return LifecycleRule(
        priority=priority, tag_status=tag_status, storage_class="archive", days_since_archive=90, **settings
    )


REFUSALS: list[tuple[Any, str]] = [
    ([], "rules 0: must be 1 to 50 rules (ECR service quotas)"),
    ([tagged(n, f"v{n}") for n in range(1, 52)], "rules 51: must be 1 to 50 rules (ECR service quotas)"),
    ({"rules": []}, f"rules {{'rules': []}}: must be a list of LifecycleRule {PROPERTIES}"),
    ([1], f"rules 1: must be a list of LifecycleRule {PROPERTIES}"),
    (
        [tagged(3, "a"), tagged(2, "b"), tagged(3, "c")],
        f"priority 3: must be unique: two rules have this priority {PROPERTIES}",
    ),
    (
        [every(1), untagged(2)],
        f'priority 1: must be the highest of its storage class when tag_status is "any": 2 is higher {PROPERTIES}',
    ),
    (
        [untagged(1), untagged(4)],
        (
            f"tag_status 'untagged': must be the status of one rule per storage class: "
            f"rules [1, 4] have it for standard {EVALUATION}"
        ),
    ),
    (
        [every(1), every(2)],
        (
            f"tag_status 'any': must be the status of one rule per storage class: "
            f"rules [1, 2] have it for standard {EVALUATION}"
        ),
    ),
    (
        [archived(1, "untagged"), archived(2, "untagged")],
        (
            f"tag_status 'untagged': must be the status of one rule per storage class: "
            f"rules [1, 2] have it for archive {EVALUATION}"
        ),
    ),
    (
        [prefixed(1, "a", "b"), prefixed(2, "b", "a")],
        f"tag_prefixes ('b', 'a'): must differ among the rules for standard: rules 1 and 2 share them {EVALUATION}",
    ),
    (
        [LifecycleRule(priority=1, tag_status="any", keep_newest=1, description="d" * 30_566)],
        "lifecycle_policy 30721: must be 100 to 30720 characters as JSON (ECR service model)",
    ),
]


@pytest.mark.parametrize(("rules", "message"), REFUSALS, ids=[message[:60] for _, message in REFUSALS])
def test_rules_ecr_would_refuse_together_are_refused_with_their_own_message(rules: Any, message: str) -> None:
    with pytest.raises(InvalidSettingError) as caught:
        LifecyclePolicy(rules)

    assert str(caught.value) == message


ACCEPTED = {
    "gaps between priorities": [tagged(10, "a"), tagged(500, "b"), every(501)],
    "one any rule in each storage class, the archive's with the lower number": [archived(1), every(2)],
    "an any rule below a rule of the other storage class": [every(1), archived(2, "untagged")],
    "an untagged rule in each storage class": [untagged(1), archived(2, "untagged")],
    "the same prefixes in each storage class": [prefixed(1, "a"), archived(2, "tagged", tag_prefixes=["a"])],
    "patterns and prefixes in one policy": [tagged(1, "a*"), prefixed(2, "a")],
    "fifty rules": [tagged(n, f"v{n}") for n in range(1, 51)],
}


@pytest.mark.parametrize("rules", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_rules_ecr_accepts_together_are_accepted(rules: list[LifecycleRule]) -> None:
    assert len(LifecyclePolicy(rules).rules) == len(rules)


def test_rules_are_kept_in_the_order_of_their_priority() -> None:
    in_order = LifecyclePolicy([tagged(1, "a"), tagged(2, "b"), every(3)])
    shuffled = LifecyclePolicy([every(3), tagged(1, "a"), tagged(2, "b")])

    assert shuffled == in_order
    assert shuffled.to_json() == in_order.to_json()


def test_the_shortest_policy_is_compact_and_longer_than_the_least_ecr_accepts() -> None:
    text = LifecyclePolicy([LifecycleRule(priority=1, tag_status="any", keep_newest=1)]).to_json()

    assert text == (
        '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":1},'
        '"action":{"type":"expire"}}]}'
    )
    assert len(text) >= 100


def test_the_longest_policy_is_measured_in_characters_not_in_bytes_or_escapes() -> None:
    policy = LifecyclePolicy([LifecycleRule(priority=1, tag_status="any", keep_newest=1, description="é" * 30_565)])

    assert len(policy.to_json()) == 30_720


def test_a_policy_with_an_expression_is_not_held_to_a_length() -> None:
    rules = [tagged(n, f"{n}" + "v" * 700, keep_newest="${var.count}") for n in range(1, 50)]

    assert len(LifecyclePolicy(rules).rules) == 49


def test_json_text_of_a_policy_with_an_expression_for_a_number_is_refused() -> None:
    policy = LifecyclePolicy([tagged(4, "v*", keep_newest="${var.count}")])

    with pytest.raises(InvalidSettingError) as caught:
        policy.to_json()

    assert str(caught.value) == (
        "rule 4 count '${var.count}': must be a number in JSON text: "
        "encode render() with Terraform's jsonencode (Terraform type)"
    )


@pytest.mark.parametrize("setting", ["tag_patterns", "tag_prefixes"])
def test_json_text_of_a_policy_with_an_expression_for_a_list_is_refused(setting: str) -> None:
    settings: dict[str, Any] = {"priority": 4, setting: "${var.tags}", "keep_newest": 1}

    with pytest.raises(
        InvalidSettingError, match=rf"^rule 4 {setting} '\$\{{var.tags\}}': must be a list in JSON text"
    ):
        LifecyclePolicy([LifecycleRule(**settings)]).to_json()


def test_prefixes_that_terraform_knows_are_compared_by_ecr() -> None:
    token = ["#{TfToken[TOKEN.0]}"]
    rules = [LifecycleRule(priority=n, tag_prefixes=token, keep_newest=1) for n in (1, 2)]

    assert len(LifecyclePolicy(rules).rules) == 2


def test_an_expression_survives_the_round_trip_through_the_rendered_document() -> None:
    policy = LifecyclePolicy([tagged(1, "v*", keep_newest="${var.count}")])

    assert LifecyclePolicy.from_json(policy.render()) == policy


VALID: dict[str, Any] = {
    "rules": [
        {
            "rulePriority": 1,
            "description": "Keep",
            "selection": {
                "tagStatus": "tagged",
                "tagPatternList": ["v*"],
                "countType": "imageCountMoreThan",
                "countNumber": 3,
            },
            "action": {"type": "expire"},
        },
        {
            "rulePriority": 2,
            "selection": {
                "tagStatus": "untagged",
                "countType": "sinceImagePushed",
                "countUnit": "days",
                "countNumber": 3,
            },
            "action": {"type": "transition", "targetStorageClass": "archive"},
        },
    ]
}

FIRST = ("rules", 0)
SECOND = ("rules", 1)
ABSENT = object()
TYPES = "imageCountMoreThan, sinceImagePushed, sinceImagePulled, sinceImageTransitioned"
ACTION_RULE = """must be {"type": "expire"} or {"type": "transition", "targetStorageClass": "archive"}"""

# What to put where in the valid document, and what the error then begins with.
MALFORMED: list[tuple[tuple[str | int, ...], Any, str]] = [
    (("rules",), ABSENT, "lifecycle_policy {}: must have the key rules"),
    (("rules",), {}, "rules {}: must be a list of rules"),
    (("rules",), [], "rules 0: must be 1 to 50 rules"),
    (("version",), 1, "lifecycle_policy 'version': must not have this key: ECR knows rules"),
    (("rules", 0), 3, "rules[0] 3: must be an object"),
    ((*FIRST, "priority"), 3, "rules[0] 'priority': must not have this key: ECR knows rulePriority, selection, action"),
    ((*FIRST, "rulePriority"), "1", "rules[0].rulePriority '1': must be a whole number of 1 or more, not a string"),
    ((*FIRST, "rulePriority"), 2, "priority 2: must be unique: two rules have this priority"),
    ((*FIRST, "description"), None, "rules[0].description None: must not be null: leave the key out"),
    ((*FIRST, "selection"), [], "rules[0].selection []: must be an object"),
    ((*FIRST, "selection", "tagStatus"), "some", "rules[0].selection.tagStatus 'some': must be one of tagged, "),
    ((*FIRST, "selection", "tagPatternList"), "v*", "rules[0].selection.tagPatternList 'v*': must be a list of"),
    ((*FIRST, "selection", "tagPatternList"), [], "rules[0].selection.tagPatternList (): must not be empty"),
    ((*FIRST, "selection", "tagPrefixList"), ["v"], "rules[0].selection.tagPrefixList ('v',): must not be given"),
    ((*FIRST, "selection", "tagPrefixList"), None, "rules[0].selection.tagPrefixList None: must not be null"),
    ((*FIRST, "selection", "storageClass"), "archive", "rules[0].selection.storageClass 'archive': must be"),
    ((*FIRST, "selection", "countType"), "many", f"rules[0].selection.countType 'many': must be one of {TYPES}"),
    ((*FIRST, "selection", "countType"), [], f"rules[0].selection.countType []: must be one of {TYPES}"),
    (
        (*FIRST, "selection", "countUnit"),
        "days",
        "rules[0].selection.countUnit 'days': must be left out with imageCountMoreThan",
    ),
    ((*FIRST, "selection", "countNumber"), 0, "rules[0].selection.countNumber 0: must be a whole number of 1 or more"),
    ((*FIRST, "selection", "countNumber"), 1.5, "rules[0].selection.countNumber 1.5: must be a whole number"),
    (
        (*SECOND, "selection", "countUnit"),
        ABSENT,
        'rules[1].selection.countUnit None: must be "days" with sinceImagePushed',
    ),
    (
        (*SECOND, "selection", "countUnit"),
        "hours",
        "rules[1].selection.countUnit 'hours': must be \"days\" with sinceImagePushed",
    ),
    ((*FIRST, "action"), "expire", "rules[0].action 'expire': must be an object"),
    ((*FIRST, "action", "type"), "archive", f"rules[0].action {{'type': 'archive'}}: {ACTION_RULE}"),
    ((*FIRST, "action", "targetStorageClass"), None, "rules[0].action.targetStorageClass None: must not be null"),
    ((*FIRST, "action", "targetStorageClass"), "archive", "rules[0].action {'type': 'expire', 'targetStorageClass'"),
    ((*SECOND, "action", "targetStorageClass"), ABSENT, f"rules[1].action {{'type': 'transition'}}: {ACTION_RULE}"),
]


@pytest.mark.parametrize(("path", "value", "message"), MALFORMED, ids=[message[:60] for *_, message in MALFORMED])
def test_a_malformed_document_is_refused_by_the_place_in_it(
    path: tuple[str | int, ...],
    value: Any,
    message: str,
) -> None:
    document = copy.deepcopy(VALID)
    target: Any = document
    for step in path[:-1]:
        target = target[step]
    if value is ABSENT:
        del target[path[-1]]
    else:
        target[path[-1]] = value

    with pytest.raises(InvalidSettingError) as caught:
        LifecyclePolicy.from_json(document)

    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("", "lifecycle_policy '': must be JSON: Expecting value"),
        ("{", "lifecycle_policy '{': must be JSON: Expecting property name"),
        ("[]", "lifecycle_policy []: must be an object"),
        ("null", "lifecycle_policy None: must be an object"),
    ],
)
def test_text_that_is_no_policy_is_refused(document: str, message: str) -> None:
    with pytest.raises(InvalidSettingError) as caught:
        LifecyclePolicy.from_json(document)

    assert str(caught.value).startswith(message)


def test_a_document_is_read_as_text_or_as_an_object() -> None:
    policy = LifecyclePolicy(
        [
            tagged(1, "v*", keep_newest=3, description="Keep"),
            LifecycleRule(priority=2, tag_status="untagged", days_since_push=3, action="archive"),
        ]
    )

    assert LifecyclePolicy.from_json(VALID) == policy
    assert LifecyclePolicy.from_json(json.dumps(VALID, indent=2)) == policy
    assert policy.render() == VALID


TAGS = st.lists(st.text(alphabet="abv*-.", min_size=1, max_size=8).filter(lambda tag: tag.count("*") <= 4), min_size=1)
DESCRIPTIONS = st.none() | st.text(max_size=20).filter(lambda text: not any(mark in text for mark in ("${", "%{")))


@st.composite
def policies(draw: st.DrawFn) -> LifecyclePolicy:
    priorities = draw(st.lists(st.integers(1, 999), min_size=1, max_size=6, unique=True).map(sorted))
    number = st.integers(1, 400)
    rules = []
    for index, priority in enumerate(priorities):
        settings: dict[str, Any] = {"priority": priority, "description": draw(DESCRIPTIONS)}
        if index == len(priorities) - 1:
            settings["tag_status"] = "any"
        elif index == 0 and draw(st.booleans()):
            settings["tag_status"] = "untagged"
        elif draw(st.booleans()):
            settings["tag_patterns"] = draw(TAGS)
        else:
            settings["tag_prefixes"] = [f"{index}", *draw(TAGS)]
        kind = draw(st.sampled_from(["keep_newest", "days_since_push", "days_since_pull", "days_since_archive"]))
        settings[kind] = draw(number) + (90 if kind == "days_since_archive" else 0)
        if kind == "days_since_archive":
            settings["storage_class"] = "archive"
        else:
            settings["storage_class"] = draw(st.sampled_from([None, "standard"]))
            settings["action"] = (
                "archive" if kind == "days_since_pull" else draw(st.sampled_from(["expire", "archive"]))
            )
        rules.append(LifecycleRule(**settings))
    return LifecyclePolicy(rules)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(policies())
def test_json_text_reads_back_as_the_policy_it_was_written_from(policy: LifecyclePolicy) -> None:
    assert LifecyclePolicy.from_json(policy.to_json()) == policy
    assert LifecyclePolicy.from_json(policy.render()) == policy
    assert "null" not in json.dumps([rule.get("selection") for rule in json.loads(policy.to_json())["rules"]])
