"""The outputs of the ECR module: their names and what they mean."""

from __future__ import annotations

from . import shared_outputs

OUTPUTS = {
    "repository_url": "URL of the repository, to tag, push and pull images with.",
    "repository_arn": "ARN of the repository.",
    "repository_name": "Name of the repository.",
    "registry_id": "Id of the registry, which is the account's.",
    "scan_configuration": (
        "How images are scanned: an object of `scan_on_push`, `scan_type` and `scan_frequency`. Type and frequency are "
        "null without manage_registry_scanning; the frequency also where nothing is scanned automatically."
    ),
    "lifecycle_policy": "The lifecycle policy, as JSON text.",
    "kms_key_arn": "ARN of the KMS key that encrypts the images; null with AES256.",
    "pull_policy_arn": "ARN of the managed policy that allows to log in and pull; null without create_pull_policy.",
    **shared_outputs.OUTPUTS,
}

NULLABLE_OUTPUTS = shared_outputs.NULLABLE_OUTPUTS | {"pull_policy_arn"}
