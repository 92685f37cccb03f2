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
from cdktf_ecr.model.repository.names import check_repository_name
from cdktf_ecr.model.terraform.values import check_choice, check_string, check_strings, is_expression

BASIC = "BASIC"
ENHANCED = "ENHANCED"
SCAN_ON_PUSH = "SCAN_ON_PUSH"
CONTINUOUS_SCAN = "CONTINUOUS_SCAN"

# PutRegistryScanningConfiguration (ECR API reference): which frequencies each scan type takes.
SCAN_FREQUENCIES = {BASIC: (SCAN_ON_PUSH,), ENHANCED: (SCAN_ON_PUSH, CONTINUOUS_SCAN)}
SCAN_TYPES = tuple(SCAN_FREQUENCIES)
SCAN_RULE_LIMIT = 2

# RegistryScanningRule takes 0 to 100 filters (ECR API reference); aws_ecr_registry_scanning_configuration wants at
# least one in every rule (AWS provider).
SCAN_FILTER_COUNT = (1, 100)
# ScanningRepositoryFilter, parameter filter (ECR API reference): 1 to 255 characters. AWS writes the pattern as
# ^[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*$, over which a backtracking matcher takes exponential time; this one accepts
# the same strings in linear time. Reads the same in Python and in Terraform's regex().
SCAN_FILTER_PATTERN = "^[a-z0-9*]+(?:[._/-][a-z0-9*]+)*$"
SCAN_FILTER_LENGTH = (1, 255)
SCAN_FILTER_RULE = (
    "must be 1 to 255 characters of lower-case letters, digits and '*', in words joined by a single "
    "'.', '_', '-' or '/'"
)

_TYPE = "scan_type"
_FREQUENCY = "scan_frequency"
_FILTERS = "scan_repository_filters"
_API = "ECR API, PutRegistryScanningConfiguration"
_PROVIDER = "AWS provider, aws_ecr_registry_scanning_configuration"
_GUIDE = "ECR scanning filters"
_EVERYTHING = ("*",)


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
        if not is_expression(self.frequency):
            check_choice(_FREQUENCY, self.frequency, SCAN_FREQUENCIES[ENHANCED], source=_API)
        filters = check_strings(_FILTERS, self.filters)
        object.__setattr__(self, "filters", filters)
        fewest, most = SCAN_FILTER_COUNT
        if not filters:
            rule = f"must be {fewest} to {most} filters; to scan no repository at this frequency, leave the rule out"
            raise InvalidSettingError(_FILTERS, list(filters), rule, source=_PROVIDER)
        if len(filters) > most:
            raise InvalidSettingError(_FILTERS, list(filters), f"must be {fewest} to {most} filters", source=_API)
        for text in filters:
            check_scan_filter(text)
        twice = [text for text in filters if filters.count(text) > 1]
        if twice:
            raise InvalidSettingError(_FILTERS, twice[0], "must not be listed twice", source=_PROVIDER)


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
        if not is_expression(self.scan_type):
            check_choice(_TYPE, self.scan_type, SCAN_TYPES, source=_API)
        rules = tuple(self.rules)
        object.__setattr__(self, "rules", rules)
        frequencies = [rule.frequency for rule in rules]
        for frequency in frequencies:
            self._check_frequency(frequency)
        if len(set(frequencies)) < len(frequencies) or len(frequencies) > SCAN_RULE_LIMIT:
            rule = f"must be at most {SCAN_RULE_LIMIT} rules, one per frequency; one rule takes all its filters"
            raise InvalidSettingError(_FREQUENCY, frequencies, rule, source=_API)

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
            _check_known(_FREQUENCY, rule.frequency)
            _check_known(_FILTERS, rule.filters)
        found: dict[str, str | None] = {}
        for name in repository_names:
            _check_known("repository_name", name)
            matching = {rule.frequency for rule in self.rules if any(_matches(text, name) for text in rule.filters)}
            found[name] = next((each for each in (CONTINUOUS_SCAN, SCAN_ON_PUSH) if each in matching), None)
        return found

    def _check_frequency(self, frequency: str) -> None:
        if is_expression(self.scan_type) or is_expression(frequency):
            return
        allowed = SCAN_FREQUENCIES[self.scan_type]
        if frequency not in allowed:
            rule = f"must be {' or '.join(allowed)} when {_TYPE} is {self.scan_type}"
            raise InvalidSettingError(_FREQUENCY, frequency, rule, source=_API)


def check_scan_filter(text: object, *, setting: str = _FILTERS) -> str:
    """Return ``text`` if ECR accepts it as a filter of a scanning rule, or if it is a Terraform expression.

    Raises:
        InvalidSettingError: ECR's PutRegistryScanningConfiguration would refuse the filter. Some repository names, such
            as "a--b", are not legal filters; the error then suggests one with a wildcard.
    """
    checked = check_string(setting, text)
    if is_expression(checked):
        return checked
    shortest, longest = SCAN_FILTER_LENGTH
    if shortest <= len(checked) <= longest and re.fullmatch(SCAN_FILTER_PATTERN, checked):
        return checked
    rule = SCAN_FILTER_RULE
    if _is_repository_name(checked):
        rule += f"; a legal repository name but not a legal filter, use {_wildcard_for(checked)!r} instead"
    raise InvalidSettingError(setting, checked, rule, source=_API)


def filter_matches(text: str, repository_name: str) -> bool:
    """Return whether a scanning filter matches a repository.

    A filter without a '*' matches every name that contains it; there is no exact match. In a filter with a '*', each
    '*' stands for zero or more characters, '/' included, and the rest must match from the name's start to its end.

    Raises:
        InvalidSettingError: Either argument is a Terraform expression.
    """
    _check_known(_FILTERS, text)
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


def _is_repository_name(text: str) -> bool:
    try:
        check_repository_name(text)
    except InvalidSettingError:
        return False
    return True


def _wildcard_for(repository_name: str) -> str:
    """Return a legal filter that matches at least the repository."""
    legal = re.sub(r"[._-]{2,}", "*", repository_name)
    longest = SCAN_FILTER_LENGTH[1]
    return legal if len(legal) <= longest else legal[: longest - 1].rstrip("._-/") + "*"
