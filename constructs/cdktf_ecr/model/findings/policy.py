"""The gate's policy: which findings an image may have."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from cdktf_ecr.model.scanning.events import CRITICAL, SEVERITIES, severities_at_least
from cdktf_ecr.model.terraform.rules import WholeNumber

from .finding import SEVERITY
from .report import Violation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .finding import Finding

_LIMIT = WholeNumber(minimum=0, source="cdktf-ecr gate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Which findings an image may have.

    Args:
        fail_on: One finding of this severity or worse is too many; None for no such limit.
        maxima: By severity, how many findings of exactly that severity there may be. A severity with a number of its
            own is judged by that alone, whatever ``fail_on`` says.
        only_fixable: Whether findings count only if they can be fixed. Those that the scanner says nothing about do:
            basic scanning never says whether there is a fix.
        only_new: Whether findings count only if the image compared with does not have them.

    Raises:
        InvalidSettingError: An unknown severity, or a number below 0.
    """

    fail_on: str | None = CRITICAL
    maxima: Mapping[str, int] = field(default_factory=dict)
    only_fixable: bool = False
    only_new: bool = False

    def __post_init__(self) -> None:
        if self.fail_on is not None:
            SEVERITY.check("fail-on", self.fail_on)
        for severity, number in self.maxima.items():
            SEVERITY.check("max", severity)
            _LIMIT.check(f"max {severity}", number)
        object.__setattr__(self, "maxima", MappingProxyType(dict(self.maxima)))

    def violations(self, findings: Sequence[Finding]) -> tuple[Violation, ...]:
        """Return the rules that ``findings`` break, the strictest first; none if they pass.

        Args:
            findings: What was found and is not ignored, worst first. Where ``only_new`` is set they are marked.
        """
        counted = [finding for finding in findings if self._counts(finding)]
        broken: list[Violation] = []
        if self.fail_on is not None:
            severities = [one for one in severities_at_least(self.fail_on) if one not in self.maxima]
            found = tuple(finding for finding in counted if finding.severity in severities)
            if found:
                message = f"{self._number(found)} of severity {self.fail_on} or worse, where none is allowed"
                broken.append(Violation(rule=f"--fail-on {self.fail_on}", message=message, findings=found))
        for severity in SEVERITIES:
            limit = self.maxima.get(severity)
            found = tuple(finding for finding in counted if finding.severity == severity)
            if limit is not None and len(found) > limit:
                message = f"{self._number(found)} of severity {severity}, where {limit} may be"
                broken.append(Violation(rule=f"--max {severity}={limit}", message=message, findings=found))
        return tuple(broken)

    def _counts(self, finding: Finding) -> bool:
        if self.only_fixable and finding.fix_available is False:
            return False
        return not (self.only_new and finding.new is False)

    def _number(self, found: tuple[Finding, ...]) -> str:
        kind = f"{'new ' if self.only_new else ''}{'fixable ' if self.only_fixable else ''}"
        return f"{len(found):,} {kind}finding{'' if len(found) == 1 else 's'}"
