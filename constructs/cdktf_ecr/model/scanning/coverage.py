"""From how often each repository shall be scanned to the one scanning configuration of its registry, and back.

The configuration knows filters, not repositories: what no filter matches is not scanned, and nothing says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from heapq import heapify, heappop, heappush
from typing import TypeAlias

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.names import check_repository_name
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.types import boolean

from .configuration import (
    BASIC,
    CONTINUOUS_SCAN,
    ENHANCED,
    SCAN_FILTER_COUNT,
    SCAN_FREQUENCIES,
    SCAN_ON_PUSH,
    RegistryScanning,
    ScanRule,
    filter_matches,
)
from .filters import Spared, start_filter, starting_with

Frequencies: TypeAlias = "Mapping[str, str | None]"
"""Repository names, each with SCAN_ON_PUSH, CONTINUOUS_SCAN, or None if it shall not be scanned by itself."""

_FREQUENCY = "scan_frequency"
_FILTERS = "scan_repository_filters"
_API = "ECR API, PutRegistryScanningConfiguration"
_GUIDE = "ECR scanning filters"
_MOST_FILTERS = SCAN_FILTER_COUNT[1]
# Where both rules match a repository, the later of these wins (ECR scanning filters).
_RISING = (None, SCAN_ON_PUSH, CONTINUOUS_SCAN)
_WAYS_OUT = (
    "give them the same frequency, rename some, put those of one frequency under a namespace of their own, or pass "
    "filters yourself"
)
_SHOWN = 10


def scanning_for(frequencies: Frequencies, *, enhanced: bool) -> RegistryScanning:
    """Return the scanning configuration that scans each repository exactly as often as it shall be.

    As long as no repository listed shall be scanned less often than a rule says, the rule is "*", which takes in the
    repositories that are not listed. Otherwise a namespace of several repositories becomes one filter if nothing
    listed in it stands against that ("team/*"), every other repository gets a filter of its own, and filters are
    merged further only where there would be more than 100. A filter may well match repositories that are not listed:
    "team/api" is also contained in "team/api-docs".

    Args:
        frequencies: How often each repository shall be scanned. The order does not matter.
        enhanced: Whether Amazon Inspector scans. Without it repositories are scanned on push or not at all.

    Raises:
        InvalidSettingError: A name or frequency is malformed, or known only to Terraform; or no 100 filters per
            frequency were found that tell these repositories apart.
    """
    scan_type = ENHANCED if boolean("enhanced", enhanced) else BASIC
    _check_frequencies(frequencies, scan_type)
    if not frequencies:
        return RegistryScanning(scan_type=scan_type, rules=[ScanRule(frequency=SCAN_ON_PUSH, filters=["*"])])
    rules = [
        ScanRule(frequency=frequency, filters=_filters(frequency, frequencies))
        for frequency in (SCAN_ON_PUSH, CONTINUOUS_SCAN)
        if frequency in frequencies.values()
    ]
    scanning = RegistryScanning(scan_type=scan_type, rules=rules)
    check_coverage(scanning, frequencies)
    return scanning


def check_coverage(scanning: RegistryScanning, frequencies: Frequencies) -> None:
    """Refuse a scanning configuration that scans a repository more or less often than it shall be.

    Raises:
        InvalidSettingError: It does, and the error says which filters to add or to narrow; or a name, frequency or
            filter is malformed, or known only to Terraform.
    """
    scan_type = ENHANCED if is_expression(scanning.scan_type) else scanning.scan_type
    _check_frequencies(frequencies, scan_type)
    found = scanning.frequencies_for(frequencies)
    wrong = [name for name in sorted(frequencies) if found[name] != frequencies[name]]
    if wrong:
        advice = [_advice(name, scanning, frequencies) for name in wrong[:_SHOWN]]
        rule = f"must scan each repository as often as it shall be: {'; '.join([*advice, *_more(wrong)])}"
        shown = [text for each in scanning.rules for text in each.filters]
        raise InvalidSettingError(_FILTERS, shown, rule, source=_GUIDE)


def _check_frequencies(frequencies: Frequencies, scan_type: str) -> None:
    allowed = SCAN_FREQUENCIES[scan_type]
    if not isinstance(frequencies, Mapping):
        rule = f"must map repository names to {', '.join(allowed)} or None"
        raise InvalidSettingError("frequencies", frequencies, rule, source=_GUIDE)
    for name, frequency in frequencies.items():
        for setting, value in (("repository_name", name), (_FREQUENCY, frequency)):
            if is_expression(value):
                rule = "must be known in Python to tell which filters match; a Terraform expression is not"
                raise InvalidSettingError(setting, value, rule, source=_GUIDE)
        check_repository_name(name)
        if frequency is not None and frequency not in allowed:
            rule = f"must be {' or '.join(allowed)} when scan_type is {scan_type}, or None (repository {name!r})"
            raise InvalidSettingError(_FREQUENCY, frequency, rule, source=_API)


def _filters(frequency: str, frequencies: Frequencies) -> list[str]:
    spared = _spared(frequency, frequencies)
    if not spared:
        return ["*"]
    wanted = sorted(name for name, each in frequencies.items() if each == frequency)
    units = defaultdict(list)
    for name in wanted:
        units[_namespace(name, wanted, spared) or name].append(name)
    merged, left = _merged(units, spared)
    if len(merged) + len(left) > _MOST_FILTERS:
        raise _too_many(frequency, left, frequencies)
    own = {unit: start_filter(unit) if unit.endswith("/") else spared.own_filter(unit) for unit in left}
    inseparable = [unit for unit, text in own.items() if text is None]
    if inseparable:
        raise _inseparable(frequency, inseparable, spared, frequencies)
    return sorted({*merged, *filter(None, own.values())})


def _spared(frequency: str, frequencies: Frequencies) -> Spared:
    lower = _RISING[: _RISING.index(frequency)]
    return Spared(name for name, each in frequencies.items() if each in lower)


def _namespace(name: str, wanted: list[str], spared: Spared) -> str | None:
    """Return the outermost namespace of a repository that holds several wanted ones and none to spare."""
    for slash in re.finditer("/", name):
        namespace = name[: slash.end()]
        if len(starting_with(wanted, namespace)) > 1 and spared.allows(start_filter(namespace)):
            return namespace
    return None


def _merged(units: Mapping[str, list[str]], spared: Spared) -> tuple[list[str], list[str]]:
    """Return filters that each stand for several units, as few as keep to the limit, and the units left."""
    merged: list[str] = []
    left = set(units)
    for whole_words in (True, False):
        if len(merged) + len(left) > _MOST_FILTERS:
            merged, left = _merge(_groups(units, spared, whole_words=whole_words), set(units))
    return merged, sorted(left)


def _groups(units: Mapping[str, list[str]], spared: Spared, *, whole_words: bool) -> dict[str, set[str]]:
    """Return broad filters, each with the units all of whose repositories it matches."""
    groups = defaultdict(set)
    for unit, names in units.items():
        for text in set.intersection(*(spared.broadest_filters(name, whole_words=whole_words) for name in names)):
            groups[text].add(unit)
    return groups


def _merge(groups: Mapping[str, set[str]], left: set[str]) -> tuple[list[str], set[str]]:
    """Take the filter that matches most of the units left, again and again, until the limit is kept."""
    merged: list[str] = []
    # Starts before ends: a repository is looked up by its namespace.
    queue = [(-len(group), text.startswith("*"), text) for text, group in groups.items()]
    heapify(queue)
    while queue and len(merged) + len(left) > _MOST_FILTERS:
        size, is_end, text = heappop(queue)
        group = groups[text] & left
        if len(group) == -size > 1:
            merged.append(text)
            left = left - group
        elif len(group) > 1:
            heappush(queue, (-len(group), is_end, text))
    return merged, left


def _too_many(frequency: str, units: list[str], frequencies: Frequencies) -> InvalidSettingError:
    lower = _RISING[: _RISING.index(frequency)]
    others = sorted(name for name, each in frequencies.items() if each in lower)
    rule = (
        f"takes at most {_MOST_FILTERS} filters, and none were found that tell {_listed(units)} from "
        f"{_listed(others)}; {_WAYS_OUT}"
    )
    return InvalidSettingError(_FREQUENCY, frequency, rule, source=_API)


def _inseparable(frequency: str, names: list[str], spared: Spared, frequencies: Frequencies) -> InvalidSettingError:
    pairs = [
        f"{name!r} without {', '.join(f'{each!r} ({frequencies[each]})' for each in spared.obstacles(name)[:_SHOWN])}"
        for name in names[:_SHOWN]
    ]
    rule = f"no legal filter matches {'; '.join([*pairs, *_more(names)])}: {_WAYS_OUT}"
    return InvalidSettingError(_FREQUENCY, frequency, rule, source=_GUIDE)


def _advice(name: str, scanning: RegistryScanning, frequencies: Frequencies) -> str:
    wanted, found = frequencies[name], scanning.frequency_for(name)
    verdict = f"{name!r} gets {found} instead of {wanted}"
    if wanted is not None and _RISING.index(found) < _RISING.index(wanted):
        text = _spared(wanted, frequencies).own_filter(name)
        return f"{verdict}, add {text!r} to {wanted}" if text else f"{verdict}, which no filter can mend"
    too_broad = [
        text
        for rule in scanning.rules
        if _RISING.index(rule.frequency) > _RISING.index(wanted)
        for text in rule.filters
        if filter_matches(text, name)
    ]
    return f"{verdict}, narrow {_listed(too_broad)}"


def _listed(names: list[str]) -> str:
    return ", ".join([*map(repr, names[:_SHOWN]), *_more(names)])


def _more(names: list[str]) -> list[str]:
    return [f"and {len(names) - _SHOWN} more"] if len(names) > _SHOWN else []
