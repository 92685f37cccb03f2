"""EventBridge patterns of what happens in repositories: scans, findings, pushes and deletions.

Each family of events names its repository in a place of its own, so each has a function here. A pattern matches events
of exactly the repositories it is made for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.scanning.events import (
    BASIC_SCAN_COMPLETE,
    BASIC_SCAN_DETAIL_TYPE,
    BASIC_SCAN_SOURCE,
    ENHANCED_SCAN_COMPLETE,
    ENHANCED_SCAN_DETAIL_TYPE,
    ENHANCED_SCAN_SOURCE,
    FINDING_DETAIL_TYPE,
    FINDING_SOURCE,
    FINDING_STATUSES,
    IMAGE_ACTION_DETAIL_TYPE,
    IMAGE_ACTION_SOURCE,
    IMAGE_ACTIONS,
    SEVERITIES,
    severities_at_least,
)
from cdktf_ecr.model.terraform.expressions import expression_of, interpolate, is_expression, json_document
from cdktf_ecr.model.terraform.values import check_choice, check_strings

from .repositories import RepositoryChunk, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .repositories import Watched

# EventBridge quotas, "Event pattern size": the default, in characters. PutRule itself takes 4096, to which AWS raises
# the quota on request.
EVENT_PATTERN_LENGTH = 2048

_QUOTAS = "EventBridge quotas, event pattern size"
_EVENTS = "ECR and Amazon Inspector events"

EventPattern = dict[str, object]


def basic_scan_pattern(repositories: Watched, *, at_least: str | None = None) -> EventPattern:
    """Return the pattern of basic scanning's event, sent when a scan completes or fails.

    Args:
        repositories: The repositories, at least one, or a chunk of them that only Terraform knows.
        at_least: Match only completed scans that found something of this severity or worse.

    Raises:
        InvalidSettingError: The severity is unknown, there is no repository, or one is listed twice, or there are more
            than fit a pattern.
    """
    return _fitting(
        repositories,
        lambda those: {
            "source": [BASIC_SCAN_SOURCE],
            "detail-type": [BASIC_SCAN_DETAIL_TYPE],
            "detail": {
                "repository-name": listed(those, lambda each: [each.name]),
                **_threshold(at_least, BASIC_SCAN_COMPLETE),
            },
        },
    )


def enhanced_scan_pattern(repositories: Watched, *, at_least: str | None = None) -> EventPattern:
    """Return the pattern of Amazon Inspector's event, sent after the first scan of an image.

    What rescans find arrives finding by finding instead: see `finding_pattern`.

    Args:
        repositories: The repositories, at least one, or a chunk of them that only Terraform knows.
        at_least: Match only completed scans that found something of this severity or worse.

    Raises:
        InvalidSettingError: The severity is unknown, there is no repository, or one is listed twice, or there are more
            than fit a pattern.
    """
    return _fitting(
        repositories,
        lambda those: {
            "source": [ENHANCED_SCAN_SOURCE],
            "detail-type": [ENHANCED_SCAN_DETAIL_TYPE],
            "detail": {
                "repository-name": listed(those, lambda each: [each.arn]),
                **_threshold(at_least, ENHANCED_SCAN_COMPLETE),
            },
        },
    )


def scan_pattern(repositories: Watched, *, at_least: str | None = None) -> EventPattern:
    """Return the pattern of a scan's event under either scan type, so that switching the type does not silence it.

    Args:
        repositories: The repositories, at least one, or a chunk of them that only Terraform knows.
        at_least: Match only completed scans that found something of this severity or worse.

    Raises:
        InvalidSettingError: The severity is unknown, there is no repository, or one is listed twice, or there are more
            than fit a pattern.
    """
    return _fitting(
        repositories,
        lambda those: {
            "source": [BASIC_SCAN_SOURCE, ENHANCED_SCAN_SOURCE],
            "detail-type": [BASIC_SCAN_DETAIL_TYPE, ENHANCED_SCAN_DETAIL_TYPE],
            "detail": {
                "repository-name": listed(those, lambda each: [each.name, each.arn]),
                **_threshold(at_least, BASIC_SCAN_COMPLETE, ENHANCED_SCAN_COMPLETE),
            },
        },
    )


def finding_pattern(
    repositories: Watched, *, at_least: str | None = None, statuses: Sequence[str] = ("ACTIVE",)
) -> EventPattern:
    """Return the pattern of one finding of Amazon Inspector's: new, changed or closed.

    The event's resource is the image, as its repository's ARN, a slash and the digest. Matching that, not the
    repository's name deep in the finding, tells apart repositories of one name in several accounts: the account that
    administers Amazon Inspector for an organization receives the findings of all its members.

    Args:
        repositories: The repositories, at least one, or a chunk of them that only Terraform knows.
        at_least: Match only findings of this severity or worse.
        statuses: Match only findings in one of these states: ACTIVE, SUPPRESSED, CLOSED.

    Raises:
        InvalidSettingError: The severity or a status is unknown, there is no repository, or one is listed twice, or
            there are more than fit a pattern.
    """
    wanted = _choices("statuses", statuses, FINDING_STATUSES)
    severity: dict[str, object] = {}
    if at_least is not None:
        known = not is_expression(at_least)
        severity = {"severity": list(_severities(at_least)) if known else interpolate(_severities_expression(at_least))}
    return _fitting(
        repositories,
        lambda those: {
            "source": [FINDING_SOURCE],
            "detail-type": [FINDING_DETAIL_TYPE],
            "resources": listed(those, lambda each: [{"prefix": f"{each.arn}/sha256:"}]),
            "detail": {"status": wanted, **severity},
        },
    )


def image_action_pattern(repositories: Watched, *, actions: Sequence[str] = IMAGE_ACTIONS) -> EventPattern:
    """Return the pattern of an image pushed or deleted, whether the action succeeded or not.

    Args:
        repositories: The repositories, at least one, or a chunk of them that only Terraform knows.
        actions: Match only these: PUSH, DELETE.

    Raises:
        InvalidSettingError: An action is unknown, there is no repository, or one is listed twice, or there are more
            than fit a pattern.
    """
    wanted = _choices("actions", actions, IMAGE_ACTIONS)
    return _fitting(
        repositories,
        lambda those: {
            "source": [IMAGE_ACTION_SOURCE],
            "detail-type": [IMAGE_ACTION_DETAIL_TYPE],
            "detail": {"repository-name": listed(those, lambda each: [each.name]), "action-type": wanted},
        },
    )


def _threshold(at_least: str | None, *statuses: str) -> dict[str, object]:
    """Return what a completed scan's detail says if it found enough.

    A count of zero is absent, or it is there and zero, as in Amazon Inspector's event of a clean image.
    """
    if at_least is None:
        return {}
    if is_expression(at_least):
        above_zero = '[{numeric = [">", 0]}]'
        counts_known_at_plan = f"[for severity in {_severities_expression(at_least)} : {{(severity) = {above_zero}}}]"
        return {"scan-status": list(statuses), "finding-severity-counts": {"$or": interpolate(counts_known_at_plan)}}
    counts: list[dict[str, object]] = [{severity: [{"numeric": [">", 0]}]} for severity in _severities(at_least)]
    # EventBridge takes "$or" with a single alternative for the name of a field (Event Ruler, The "$or" Primitive).
    found = counts[0] if len(counts) == 1 else {"$or": counts}
    return {"scan-status": list(statuses), "finding-severity-counts": found}


def _severities_expression(at_least: str) -> str:
    """Return the Terraform expression of the severities from the worst down to one known at plan, two at the least.

    "$or" wants two alternatives; where only the worst severity is asked for, it stands there twice.
    """
    known, wanted = expression_of(SEVERITIES), expression_of(at_least)
    return f"concat([{known}[0]], slice({known}, 0, index({known}, {wanted}) + 1))"


def _severities(at_least: str) -> tuple[str, ...]:
    return severities_at_least(check_choice("at_least", at_least, SEVERITIES, source=_EVENTS))


def _choices(setting: str, value: Sequence[str], choices: Sequence[str]) -> list[str]:
    wanted = [check_choice(setting, item, choices, source=_EVENTS) for item in check_strings(setting, value)]
    if not wanted:
        raise InvalidSettingError(setting, wanted, f"must be at least one of {', '.join(choices)}", source=_EVENTS)
    return wanted


def _fitting(repositories: Watched, render: Callable[[Watched], EventPattern]) -> EventPattern:
    if isinstance(repositories, RepositoryChunk):
        return render(repositories)
    names = [repository.name for repository in repositories]
    if not names:
        raise InvalidSettingError("repositories", names, "must be at least one repository", source=_EVENTS)
    twice = [repository.name for repository in repositories if repositories.count(repository) > 1]
    if twice:
        raise InvalidSettingError("repositories", twice[0], "must not be listed twice", source=_EVENTS)
    pattern = render(repositories)
    length = len(json_document(pattern))
    if length <= EVENT_PATTERN_LENGTH or is_expression(pattern):
        return pattern
    most = next(
        count
        for count in range(len(names) - 1, 0, -1)
        if len(json_document(render(repositories[:count]))) <= EVENT_PATTERN_LENGTH
    )
    rule = (
        f"must be fewer: their pattern of {length} characters is longer than {EVENT_PATTERN_LENGTH}, "
        f"which the first {most} of {len(names)} fit; split them over several rules"
    )
    raise InvalidSettingError("repositories", names, rule, source=_QUOTAS)
