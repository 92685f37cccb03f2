"""A file that is looked at, and how what it says is taken down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cdktf_ecr.model.migration.mentions import PULLED, Mention, Unread

if TYPE_CHECKING:
    from pathlib import Path

    from cdktf_ecr.model.migration.variables import Variables


@dataclass(slots=True)
class Source:
    """A text file.

    Args:
        path: Where it is.
        name: Its path from the directory that is looked at, with "/".
        text: What is in it.
        variables: What is known of its variables.
        mentions: What it says, as it is found.
        unread: What of it could not be looked at.
    """

    path: Path
    name: str
    text: str
    variables: Variables
    mentions: list[Mention] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def take(self, line: int, kind: str, text: str, *, action: str = PULLED, filled: bool = False) -> None:
        """Take down a reference or a statement.

        Args:
            line: The line, from 1.
            kind: Its kind.
            text: The reference as it stands there.
            action: What is done with the image.
            filled: Whether its variables are filled in already.
        """
        text = text if filled else self.variables.fill(text)
        self.mentions.append(Mention(file=self.name, line=line, kind=kind, text=text.strip(), action=action))

    def not_read(self, reason: str) -> None:
        """Take down that it, or a part of it, could not be looked at."""
        self.unread.append(Unread(file=self.name, reason=reason))
