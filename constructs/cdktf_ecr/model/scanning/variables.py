"""A registry's scanning configuration whose type, frequency and filters Terraform knows only at plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cdktf_ecr.model.terraform.expressions import Flag, Texts, expression_of, interpolate

from .configuration import BASIC, CONTINUOUS_SCAN, ENHANCED, SCAN_ON_PUSH


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

    enhanced: Flag
    frequency: str
    scan_on_push: Flag
    filters: Texts

    @property
    def scan_type(self) -> str:
        """The scan type, as an expression."""
        return f'({expression_of(self.enhanced)} ? "{ENHANCED}" : "{BASIC}")'

    @property
    def effective_frequency(self) -> str:
        """The frequency of the rule, as an expression; null where there is no rule."""
        enhanced, frequency = expression_of(self.enhanced), expression_of(self.frequency)
        continuous = f'{enhanced} && {frequency} == "{CONTINUOUS_SCAN}"'
        on_push = f'({expression_of(self.scan_on_push)} ? "{SCAN_ON_PUSH}" : null)'
        return f'({continuous} ? "{CONTINUOUS_SCAN}" : {on_push})'

    def render(self) -> dict[str, Any]:
        """Return the arguments of ``aws_ecr_registry_scanning_configuration``."""
        filters = {
            "for_each": interpolate(f"toset({expression_of(self.filters)})"),
            "content": {"filter": "${repository_filter.value}", "filter_type": "WILDCARD"},
        }
        rule = {
            "for_each": interpolate(f"{self.effective_frequency} == null ? [] : [{self.effective_frequency}]"),
            "content": {"scan_frequency": "${rule.value}", "dynamic": {"repository_filter": filters}},
        }
        return {"scan_type": interpolate(self.scan_type), "dynamic": {"rule": rule}}
