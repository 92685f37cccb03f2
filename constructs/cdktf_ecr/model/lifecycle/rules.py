"""One rule of an ECR lifecycle policy: which images it selects, when it acts on them, and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.values import check_choice, check_count, check_string, check_strings

if TYPE_CHECKING:
    from collections.abc import Sequence

# "Lifecycle policy properties in Amazon ECR", ECR user guide.
PROPERTIES = "ECR lifecycle policy properties"
TAG_STATUSES = ("tagged", "untagged", "any")
STORAGE_CLASSES = ("standard", "archive")
WILDCARDS_PER_PATTERN = 4

# "Archiving an image" and "Examples of lifecycle policies", ECR user guide: no policy may delete an image that has
# been in the archive for less than its minimum storage duration.
ARCHIVING = "ECR archive storage class"
ARCHIVE_MINIMUM_DAYS = 90

# ECR's words for the four ways to decide when to act, and ours: the field of LifecycleRule that holds the number.
COUNT_FIELDS = {
    "imageCountMoreThan": "keep_newest",
    "sinceImagePushed": "days_since_push",
    "sinceImagePulled": "days_since_pull",
    "sinceImageTransitioned": "days_since_archive",
}
COUNT_UNIT = "days"

# ECR's action documents, by our word for the action.
ACTIONS = {
    "expire": {"type": "expire"},
    "archive": {"type": "transition", "targetStorageClass": "archive"},
}

Count: TypeAlias = int | float | str
"""A whole number, or a Terraform expression for one: a string that holds ``${...}``, or CDKTF's number token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifecycleRule:
    """One rule of a lifecycle policy. Images are acted on within 24 hours of meeting it.

    Exactly one of ``keep_newest``, ``days_since_push``, ``days_since_pull`` and ``days_since_archive`` says when the
    rule acts. Each takes a whole number of 1 or more or, unchecked, a Terraform expression.

    A list of several patterns or prefixes means AND: an image must match every entry, each with any of its tags. To
    say "v* or release*", write one rule per pattern.

    Args:
        priority: 1 or more, unique in the policy. The lowest number is applied first.
        tag_status: "tagged" (the default; needs ``tag_patterns`` or ``tag_prefixes``), "untagged" or "any".
        tag_patterns: Patterns with at most four ``*`` each. ``*x*`` means contains; without ``*``, the exact tag.
        tag_prefixes: What tags begin with. Not together with ``tag_patterns``.
        keep_newest: Act on all but this many of the selected images, the most recently pushed ones.
        days_since_push: Act on images pushed more than this many days ago.
        days_since_pull: Act on images last pulled, or if never pulled then pushed, more than this many days ago.
            Only with the action "archive".
        days_since_archive: Act on images archived more than this many days ago; 90 or more. Only with the storage
            class "archive" and the action "expire".
        action: "expire" (delete; the default) or "archive" (move to the archive storage class).
        storage_class: "standard" or "archive". None leaves it out of the document, which ECR reads as "standard".
        description: What the rule is for, or None.

    Raises:
        InvalidSettingError: ECR would refuse the rule.
    """

    priority: int
    tag_status: str = "tagged"
    tag_patterns: Sequence[str] | None = None
    tag_prefixes: Sequence[str] | None = None
    keep_newest: Count | None = None
    days_since_push: Count | None = None
    days_since_pull: Count | None = None
    days_since_archive: Count | None = None
    action: str = "expire"
    storage_class: str | None = None
    description: str | None = None

    def __post_init__(self) -> None:
        # The least priority is that of LifecyclePolicyRulePriority in ECR's service model.
        check_count("priority", self.priority, minimum=1, source="ECR service model")
        if self.description is not None:
            check_string("description", self.description)
        check_choice("tag_status", self.tag_status, TAG_STATUSES, source=PROPERTIES)
        check_choice("action", self.action, ACTIONS, source=PROPERTIES)
        if self.storage_class is not None:
            check_choice("storage_class", self.storage_class, STORAGE_CLASSES, source=PROPERTIES)
        self._check_lists()
        self._check_count()
        self._check_archiving()

    @property
    def count_type(self) -> str:
        """ECR's name for how the rule decides when to act, such as "imageCountMoreThan"."""
        return next(name for name, field in COUNT_FIELDS.items() if getattr(self, field) is not None)

    @property
    def count(self) -> Count:
        """The number of images or days, or the Terraform expression that stands for it."""
        number: Count = getattr(self, COUNT_FIELDS[self.count_type])
        return number

    @property
    def selected_storage_class(self) -> str:
        """The storage class whose images the rule sees: "standard" unless the rule says otherwise."""
        return self.storage_class or "standard"

    def render(self) -> dict[str, object]:
        """Return the rule as ECR writes it. An expression in place of a number is returned as it is."""
        selection: dict[str, object] = {"tagStatus": self.tag_status}
        if self.tag_patterns is not None:
            selection["tagPatternList"] = list(self.tag_patterns)
        if self.tag_prefixes is not None:
            selection["tagPrefixList"] = list(self.tag_prefixes)
        if self.storage_class is not None:
            selection["storageClass"] = self.storage_class
        selection["countType"] = self.count_type
        if takes_unit(self.count_type):
            selection["countUnit"] = COUNT_UNIT
        selection["countNumber"] = self.count
        described = {} if self.description is None else {"description": self.description}
        return {
            "rulePriority": self.priority,
            **described,
            "selection": selection,
            "action": dict(ACTIONS[self.action]),
        }

    def _check_lists(self) -> None:
        given = {"tag_patterns": self.tag_patterns, "tag_prefixes": self.tag_prefixes}
        for setting, entries in given.items():
            if entries is not None:
                object.__setattr__(self, setting, self._checked_list(setting, entries))
        if self.tag_patterns is not None and self.tag_prefixes is not None:
            rule = "must not be given together with tag_patterns: a rule has one list"
            raise InvalidSettingError("tag_prefixes", self.tag_prefixes, rule, source=PROPERTIES)
        if self.tag_status == "tagged" and self.tag_patterns is None and self.tag_prefixes is None:
            rule = "needs tag_patterns or tag_prefixes"
            raise InvalidSettingError("tag_status", self.tag_status, rule, source=PROPERTIES)

    def _checked_list(self, setting: str, entries: object) -> tuple[str, ...]:
        tags = check_strings(setting, entries)
        if self.tag_status != "tagged":
            rule = f'must be left out when tag_status is "{self.tag_status}"'
            raise InvalidSettingError(setting, tags, rule, source=PROPERTIES)
        if not tags:
            raise InvalidSettingError(setting, tags, "must not be empty", source=PROPERTIES)
        for tag in tags:
            wildcards = tag.count("*")
            if setting == "tag_patterns" and wildcards > WILDCARDS_PER_PATTERN and not is_expression(tag):
                rule = f"must have at most {WILDCARDS_PER_PATTERN} '*', not {wildcards}"
                raise InvalidSettingError(setting, tag, rule, source=PROPERTIES)
        return tags

    def _check_count(self) -> None:
        fields = COUNT_FIELDS.values()
        given = [field for field in fields if getattr(self, field) is not None]
        if len(given) != 1:
            rule = f"must be exactly one of {', '.join(fields)}"
            raise InvalidSettingError("count", ", ".join(given) or None, rule, source=PROPERTIES)
        check_rule_count(given[0], self.count)
        if self.count_type == "sinceImageTransitioned" and not is_expression(self.count):
            check_count(given[0], self.count, minimum=ARCHIVE_MINIMUM_DAYS, source=ARCHIVING)

    def _check_archiving(self) -> None:
        if self.storage_class == "archive" and self.action == "archive":
            rule = 'must not be "archive": the images are already archived'
            raise InvalidSettingError("action", self.action, rule, source=PROPERTIES)
        if self.count_type == "sinceImagePulled" and self.action == "expire":
            rule = 'must be "archive" with days_since_pull: archive first, then expire by days_since_archive'
            raise InvalidSettingError("action", self.action, rule, source=PROPERTIES)
        if self.count_type == "sinceImageTransitioned":
            if self.action != "expire":
                rule = 'must be "expire" with days_since_archive'
                raise InvalidSettingError("action", self.action, rule, source=PROPERTIES)
            if self.storage_class != "archive":
                rule = 'must be "archive" with days_since_archive'
                raise InvalidSettingError("storage_class", self.storage_class, rule, source=PROPERTIES)
        elif self.storage_class == "archive":
            rule = f'must be "standard" or left out with {COUNT_FIELDS[self.count_type]}'
            raise InvalidSettingError("storage_class", self.storage_class, rule, source=PROPERTIES)


def takes_unit(count_type: str) -> bool:
    """Whether ECR wants a countUnit beside this countType; where it does not, sending one is an error."""
    return count_type != "imageCountMoreThan"


def check_rule_count(setting: str, value: Count) -> Count:
    """Return ``value`` if it can be the number of images or days of a rule: 1 or more, or a Terraform expression.

    Raises:
        InvalidSettingError: ``value`` is neither.
    """
    return value if is_expression(value) else check_count(setting, value, minimum=1, source=PROPERTIES)
