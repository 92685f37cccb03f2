"""Sharing repositories that only Terraform knows among EventBridge rules, none of whose patterns is too long.

EventBridge's quota is on characters, so that a rule holds the more repositories the shorter their names are: some 80
by names of 20 characters, some 20 by ARNs that end in those. So many rules there are for 300 such repositories:

- scans in the log: 4 under basic scanning, 14 under enhanced, 18 where it may be either;
- findings and images that are not scanned, in the log: 18;
- pushes and deletes: 4;
- calls that change repositories: 5, and one for the registry's;
- notifications of scans, if all severities are told: 5 under basic scanning, 17 under enhanced, 22 under either;
- notifications of findings, likewise: 18.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from cdktf_ecr.model.repository.names import REPOSITORY_NAME_LENGTH
from cdktf_ecr.model.terraform.expressions import Expression, source_of

from .events import EVENT_PATTERN_LENGTH, EventPattern
from .repositories import MonitoredRepository, RuleRepositories, RuleShare

if TYPE_CHECKING:
    from cdktf_ecr.model.terraform.expressions import BooleanValue

PatternOf: TypeAlias = Callable[[RuleRepositories], EventPattern]
"""Returns the event pattern of some repositories."""

# An ARN may be known after the apply only, its length is needed before. No partition's name and no region's is longer
# (AWS regions, botocore's endpoints), and both together are not that long.
LONGEST_REGISTRY_ARN = "arn:aws-us-gov:ecr:us-isof-south-1:123456789012:repository/"
_SHORTEST_NAME, _ = REPOSITORY_NAME_LENGTH


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShares:
    """How the repositories are shared among the rules of a kind: in order of their names, each in exactly one share.

    The shares are numbered from 1 without a gap. A repository that comes or goes moves some of those behind it in the
    order to a neighbouring share, which changes rules in place; only shares at the end are added or removed.

    Attributes:
        prefix: What the names of the Terraform locals start with that all kinds of rules need.
    """

    prefix: str

    def local_values(self, arns_by_name: object) -> dict[str, object]:
        """Return the locals to declare, by name.

        Args:
            arns_by_name: The map from the repositories' names to their ARNs, or a Terraform expression of it. Terraform
                has to know the names when it plans; the ARNs may be known after the apply only.
        """
        lengths = self.local("name_lengths")
        values = {
            "repository_arns": arns_by_name,
            "name_lengths": Expression(f"tolist([for name in keys({self.arns_by_name}) : length(name)])"),
            "longest_name": Expression(f"max({_SHORTEST_NAME}, {lengths}...)"),
            # For each repository, the characters in all names before its own.
            "lengths_before": Expression(
                f"tolist([for index, own in {lengths} : sum(slice({lengths}, 0, index + 1)) - own])"
            ),
        }
        return {f"{self.prefix}_{name}": value for name, value in values.items()}

    def local(self, name: str) -> str:
        """Return the expression, without ``${}``, of one of the locals."""
        return f"local.{self.prefix}_{name}"

    @property
    def arns_by_name(self) -> str:
        """The expression, without ``${}``, of the map from names to ARNs."""
        return self.local("repository_arns")

    def pattern(self, pattern_of: PatternOf, names: str = "each.value") -> EventPattern:
        """Return the event pattern of one share, for a resource with `for_each`.

        Args:
            pattern_of: The kind of event.
            names: An expression, without ``${}``, of the names in the share.
        """
        return pattern_of(RuleShare(names=names, arns_by_name=self.arns_by_name))

    def for_each(self, pattern_of: PatternOf, *, condition: BooleanValue = True) -> Expression:
        """Return a Terraform expression of the shares, the repositories' names by the share's number.

        A share takes the repositories whose place in one endless pattern begins in a stretch of it. The stretch is so
        much shorter than the room in a pattern that the last of them may be the longest there is.

        Args:
            pattern_of: The kind of event.
            condition: Whether there are any shares, or a Terraform expression of it.
        """
        letter, repository = _characters(pattern_of)
        room = f"{EVENT_PATTERN_LENGTH} - length(jsonencode({source_of(self.pattern(pattern_of, '[]'))}))"
        # The last repository of a pattern has no comma, and the last to begin in a stretch begins a character before
        # its end.
        stretch = f"{room} + 2 - ({letter} * {self.local('longest_name')} + {repository})"
        place = f"{letter} * {self.local('lengths_before')}[index] + {repository} * index"
        wanted = "" if condition is True else f" if {source_of(condition)}"
        shares = (
            f"{{for index, name in keys({self.arns_by_name}) : "
            f"tostring(floor(({place}) / stretch) + 1) => name...{wanted}}}"
        )
        return Expression(f"[for stretch in [{stretch}] : {shares}][0]")


def _characters(pattern_of: PatternOf) -> tuple[int, int]:
    """Return what a repository takes of a pattern: so often each letter of its name, and so many characters."""
    one, longer, two = (_length(pattern_of, *names) for names in (["aa"], ["aaa"], ["aa", "bb"]))
    letter = longer - one
    return letter, two - one - letter * len("bb")


def _length(pattern_of: PatternOf, *names: str) -> int:
    repositories = [MonitoredRepository(name=name, arn=LONGEST_REGISTRY_ARN + name) for name in names]
    return len(json.dumps(pattern_of(repositories), separators=(",", ":")))
