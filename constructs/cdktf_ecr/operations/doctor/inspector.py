"""Whether Amazon Inspector is on, and what it says of the images."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.aws.inspector import INSPECTOR_ENDPOINTS, REGIONS_WITHOUT_INSPECTOR
from cdktf_ecr.model.scanning.configuration import ENHANCED

from .check import Check, Outcome
from .images import describe_image, is_index, shown, utc
from .probe import Probe
from .scanning import scanning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .subject import InRepository, Subject

_ACCOUNT = "inspector"
_ACCOUNT_ACTION = "inspector2:BatchGetAccountStatus"
_COVERAGE = "inspector-coverage"
_COVERAGE_ACTION = "inspector2:ListCoverage"

_BASIC = "the registry scans without Amazon Inspector"

# Status (Amazon Inspector API reference).
_OUTCOMES = {"ENABLED": Outcome.PASS, "ENABLING": Outcome.WARN}

# ScanStatus, reason (Amazon Inspector API reference), in so far as images have them, and whether they are as they
# should be: what is not here is a failure.
_REASONS = {
    "SUCCESSFUL": (Outcome.PASS, ""),
    "SCAN_FREQUENCY_SCAN_ON_PUSH": (Outcome.PASS, "Scanned once, at its push, and not again."),
    "PENDING_INITIAL_SCAN": (Outcome.WARN, "Its first scan is still to come."),
    "PENDING_REVIVAL_SCAN": (Outcome.WARN, "A scan that wakes it up again is still to come."),
    "SCAN_IN_PROGRESS": (Outcome.WARN, "It is being scanned."),
    "SCAN_ELIGIBILITY_EXPIRED": (
        Outcome.FAIL,
        "The time for which it is watched is over: its findings are closed, and new ones are not looked for.",
    ),
    "SCAN_FREQUENCY_MANUAL": (Outcome.FAIL, "No rule of the registry's scans this repository."),
    "UNSUPPORTED_OS": (Outcome.FAIL, "Its operating system, architecture or manifest is not supported: no verdict."),
    "UNSUPPORTED_MEDIA_TYPE": (Outcome.FAIL, "Its media type is not supported: no verdict."),
    "ACCESS_DENIED": (Outcome.FAIL, "A policy keeps Amazon Inspector out of the repository."),
    "ACCESS_DENIED_TO_ENCRYPTION_KEY": (Outcome.FAIL, "The key's policy keeps Amazon Inspector from decrypting it."),
    "IMAGE_ARCHIVED": (Outcome.FAIL, "It is archived, and not scanned until it is restored."),
}


def covered(there: InRepository) -> Sequence[Any]:
    """Return what Amazon Inspector says of the images of a repository: CoveredResources.

    Args:
        there: The repository.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    client = there.registry.asking.client("inspector2")
    wanted = {
        "ecrRepositoryName": there.name,
        "accountId": there.registry.account_id,
        "resourceType": "AWS_ECR_CONTAINER_IMAGE",
    }
    criteria = {key: [{"comparison": "EQUALS", "value": value}] for key, value in wanted.items()}

    def ask() -> Sequence[Any]:
        pages = client.get_paginator("list_coverage").paginate(filterCriteria=criteria)
        return [resource for page in pages for resource in page["coveredResources"]]

    return there.registry.asking.once(f"{_COVERAGE} {there.name}", ask, service="inspector2") or ()


