"""A registry's scanning configuration whose type, frequency and filters Terraform knows only at plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.terraform.expressions import Expression, conditional, operand_of, source_of

from .configuration import BASIC, CONTINUOUS_SCAN, ENHANCED, SCAN_ON_PUSH

if TYPE_CHECKING:
    from cdktf_ecr.model.terraform.expressions import BooleanValue, StringListValue


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableScanning:
    """One rule for all filters, as a ``dynamic`` block.

    Each setting is a Python value or a Terraform expression.

    Attributes:
        enhanced: Whether the scan type is ENHANCED rather than BASIC.
        frequency: SCAN_ON_PUSH or CONTINUOUS_SCAN; basic scanning has the former only.
        scan_on_push: Whether images are scanned at push. Continuous scanning includes that. Without either there is no
            rule, and nothing is scanned.
        filters: Which repositories the rule covers.
    """

    enhanced: BooleanValue
    frequency: str
    scan_on_push: BooleanValue
    filters: StringListValue

    @property
    def scan_type(self) -> Expression:
        """The scan type."""
        return Expression(conditional(self.enhanced, ENHANCED, BASIC).operand)

    @property
    def effective_frequency(self) -> Expression:
        """The frequency of the rule; null where there is no rule."""
        continuous = Expression(f'{operand_of(self.enhanced)} && {operand_of(self.frequency)} == "{CONTINUOUS_SCAN}"')
        on_push = conditional(self.scan_on_push, SCAN_ON_PUSH, None)
        return Expression(conditional(continuous, CONTINUOUS_SCAN, on_push).operand)

    def render(self) -> dict[str, Any]:
        """Return the arguments of ``aws_ecr_registry_scanning_configuration``."""
        filters = {
            "for_each": Expression(f"toset({source_of(self.filters)})"),
            "content": {"filter": "${repository_filter.value}", "filter_type": "WILDCARD"},
        }
        frequency = self.effective_frequency.operand
        rule = {
            "for_each": Expression(f"{frequency} == null ? [] : [{frequency}]"),
            "content": {"scan_frequency": "${rule.value}", "dynamic": {"repository_filter": filters}},
        }
        return {"scan_type": self.scan_type, "dynamic": {"rule": rule}}
