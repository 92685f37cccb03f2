"""Terraform refuses a wrong value at plan, and says which variable, which value, which rule and whose rule it is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.terraform.conftest import Bare
from tests.terraform.runner import Terraform

pytestmark = pytest.mark.terraform

KEY = "00000000-0000-4000-8000-000000000000"
KEY_ARN = f"arn:aws:kms:us-east-1:123456789012:key/{KEY}"

NAME_RULE = (
    "must be 2 to 256 characters of lower-case letters and digits, in words joined by '.', '_', '__' or hyphens, in "
    "path segments joined by '/' (ECR naming rules)"
)
COUNT_RULE = "must be a whole number of 1 or more (ECR lifecycle policies)"
RETENTION_RULE = (
    "must be one of 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, "
    "3288, 3653 days; 0 keeps events for ever (CloudWatch Logs PutRetentionPolicy)"
)
KEY_RULE = (
    "must be the ARN of a KMS key (arn:<partition>:kms:<region>:<account>:key/<id>), not a key id, an alias or an "
    "alias ARN: those read back as the key's ARN, so the next plan would replace the repository and lose its images "
    "(AWS provider, aws_ecr_repository)"
)
ACCOUNT_RULE = (
    "each account id must be an AWS account id: a string of 12 digits, leading zeros included and without hyphens "
    "(AWS account identifiers)"
)
ACCOUNT_TWICE_RULE = "must not list an account twice (ECR repository policies)"
FILTER_RULE = (
    "each filter must be 1 to 255 characters of lower-case letters, digits and '*', in words joined by a single '.', "
    "'_', '-' or '/' (ECR API, PutRegistryScanningConfiguration)"
)
FILTERS_RULE = "must be 1 to 100 filters, none listed twice (ECR API, PutRegistryScanningConfiguration)"
TAG_RULE = (
    "must be a map of at most 47 tags, keys of 1 to 128 characters that do not start with 'aws:', values of at most "
    "256, both of letters, digits, spaces and _ . : / = + - @ (AWS tagging rules)"
)
ENVIRONMENT_RULE = "must be 1 to 64 letters, digits, '.', '_' and '-', the first a letter or digit (cdktf-ecr)"
REGION_RULE = "must be the code of an AWS region, such as us-east-1 (AWS regions)"
MUTABILITY_RULE = (
    "must be one of MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION, IMMUTABLE_WITH_EXCLUSION "
    "(ECR API, PutImageTagMutability)"
)
ENCRYPTION_RULE = "must be one of AES256, KMS, KMS_DSSE (ECR encryption at rest)"
LOG_KEY_RULE = (
    "must be the ARN of a KMS key (arn:<partition>:kms:<region>:<account>:key/<id>), not a key id or an alias "
    "(CloudWatch Logs AssociateKmsKey)"
)
NAMESPACE_RULE = (
    "must be 1 to 255 letters, digits, spaces and '.', '-', '_', '/', '#', and not begin with 'AWS/' "
    "(CloudWatch namespaces and CloudWatch Logs MetricTransformation)"
)
SEVERITIES = "CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL, UNDEFINED, UNTRIAGED"
SEVERITY_RULE = f"must be one of {SEVERITIES} (ECR and Amazon Inspector severities)"
SEVERITY_KEYS_RULE = f"its keys must be among {SEVERITIES} (ECR and Amazon Inspector severities)"
THRESHOLD_RULE = "its values must be whole numbers of 1 or more (CloudWatch alarms on finding counts)"
ENDPOINTS_RULE = (
    "must have one of the protocols http, https, email, email-json, sms, sqs, lambda, application, and the endpoint "
    "must be a URL for http and https, an address for email, a number for sms, an ARN for the others (Amazon SNS API "
    "Reference, Subscribe)"
)
FIREHOSE_RULE = (
    "must not have the protocol firehose: its subscriptions need the ARN of a role as well (SubscriptionRoleArn); "
    "subscribe the delivery stream to the topic yourself, with an aws_sns_topic_subscription (Amazon SNS API "
    "Reference, Subscribe)"
)
TOPIC_KEY_RULE = (
    "must be the ARN of a KMS key (arn:<partition>:kms:<region>:<account>:key/<id>), not a key id or an alias "
    "(Amazon SNS encryption at rest)"
)
SUBSCRIPTION_NAMES_RULE = (
    "its keys must be names of 1 to 64 letters, digits, '_' and '-'; the endpoint is a value (cdktf-ecr)"
)
TAG_CASE_RULE = (
    "its keys must differ in more than upper and lower case, and be written Environment and ManagedBy and Stack where "
    "that is meant: IAM takes such keys for one (IAM user guide, tag naming requirements)"
)
BOUNDARY_RULE = (
    "must be the ARN of a managed policy without wildcards: arn:<partition>:iam::<account>:policy/<name> (IAM "
    "permissions boundaries)"
)
EMAILS_RULE = "must be e-mail addresses, none listed twice (Amazon SNS API Reference, Subscribe)"
FREQUENCY_RULE = "must be one of SCAN_ON_PUSH, CONTINUOUS_SCAN (ECR API, PutRegistryScanningConfiguration)"

REFUSED: dict[tuple[str, str], list[Any]] = {
    ("ecr_repository_name", NAME_RULE): [
        *("", "a", "Team/api", "team/API", "a" * 257, "team/api\n", "team/api/", "/team", "a..b", "a//b", "a___b"),
        *("a._b", "-a", "a-", "_a", "a b", "a:b", "a@b", "über/api", "api\u200b", "团队/api", "${x}", "team/<api>"),
    ],
    ("ecr_image_tag_mutability", MUTABILITY_RULE): ["", "mutable", "IMMUTABLE ", "true"],
    ("ecr_encryption_type", ENCRYPTION_RULE): ["", "aes256", "AES-256", "KMS\n", "SSE"],
    ("ecr_kms_key_id", KEY_RULE): [
        *("", KEY, "alias/ecr", "arn:aws:kms:us-east-1:123456789012:alias/ecr", f"{KEY_ARN}\n", f" {KEY_ARN}"),
        *(KEY_ARN.replace("kms", "s3"), KEY_ARN.replace("123456789012", "12345678901"), KEY_ARN.upper()),
    ],
    ("ecr_scan_frequency", FREQUENCY_RULE): ["", "MANUAL", "scan_on_push", "CONTINUOUS"],
    ("ecr_scan_repository_filters", FILTERS_RULE): [
        [],
        [f"team{number}" for number in range(101)],
        ["team", "team"],
    ],
    ("ecr_scan_repository_filters", FILTER_RULE): [
        *([text] for text in ("a--b", "a__b", "", "Team", "a b", "-a", "a-", "a.", "team/", "a" * 256, "é", "a\n")),
        ["team", "a--b"],
        [None],
    ],
    ("ecr_max_image_count", COUNT_RULE): [0, -1, 1.5, 0.999],
    ("ecr_dev_image_count", COUNT_RULE): [0, -1, 1.5],
    ("ecr_untagged_image_days", COUNT_RULE): [0, -1, 1.5],
    ("ecr_log_retention_days", RETENTION_RULE): [15, -1, 2, 14.5, 3654, 10000],
    ("ecr_audit_retention_days", RETENTION_RULE): [2, -1, 91, 90.5, 10000],
    ("ecr_log_kms_key_id", LOG_KEY_RULE): [
        *("", KEY, "alias/logs", "arn:aws:kms:us-east-1:123456789012:alias/logs", f"{KEY_ARN}\n", KEY_ARN.upper()),
    ],
    ("ecr_notification_kms_key_id", TOPIC_KEY_RULE): [
        *("", KEY, "alias/aws/sns", "arn:aws:kms:us-east-1:123456789012:alias/scans", f"{KEY_ARN}\n", KEY_ARN.upper()),
    ],
    ("ecr_metric_namespace", NAMESPACE_RULE): [
        *("", " ", "AWS/ECR", "AWS/", "n" * 256, "Team:Scans", ":", "Team\\Scans", "Team*", "Größe", "Team\n", "${x}"),
    ],
    ("ecr_alarm_thresholds", SEVERITY_KEYS_RULE): [
        *({"critical": 1}, {"SEVERE": 1}, {"": 1}, {"TOTAL": 1}, {"CRITICAL": 1, "HIGH ": 1}),
    ],
    ("ecr_alarm_thresholds", THRESHOLD_RULE): [
        *({"CRITICAL": 0}, {"CRITICAL": -1}, {"CRITICAL": 1.5}, {"CRITICAL": 1, "HIGH": 0}, {"CRITICAL": None}),
    ],
    ("ecr_notification_subscriptions", ENDPOINTS_RULE): [
        {"team": {"protocol": "mail", "endpoint": "team@example.org"}},
        {"queue": {"protocol": "SQS", "endpoint": "arn:aws:sqs:x"}},
        {"hook": {"protocol": "sqs", "endpoint": "https://example.org/hook"}},
        {"hook": {"protocol": "https", "endpoint": "example.org"}},
        {"team": {"protocol": "email", "endpoint": "team"}},
        {"team": {"protocol": "email", "endpoint": None}},
    ],
    ("ecr_notification_subscriptions", FIREHOSE_RULE): [
        {
            "stream": {
                "protocol": "firehose",
                "endpoint": "arn:aws:firehose:us-east-1:123456789012:deliverystream/scans",
            }
        },
    ],
    ("ecr_notification_subscriptions", SUBSCRIPTION_NAMES_RULE): [
        {"team@example.org": {"protocol": "email", "endpoint": "team@example.org"}},
        {"": {"protocol": "email", "endpoint": "team@example.org"}},
    ],
    ("ecr_notification_emails", EMAILS_RULE): [
        *(
            [text]
            for text in ("", "team", "@example.com", "team@", "team@example", "a b@example.com", "a@b@example.com")
        ),
        ["team@example.com", "team"],
        ["team@example.com", "team@example.com"],
    ],
    ("ecr_notification_severity", SEVERITY_RULE): ["high", "", "SEVERE", "TOTAL", "HIGH\n"],
    ("ecr_pull_account_ids", ACCOUNT_RULE): [
        *([text] for text in ("", "1234-5678-9012", "12345678901", "1234567890123", "12345678901a", "123456789012\n")),
        ["111122223333", "١٢٣٤٥٦٧٨٩٠١٢"],
        ["*"],
        [None],
    ],
    ("ecr_pull_account_ids", ACCOUNT_TWICE_RULE): [["111122223333", "444455556666", "111122223333"]],
    ("ecr_ec2_role_boundary_arn", BOUNDARY_RULE): [
        *("", "boundary", "arn:aws:iam::123456789012:role/x", "arn:aws:iam::123456789012:policy/*"),
        *(
            "arn:aws:iam::12345678901:policy/x",
            "arn:aws:iam::123456789012:policy/",
            "arn:aws:iam::123456789012:policy/x\n",
        ),
    ],
    ("ecr_tags", TAG_RULE): [
        {"aws:team": "data"},
        {"Team": "R&D"},
        {"Team\n": "data"},
        {"AWS:team": "data"},
        {f"key{number:02}": "value" for number in range(48)},
        {"k" * 129: "value"},
        {"key": "v" * 257},
        {"": "value"},
        {"key": None},
    ],
    ("ecr_tags", TAG_CASE_RULE): [
        *({"environment": "test"}, {"managedBy": "me"}, {"STACK": "x"}, {"Team": "a", "team": "b"}),
    ],
    ("environment", ENVIRONMENT_RULE): ["", "a b", "-a", ".", "a" * 65, "prod\n", "prodüction", "a/b"],
    ("aws_region", REGION_RULE): ["", "US-EAST-1", "us-east", "us_east_1", "us-east-1a", "us-east-1\n", "useast1"],
}

WRONG_TYPE = {
    "ecr_scan_on_push": "maybe",
    "ecr_max_image_count": "ten",
    "ecr_pull_account_ids": {"a": {}},
    "ecr_tags": ["a"],
    "ecr_alarm_thresholds": {"CRITICAL": "many"},
    "ecr_enable_dashboard": "maybe",
}

ACCEPTED: dict[str, list[Any]] = {
    "ecr_repository_name": [
        *("a1", "ab", "00", "0a", "1password/api", "a" * 256, "a.b", "a_b", "a__b", "a--b", "a---b/c", "a/b/c/d"),
    ],
    "ecr_image_tag_mutability": ["MUTABLE", "IMMUTABLE", "MUTABLE_WITH_EXCLUSION", "IMMUTABLE_WITH_EXCLUSION", None],
    "ecr_encryption_type": ["AES256", "KMS", "KMS_DSSE"],
    "ecr_kms_key_id": [
        None,
        KEY_ARN,
        "arn:aws:kms:eu-west-1:000000000012:key/mrk-1234abcd12ab34cd56ef1234567890ab",
        KEY_ARN.replace("arn:aws:kms:us-east-1", "arn:aws-us-gov:kms:us-gov-west-1"),
        KEY_ARN.replace("arn:aws:kms:us-east-1", "arn:aws-cn:kms:cn-north-1"),
        KEY_ARN.replace("arn:aws:kms:us-east-1", "arn:aws-iso-b:kms:us-isob-east-1"),
    ],
    "ecr_scan_frequency": ["SCAN_ON_PUSH", "CONTINUOUS_SCAN"],
    "ecr_scan_repository_filters": [
        *(["*"], ["a"], ["a" * 255], ["team/*", "prod-*.d", "a_b"], ["**"], [f"team{number}" for number in range(100)]),
    ],
    "ecr_max_image_count": [1, 1000, 2.0, "7"],
    "ecr_dev_image_count": [1, 999999],
    "ecr_untagged_image_days": [1, 3650],
    "ecr_log_retention_days": [0, 1, 14, 3653],
    "ecr_audit_retention_days": [0, 1, 90, 3653],
    "ecr_log_kms_key_id": [
        None,
        KEY_ARN,
        "arn:aws-cn:kms:cn-north-1:000000000012:key/mrk-1234abcd12ab34cd56ef1234567890ab",
    ],
    "ecr_notification_kms_key_id": [
        None,
        KEY_ARN,
        KEY_ARN.replace("arn:aws:kms:us-east-1", "arn:aws-cn:kms:cn-north-1"),
    ],
    "ecr_metric_namespace": ["a", "n" * 255, "CdktfEcr/ImageScans", "Team Scans", "aws/ecr", "AWS", "x-y_z.#0"],
    "ecr_alarm_thresholds": [
        {},
        {"CRITICAL": 1},
        {"CRITICAL": 1000000, "HIGH": 2.0, "MEDIUM": "3", "LOW": 1, "INFORMATIONAL": 1, "UNDEFINED": 1, "UNTRIAGED": 1},
    ],
    "ecr_notification_subscriptions": [
        {},
        {
            "hook": {"protocol": "https", "endpoint": "https://example.org/hook"},
            "queue_1": {"protocol": "sqs", "endpoint": "arn:aws:sqs:us-east-1:123456789012:scans"},
            "on-call": {"protocol": "sms", "endpoint": "+15551234567"},
        },
    ],
    "ecr_notification_emails": [[], ["a@b.c"], ["team+ecr@mail.example.com", "o'neil@example.com"]],
    "ecr_notification_severity": ["CRITICAL", "HIGH", "INFORMATIONAL", "UNTRIAGED"],
    "ecr_pull_account_ids": [[], ["000000000000"], ["000000000012", "999999999999"], ["000000000012", "111122223333"]],
    "ecr_ec2_role_boundary_arn": [
        None,
        "arn:aws:iam::123456789012:policy/boundaries/pull",
        "arn:aws:iam::aws:policy/PowerUserAccess",
        "arn:aws-cn:iam::123456789012:policy/a+b=c,d.e@f-g_h",
    ],
    "ecr_tags": [
        {},
        {"k" * 128: "v" * 256, "Empty": ""},
        {f"key{number:02}": "value" for number in range(47)},
        {"Cost Center": "a+b=c/d@e", "awsome": "yes", "Größe": "groß"},
        {"Environment": "own", "Stack": "own", "Team": "a"},
    ],
    "environment": ["production", "p", "0.1_a-b", "a" * 64],
    "aws_region": ["us-east-1", "ap-southeast-2", "us-gov-west-1", "cn-north-1", "us-isob-east-1", "mx-central-1"],
}


@pytest.fixture(scope="module")
def variables(stack_directory: Path, bare: Bare, tmp_path_factory: pytest.TempPathFactory) -> Terraform:
    """The stack's variables alone: without resources a plan takes a blink and needs no provider."""
    stack = json.loads((stack_directory / "cdk.tf.json").read_text(encoding="utf-8"))
    directory = tmp_path_factory.mktemp("variables")
    (directory / "main.tf.json").write_text(json.dumps({"variable": stack["variable"]}), encoding="utf-8")
    return bare(directory)


