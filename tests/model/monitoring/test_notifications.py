from __future__ import annotations

import copy
import json
import re
from typing import Any

import botocore.session
import pytest

from cdktf_ecr.model.monitoring.notifications import (
    CONSOLE_DOMAINS,
    Message,
    basic_scan_message,
    console_domain_of,
    enhanced_scan_message,
    finding_message,
)
from cdktf_ecr.model.terraform.expressions import Expression

SESSION: Any = botocore.session.get_session()
EVENTS = SESSION.get_service_model("events")
INSPECTOR = SESSION.get_service_model("inspector2")

CONSOLE = "console.aws.amazon.com"
NAME = "team/api"
ARN = f"arn:aws:ecr:eu-west-1:111122223333:repository/{NAME}"
DIGEST = "sha256:7f5b2640fe6fb4f46592dfd3410c4a79dac4f89e4782432e0378abcd1234abcd"
IMAGE_PAGE = (
    f"https://console.aws.amazon.com/ecr/repositories/private/111122223333/{NAME}/_/image/{DIGEST}"
    "/details?region=eu-west-1"
)


def event(detail_type: str, detail: dict[str, object]) -> dict[str, Any]:
    place = {"account": "111122223333", "region": "eu-west-1", "time": "2026-10-29T02:36:48Z"}
    return {**place, "detail-type": detail_type, "resources": [ARN], "detail": detail}


BASIC_COUNTS = {"CRITICAL": 10, "MEDIUM": 9}
ENHANCED_COUNTS = {"CRITICAL": 7, "HIGH": 61, "MEDIUM": 62, "TOTAL": 158}
SCAN = {"repository-name": NAME, "scan-status": "COMPLETE", "image-digest": DIGEST, "image-tags": ["v1.2.0"]}
BASIC_SCAN = event("ECR Image Scan", {**SCAN, "finding-severity-counts": BASIC_COUNTS})
INITIAL_SCAN = {**SCAN, "repository-name": ARN, "scan-status": "INITIAL_SCAN_COMPLETE"}
ENHANCED_SCAN = event(
    "Inspector2 Scan", {**INITIAL_SCAN, "finding-severity-counts": ENHANCED_COUNTS, "image-tags": ["latest", "v1.2.0"]}
)
IMAGE_DETAILS = {"repositoryName": NAME, "imageTags": ["v1.2.0"], "imageHash": DIGEST, "registry": "111122223333"}
FINDING = event(
    "Inspector2 Finding",
    {
        "severity": "HIGH",
        "status": "ACTIVE",
        "title": "CVE-2021-36159 - apk-tools",
        "type": "PACKAGE_VULNERABILITY",
        "packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2021-36159", "source": "NVD"},
        "resources": [{"id": f"{ARN}/{DIGEST}", "details": {"awsEcrContainerImage": IMAGE_DETAILS}}],
    },
)


def changed(sample: dict[str, Any], *removed: str, **detail: object) -> dict[str, Any]:
    copied = copy.deepcopy(sample)
    copied["detail"].update({key.replace("_", "-"): value for key, value in detail.items()})
    for path in removed:
        *parents, last = [int(key) if key.isdigit() else key for key in path.split(".")]
        place: Any = copied["detail"]
        for key in parents:
            place = place[key]
        del place[last]
    return copied


def value_at(sample: dict[str, Any], path: str) -> Any:
    value: Any = sample
    for key in re.findall(r"[^.\[\]$]+", path):
        index = int(key) if isinstance(value, list) else key
        if index not in (range(len(value)) if isinstance(value, list) else value):
            return None
        value = value[index]
    return value


def rendered(message: Message, sample: dict[str, Any]) -> str:
    """Fill a template as EventBridge does.

    moto does not send events to topics, and its renderer leaves a variable whose path is missing as it is, where AWS
    says that it "won't appear in the output". Inside a string AWS writes objects and lists without quote marks, as
    LocalStack recorded from AWS: "{acc_id:0a787ecb-4015,sf_id:baz}", "[ACTIVE,INACTIVE]". Nothing is escaped.
    """

    def text(match: re.Match[str]) -> str:
        value = value_at(sample, message.input_paths[match.group(1)])
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value, separators=(",", ":")).replace('"', "")

    return re.sub("<([^<>]*)>", text, message.input_template)


def lines(message: Message, sample: dict[str, Any]) -> list[str]:
    """Return the lines of a message without the quote marks that AWS leaves around each."""
    text = rendered(message, sample)
    assert not re.search("null|None|[<>]", text)
    return [json.loads(line) for line in text.split("\n")]


