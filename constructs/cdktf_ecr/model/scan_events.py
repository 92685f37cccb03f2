"""The events a scan leaves behind, and the words they use: what the rules match and the command line reads."""

from __future__ import annotations

from .errors import InvalidSettingError
from .names import check_repository_name
from .values import check_string, is_expression

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


def scan_event_pattern(repository_name: str, repository_arn: str) -> dict[str, object]:
    """Return the EventBridge pattern of a finished scan, completed or failed, in exactly one repository.

    It matches under either scan type, so that switching the type does not silence it: basic scanning's event carries
    the repository's name where Amazon Inspector's carries its ARN. Amazon Inspector sends this event for the first scan
    of an image only; what rescans find arrives finding by finding as ``Inspector2 Finding``.

    Args:
        repository_name: The repository's name, or a Terraform expression of it.
        repository_arn: The same repository's ARN, or a Terraform expression of it.

    Raises:
        InvalidSettingError: The name is not a repository's name, or the ARN is not that repository's.
    """
    if not is_expression(repository_name):
        check_repository_name(repository_name)
    arn = check_string("repository_arn", repository_arn)
    if not is_expression(arn) and not is_expression(repository_name):
        _check_names(arn, repository_name)
    return {
        "source": [BASIC_SCAN_SOURCE, ENHANCED_SCAN_SOURCE],
        "detail-type": [BASIC_SCAN_DETAIL_TYPE, ENHANCED_SCAN_DETAIL_TYPE],
        "detail": {"repository-name": [repository_name, repository_arn]},
    }


def _check_names(arn: str, repository_name: str) -> None:
    resource = f":repository/{repository_name}"
    if not (arn.startswith("arn:") and arn.endswith(resource)):
        rule = f"must be the ARN of that repository and so end in {resource!r}: the pattern would match no event"
        raise InvalidSettingError("repository_arn", arn, rule, source="ECR events and EventBridge")
