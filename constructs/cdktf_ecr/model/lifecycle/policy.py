"""A whole ECR lifecycle policy: rules that are valid together."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression, is_expression

from .document import read_rules
from .rules import PROPERTIES, LifecycleRule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# "Amazon ECR service quotas": rules per lifecycle policy.
RULE_COUNT = (1, 50)
# LifecyclePolicyText in ECR's service model, in characters. The shortest policy this module renders is longer than
# the least length, so only the greatest is ever in question.
TEXT_LENGTH = (100, 30_720)
# "Lifecycle policy evaluation rules", ECR user guide.
EVALUATION_RULES = "ECR lifecycle policy evaluation rules"


@dataclass(frozen=True, slots=True)
class LifecyclePolicy:
    """A lifecycle policy ECR accepts: 1 to 50 rules, kept in the order of their priority.

    Args:
        rules: The rules, in any order. Their priorities are unique but need not be consecutive. Of each storage
            class, at most one rule selects untagged images and at most one selects any image; the latter has the
            highest priority number. No two rules of a storage class have the same tag prefixes.

    Raises:
        InvalidSettingError: ECR would refuse the policy. Its text may have 100 to 30,720 characters; this is checked
            when no number or string in it is a Terraform expression.
    """

    rules: Sequence[LifecycleRule]

    def __post_init__(self) -> None:
        rules = _checked_rules(self.rules)
        object.__setattr__(self, "rules", tuple(sorted(rules, key=lambda rule: rule.priority)))
        _check_priorities(self.rules)
        by_class: dict[str, list[LifecycleRule]] = defaultdict(list)
        for rule in self.rules:
            by_class[rule.selected_storage_class].append(rule)
        for storage_class, members in by_class.items():
            _check_singles(storage_class, members)
            _check_prefixes(storage_class, members)
        _check_length(self.render())

    @classmethod
    def from_json(cls, document: str | Mapping[str, Any]) -> LifecyclePolicy:
        """Read a policy document.

        Args:
            document: The policy's JSON text, or the object it decodes to.

        Raises:
            InvalidSettingError: ECR would refuse the policy; the error names the place in the document.
        """
        return cls(read_rules(document))

    def render(self) -> dict[str, object]:
        """Return the policy as ECR writes it. An expression in place of a number is returned as it is."""
        return {"rules": [rule.render() for rule in self.rules]}

    def to_json(self) -> str:
        """Return the policy as compact JSON text, the same for the same rules in whatever order they were given.

        Raises:
            InvalidSettingError: A number or list is a Terraform expression. JSON text would hold it as a string, which
                ECR refuses: encode ``render()`` in Terraform instead.
        """
        for rule in self.rules:
            values = {"count": rule.count, "tag_patterns": rule.tag_patterns, "tag_prefixes": rule.tag_prefixes}
            for setting, value in values.items():
                if isinstance(value, Expression):
                    what = "a number" if setting == "count" else "a list"
                    message = f"must be {what} in JSON text: encode render() with Terraform's jsonencode"
                    raise InvalidSettingError(
                        f"rule {rule.priority} {setting}", value, message, source="Terraform type"
                    )
        return _text(self.render())


def _checked_rules(rules: object) -> Sequence[LifecycleRule]:
    if not isinstance(rules, (list, tuple)):
        raise InvalidSettingError("rules", rules, "must be a list of LifecycleRule", source=PROPERTIES)
    for rule in rules:
        if not isinstance(rule, LifecycleRule):
            raise InvalidSettingError("rules", rule, "must be a list of LifecycleRule", source=PROPERTIES)
    fewest, most = RULE_COUNT
    if not fewest <= len(rules) <= most:
        message = f"must be {fewest} to {most} rules"
        raise InvalidSettingError("rules", len(rules), message, source="ECR service quotas")
    return rules


def _check_priorities(rules: Sequence[LifecycleRule]) -> None:
    for rule, following in pairwise(rules):
        if rule.priority == following.priority:
            message = "must be unique: two rules have this priority"
            raise InvalidSettingError("priority", rule.priority, message, source=PROPERTIES)


def _check_singles(storage_class: str, rules: Sequence[LifecycleRule]) -> None:
    for status in ("untagged", "any"):
        same = [rule.priority for rule in rules if rule.tag_status == status]
        if len(same) > 1:
            message = f"must be the status of one rule per storage class: rules {same} have it for {storage_class}"
            raise InvalidSettingError("tag_status", status, message, source=EVALUATION_RULES)
    # ECR's validation message speaks of the priority within the storage class; so do its examples.
    for rule in rules[:-1]:
        if rule.tag_status == "any":
            message = (
                f'must be the highest of its storage class when tag_status is "any": {rules[-1].priority} is higher'
            )
            raise InvalidSettingError("priority", rule.priority, message, source=PROPERTIES)


def _check_prefixes(storage_class: str, rules: Sequence[LifecycleRule]) -> None:
    seen: dict[frozenset[str], int] = {}
    for rule in rules:
        if rule.tag_prefixes is None or isinstance(rule.tag_prefixes, Expression):
            continue
        earlier = seen.setdefault(frozenset(rule.tag_prefixes), rule.priority)
        if earlier != rule.priority:
            message = f"must differ among the rules for {storage_class}: rules {earlier} and {rule.priority} share them"
            raise InvalidSettingError("tag_prefixes", rule.tag_prefixes, message, source=EVALUATION_RULES)


def _check_length(document: dict[str, object]) -> None:
    length = len(_text(document))
    shortest, longest = TEXT_LENGTH
    if not is_expression(document) and not shortest <= length <= longest:
        message = f"must be {shortest} to {longest} characters as JSON"
        raise InvalidSettingError("lifecycle_policy", length, message, source="ECR service model")


def _text(document: dict[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
