"""The rules of the collection's own settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cdktf_ecr.model.module.shared_settings import SharedSettings
from cdktf_ecr.model.repository.names import REPOSITORY_NAME
from cdktf_ecr.model.scanning.configuration import EACH_SCAN_FILTER, PUT_CONFIGURATION, SCAN_FILTER_COUNT
from cdktf_ecr.model.terraform.rules import Distinct, Each, Rule
from cdktf_ecr.model.terraform.variables import declared_variables

# What a repository of a collection can have for itself.
OVERRIDES = (
    "image_tag_mutability",
    "scan_on_push",
    "scan_frequency",
    "encryption_type",
    "kms_key_id",
    "max_image_count",
    "dev_image_count",
    "untagged_image_days",
    "pull_account_ids",
    "force_delete",
    "tags",
)

_SHARED = declared_variables(SharedSettings)

REPOSITORIES_TYPE = f"map(object({{{', '.join(f'{name} = optional({_SHARED[name].type})' for name in OVERRIDES)}}}))"


# In Python `CollectionSettings.of` checks each repository's settings, which are then those of a dataclass.
@dataclass(frozen=True, slots=True, kw_only=True)
class _RuleOfEach(Rule):
    """The rule of a shared setting, as the rule of that setting of each repository; null inherits."""

    words: str = ""
    source: str = ""
    setting: str
    rule: Rule

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", f"in each repository, {self.setting} {self.rule.words}")
        object.__setattr__(self, "source", self.rule.source)

    def holds(self, value: Any) -> bool:  # noqa: ARG002 - see above
        return True

    def condition(self, operand: str) -> str:
        return f"alltrue([for own in values({operand}) : {self._one}])"

    def shown(self, operand: str) -> str:
        return f"{{for name, own in {operand} : name => own.{self.setting} if !({self._one})}}"

    @property
    def _one(self) -> str:
        own = f"own.{self.setting}"
        # Terraform checks every rule, so that each has to bear the null that one refuses.
        return f"own == null ? true : {own} == null ? true : ({self.rule.condition(own)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names(Each):
    words: str = f"each name {REPOSITORY_NAME.words}"
    rule: Rule = REPOSITORY_NAME
    of: str = "keys"
    name: str = "name"

    def shown(self, operand: str) -> str:
        return f"[for name in keys({operand}) : name if !({self.rule.condition('name')})]"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Objects(Rule):
    words: str = "each must be an object of settings; {} for none"
    source: str = "cdktf-ecr"

    def holds(self, value: Any) -> bool:  # noqa: ARG002 - `CollectionSettings.of` says it of the repository
        return True

    def condition(self, operand: str) -> str:
        return f"alltrue([for own in values({operand}) : own != null])"

    def shown(self, operand: str) -> str:
        return f"[for name, own in {operand} : name if own == null]"


REPOSITORIES_RULES = (
    _Names(),
    _Objects(),
    *(_RuleOfEach(setting=name, rule=rule) for name in OVERRIDES for rule in _SHARED[name].rules),
)

SHARED_FILTERS = (
    Distinct(
        count=(0, SCAN_FILTER_COUNT[1]),
        words=f"must be at most {SCAN_FILTER_COUNT[1]} filters, none listed twice",
        source=PUT_CONFIGURATION,
    ),
    EACH_SCAN_FILTER,
)
