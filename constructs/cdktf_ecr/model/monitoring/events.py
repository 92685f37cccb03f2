"""EventBridge patterns of what happens in repositories: scans, findings, pushes and deletions.

Each family of events names its repository in a place of its own. A pattern matches events of exactly the repositories
it is made for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.scanning.configuration import BASIC, ENHANCED
from cdktf_ecr.model.scanning.events import (
    BASIC_SCAN_COMPLETE,
    BASIC_SCAN_DETAIL_TYPE,
    BASIC_SCAN_SOURCE,
    ENHANCED_SCAN_COMPLETE,
    ENHANCED_SCAN_DETAIL_TYPE,
    ENHANCED_SCAN_SOURCE,
    FINDING_DETAIL_TYPE,
    FINDING_SOURCE,
    IMAGE_ACTION_DETAIL_TYPE,
    IMAGE_ACTION_SOURCE,
    IMAGE_ACTIONS,
    SEVERITIES,
    severities_at_least,
)
from cdktf_ecr.model.terraform.expressions import Expression, json_document, source_of

from .repositories import RuleShare, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .repositories import MonitoredRepository, RuleRepositories

# EventBridge quotas, "Event pattern size": the default, in characters. PutRule itself takes 4096, to which AWS raises
# the quota on request.
EVENT_PATTERN_LENGTH = 2048
PATTERN_QUOTA = "EventBridge quotas, event pattern size"
PATTERN_TOO_LONG = (
    f"must be fewer: their event pattern is longer than {EVENT_PATTERN_LENGTH} characters; give them as a map from "
    "names to ARNs, which is shared among several rules"
)

EventPattern = dict[str, object]

_SCANS = {
    BASIC: (BASIC_SCAN_SOURCE, BASIC_SCAN_DETAIL_TYPE, BASIC_SCAN_COMPLETE),
    ENHANCED: (ENHANCED_SCAN_SOURCE, ENHANCED_SCAN_DETAIL_TYPE, ENHANCED_SCAN_COMPLETE),
}
_ABOVE_ZERO = {"numeric": [">", 0]}


def scan_pattern(
    repositories: RuleRepositories, *, scan_types: Sequence[str] = (BASIC, ENHANCED), at_least: str | None = None
) -> EventPattern:
    """Return the pattern of a scan's event, sent when a scan completes or fails.

    Amazon Inspector sends it after the first scan of an image. What rescans find arrives finding by finding instead:
    see `finding_pattern`.

    Args:
        repositories: The repositories, or one rule's share of those that only Terraform knows.
        scan_types: The scan types whose events to match: by default both, so that switching the type silences nothing.
        at_least: Match only completed scans that found something of this severity or worse.

    Raises:
        InvalidSettingError: There are more repositories than fit a pattern.
    """
    sources, detail_types, complete = zip(*(_SCANS[each] for each in scan_types), strict=True)

    def names(repository: MonitoredRepository) -> list[object]:
        by_scan_type = {BASIC: repository.name, ENHANCED: repository.arn}
        return [by_scan_type[each] for each in scan_types]

    return _fitting(
        repositories,
        lambda those: {
            "source": list(sources),
            "detail-type": list(detail_types),
            "detail": {"repository-name": listed(those, names), **_found(at_least, complete)},
        },
    )


def finding_pattern(
    repositories: RuleRepositories, *, at_least: str | None = None, statuses: Sequence[str] = ("ACTIVE",)
) -> EventPattern:
    """Return the pattern of one finding of Amazon Inspector's: new, changed or closed.

    The event's resource is the image, as its repository's ARN, a slash and the digest. Matching that, not the
    repository's name deep in the finding, tells apart repositories of one name in several accounts: the account that
    administers Amazon Inspector for an organization receives the findings of all its members.

    Args:
        repositories: The repositories, or one rule's share of those that only Terraform knows.
        at_least: Match only findings of this severity or worse.
        statuses: Match only findings in one of these states, of `FINDING_STATUSES`.

    Raises:
        InvalidSettingError: There are more repositories than fit a pattern.
    """
    severity: dict[str, object] = {}
    if isinstance(at_least, Expression):
        severity = {"severity": Expression(_severities(at_least))}
    elif at_least is not None:
        severity = {"severity": list(severities_at_least(at_least))}
    return _fitting(
        repositories,
        lambda those: {
            "source": [FINDING_SOURCE],
            "detail-type": [FINDING_DETAIL_TYPE],
            "resources": listed(those, lambda each: [{"prefix": f"{each.arn}/sha256:"}]),
            "detail": {"status": list(statuses), **severity},
        },
    )


def image_action_pattern(repositories: RuleRepositories) -> EventPattern:
    """Return the pattern of an image pushed or deleted, whether the action succeeded or not.

    Args:
        repositories: The repositories, or one rule's share of those that only Terraform knows.

    Raises:
        InvalidSettingError: There are more repositories than fit a pattern.
    """
    return _fitting(
        repositories,
        lambda those: {
            "source": [IMAGE_ACTION_SOURCE],
            "detail-type": [IMAGE_ACTION_DETAIL_TYPE],
            "detail": {"repository-name": listed(those, lambda each: [each.name]), "action-type": list(IMAGE_ACTIONS)},
        },
    )


def _found(at_least: str | None, complete: Sequence[str]) -> dict[str, object]:
    """Return what a completed scan's detail says if it found enough.

    A count of zero is absent, or it is there and zero, as in Amazon Inspector's event of a clean image.
    """
    if at_least is None:
        return {}
    if isinstance(at_least, Expression):
        above_zero = '[{numeric = [">", 0]}]'
        known_at_plan = f"[for severity in {_severities(at_least)} : {{(severity) = {above_zero}}}]"
        return {"scan-status": list(complete), "finding-severity-counts": {"$or": Expression(known_at_plan)}}
    counts: list[dict[str, object]] = [{severity: [_ABOVE_ZERO]} for severity in severities_at_least(at_least)]
    # EventBridge takes "$or" with a single alternative for the name of a field (Event Ruler, The "$or" Primitive).
    found = counts[0] if len(counts) == 1 else {"$or": counts}
    return {"scan-status": list(complete), "finding-severity-counts": found}


def _severities(at_least: Expression) -> str:
    """Return the Terraform expression of the severities from the worst down to one known at plan, two at the least.

    "$or" wants two alternatives; where only the worst severity is asked for, it stands there twice.
    """
    known = source_of(SEVERITIES)
    return f"concat([{known}[0]], slice({known}, 0, index({known}, {at_least.source}) + 1))"


def _fitting(repositories: RuleRepositories, render: Callable[[RuleRepositories], EventPattern]) -> EventPattern:
    pattern = render(repositories)
    if isinstance(repositories, RuleShare) or _fits(pattern):
        return pattern
    most = next(count for count in range(len(repositories), 0, -1) if _fits(render(repositories[:count])))
    names = [repository.name for repository in repositories]
    rule = f"{PATTERN_TOO_LONG}; the first {most} of {len(names)} fit one"
    raise InvalidSettingError("repositories", names, rule, source=PATTERN_QUOTA)


def _fits(pattern: EventPattern) -> bool:
    """Whether EventBridge takes a pattern; what only Terraform knows is left to it."""
    text = json_document(pattern)
    return isinstance(text, Expression) or len(text) <= EVENT_PATTERN_LENGTH