def rounds(values: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Return settings of many variables at once, which together hold every value of each."""
    longest = max(map(len, values.values()))
    return [{name: each[number] for name, each in values.items() if number < len(each)} for number in range(longest)]


WRONG: dict[str, list[tuple[Any, str]]] = {}
for (name, broken_rule), broken_by in REFUSED.items():
    WRONG.setdefault(name, []).extend((value, broken_rule) for value in broken_by)


@pytest.fixture(scope="module")
def refusals(variables: Terraform) -> list[dict[str, list[str]]]:
    """The errors of each round by variable: a plan reports those of all variables, so one serves many values."""
    found = []
    for wrong in rounds(WRONG):
        errors = variables.refused_plan({name: value for name, (value, _) in wrong.items()})
        found.append({name: [error for error in errors if error.startswith(f"{name} ")] for name in wrong})
        assert sum(map(len, found[-1].values())) == len(errors)
    return found


@pytest.mark.parametrize(
    ("number", "variable", "value", "rule"),
    [
        pytest.param(number, variable, value, rule, id=f"{variable}={value!a:.40}")
        for number, wrong in enumerate(rounds(WRONG))
        for variable, (value, rule) in wrong.items()
    ],
)
def test_a_wrong_value_is_refused(
    refusals: list[dict[str, list[str]]], number: int, variable: str, value: object, rule: str
) -> None:
    (error,) = refusals[number][variable]
    message, _, _ = error.partition("\n\nThis was checked by the validation rule")
    assert message == f"{variable} {shown(value)}: {rule}."


@pytest.mark.parametrize(("variable", "value"), WRONG_TYPE.items())
def test_a_value_of_another_type_is_refused(variables: Terraform, variable: str, value: object) -> None:
    (error,) = variables.refused_plan({variable: value})
    assert variable in error


@pytest.mark.parametrize("values", rounds(ACCEPTED))
def test_legal_values_are_accepted(variables: Terraform, values: dict[str, object]) -> None:
    assert variables.plan(values).warnings == []


def shown(value: object) -> str:
    """Return a value as Terraform's jsonencode writes it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
