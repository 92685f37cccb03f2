"""Values that each setting takes, among them those at its limits."""

from __future__ import annotations

import random
from typing import Any

from cdktf_ecr.model.terraform.variables import Variable

KEY = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000000"
COUNTS = [1, 2, 30]
DAYS = [0, 1, 14, 3653]

LEGAL: dict[str, list[Any]] = {
    "repository_name": ["api", "team/api", "a1", "team.one/app_two/image__three", "a" * 256, "0/1.2_3__4-5---6"],
    "collection_name": ["inscribe", "team/api", "a" * 256],
    "image_tag_mutability": ["MUTABLE", "IMMUTABLE"],
    "encryption_type": ["AES256", "KMS", "KMS_DSSE"],
    "kms_key_id": [None, KEY],
    "scan_frequency": ["SCAN_ON_PUSH", "CONTINUOUS_SCAN"],
    "scan_repository_filters": [["*"], ["team/*", "api"], ["a*b*c", "0"]],
    "max_image_count": COUNTS,
    "dev_image_count": COUNTS,
    "untagged_image_days": COUNTS,
    "regions_without_inspector": [[], ["ap-southeast-6", "us-iso-east-1"]],
    "pull_account_ids": [[], ["000000000012"], ["444455556666", "111122223333"]],
    "ec2_role_boundary_arn": [None, "arn:aws:iam::123456789012:policy/team/boundary"],
    "environment": ["production", "a", "A1._-", "x" * 64],
    "tags": [{}, {"Team": "Größe + B"}, {"Environment": "own", "Cost Center": "a+b=c/d:e@f"}],
    "log_retention_days": DAYS,
    "log_kms_key_id": [None, KEY],
    "notification_kms_key_id": [None, KEY],
    "metric_namespace": ["CdktfEcr/ImageScans", "a b#c_d.e-f", "x"],
    "alarm_thresholds": [{}, {"CRITICAL": 1}, {"HIGH": 20, "UNTRIAGED": 3}],
    "notification_emails": [[], ["team@example.com"], ["a+b@example.org", "c@d.example"]],
    "notification_subscriptions": [
        {},
        {"queue": {"protocol": "sqs", "endpoint": "arn:aws:sqs:us-east-1:123456789012:q"}},
        {
            "hook-1": {"protocol": "https", "endpoint": "https://example.org/hook?a=b"},
            "on_call": {"protocol": "sms", "endpoint": "+15550100"},
        },
    ],
    "notification_severity": ["CRITICAL", "HIGH", "UNDEFINED"],
    "audit_retention_days": DAYS,
    "repositories": [
        {},
        {"team/api": {}},
        {
            "team/api": {
                "image_tag_mutability": "IMMUTABLE",
                "max_image_count": 3,
                "regions_without_inspector": [[], ["ap-southeast-6", "us-iso-east-1"]],
                "pull_account_ids": ["000000000012"],
            },
            "team/web": {"encryption_type": "KMS", "kms_key_id": KEY, "tags": {"Team": "web"}, "force_delete": True},
            "worker": {"encryption_type": "AES256", "untagged_image_days": 9, "dev_image_count": 8},
        },
    ],
}


def legal(setting: str, variable: Variable) -> list[Any]:
    """Return values that a setting takes."""
    return [True, False] if variable.type == "bool" else LEGAL[setting]


def at_random(value: Any, chance: random.Random) -> Any:  # noqa: PLR0911 - one for each type
    """Return a value of the same type, changed a little, that the setting may take or not."""
    if isinstance(value, str):
        cut = chance.randint(0, len(value))
        sign = chance.choice(["", "-", "/", ".", "_", "*", "@", ":", " ", "A", "a", "0", "é", "\n", "+", "🎉", "aws:"])
        return chance.choice([value[:cut] + sign + value[cut:], value[cut:], value.upper(), value + value])
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return chance.choice([-value, value + 1, value + 0.5, 0, -1, 10**9])
    if isinstance(value, list):
        return chance.choice([[at_random(item, chance) for item in value], value + value, ["a@b.c", *value], value[1:]])
    if value is None:
        return ""
    if value and all(isinstance(item, dict) for item in value.values()):
        return {key: {name: at_random(text, chance) for name, text in item.items()} for key, item in value.items()}
    keys = {at_random(key, chance): item for key, item in value.items()}
    return chance.choice([keys, {key: at_random(item, chance) for key, item in value.items()}])