def scan_lines(*result: str, title: str, repository: str, tags: str, console: str) -> list[str]:
    status, counts = result
    basic = "Only the status COMPLETE is a verdict: severities that are not listed then have no findings."
    enhanced = (
        "Only the status INITIAL_SCAN_COMPLETE is a verdict: TOTAL then counts the findings of all severities, also of "
        "those that are not listed."
    )
    return [
        title,
        f"Repository: {repository}",
        f"Image (digest, tags): {DIGEST} {tags}",
        f"Result (status, findings by severity): {status} {counts}",
        basic if "basic" in title else enhanced,
        "Time: 2026-10-29T02:36:48Z",
        f"Console: {console}",
    ]


def test_the_whole_text_of_a_basic_scan() -> None:
    assert rendered(basic_scan_message(console=CONSOLE), BASIC_SCAN) == (
        '"Amazon ECR basic scan of an image"\n'
        '"Repository: team/api"\n'
        f'"Image (digest, tags): {DIGEST} [v1.2.0]"\n'
        '"Result (status, findings by severity): COMPLETE {CRITICAL:10,MEDIUM:9}"\n'
        '"Only the status COMPLETE is a verdict: severities that are not listed then have no findings."\n'
        '"Time: 2026-10-29T02:36:48Z"\n'
        f'"Console: {IMAGE_PAGE}"'
    )


ALL = {"CRITICAL": 1, "HIGH": 2, "MEDIUM": 3, "LOW": 4, "INFORMATIONAL": 5, "UNDEFINED": 6}
BASIC_RESULT = ("COMPLETE", "{CRITICAL:10,MEDIUM:9}")


@pytest.mark.parametrize(
    ("sample", "result", "tags"),
    [
        (
            changed(BASIC_SCAN, finding_severity_counts=ALL),
            ("COMPLETE", "{CRITICAL:1,HIGH:2,MEDIUM:3,LOW:4,INFORMATIONAL:5,UNDEFINED:6}"),
            "[v1.2.0]",
        ),
        (changed(BASIC_SCAN, finding_severity_counts={}), ("COMPLETE", "{}"), "[v1.2.0]"),
        (changed(BASIC_SCAN, "finding-severity-counts", scan_status="FAILED"), ("FAILED", ""), "[v1.2.0]"),
        (changed(BASIC_SCAN, image_tags=[]), BASIC_RESULT, "[]"),
        (changed(BASIC_SCAN, "image-tags"), BASIC_RESULT, ""),
        (changed(BASIC_SCAN, image_tags=["v1.2.0", "latest"]), BASIC_RESULT, "[v1.2.0,latest]"),
    ],
)
def test_basic_scans_whatever_the_event_lacks(sample: dict[str, Any], result: tuple[str, str], tags: str) -> None:
    assert lines(basic_scan_message(console=CONSOLE), sample) == scan_lines(
        *result, title="Amazon ECR basic scan of an image", repository=NAME, tags=tags, console=IMAGE_PAGE
    )


ENHANCED_TITLE = "Amazon Inspector scan of an image in Amazon ECR"
LIST_PAGE = "https://console.aws.amazon.com/ecr/repositories?region=eu-west-1"


@pytest.mark.parametrize(
    ("sample", "result", "tags"),
    [
        (ENHANCED_SCAN, ("INITIAL_SCAN_COMPLETE", "{CRITICAL:7,HIGH:61,MEDIUM:62,TOTAL:158}"), "[latest,v1.2.0]"),
        (changed(ENHANCED_SCAN, finding_severity_counts={}, image_tags=[]), ("INITIAL_SCAN_COMPLETE", "{}"), "[]"),
        (changed(ENHANCED_SCAN, "finding-severity-counts", "image-tags"), ("INITIAL_SCAN_COMPLETE", ""), ""),
    ],
)
def test_enhanced_scans_by_name_or_by_arn(sample: dict[str, Any], result: tuple[str, str], tags: str) -> None:
    by_name = scan_lines(*result, title=ENHANCED_TITLE, repository=NAME, tags=tags, console=IMAGE_PAGE)
    assert lines(enhanced_scan_message(console=CONSOLE, repository_name=NAME), sample) == by_name
    by_arn = scan_lines(*result, title=ENHANCED_TITLE, repository=ARN, tags=tags, console=LIST_PAGE)
    assert lines(enhanced_scan_message(console=CONSOLE), sample) == by_arn


IMAGE = "resources.0.details.awsEcrContainerImage"


BARE_FINDING = changed(FINDING, "title", "packageVulnerabilityDetails", f"{IMAGE}.imageTags")


@pytest.mark.parametrize(
    ("sample", "title", "vulnerability", "tags"),
    [(FINDING, "CVE-2021-36159 - apk-tools", "CVE-2021-36159", "[v1.2.0]"), (BARE_FINDING, "", "", "")],
)
def test_findings(sample: dict[str, Any], title: str, vulnerability: str, tags: str) -> None:
    assert lines(finding_message(console=CONSOLE), sample) == [
        "Amazon Inspector finding in an image in Amazon ECR",
        "Severity: HIGH",
        f"Finding: PACKAGE_VULNERABILITY {title}",
        f"Status and vulnerability: ACTIVE {vulnerability}",
        "Repository: team/api",
        f"Image (digest, tags): {DIGEST} {tags}",
        "Time: 2026-10-29T02:36:48Z",
        f"Console: {IMAGE_PAGE}",
    ]


