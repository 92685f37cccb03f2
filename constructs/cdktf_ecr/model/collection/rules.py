"""The rules of the collection's own settings, as Terraform checks them at plan."""

from __future__ import annotations

from cdktf_ecr.model.module import rules
from cdktf_ecr.model.module.shared_settings import SharedSettings
from cdktf_ecr.model.scanning.configuration import SCAN_FILTER_COUNT
from cdktf_ecr.model.terraform.variables import VALUE, Variable, VariableRule, declared_variables

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


def _of_each(name: str, rule: VariableRule) -> VariableRule:
    """Return the rule of a shared setting as the rule of that setting of each repository; null inherits."""
    own = f"own.{name}"
    # Terraform checks every rule, so that each has to bear the null that one refuses.
    holds = f"own == null ? true : {own} == null ? true : ({rule.condition.replace(VALUE, own)})"
    return VariableRule(
        f"alltrue([for own in values({VALUE}) : {holds}])",
        f"in each repository, {name} {rule.rule}",
        rule.source,
        shown=f"{{for name, own in {VALUE} : name => {own} if !({holds})}}",
    )


def _names() -> VariableRule:
    rule = rules.REPOSITORY_NAME
    holds = rule.condition.replace(VALUE, "name")
    return VariableRule(
        f"alltrue([for name in keys({VALUE}) : {holds}])",
        f"each name {rule.rule}",
        rule.source,
        shown=f"[for name in keys({VALUE}) : name if !({holds})]",
    )


_GIVEN = VariableRule(
    f"alltrue([for own in values({VALUE}) : own != null])",
    "each must be an object of settings; {} for none",
    rules.OUR_RULES,
    shown=f"[for name, own in {VALUE} : name if own == null]",
)


def _rules(name: str, variable: Variable) -> list[VariableRule]:
    return [_of_each(name, rule) for rule in variable.rules]


REPOSITORIES_RULES = (_names(), _GIVEN, *(rule for name in OVERRIDES for rule in _rules(name, _SHARED[name])))

_, _EACH_FILTER = rules.SCAN_FILTERS
SHARED_FILTERS = (
    VariableRule(
        f"length({VALUE}) <= {SCAN_FILTER_COUNT[1]} && length(distinct({VALUE})) == length({VALUE})",
        f"must be at most {SCAN_FILTER_COUNT[1]} filters, none listed twice",
        rules.SCANNING_API,
    ),
    _EACH_FILTER,
)
