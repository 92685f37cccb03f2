"""What a person reads about a scan or a finding: EventBridge input transformers for a topic."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.names import check_repository_name
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.values import check_count, check_pattern, check_string, check_text

if TYPE_CHECKING:
    from collections.abc import Mapping

# InputTransformer (EventBridge API reference and botocore's service model). A variable's name may not start with "AWS".
MAX_INPUT_PATHS = 100
INPUT_TEMPLATE_LENGTH = (1, 8192)
_INPUT_PATH_LENGTH = 256
_VARIABLE = "(?!AWS)[A-Za-z0-9_-]{1,256}"
_SOURCE = "EventBridge InputTransformer"
_PLACEHOLDER = re.compile("<([^<>]*)>")

# How EventBridge fills a template (EventBridge user guide, Amazon EventBridge input transformation, "Common issues"):
# text must be quoted; a variable whose path the event does not have "isn't created and won't appear in the output"; the
# values put in are not escaped. So each line is a string of its own, a variable that an event may lack stands last on
# its line, after one that every event has, and no free text of a finding (its description) is put in. A severity
# without findings is absent from the counts: they are one variable, which inside a string AWS writes without its quote
# marks, as {CRITICAL:10,MEDIUM:9}; a list of tags likewise, as [latest,v1].

# Where each partition's edition of the ECR user guide opens the console.
CONSOLE_DOMAINS: Mapping[str, str] = MappingProxyType(
    {
        "aws": "console.aws.amazon.com",
        "aws-cn": "console.amazonaws.cn",
        "aws-us-gov": "console.amazonaws-us-gov.com",
    }
)
_DOMAIN = "[a-z0-9-]+([.][a-z0-9-]+)+"

_EVERY_EVENT = {"time": "$.time", "region": "$.region"}
_SCAN = {
    **_EVERY_EVENT,
    "account": "$.account",
    "status": "$.detail.scan-status",
    "counts": "$.detail.finding-severity-counts",
    "digest": "$.detail.image-digest",
    "tags": "$.detail.image-tags",
}
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

    def __post_init__(self) -> None:
        check_count("input_paths", len(self.input_paths), minimum=0, maximum=MAX_INPUT_PATHS, source=_SOURCE)
        for name, path in self.input_paths.items():
            rule = "must be 1 to 256 letters, digits, '_' and '-', and not start with 'AWS'"
            check_pattern("input_paths", name, _VARIABLE, rule=rule, source=_SOURCE)
            rule = f"must be a JSON path such as '$.detail.scan-status', {_INPUT_PATH_LENGTH} characters at most"
            check_pattern("input_paths", path, f"(?=.{{1,{_INPUT_PATH_LENGTH}}}\\Z)\\$[.].+", rule=rule, source=_SOURCE)
        if not is_expression(check_string("input_template", self.input_template)):
            self._check_template()

    def _check_template(self) -> None:
        shortest, longest = INPUT_TEMPLATE_LENGTH
        if not shortest <= len(self.input_template) <= longest:
            rule = f"must be {shortest} to {longest} characters"
            raise InvalidSettingError("input_template", self.input_template, rule, source=_SOURCE)
        for line in self.input_template.split("\n"):
            if not _is_quoted(line):
                raise InvalidSettingError("input_template", line, "must be a string in quote marks", source=_SOURCE)
        unknown = sorted(set(_PLACEHOLDER.findall(self.input_template)) - set(self.input_paths))
        if unknown:
            rule = f"must be one of the variables {', '.join(sorted(self.input_paths))}"
            raise InvalidSettingError("input_template", f"<{unknown[0]}>", rule, source=_SOURCE)


def basic_scan_message(*, console_domain: str = CONSOLE_DOMAINS["aws"]) -> Message:
    """Return the message about a finished basic scan (``ECR Image Scan``).

    Args:
        console_domain: The domain of the partition's console, or a Terraform expression of it.

    Raises:
        InvalidSettingError: ``console_domain`` is no domain.
    """
    return Message(
        input_paths={**_SCAN, "repository": "$.detail.repository-name"},
        input_template=_text(
            "Amazon ECR basic scan of an image",
            "Repository: <repository>",
            "Image (digest, tags): <digest> <tags>",
            "Result (status, findings by severity): <status> <counts>",
            "Only the status COMPLETE is a verdict: severities that are not listed then have no findings.",
            "Time: <time>",
            f"Console: {_image_page(console_domain, '<account>', '<repository>')}",
        ),
    )


def enhanced_scan_message(
    *, repository_name: str | None = None, console_domain: str = CONSOLE_DOMAINS["aws"]
) -> Message:
    """Return the message about an image's first enhanced scan (``Inspector2 Scan``).

    Args:
        repository_name: The repository's name, or a Terraform expression of it, where the rule matches one repository.
            The event carries the ARN only, of which no link to the image can be made: without a name, the message
            gives the ARN and links to the list of repositories.
        console_domain: The domain of the partition's console, or a Terraform expression of it.

    Raises:
        InvalidSettingError: The name is not a repository's, or ``console_domain`` is no domain.
    """
    paths = dict(_SCAN)
    if repository_name is None:
        del paths["account"]
        paths["repository"] = "$.detail.repository-name"
        page = f"https://{_domain(console_domain)}/ecr/repositories?region=<region>"
    else:
        if not is_expression(repository_name):
            check_repository_name(repository_name)
        page = _image_page(console_domain, "<account>", repository_name)
    return Message(
        input_paths=paths,
        input_template=_text(
            "Amazon Inspector scan of an image in Amazon ECR",
            f"Repository: {repository_name or '<repository>'}",
            "Image (digest, tags): <digest> <tags>",
            "Result (status, findings by severity): <status> <counts>",
            "Only the status INITIAL_SCAN_COMPLETE is a verdict: severities that are not listed then have no findings.",
            "Time: <time>",
            f"Console: {page}",
        ),
    )


def finding_message(*, console_domain: str = CONSOLE_DOMAINS["aws"]) -> Message:
    """Return the message about one finding of Amazon Inspector in an image (``Inspector2 Finding``).

    Args:
        console_domain: The domain of the partition's console, or a Terraform expression of it.

    Raises:
        InvalidSettingError: ``console_domain`` is no domain.
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
            f"Console: {_image_page(console_domain, '<registry>', '<repository>')}",
        ),
    )


def _text(*lines: str) -> str:
    return "\n".join(f'"{line}"' for line in lines)


def _image_page(console_domain: str, account: str, repository: str) -> str:
    page = f"https://{_domain(console_domain)}/ecr/repositories/private/{account}/{repository}"
    return f"{page}/_/image/<digest>/details?region=<region>"


def _domain(console_domain: str) -> str:
    rule = "must be a domain such as 'console.aws.amazon.com'"
    return check_text("console_domain", console_domain, _DOMAIN, rule, source="AWS Management Console")


def _is_quoted(line: str) -> bool:
    try:
        return isinstance(json.loads(line), str)
    except ValueError:
        return False
