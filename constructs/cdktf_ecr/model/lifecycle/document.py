"""Reading a lifecycle policy document as ECR returns it, back into rules."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cdktf_ecr.model.errors import InvalidSettingError

from .rules import ACTIONS, COUNT_FIELDS, COUNT_UNIT, PROPERTIES, LifecycleRule, takes_unit

# "Lifecycle policy template", ECR user guide: the keys of each object, required ones first.
_POLICY_KEYS = (("rules",), ())
_RULE_KEYS = (("rulePriority", "selection", "action"), ("description",))
_SELECTION_KEYS = (
    ("tagStatus", "countType", "countNumber"),
    ("tagPatternList", "tagPrefixList", "storageClass", "countUnit"),
)
_ACTION_KEYS = (("type",), ("targetStorageClass",))

# Where each field of LifecycleRule stands in the document, to name it in errors as its author wrote it.
_PATHS = {
    "priority": "rulePriority",
    "tag_status": "selection.tagStatus",
    "tag_patterns": "selection.tagPatternList",
    "tag_prefixes": "selection.tagPrefixList",
    "storage_class": "selection.storageClass",
    **dict.fromkeys(COUNT_FIELDS.values(), "selection.countNumber"),
    "action": "action",
    "description": "description",
}


def read_rules(document: str | Mapping[str, Any]) -> tuple[LifecycleRule, ...]:
    """Return the rules of a policy document, in the document's order.

    Args:
        document: The policy's JSON text, or the object it decodes to.

    Raises:
        InvalidSettingError: The document is not one ECR would accept; the error names the place in it.
    """
    policy = _object("lifecycle_policy", _decoded(document), *_POLICY_KEYS)
    if not isinstance(policy["rules"], (list, tuple)):
        raise _refusal("rules", policy["rules"], "must be a list of rules")
    return tuple(_read_rule(f"rules[{index}]", rule) for index, rule in enumerate(policy["rules"]))


def _read_rule(place: str, document: object) -> LifecycleRule:
    rule = _object(place, document, *_RULE_KEYS)
    selection = _object(f"{place}.selection", rule["selection"], *_SELECTION_KEYS)
    _check_count_type(f"{place}.selection", selection)
    try:
        return LifecycleRule(
            priority=rule["rulePriority"],
            tag_status=selection["tagStatus"],
            tag_patterns=selection.get("tagPatternList"),
            tag_prefixes=selection.get("tagPrefixList"),
            action=_read_action(f"{place}.action", rule["action"]),
            storage_class=selection.get("storageClass"),
            description=rule.get("description"),
            **{COUNT_FIELDS[selection["countType"]]: selection["countNumber"]},
        )
    except InvalidSettingError as error:
        if error.setting not in _PATHS:
            raise
        setting = f"{place}.{_PATHS[error.setting]}"
        raise InvalidSettingError(setting, error.value, error.rule, source=error.source) from error


def _check_count_type(place: str, selection: Mapping[str, Any]) -> None:
    count_type = selection["countType"]
    if not isinstance(count_type, str) or count_type not in COUNT_FIELDS:
        raise _refusal(f"{place}.countType", count_type, f"must be one of {', '.join(COUNT_FIELDS)}")
    unit = selection.get("countUnit")
    if takes_unit(count_type) and unit != COUNT_UNIT:
        raise _refusal(f"{place}.countUnit", unit, f'must be "{COUNT_UNIT}" with {count_type}')
    if not takes_unit(count_type) and unit is not None:
        raise _refusal(f"{place}.countUnit", unit, f"must be left out with {count_type}")


def _read_action(place: str, document: object) -> str:
    action = _object(place, document, *_ACTION_KEYS)
    for name, form in ACTIONS.items():
        if action == form:
            return name
    raise _refusal(place, action, f"must be {' or '.join(json.dumps(form) for form in ACTIONS.values())}")


def _decoded(document: object) -> object:
    if not isinstance(document, str):
        return document
    try:
        return json.loads(document)
    except json.JSONDecodeError as error:
        raise InvalidSettingError("lifecycle_policy", document, f"must be JSON: {error}", source=PROPERTIES) from error


def _object(place: str, value: object, required: tuple[str, ...], optional: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _refusal(place, value, "must be an object")
    for key in value:
        if key not in required + optional:
            raise _refusal(place, key, f"must not have this key: ECR knows {', '.join(required + optional)}")
    for key in required:
        if key not in value:
            raise _refusal(place, dict(value), f"must have the key {key}")
    for key, item in value.items():
        if item is None:
            raise _refusal(f"{place}.{key}", item, "must not be null: leave the key out")
    return value


def _refusal(setting: str, value: object, rule: str) -> InvalidSettingError:
    return InvalidSettingError(setting, value, rule, source=PROPERTIES)
