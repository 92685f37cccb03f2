"""An audit of one repository over some time. What nobody could find out is None, never an empty list or a zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cdktf_ecr.model.findings.ignores import IgnoreEntry

PUSH = "push"
DELETE = "delete"
EXPIRE = "expire"
IMAGE_ACTIONS = (PUSH, DELETE, EXPIRE)

PULLS = "pull"
PUSHES = "push"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The time that an audit is about.

    Args:
        since: From when, in UTC.
        until: Until when, in UTC; that moment is left out.
    """

    since: datetime
    until: datetime

    def holds(self, time: datetime) -> bool:
        """Whether a moment lies in it.

        Args:
            time: The moment, with a time zone.
        """
        return self.since <= time < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an audit looked.

    Args:
        name: What was read, such as "log group /aws/events/ecr/team/api".
        answered: Whether it could be read.
        gaps: What of the period it cannot tell, and why, in sentences; none where it tells all of it.
        action: The IAM action that was denied; None where none was.
    """

    name: str
    answered: bool
    gaps: tuple[str, ...] = ()
    action: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageEvent:
    """An image that was pushed or deleted.

    Args:
        time: When.
        action: One of `IMAGE_ACTIONS`.
        digest: Its digest; None where nobody says.
        tags: Its tags, as far as they are told.
        result: Whether it succeeded, in the source's words: "SUCCESS", "FAILURE", or an error's code.
        by: Who did it; None where nobody says.
        sources: Who told: "Amazon ECR", "CloudTrail".
    """

    time: datetime
    action: str
    digest: str | None
    tags: tuple[str, ...]
    result: str
    by: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanEvent:
    """A scan of an image.

    Args:
        time: When it ended.
        digest: The image's digest.
        tags: Its tags at the time.
        scan_type: "basic" or "enhanced".
        status: The event's word for how it ended.
        counts: Findings by severity, all of them; None for a severity that the event leaves unknown.
        total: All findings; None where the event leaves that unknown.
    """

    time: datetime
    digest: str
    tags: tuple[str, ...]
    scan_type: str
    status: str
    counts: Mapping[str, int | None]
    total: int | None

    @property
    def completed(self) -> bool:
        """Whether it came to a result."""
        return self.total is not None or any(count is not None for count in self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class GateVerdict:
    """What a gate said of an image, by the report that it saved.

    Args:
        file: The report's file.
        image: The image, as it was asked for.
        digest: Its digest; None where the report has none.
        verdict: "passed", "failed" or "none".
        reason: Why.
        scanned_at: When the image's last scan ended; None where the report does not say.
    """

    file: str
    image: str
    digest: str | None
    verdict: str
    reason: str
    scanned_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessGrant:
    """Who may do something, by one statement of the repository's policy.

    Args:
        statement: The statement's Sid, or its number.
        effect: "Allow" or "Deny".
        who: The principals, as the statement names them; with "all but" where it names those left out.
        what: `PULLS`, `PUSHES`, and other actions by their names.
        condition: The conditions, as JSON; None for none.
    """

    statement: str
    effect: str
    who: str
    what: tuple[str, ...]
    condition: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What happened to a repository, and what holds of it.

    Args:
        repository: The repository's ARN.
        period: The time that it is about.
        created_at: When it was made, in UTC.
        tool_version: Version of cdktf-ecr.
        sources: Where it looked.
        images: Pushes and deletes, oldest first; None where no source could be read.
        scans: Scans, oldest first; None where the log group could not be read.
        verdicts: What gates said, oldest first; None where no results were given.
        ignores: The ledger's entries in force on the period's last day; None where no ledger was given.
        grants: Who may pull and push by the repository's policy; None where it could not be read.
        grants_note: What the grants leave out.
    """

    repository: str
    period: Period
    created_at: datetime
    tool_version: str
    sources: tuple[Source, ...]
    images: tuple[ImageEvent, ...] | None
    scans: tuple[ScanEvent, ...] | None
    verdicts: tuple[GateVerdict, ...] | None
    ignores: tuple[IgnoreEntry, ...] | None
    grants: tuple[AccessGrant, ...] | None
    grants_note: str
