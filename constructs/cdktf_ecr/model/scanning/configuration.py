"""What a registry scans for vulnerabilities, and when.

The scanning configuration is the registry's, that is the account's in one region. There is one of it: writing it
replaces whatever was there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.names import REPOSITORY_NAME
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.rules import Distinct, Each, Matches, OneOf
from cdktf_ecr.model.terraform.types import checked

BASIC = "BASIC"
ENHANCED = "ENHANCED"
SCAN_ON_PUSH = "SCAN_ON_PUSH"
CONTINUOUS_SCAN = "CONTINUOUS_SCAN"

# PutRegistryScanningConfiguration (ECR API reference): which frequencies each scan type takes.
SCAN_FREQUENCIES = {BASIC: (SCAN_ON_PUSH,), ENHANCED: (SCAN_ON_PUSH, CONTINUOUS_SCAN)}
SCAN_TYPES = tuple(SCAN_FREQUENCIES)
SCAN_RULE_LIMIT = 2

PUT_CONFIGURATION = "ECR API, PutRegistryScanningConfiguration"
_PROVIDER = "AWS provider, aws_ecr_registry_scanning_configuration"
_GUIDE = "ECR scanning filters"
_EVERYTHING = ("*",)

SCAN_FREQUENCY = OneOf(choices=SCAN_FREQUENCIES[ENHANCED], source=PUT_CONFIGURATION)
SCAN_TYPE = OneOf(choices=SCAN_TYPES, source=PUT_CONFIGURATION)

# RegistryScanningRule takes 0 to 100 filters (ECR API reference); aws_ecr_registry_scanning_configuration wants at
# least one in every rule (AWS provider).
SCAN_FILTER_COUNT = (1, 100)
SCAN_FILTER_LENGTH = (1, 255)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ScanFilter(Matches):
    # ScanningRepositoryFilter, parameter filter (ECR API reference). AWS writes the pattern as
    # ^[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*$, over which a backtracking matcher takes exponential time; this one
    # accepts the same strings in linear time.
    pattern: str = "^[a-z0-9*]+(?:[._/-][a-z0-9*]+)*$"
    words: str = (
        "must be 1 to 255 characters of lower-case letters, digits and '*', in words joined by a single "
        "'.', '_', '-' or '/'"
    )
    source: str = PUT_CONFIGURATION

    def holds(self, value: Any) -> bool:
        return len(value) <= SCAN_FILTER_LENGTH[1] and Matches.holds(self, value)

    def condition(self, operand: str) -> str:
        return f"length({operand}) <= {SCAN_FILTER_LENGTH[1]} && {Matches.condition(self, operand)}"

    def advice(self, value: Any) -> str:
        if not REPOSITORY_NAME.holds(value):
            return ""
        return f"; a legal repository name but not a legal filter, use {_wildcard_for(value)!r} instead"


SCAN_FILTER = _ScanFilter()
EACH_SCAN_FILTER = Each(words=f"each filter {SCAN_FILTER.words}", rule=SCAN_FILTER)
SCAN_FILTERS = (
    Distinct(
        count=SCAN_FILTER_COUNT,
        words="must be {} to {} filters, none listed twice".format(*SCAN_FILTER_COUNT),
        source=PUT_CONFIGURATION,
    ),
    EACH_SCAN_FILTER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRule:
    """The repositories scanned at one frequency.

    Attributes:
        frequency: SCAN_ON_PUSH or CONTINUOUS_SCAN.
        filters: 1 to 100 filters; a repository is scanned when any of them matches (see `filter_matches`).

    Raises:
        InvalidSettingError: The frequency is unknown, or a filter is malformed or listed twice.
    """

    frequency: str
    filters: Sequence[str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "frequency", checked("frequency", self.frequency, SCAN_FREQUENCY))
        filters = checked("filters", self.filters, type_="list(string)")
        if not filters:
            rule = "must be {} to {} filters; to scan no repository at this frequency, leave the rule out"
            raise InvalidSettingError("filters", [], rule.format(*SCAN_FILTER_COUNT), source=_PROVIDER)
        checked("filters", filters, *SCAN_FILTERS, type_="list(string)")
        object.__setattr__(self, "filters", filters)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryScanning:
    """The scanning configuration of a registry.

    Attributes:
        scan_type: BASIC, or ENHANCED, which is Amazon Inspector. Switching the type hides the results of earlier scans.
        rules: At most one rule per frequency. BASIC scans on push only. Where both rules of ENHANCED match a
            repository, it is scanned continuously.

    Raises:
        InvalidSettingError: The type is unknown, does not take a rule's frequency, or two rules have one frequency.
    """

    scan_type: str = BASIC
    rules: Sequence[ScanRule] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "scan_type", checked("scan_type", self.scan_type, SCAN_TYPE))
        rules = tuple(self.rules)
        object.__setattr__(self, "rules", rules)
        frequencies = [rule.frequency for rule in rules]
        for frequency in frequencies:
            self._check_frequency(frequency)
        if len(set(frequencies)) < len(frequencies) or len(frequencies) > SCAN_RULE_LIMIT:
            rule = f"must be at most {SCAN_RULE_LIMIT} rules, one per frequency; one rule takes all its filters"
            raise InvalidSettingError("rules", frequencies, rule, source=PUT_CONFIGURATION)

    @classmethod
    def basic(cls, *, filters: Sequence[str] = _EVERYTHING) -> RegistryScanning:
        """Return basic scanning on push of the repositories ``filters`` match.

        Images in all other repositories, all of them if there are no filters, are scanned only when somebody asks.

        Raises:
            InvalidSettingError: A filter is malformed or listed twice.
        """
        return cls(scan_type=BASIC, rules=_rules(SCAN_ON_PUSH, filters))

    @classmethod
    def enhanced(cls, *, frequency: str = SCAN_ON_PUSH, filters: Sequence[str] = _EVERYTHING) -> RegistryScanning:
        """Return scanning by Amazon Inspector of the repositories ``filters`` match.

        Images in all other repositories, all of them if there are no filters, are never scanned.

        Args:
            frequency: SCAN_ON_PUSH scans once, at push; CONTINUOUS_SCAN scans again whenever a new vulnerability
                becomes known.
            filters: 1 to 100 filters.

        Raises:
            InvalidSettingError: The frequency is unknown, or a filter is malformed or listed twice.
        """
        return cls(scan_type=ENHANCED, rules=_rules(frequency, filters))

    def render(self) -> dict[str, Any]:
        """Return the arguments of ``aws_ecr_registry_scanning_configuration``."""
        return {
            "scan_type": self.scan_type,
            "rule": [
                {
                    "scan_frequency": rule.frequency,
                    "repository_filter": [{"filter": text, "filter_type": "WILDCARD"} for text in rule.filters],
                }
                for rule in self.rules
            ],
        }

    def frequency_for(self, repository_name: str) -> str | None:
        """Return how often the repository is scanned.

        Returns:
            CONTINUOUS_SCAN if both rules match. None if no rule does: then images are scanned only by hand under
            BASIC, and not at all under ENHANCED.

        Raises:
            InvalidSettingError: A frequency or a filter is a Terraform expression, so that nobody can tell yet.
        """
        return self.frequencies_for([repository_name])[repository_name]

    def frequencies_for(self, repository_names: Iterable[str]) -> dict[str, str | None]:
        """Return how often each repository is scanned, as `frequency_for` does.

        Raises:
            InvalidSettingError: A name, frequency or filter is a Terraform expression, so that nobody can tell yet.
        """
        for rule in self.rules:
            _check_known("frequency", rule.frequency)
            _check_known("filters", rule.filters)
        found: dict[str, str | None] = {}
        for name in repository_names:
            _check_known("repository_name", name)
            matching = {rule.frequency for rule in self.rules if any(_matches(text, name) for text in rule.filters)}
            found[name] = next((each for each in (CONTINUOUS_SCAN, SCAN_ON_PUSH) if each in matching), None)
        return found

    def _check_frequency(self, frequency: str) -> None:
        if is_expression((self.scan_type, frequency)):
            return
        allowed = SCAN_FREQUENCIES[self.scan_type]
        if frequency not in allowed:
            rule = f"must be {' or '.join(allowed)} when scan_type is {self.scan_type}"
            raise InvalidSettingError("frequency", frequency, rule, source=PUT_CONFIGURATION)


def filter_matches(text: str, repository_name: str) -> bool:
    """Return whether a scanning filter matches a repository.

    A filter without a '*' matches every name that contains it; there is no exact match. In a filter with a '*', each
    '*' stands for zero or more characters, '/' included, and the rest must match from the name's start to its end.

    Raises:
        InvalidSettingError: Either argument is a Terraform expression.
    """
    _check_known("filters", text)
    _check_known("repository_name", repository_name)
    return _matches(text, repository_name)


def _matches(text: str, repository_name: str) -> bool:
    if "*" not in text:
        return text in repository_name
    start, *middle, end = text.split("*")
    if not repository_name.startswith(start):
        return False
    position = len(start)
    for part in middle:
        found = repository_name.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return len(repository_name) - position >= len(end) and repository_name.endswith(end)


def _rules(frequency: str, filters: Sequence[str]) -> tuple[ScanRule, ...]:
    if isinstance(filters, Sequence) and not filters and not isinstance(filters, str):
        return ()
    return (ScanRule(frequency=frequency, filters=filters),)


def _check_known(setting: str, value: object) -> None:
    if is_expression(value):
        rule = "must be known in Python to say which repositories it covers; a Terraform expression is not"
        raise InvalidSettingError(setting, value, rule, source=_GUIDE)


def _wildcard_for(repository_name: str) -> str:
    """Return a legal filter that matches at least the repository."""
    legal = re.sub(r"[._-]{2,}", "*", repository_name)
    longest = SCAN_FILTER_LENGTH[1]
    return legal if len(legal) <= longest else legal[: longest - 1].rstrip("._-/") + "*"
