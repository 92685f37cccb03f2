"""The registry's one scanning configuration for a collection: worked out here, or by Terraform at plan.

What `scanning_for` works out in Python, `CollectionScanning` has Terraform work out, with fewer ways to merge filters,
and check in the same way: a repository that would be scanned otherwise than it should is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.scanning.configuration import (
    BASIC,
    CONTINUOUS_SCAN,
    ENHANCED,
    SCAN_FILTER_COUNT,
    SCAN_FILTER_LENGTH,
    SCAN_ON_PUSH,
    RegistryScanning,
    ScanRule,
)
from cdktf_ecr.model.scanning.coverage import check_coverage, scanning_for
from cdktf_ecr.model.terraform.expressions import (
    BooleanValue,
    Expression,
    StringListValue,
    conditional,
    operand_of,
    source_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf_ecr.model.scanning.coverage import Frequencies

_NEVER = "NEVER"
# Which frequencies are lower than that of a rule: its filters spare those repositories.
_SPARED = {CONTINUOUS_SCAN: [_NEVER, SCAN_ON_PUSH], SCAN_ON_PUSH: [_NEVER]}
# What Terraform's replace() puts a "*" between.
_PAIR = '"/([._-])([._-])/", "$1*$2"'
_MOST, _LONGEST = SCAN_FILTER_COUNT[1], SCAN_FILTER_LENGTH[1]


def known_scanning(
    wanted: Frequencies, *, enhanced: bool, frequency: str, filters: Sequence[str], default: str | None = SCAN_ON_PUSH
) -> RegistryScanning:
    """Return the configuration for repositories that are known in Python.

    Args:
        wanted: How often each repository is to be scanned.
        enhanced: Whether the scan type is ENHANCED rather than BASIC.
        frequency: The collection's own frequency.
        filters: The filters of the rule at ``frequency``; empty to derive them.
        default: How often everything is scanned as long as there is no repository, None for never.

    Raises:
        InvalidSettingError: The filters, or any that were found, scan a repository otherwise than wanted.
    """
    scan_type = ENHANCED if enhanced else BASIC
    if not filters and not wanted:
        rules = [ScanRule(frequency=default, filters=["*"])] if default else []
        return RegistryScanning(scan_type=scan_type, rules=rules)
    if not filters:
        return scanning_for(wanted, enhanced=enhanced)
    if frequency == CONTINUOUS_SCAN:
        others = {name: each for name, each in wanted.items() if each != CONTINUOUS_SCAN}
    else:
        others = {name: each if each == CONTINUOUS_SCAN else None for name, each in wanted.items()}
    derived = scanning_for(others, enhanced=enhanced).rules if any(others.values()) else ()
    scanning = RegistryScanning(scan_type=scan_type, rules=[ScanRule(frequency=frequency, filters=filters), *derived])
    check_coverage(scanning, wanted)
    return scanning


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionScanning:
    """Rules worked out by Terraform, as locals that build on each other.

    Attributes:
        rows: The expression of the collection's rows: each repository's ``scan_on_push`` and ``scan_frequency``.
        enhanced: Whether the scan type is ENHANCED rather than BASIC.
        filters: The filters of the rule at ``frequency``; empty to derive them.
        frequency: The collection's own frequency.
        scan_on_push: The collection's own setting.
        prefix: What the locals' names start with.
    """

    rows: str
    enhanced: BooleanValue
    filters: StringListValue
    frequency: str
    scan_on_push: BooleanValue = True
    prefix: str = ""

    @property
    def scan_type(self) -> Expression:
        """The scan type."""
        return Expression(conditional(self.enhanced, ENHANCED, BASIC).operand)

    @property
    def rules(self) -> str:
        """The rules, as an expression of a list of objects of ``frequency`` and ``filters``."""
        return self._local("scan_rules")

    def local_values(self) -> dict[str, str]:
        """Return the locals by name: frequencies wanted, rules that result, repositories they fail.

        What is the same for every repository is a local of its own: Terraform works it out once.
        """
        rules = f"{self._rule(CONTINUOUS_SCAN)}, {self._rule(SCAN_ON_PUSH)}"
        values = {
            "scan_frequencies": self._wanted(),
            "scan_spared": f"{{{', '.join(f'{each} = {self._spared(each)}' for each in _SPARED)}}}",
            "scan_rules": f"[for rule in [{rules}] : rule if length(rule.filters) > 0]",
            "scan_patterns": _patterns(self.rules),
            "scan_misses": _misses(self._local("scan_frequencies"), self._local("scan_patterns")),
        }
        return {f"{self.prefix}{name}": Expression(value) for name, value in values.items()}

    def preconditions(self) -> list[dict[str, str]]:
        """Return what Terraform checks: that each repository is scanned as often as it should be, within the limits."""
        rules, misses = self._local("scan_rules"), self._local("scan_misses")
        too_many = f"alltrue([for rule in {rules} : length(rule.filters) <= {_MOST}])"
        way_out = (
            "give them the frequency of the repositories whose names resemble theirs, put those of one frequency under "
            "a namespace of their own, or pass scan_repository_filters"
        )
        return [
            {
                "condition": Expression(f"length({misses}) == 0"),
                "error_message": f"repositories ${{jsonencode({misses})}}: must be scanned as often as they should, "
                f"which no filters do, or not those given: {way_out} (ECR scanning filters).",
            },
            {
                "condition": Expression(too_many),
                "error_message": f"repositories: must need at most {_MOST} filters of one frequency: {way_out} "
                "(ECR API, PutRegistryScanningConfiguration).",
            },
        ]

    def render(self) -> dict[str, Any]:
        """Return the arguments of ``aws_ecr_registry_scanning_configuration``."""
        filters = {
            "for_each": "${toset(rule.value.filters)}",
            "content": {"filter": "${repository_filter.value}", "filter_type": "WILDCARD"},
        }
        rule = {
            "for_each": Expression(self._local("scan_rules")),
            "content": {"scan_frequency": "${rule.value.frequency}", "dynamic": {"repository_filter": filters}},
        }
        return {"scan_type": self.scan_type, "dynamic": {"rule": rule}}

    def _local(self, name: str) -> str:
        return f"local.{self.prefix}{name}"

    def _wanted(self) -> str:
        frequency = self._frequency("row.scan_frequency", "row.scan_on_push")
        return f"{{for name, row in {operand_of(self.rows)} : name => {frequency}}}"

    def _frequency(self, frequency: str, on_push: str) -> str:
        continuous = f'({source_of(self.enhanced)}) && ({frequency}) == "{CONTINUOUS_SCAN}"'
        return f'{continuous} ? "{CONTINUOUS_SCAN}" : ({on_push}) ? "{SCAN_ON_PUSH}" : "{_NEVER}"'

    def _spared(self, frequency: str) -> str:
        """Return the repositories to be scanned less often, as a text of lines; an empty one if there are none."""
        lower = source_of(_SPARED[frequency])
        names = f"[for name, each in {self._local('scan_frequencies')} : name if contains({lower}, each)]"
        return f'join("\\n", concat([""], {names}))'

    def _rule(self, frequency: str) -> str:
        """Return one rule; without filters where no repository wants it, or none would if there were any."""
        wanted, spared = self._local("scan_frequencies"), f"{self._local('scan_spared')}.{frequency}"
        default = self._frequency(source_of(self.frequency), source_of(self.scan_on_push))
        own = f'[for name, each in {wanted} : name if each == "{frequency}"]'
        everything = f'length({wanted}) == 0 ? ({default}) == "{frequency}" : length({own}) > 0 && {spared} == ""'
        derived = f'({everything}) ? ["*"] : {_derived(own, spared)}'
        given = operand_of(self.filters)
        chosen = f'({source_of(self.frequency)}) == "{frequency}" && length({given}) > 0'
        return f'{{frequency = "{frequency}", filters = {chosen} ? distinct({given}) : distinct({derived})}}'


def _derived(names: str, spared: str) -> str:
    """Return a filter for each name; where there are too many, one for each namespace with nothing to spare in it."""
    legal, namespace = _legal("name"), '${split("/", name)[0]}/'
    # A filter with "*" is matched from end to end, so that one before the last character is nearly an exact match.
    contained = f"length(split(name, {spared})) > 1"
    single = f'{contained} && {legal} == name ? replace(name, "/(.)$/", "*$1") : {legal}'
    mixed = f'length(split("\\n{namespace}", {spared})) > 1'
    several = f"""length(split("/", name)) == 1 || {mixed} ? ({single}) : "${{{_legal(f'"{namespace}"')}}}*\""""
    each = f"length({names}) <= {_MOST} ? [for name in {names} : {single}] : [for name in {names} : {several}]"
    cut = f'"${{replace(substr(text, 0, {_LONGEST - 1}), "/[._/-]+$/", "")}}*"'
    return f"[for text in ({each}) : length(text) > {_LONGEST} ? {cut} : text]"


def _legal(name: str) -> str:
    """Return the filter nearest to a name: two separators in a row are none, and are with a "*" between them."""
    apart = f"replace({name}, {_PAIR})"
    return f"replace({apart}, {_PAIR})"  # Once more, for the pair that the end of one and a third separator make.


def _patterns(rules: str) -> str:
    """Return each rule's frequency and the regular expression of what its filters match."""
    escaped = 'replace(each, ".", "[.]")'
    pattern = f'length(split("*", each)) > 1 ? "^${{replace({escaped}, "*", ".*")}}$" : {escaped}'
    joined = f'join("|", [for each in rule.filters : {pattern}])'
    return f"[for rule in {rules} : {{frequency = rule.frequency, pattern = {joined}}}]"


def _misses(wanted: str, patterns: str) -> str:
    """Return the names that the rules scan otherwise than wanted; where both match, continuous scanning wins."""
    matching = f"[for rule in {patterns} : rule.frequency if length(regexall(rule.pattern, name)) > 0]"
    return f'[for name, frequency in {wanted} : name if concat({matching}, ["{_NEVER}"])[0] != frequency]'
