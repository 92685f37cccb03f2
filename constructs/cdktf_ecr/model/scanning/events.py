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
# The count of all findings, beside the severities', in Amazon Inspector's event alone.
TOTAL = "TOTAL"

# One finding that was found, changed or closed (Amazon Inspector user guide, EventBridge event schema).
FINDING_SOURCE = "aws.inspector2"
FINDING_DETAIL_TYPE = "Inspector2 Finding"
# FindingStatus (Amazon Inspector API reference).
FINDING_STATUSES = ("ACTIVE", "SUPPRESSED", "CLOSED")

# An image pushed or deleted (ECR user guide, EventBridge).
IMAGE_ACTION_SOURCE = "aws.ecr"
IMAGE_ACTION_DETAIL_TYPE = "ECR Image Action"
IMAGE_ACTIONS = ("PUSH", "DELETE")


def severities_at_least(severity: str) -> tuple[str, ...]:
    """Return ``severity`` and all worse ones, worst first; UNTRIAGED ranks below all others.

    Args:
        severity: One of `SEVERITIES`.
    """
    return SEVERITIES[: SEVERITIES.index(severity) + 1]
