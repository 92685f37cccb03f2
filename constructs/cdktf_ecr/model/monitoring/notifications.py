"""What a person reads about a scan or a finding: EventBridge input transformers for a topic."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from cdktf_ecr.model.terraform.expressions import Expression, source_of
from cdktf_ecr.model.terraform.rules import Matches

if TYPE_CHECKING:
    from collections.abc import Mapping

# How EventBridge fills a template (EventBridge user guide, Amazon EventBridge input transformation, "Common issues"):
# text must be quoted; a variable whose path the event does not have "isn't created and won't appear in the output"; the
# values put in are not escaped. So each line is a string of its own, a variable that an event may lack stands last on
# its line, after one that every event has, and no free text of a finding (its description) is put in. A severity may
# be absent from the counts: they are one variable, which inside a string AWS writes without its quote
# marks, as {CRITICAL:10,MEDIUM:9}; a list of tags likewise, as [latest,v1].

# Where each partition's edition of the ECR user guide opens the console.
CONSOLE_DOMAINS: Mapping[str, str] = MappingProxyType(
    {
        "aws": "console.aws.amazon.com",
        "aws-cn": "console.amazonaws.cn",
        "aws-us-gov": "console.amazonaws-us-gov.com",
    }
)
CONSOLE_DOMAIN = Matches(
    pattern="^[a-z0-9-]+([.][a-z0-9-]+)+$",
    words="must be a domain such as 'console.aws.amazon.com'",
    source="AWS Management Console",
)

_EVERY_EVENT = {"time": "$.time", "region": "$.region"}
_SCAN = {
    **_EVERY_EVENT,
    "account": "$.account",
    "status": "$.detail.scan-status",
    "counts": "$.detail.finding-severity-counts",
    "digest": "$.detail.image-digest",
    "tags": "$.detail.image-tags",
}
_REPOSITORY_OF_SCAN = {"repository": "$.detail.repository-name"}
_IMAGE_OF_FINDING = "$.detail.resources[0].details.awsEcrContainerImage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """An input transformer that makes lines of text of an event.

    Attributes:
        input_paths: The JSON path of each variable.
        input_template: The text, each line a quoted string, each variable in angle brackets.
    """

    input_paths: dict[str, str]
    input_template: str


def console_domain_of(partition: str) -> str:
    """Return the domain of a partition's console.

    Args:
        partition: The partition, or a Terraform expression of it.
    """
    if isinstance(partition, Expression):
        known, default = source_of(dict(CONSOLE_DOMAINS)), source_of(CONSOLE_DOMAINS["aws"])
        return Expression(f"lookup({known}, {partition.source}, {default})")
    return CONSOLE_DOMAINS.get(partition, CONSOLE_DOMAINS["aws"])


def basic_scan_message(*, console: str) -> Message:
    """Return the message about a finished basic scan (``ECR Image Scan``).

    Args:
        console: The domain of the partition's console, or a Terraform expression of it.
    """
    return Message(
        input_paths={**_SCAN, **_REPOSITORY_OF_SCAN},
        input_template=_scan_text(
            "Amazon ECR basic scan of an image",
            repository="<repository>",
            verdict="Only the status COMPLETE is a verdict: severities that are not listed then have no findings.",
            page=_image_page(console, "<account>", "<repository>"),
        ),
    )


def enhanced_scan_message(*, console: str, repository_name: str | None = None) -> Message:
    """Return the message about an image's first enhanced scan (``Inspector2 Scan``).

    Args:
        console: The domain of the partition's console, or a Terraform expression of it.
        repository_name: The repository's name, or a Terraform expression of it, where the rule matches one repository.
            The event carries the ARN only, of which no link to the image can be made: without a name, the message
            gives the ARN and links to the list of repositories.
    """
    paths = dict(_SCAN)
    if repository_name is None:
        del paths["account"]
        paths.update(_REPOSITORY_OF_SCAN)
        page = f"https://{console}/ecr/repositories?region=<region>"
    else:
        page = _image_page(console, "<account>", repository_name)
    return Message(
        input_paths=paths,
        input_template=_scan_text(
            "Amazon Inspector scan of an image in Amazon ECR",
            repository=repository_name or "<repository>",
            verdict=(
                "Only the status INITIAL_SCAN_COMPLETE is a verdict: TOTAL then counts the findings of all severities, "
                "also of those that are not listed."
            ),
            page=page,
        ),
    )


def finding_message(*, console: str) -> Message:
    """Return the message about one finding of Amazon Inspector in an image (``Inspector2 Finding``).

    Args:
        console: The domain of the partition's console, or a Terraform expression of it.
    """
    return Message(
        input_paths={
            **_EVERY_EVENT,
            "severity": "$.detail.severity",
            "status": "$.detail.status",
            "title": "$.detail.title",
            "type": "$.detail.type",
            "vulnerability": "$.detail.packageVulnerabilityDetails.vulnerabilityId",
            "registry": f"{_IMAGE_OF_FINDING}.registry",
            "repository": f"{_IMAGE_OF_FINDING}.repositoryName",
            "digest": f"{_IMAGE_OF_FINDING}.imageHash",
            "tags": f"{_IMAGE_OF_FINDING}.imageTags",
        },
        input_template=_text(
            "Amazon Inspector finding in an image in Amazon ECR",
            "Severity: <severity>",
            "Finding: <type> <title>",
            "Status and vulnerability: <status> <vulnerability>",
            "Repository: <repository>",
            "Image (digest, tags): <digest> <tags>",
            "Time: <time>",
            f"Console: {_image_page(console, '<registry>', '<repository>')}",
        ),
    )


def _scan_text(title: str, *, repository: str, verdict: str, page: str) -> str:
    return _text(
        title,
        f"Repository: {repository}",
        "Image (digest, tags): <digest> <tags>",
        "Result (status, findings by severity): <status> <counts>",
        verdict,
        "Time: <time>",
        f"Console: {page}",
    )


def _text(*lines: str) -> str:
    return "\n".join(f'"{line}"' for line in lines)


def _image_page(console: str, account: str, repository: str) -> str:
    page = f"https://{console}/ecr/repositories/private/{account}/{repository}"
    return f"{page}/_/image/<digest>/details?region=<region>"
