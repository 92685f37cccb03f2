"""One rule of an ECR lifecycle policy: which images it selects, when it acts on them, and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression
from cdktf_ecr.model.terraform.rules import Each, Matches, OneOf, WholeNumber
from cdktf_ecr.model.terraform.types import check_fields

if TYPE_CHECKING:
    from cdktf_ecr.model.terraform.expressions import NumberValue, StringListValue

# "Lifecycle policy properties in Amazon ECR", ECR user guide.
PROPERTIES = "ECR lifecycle policy properties"
STORAGE_CLASS = OneOf(choices=("standard", "archive"), source=PROPERTIES)

# ECR's words for the four ways to decide when to act, and ours: the field of LifecycleRule that holds the number.
COUNT_FIELDS = {
    "imageCountMoreThan": "keep_newest",
    "sinceImagePushed": "days_since_push",
    "sinceImagePulled": "days_since_pull",
    "sinceImageTransitioned": "days_since_archive",
}
COUNT_UNIT = "days"

# A number of images or days.
NUMBER = WholeNumber(minimum=1, source=PROPERTIES)

# ECR's action documents, by our word for the action.
ACTIONS = {
    "expire": {"type": "expire"},
    "archive": {"type": "transition", "targetStorageClass": "archive"},
}

_CHECKS = {
    # The least priority is that of LifecyclePolicyRulePriority in ECR's service model.
    "priority": ("known number", WholeNumber(minimum=1, source="ECR service model")),
    "tag_status": ("known string", OneOf(choices=("tagged", "untagged", "any"), source=PROPERTIES)),
    "tag_patterns": (
        "list(string)",
        Each(rule=Matches(pattern="^[^*]*([*][^*]*){0,4}$", words="must have at most 4 '*'", source=PROPERTIES)),
    ),
    "tag_prefixes": ("list(string)",),
    "keep_newest": ("number", NUMBER),
    "days_since_push": ("number", NUMBER),
    "days_since_pull": ("number", NUMBER),
    # "Archiving an image" and "Examples of lifecycle policies", ECR user guide: no policy may delete an image that has
    # been in the archive for less than its minimum storage duration.
    "days_since_archive": ("number", WholeNumber(minimum=90, source="ECR archive storage class")),
    "action": ("known string", OneOf(choices=tuple(ACTIONS), source=PROPERTIES)),
    "storage_class": ("known string", STORAGE_CLASS),
    "description": ("string",),
}


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
        tag_prefixes: What tags begin with. Not together with ``tag_patterns``. Each list, or what is in it, may be a
            Terraform expression.
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
    tag_patterns: StringListValue | None = None
    tag_prefixes: StringListValue | None = None
    keep_newest: NumberValue | None = None
    days_since_push: NumberValue | None = None
    days_since_pull: NumberValue | None = None
    days_since_archive: NumberValue | None = None
    action: str = "expire"
    storage_class: str | None = None
    description: str | None = None

    def __post_init__(self) -> None:
        check_fields(self, _CHECKS)
        self._check_lists()
        self._check_count()
        self._check_archiving()

    @property
    def count_type(self) -> str:
        """ECR's name for how the rule decides when to act, such as "imageCountMoreThan"."""
        return next(name for name, field in COUNT_FIELDS.items() if getattr(self, field) is not None)

    @property
    def count(self) -> NumberValue:
        """The number of images or days, or the Terraform expression that stands for it."""
        number: NumberValue = getattr(self, COUNT_FIELDS[self.count_type])
        return number

    @property
    def selected_storage_class(self) -> str:
        """The storage class whose images the rule sees: "standard" unless the rule says otherwise."""
        return self.storage_class or "standard"

    def render(self) -> dict[str, object]:
        """Return the rule as ECR writes it. An expression in place of a number is returned as it is."""
        selection: dict[str, object] = {"tagStatus": self.tag_status}
        for key, tags in (("tagPatternList", self.tag_patterns), ("tagPrefixList", self.tag_prefixes)):
            if tags is not None:
                selection[key] = _as_given(tags) if isinstance(tags, str) else list(tags)
        if self.storage_class is not None:
            selection["storageClass"] = self.storage_class
        selection["countType"] = self.count_type
        if takes_unit(self.count_type):
            selection["countUnit"] = COUNT_UNIT
        selection["countNumber"] = _as_given(self.count)
        described = {} if self.description is None else {"description": self.description}
        return {
            "rulePriority": self.priority,
            **described,
            "selection": selection,
            "action": dict(ACTIONS[self.action]),
        }

    def _check_lists(self) -> None:
        given = {"tag_patterns": self.tag_patterns, "tag_prefixes": self.tag_prefixes}
        for setting, tags in given.items():
            if tags is not None and self.tag_status != "tagged":
                rule = f'must be left out when tag_status is "{self.tag_status}"'
                raise InvalidSettingError(setting, tags, rule, source=PROPERTIES)
            if tags is not None and not tags:
                raise InvalidSettingError(setting, tags, "must not be empty", source=PROPERTIES)
        if self.tag_patterns is not None and self.tag_prefixes is not None:
            rule = "must not be given together with tag_patterns: a rule has one list"
            raise InvalidSettingError("tag_prefixes", self.tag_prefixes, rule, source=PROPERTIES)
        if self.tag_status == "tagged" and self.tag_patterns is None and self.tag_prefixes is None:
            rule = "needs tag_patterns or tag_prefixes"
            raise InvalidSettingError("tag_status", self.tag_status, rule, source=PROPERTIES)

    def _check_count(self) -> None:
        given = [field for field in COUNT_FIELDS.values() if getattr(self, field) is not None]
        if len(given) != 1:
            rule = f"must be exactly one of {', '.join(COUNT_FIELDS.values())}"
            raise InvalidSettingError("count", ", ".join(given) or None, rule, source=PROPERTIES)

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


def _as_given(value: Any) -> Any:
    """Return an expression as its user wrote it, for documents that others encode."""
    return value.token if isinstance(value, Expression) and value.token is not None else value
