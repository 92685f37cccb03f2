"""How long Amazon Inspector watches an image: the re-scan durations of an account, and what they make of its dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError

if TYPE_CHECKING:
    from collections.abc import Mapping

# EcrRescanDurationState (Amazon Inspector API reference).
LIFETIME = "LIFETIME"
LAST_PULL_DATE = "LAST_PULL_DATE"
LAST_IN_USE_AT = "LAST_IN_USE_AT"
RESCAN_DURATIONS = "Amazon Inspector API reference, EcrRescanDurationState"
_DAYS = "DAYS_"

# What watches longest, and counts pulls: what Docker on a host leaves behind, which is no cluster.
LONGEST = f"rescanDuration={LIFETIME},pullDateRescanDuration=DAYS_180,pullDateRescanMode={LAST_PULL_DATE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageDates:
    """When something last happened to an image; all in UTC.

    Args:
        pushed_at: When it was pushed.
        last_pulled_at: When a pull was last recorded; None if none was.
        last_in_use_at: When a task of ECS or a pod of EKS last ran it, as Amazon Inspector knows; None if none did.
    """

    pushed_at: datetime
    last_pulled_at: datetime | None = None
    last_in_use_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """How long images in repositories that are scanned continuously are watched.

    An image is watched while it was pushed within one duration, or used within the other ("Configuring the Amazon ECR
    re-scan duration", Amazon Inspector user guide). Once it is not, its findings are closed, and it stays unwatched
    even if the durations become longer.

    Args:
        since_push: How long after the push; None for ever.
        since_use: How long after the last use; None where only the push counts.
        mode: What counts as use: LAST_PULL_DATE, any pull, or LAST_IN_USE_AT, running on ECS or EKS.
    """

    since_push: timedelta | None
    since_use: timedelta | None
    mode: str

    @classmethod
    def read(cls, state: Mapping[str, Any]) -> Watching:
        """Return what an EcrRescanDurationState says.

        Args:
            state: What inspector2:GetConfiguration answers.

        Raises:
            InvalidSettingError: A duration is of a form that AWS has not had yet.
        """
        pushed, used = state.get("rescanDuration"), state.get("pullDateRescanDuration")
        return cls(
            since_push=None if pushed == LIFETIME else _duration("rescanDuration", pushed),
            since_use=None if used is None else _duration("pullDateRescanDuration", used),
            # Accounts from before there was a choice have none.
            mode=state.get("pullDateRescanMode") or LAST_PULL_DATE,
        )

    @property
    def counts_pulls(self) -> bool:
        """Whether a pull keeps an image watched, from wherever it comes."""
        return self.since_use is not None and self.mode == LAST_PULL_DATE

    def until(self, dates: ImageDates) -> datetime | None:
        """Return when the image is no longer watched if nothing happens to it until then; None for never.

        Args:
            dates: What happened to it.
        """
        if self.since_push is None:
            return None
        ends = [dates.pushed_at + self.since_push]
        used = dates.last_pulled_at if self.mode == LAST_PULL_DATE else dates.last_in_use_at
        if self.since_use is not None and used is not None:
            ends.append(used + self.since_use)
        return max(ends)

    def __str__(self) -> str:
        if self.since_push is None:
            return "images are watched for ever"
        pushed = f"images are watched for {self.since_push.days} days after the push"
        if self.since_use is None:
            return pushed
        use = "pull" if self.mode == LAST_PULL_DATE else "use on ECS or EKS"
        return f"{pushed} and {self.since_use.days} days after the last {use}"


def _duration(setting: str, text: object) -> timedelta:
    days = str(text).removeprefix(_DAYS)
    if not str(text).startswith(_DAYS) or not days.isdecimal():
        raise InvalidSettingError(setting, text, f"must be {_DAYS} and a number", source=RESCAN_DURATIONS)
    return timedelta(days=int(days))
