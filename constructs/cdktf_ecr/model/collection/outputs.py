"""The outputs of the collection: their names and what they mean."""

from __future__ import annotations

from cdktf_ecr.model.module import shared_outputs

OUTPUTS = {
    "repository_urls": "URLs of the repositories by name, to tag, push and pull images with.",
    "repository_arns": "ARNs of the repositories by name.",
    "registry_id": "Id of the registry, which is the account's.",
    "scan_rules": (
        "What the registry scans: a list of objects of `frequency` and `filters`. Empty without "
        "manage_registry_scanning, or where nothing is scanned automatically."
    ),
    "kms_key_arn": "ARN of the KMS key created for the repositories; null without create_kms_key.",
    "pull_policy_arns": "ARNs of the IAM policies that let their holder log in and pull from all repositories, a list.",
    **shared_outputs.OUTPUTS,
}

NULLABLE_OUTPUTS = shared_outputs.NULLABLE_OUTPUTS
