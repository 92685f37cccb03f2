"""The events a scan leaves behind, and the words they use: what the rules match and the command line reads."""

from __future__ import annotations

# FindingSeverity (ECR API reference), worst first, and UNTRIAGED from Severity (Amazon Inspector API reference): a
# finding nobody has given a severity yet.
CRITICAL = "CRITICAL"
HIGH = "HIGH"
MEDIUM = "MEDIUM"
LOW = "LOW"
INFORMATIONAL = "INFORMATIONAL"
UNDEFINED = "UNDEFINED"
UNTRIAGED = "UNTRIAGED"
SEVERITIES = (CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL, UNDEFINED, UNTRIAGED)

# A scan's event, under basic scanning (ECR user guide, EventBridge) and under enhanced scanning, where ECR's own event
# does not arrive (ECR user guide, EventBridge events sent for enhanced scanning).
BASIC_SCAN_SOURCE = "aws.ecr"
BASIC_SCAN_DETAIL_TYPE = "ECR Image Scan"
ENHANCED_SCAN_SOURCE = "aws.inspector2"
ENHANCED_SCAN_DETAIL_TYPE = "Inspector2 Scan"
# What detail.scan-status says in them.
BASIC_SCAN_COMPLETE = "COMPLETE"
ENHANCED_SCAN_COMPLETE = "INITIAL_SCAN_COMPLETE"
SCAN_FAILED = "FAILED"
# What an event counts of a completed scan. A basic scan's has every severity that was found, so that an absent one has
# no findings. In each sample of Amazon Inspector's these three and TOTAL alone are itemised, zeros too, and TOTAL may
# be more than their sum (ECR user guide, EventBridge events sent for enhanced scanning; that no others ever are is
# inferred): how many there are of another severity is unknown, but for what is left of TOTAL.
ITEMISED_BY_INSPECTOR = (CRITICAL, HIGH, MEDIUM)
TOTAL = "TOTAL"

# One finding that was found, changed or closed (Amazon Inspector user guide, EventBridge event schema).
FINDING_SOURCE = "aws.inspector2"
FINDING_DETAIL_TYPE = "Inspector2 Finding"
# FindingStatus (Amazon Inspector API reference).
FINDING_STATUSES = ("ACTIVE", "SUPPRESSED", "CLOSED")

# A resource that Amazon Inspector scans no longer, or cannot (Amazon Inspector user guide, coverage event schema). The
# one documented example is of an EC2 instance, with its id for the resource; that the resource of an image is what
# ListCoverage calls it, the repository's ARN, a slash and the digest as in a finding, is inferred.
COVERAGE_DETAIL_TYPE = "Inspector2 Coverage"
NOT_COVERED = "INACTIVE"
# The reasons why an image need not be scanned, or not yet (ScanStatus, Amazon Inspector API reference): it is gone,
# somebody chose so, or the scan is still to come. Any other reason, a new one too, leaves an image without a verdict.
EXPECTED_REASONS = (
    "IMAGE_ARCHIVED",
    "PENDING_INITIAL_SCAN",
    "PENDING_REVIVAL_SCAN",
    "RESOURCE_TERMINATED",
    "SCAN_ELIGIBILITY_EXPIRED",
    "SCAN_FREQUENCY_MANUAL",
    "SCAN_FREQUENCY_SCAN_ON_PUSH",
    "SCAN_IN_PROGRESS",
    "SUCCESSFUL",
)

# An image pushed or deleted (ECR user guide, EventBridge). Sent on a best effort basis (EventBridge events reference,
# Amazon ECR), and without who did it.
IMAGE_ACTION_SOURCE = "aws.ecr"
IMAGE_ACTION_DETAIL_TYPE = "ECR Image Action"
IMAGE_ACTIONS = ("PUSH", "DELETE")


def severities_at_least(severity: str) -> tuple[str, ...]:
    """Return ``severity`` and all worse ones, worst first; UNTRIAGED ranks below all others.

    Args:
        severity: One of `SEVERITIES`.
    """
    return SEVERITIES[: SEVERITIES.index(severity) + 1]
