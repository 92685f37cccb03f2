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
    COVERAGE_DETAIL_TYPE,
    ENHANCED_SCAN_COMPLETE,
    ENHANCED_SCAN_DETAIL_TYPE,
    ENHANCED_SCAN_SOURCE,
    FINDING_DETAIL_TYPE,
    FINDING_SOURCE,
    FINDING_STATUSES,
    IMAGE_ACTION_DETAIL_TYPE,
    IMAGE_ACTION_SOURCE,
    IMAGE_ACTIONS,
    ITEMISED_BY_INSPECTOR,
    NOT_COVERED,
    SEVERITIES,
    TOTAL,
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
_OPEN = FINDING_STATUSES[0]


def scan_pattern(
    repositories: RuleRepositories, *, scan_types: Sequence[str] = (BASIC, ENHANCED), at_least: str | None = None
) -> EventPattern:
    """Return the pattern of a scan's event, sent when a scan completes or fails.

    Amazon Inspector sends it after the first scan of an image. What rescans find arrives finding by finding instead:
    see `finding_pattern`.

    Below MEDIUM Amazon Inspector's event itemises no severity. There its total decides: every scan that found anything
    matches, also one that found nothing as severe as asked for, rather than one be missed that did.

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

    return fitting(
        repositories,
        lambda those: {
            "source": list(sources),
            "detail-type": list(detail_types),
            "detail": {
                "repository-name": listed(those, names),
                **_found(at_least, complete, total=ENHANCED in scan_types),
            },
        },
    )


def finding_pattern(repositories: RuleRepositories, *, at_least: str | None = None) -> EventPattern:
    """Return the pattern of one open finding of Amazon Inspector's, sent when it is created and whenever it is updated.

    The event's resource is the image, as its repository's ARN, a slash and the digest. Matching that, not the
    repository's name deep in the finding, tells apart repositories of one name in several accounts: the account that
    administers Amazon Inspector for an organization receives the findings of all its members.

    Args:
        repositories: The repositories, or one rule's share of those that only Terraform knows.
        at_least: Match only findings of this severity or worse.

    Raises:
        InvalidSettingError: There are more repositories than fit a pattern.
    """
    severity: dict[str, object] = {}
    if isinstance(at_least, Expression):
        severity = {"severity": Expression(_severities(at_least))}
    elif at_least is not None:
        severity = {"severity": list(severities_at_least(at_least))}
    return fitting(
        repositories,
        lambda those: {
            "source": [FINDING_SOURCE],
            "detail-type": [FINDING_DETAIL_TYPE],
            "resources": listed(those, _images),
            "detail": {"status": [_OPEN], **severity},
        },
    )


def finding_and_coverage_pattern(repositories: RuleRepositories) -> EventPattern:
    """Return the pattern of Amazon Inspector's findings in any state, and of images that it does not scan.

    Both name the image as their resource; of coverage that is inferred (see `COVERAGE_DETAIL_TYPE`). One rule for both
    spares many repositories a second set of numbered rules.

    Args:
        repositories: The repositories, or one rule's share of those that only Terraform knows.

    Raises:
        InvalidSettingError: There are more repositories than fit a pattern.
    """
    return fitting(
        repositories,
        lambda those: {
            "source": [FINDING_SOURCE],
            "detail-type": [FINDING_DETAIL_TYPE, COVERAGE_DETAIL_TYPE],
            "resources": listed(those, _images),
            "detail": {"$or": [{"status": list(FINDING_STATUSES)}, {"scanStatus": {"statusCodeValue": [NOT_COVERED]}}]},
        },
    )


def _images(repository: MonitoredRepository) -> list[object]:
    return [{"prefix": f"{repository.arn}/sha256:"}]


def image_action_pattern(repositories: RuleRepositories) -> EventPattern:
    """Return the pattern of an image pushed or deleted, whether the action succeeded or not.

    Args:
        repositories: The repositories, or one rule's share of those that only Terraform knows.

    Raises:
        InvalidSettingError: There are more repositories than fit a pattern.
    """
    return fitting(
        repositories,
        lambda those: {
            "source": [IMAGE_ACTION_SOURCE],
            "detail-type": [IMAGE_ACTION_DETAIL_TYPE],
            "detail": {"repository-name": listed(those, lambda each: [each.name]), "action-type": list(IMAGE_ACTIONS)},
        },
    )


def _found(at_least: str | None, complete: Sequence[str], *, total: bool) -> dict[str, object]:
    """Return what a completed scan's detail says if it found enough.

    A count of zero is absent, or it is there and zero, as in Amazon Inspector's event of a clean image.

    Args:
        at_least: The severity, or None for however it completed.
        complete: What the status may be.
        total: Whether the event may be Amazon Inspector's, whose total stands for what it does not itemise.
    """
    if at_least is None:
        return {}
    if isinstance(at_least, Expression):
        above_zero = '[{numeric = [">", 0]}]'
        counts = _severities(at_least)
        if total:
            itemised = f"contains({source_of(ITEMISED_BY_INSPECTOR)}, {at_least.source})"
            counts = f"concat({counts}, {itemised} ? [] : [{source_of(TOTAL)}])"
        known_at_plan = f"[for severity in {counts} : {{(severity) = {above_zero}}}]"
        return {"scan-status": list(complete), "finding-severity-counts": {"$or": Expression(known_at_plan)}}
    counted = severities_at_least(at_least)
    if total and at_least not in ITEMISED_BY_INSPECTOR:
        counted = (*counted, TOTAL)
    alternatives: list[dict[str, object]] = [{count: [_ABOVE_ZERO]} for count in counted]
    # EventBridge takes "$or" with a single alternative for the name of a field (Event Ruler, The "$or" Primitive).
    found = alternatives[0] if len(alternatives) == 1 else {"$or": alternatives}
    return {"scan-status": list(complete), "finding-severity-counts": found}


def _severities(at_least: Expression) -> str:
    """Return the Terraform expression of the severities from the worst down to one known at plan, two at the least.

    "$or" wants two alternatives; where only the worst severity is asked for, it stands there twice.
    """
    known = source_of(SEVERITIES)
    return f"concat([{known}[0]], slice({known}, 0, index({known}, {at_least.source}) + 1))"


def fitting(repositories: RuleRepositories, render: Callable[[RuleRepositories], EventPattern]) -> EventPattern:
    """Return the event pattern of some repositories, if EventBridge takes it.

    Args:
        repositories: The repositories, or one rule's share of those that only Terraform knows.
        render: Returns the pattern of some of them.

    Raises:
        InvalidSettingError: There are more than fit; the error says how many would.
    """
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
