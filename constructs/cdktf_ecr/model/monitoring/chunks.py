"""Dividing repositories that only Terraform knows among EventBridge rules, none of whose patterns is too long.

EventBridge's quota is on characters, so that a rule holds the more repositories the shorter their names are: some 80
by names of 20 characters, some 20 by ARNs that end in those.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.repository.names import REPOSITORY_NAME_LENGTH
from cdktf_ecr.model.terraform.expressions import expression_of, interpolate

from .events import EVENT_PATTERN_LENGTH
from .repositories import MonitoredRepository, RepositoryChunk

if TYPE_CHECKING:
    from collections.abc import Callable

    from cdktf_ecr.model.terraform.expressions import Flag

    from .events import EventPattern
    from .repositories import Watched

# An ARN may be known after the apply only, its length is needed before. No partition's name and no region's is longer
# (AWS regions, botocore's endpoints), and both together are not that long.
LONGEST_REGISTRY_ARN = "arn:aws-us-gov:ecr:us-isof-south-1:123456789012:repository/"
_SHORTEST_NAME, _ = REPOSITORY_NAME_LENGTH


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChunks:
    """How the repositories are divided for one kind of event: in order of their names, each in exactly one chunk.

    The chunks are numbered from 1 without a gap. A repository that comes or goes moves some of those behind it in the
    order to a neighbouring chunk, which changes rules in place; only chunks at the end are added or removed.

    Attributes:
        arns_by_name: An expression, without ``${}``, of the map from names to ARNs.
        longest_name: An expression, without ``${}``, of the length of the longest name.
        lengths_before: An expression, without ``${}``, of a list: for each repository, the characters in all names
            before its own.
        pattern_of: Returns the event pattern of some repositories.
    """

    arns_by_name: str
    longest_name: str
    lengths_before: str
    pattern_of: Callable[[Watched], EventPattern]

    @property
    def pattern(self) -> EventPattern:
        """The event pattern of one chunk, for a resource with `for_each`."""
        return self._pattern("each.value")

    def for_each(self, *, condition: Flag = True) -> str:
        """Return a Terraform expression of the chunks, the repositories' names by the chunk's number.

        A chunk takes the repositories whose place in one endless pattern begins in a stretch of it. The stretch is so
        much shorter than the room in a pattern that the last of them may be the longest there is.

        Args:
            condition: Whether there are any chunks, or a Terraform expression of it.
        """
        letter, repository = self._characters()
        room = f"{EVENT_PATTERN_LENGTH} - length(jsonencode({expression_of(self._pattern('[]'))}))"
        # The last repository of a pattern has no comma, and the last to begin in a stretch begins a character before
        # its end.
        stretch = f"{room} + 2 - ({letter} * {self.longest_name} + {repository})"
        place = f"{letter} * {self.lengths_before}[index] + {repository} * index"
        wanted = "" if condition is True else f" if {expression_of(condition)}"
        chunks = (
            f"{{for index, name in keys({self.arns_by_name}) : "
            f"tostring(floor(({place}) / stretch) + 1) => name...{wanted}}}"
        )
        return interpolate(f"[for stretch in [{stretch}] : {chunks}][0]")

    def _pattern(self, names: str) -> EventPattern:
        return self.pattern_of(RepositoryChunk(names=names, arns_by_name=self.arns_by_name))

    def _characters(self) -> tuple[int, int]:
        """Return what a repository takes of a pattern: so often each letter of its name, and so many characters."""
        one, longer, two = (self._length(*names) for names in (["aa"], ["aaa"], ["aa", "bb"]))
        letter = longer - one
        return letter, two - one - letter * len("bb")

    def _length(self, *names: str) -> int:
        repositories = [MonitoredRepository(name=name, arn=LONGEST_REGISTRY_ARN + name) for name in names]
        return len(json.dumps(self.pattern_of(repositories), separators=(",", ":")))


def name_lengths_expression(arns_by_name: str) -> str:
    """Return the expression of the length of each name, in order.

    Args:
        arns_by_name: An expression, without ``${}``, of the map from names to ARNs.
    """
    return f"tolist([for name in keys({arns_by_name}) : length(name)])"


def longest_name_expression(lengths: str) -> str:
    """Return the expression of the length of the longest name, also where there is none.

    Args:
        lengths: An expression, without ``${}``, of the length of each name.
    """
    return f"max({_SHORTEST_NAME}, {lengths}...)"


def lengths_before_expression(lengths: str) -> str:
    """Return the expression of a list: for each name, the characters in all names before it.

    Args:
        lengths: An expression, without ``${}``, of the length of each name.
    """
    return f"tolist([for index, own in {lengths} : sum(slice({lengths}, 0, index + 1)) - own])"