MESSAGES = {
    "basic": (basic_scan_message, BASIC_SCAN),
    "enhanced": (enhanced_scan_message, ENHANCED_SCAN),
    "finding": (finding_message, FINDING),
}


@pytest.mark.parametrize("family", MESSAGES)
def test_every_variable_is_used_and_in_the_documented_event(family: str) -> None:
    make, sample = MESSAGES[family]
    message = make(console=CONSOLE)
    assert set(re.findall("<([^<>]*)>", message.input_template)) == set(message.input_paths)
    assert [path for path in message.input_paths.values() if value_at(sample, path) is None] == []


@pytest.mark.parametrize("family", MESSAGES)
def test_no_label_stands_alone_when_an_event_lacks_what_it_may_lack(family: str) -> None:
    make, sample = MESSAGES[family]
    lacking = ("finding-severity-counts", "image-tags", "image-tag", "title", "packageVulnerabilityDetails")
    bare = changed(sample, *(key for key in lacking if key in sample["detail"]))
    if family == "finding":
        bare = changed(bare, f"{IMAGE}.imageTags")
    for line in lines(make(console=CONSOLE), bare):
        assert not re.search(r":\s*$|  |\(\)", line)


def test_a_findings_paths_are_those_of_inspectors_model() -> None:
    for path in finding_message(console=CONSOLE).input_paths.values():
        if not path.startswith("$.detail."):
            continue
        shape = INSPECTOR.shape_for("Finding")
        for key in path.removeprefix("$.detail.").split("."):
            shape = shape.members[key.removesuffix("[0]")]
            shape = shape.member if key.endswith("[0]") else shape


@pytest.mark.parametrize("family", MESSAGES)
@pytest.mark.parametrize("domain", [*CONSOLE_DOMAINS.values(), "${local.console}"])
def test_the_link_leads_to_the_partitions_console(family: str, domain: str) -> None:
    make, sample = MESSAGES[family]
    assert lines(make(console=domain), sample)[-1].startswith(f"Console: https://{domain}/ecr/repositories")


def test_expressions_are_left_to_terraform() -> None:
    message = enhanced_scan_message(console=CONSOLE, repository_name='${lookup(var.names, "a < b")}')
    assert '"Repository: ${lookup(var.names, "a < b")}"' in message.input_template


@pytest.mark.parametrize("partition", CONSOLE_DOMAINS)
def test_a_partition_has_its_console(partition: str) -> None:
    assert console_domain_of(partition) == CONSOLE_DOMAINS[partition]


def test_the_console_of_a_partition_that_nobody_documents_is_that_of_aws() -> None:
    assert console_domain_of("aws-iso") == CONSOLE
    assert console_domain_of(Expression("data.aws_partition.this.partition")) == (
        '${lookup({"aws": "console.aws.amazon.com", "aws-cn": "console.amazonaws.cn", '
        '"aws-us-gov": "console.amazonaws-us-gov.com"}, data.aws_partition.this.partition, "console.aws.amazon.com")}'
    )


LONGEST = "a" * 256
EVERY_MESSAGE = [
    *(make(console=domain) for make, _ in MESSAGES.values() for domain in CONSOLE_DOMAINS.values()),
    enhanced_scan_message(console=CONSOLE_DOMAINS["aws-us-gov"], repository_name=LONGEST),
]


@pytest.mark.parametrize("message", EVERY_MESSAGE)
def test_the_messages_stay_within_what_eventbridge_takes(message: Message) -> None:
    rules = EVENTS.shape_for("TransformerInput").metadata
    assert rules["min"] <= len(message.input_template) <= rules["max"]
    assert len(message.input_paths) <= EVENTS.shape_for("TransformerPaths").metadata["max"]
    name, path = (EVENTS.shape_for(shape).metadata for shape in ("InputTransformerPathKey", "TargetInputPath"))
    assert all(re.fullmatch(name["pattern"], each) for each in message.input_paths)
    assert all(each.startswith("$.") and len(each) <= path["max"] for each in message.input_paths.values())


@pytest.mark.parametrize("message", EVERY_MESSAGE)
def test_each_line_is_a_string_in_quote_marks_of_variables_that_there_are(message: Message) -> None:
    assert all(isinstance(json.loads(line), str) for line in message.input_template.split("\n"))
    assert set(re.findall("<([^<>]*)>", message.input_template)) <= set(message.input_paths)