def coverage_of(there: InRepository, digest: str) -> Any | None:
    """Return what Amazon Inspector says of one image; None if it does not know it.

    Args:
        there: The repository.
        digest: The image's digest.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    return next((each for each in covered(there) if each["resourceId"].endswith(f"/{digest}")), None)


def is_enhanced(subject: Subject) -> bool:
    """Whether the registry scans with Amazon Inspector."""
    return bool(scanning(subject)["scanType"] == ENHANCED)


def _look_at_account(subject: Subject) -> Iterator[Check]:
    if not is_enhanced(subject):
        yield Check(name=_ACCOUNT, outcome=Outcome.SKIP, found=_BASIC)
        return
    if subject.region in REGIONS_WITHOUT_INSPECTOR:
        found = f"Amazon Inspector is not in {subject.region} ({INSPECTOR_ENDPOINTS})"
        meaning = "Enhanced scanning cannot be had there: set the scan type to BASIC."
        yield Check(name=_ACCOUNT, outcome=Outcome.FAIL, found=found, meaning=meaning)
        return
    client = subject.asking.client("inspector2")
    answer: Any = subject.asking.once(
        _ACCOUNT, lambda: client.batch_get_account_status(accountIds=[subject.account_id]), service="inspector2"
    )
    status = next((each["resourceState"]["ecr"] for each in answer.get("accounts", [])), None)
    if status is None:
        found = "AWS does not say whether Amazon Inspector is on"
        yield Check(name=_ACCOUNT, outcome=Outcome.WARN, found=found, action=_ACCOUNT_ACTION)
        return
    said = f" ({status['errorCode']})" if status.get("errorCode") else ""
    outcome = _OUTCOMES.get(status["status"], Outcome.FAIL)
    yield Check(
        name=_ACCOUNT,
        outcome=outcome,
        found=f"scanning of ECR by Amazon Inspector is {status['status']}{said}",
        meaning="" if outcome is Outcome.PASS else "Until it is ENABLED, no image is scanned.",
        action=_ACCOUNT_ACTION,
        fix=f"aws inspector2 enable --resource-types ECR --region {subject.region}"
        if outcome is Outcome.FAIL
        else None,
    )


def _look_at_coverage(there: InRepository) -> Iterator[Check]:
    if not is_enhanced(there.registry):
        yield Check(name=_COVERAGE, outcome=Outcome.SKIP, found=_BASIC)
        return
    resources, detail = covered(there), describe_image(there)
    if detail is None or is_index(detail):
        yield _overview(there, resources)
        return
    resource = coverage_of(there, detail["imageDigest"])
    if resource is None:
        found = f"Amazon Inspector does not know {shown(detail)}"
        meaning = "It has no verdict. An image just pushed is known some minutes later."
        yield Check(name=_COVERAGE, outcome=Outcome.FAIL, found=found, meaning=meaning, action=_COVERAGE_ACTION)
        return
    status = resource["scanStatus"]
    outcome, meaning = _REASONS.get(status["reason"], (Outcome.FAIL, "It is not watched."))
    scanned = f", last scanned {utc(resource['lastScannedAt']):%Y-%m-%d}" if resource.get("lastScannedAt") else ""
    yield Check(
        name=_COVERAGE,
        outcome=outcome,
        found=f"{shown(detail)}: {status['statusCode']}, {status['reason']}{scanned}",
        meaning=meaning,
        action=_COVERAGE_ACTION,
    )


def _overview(there: InRepository, resources: Sequence[Any]) -> Check:
    """Tell of the whole repository: an index has no coverage of its own, and nothing but a pull says what is in it."""
    counts = Counter((each["scanStatus"]["statusCode"], each["scanStatus"]["reason"]) for each in resources)
    worst = [_REASONS.get(reason, (Outcome.FAIL, ""))[0] for _, reason in counts]
    texts = ", ".join(f"{number} {status} ({reason})" for (status, reason), number in sorted(counts.items()))
    outcome = Outcome.PASS if resources and set(worst) == {Outcome.PASS} else Outcome.WARN
    meaning = "" if outcome is Outcome.PASS else "Name an image by its digest to see whether it is one of those."
    found = f"images of {there.name}: {texts or 'Amazon Inspector knows none'}"
    return Check(name=_COVERAGE, outcome=outcome, found=found, meaning=meaning, action=_COVERAGE_ACTION)


INSPECTOR: Probe[Subject] = Probe(name=_ACCOUNT, action=_ACCOUNT_ACTION, look=_look_at_account)
INSPECTOR_COVERAGE: Probe[InRepository] = Probe(name=_COVERAGE, action=_COVERAGE_ACTION, look=_look_at_coverage)
