"""What deploying KMS keys takes, and what keeping the state takes. Every list is in alphabetical order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.repository.derived_names import KEY_ALIAS

if TYPE_CHECKING:
    from .deployment import Deployment, StateBucket

Statement = dict[str, object]


def key_statements(deployment: Deployment) -> list[Statement]:
    """Return the permissions to create keys, and to manage those that carry the deployment's tags.

    AWS knows a new key's tags from the request only, so that whoever may create tagged keys may also put the tags on
    keys of others ("To add tags while creating a KMS key, the principal must have permission in an IAM policy that
    isn't restricted to particular KMS keys", KMS developer guide). What can be ruled out is that the tags replace
    others of the same names: no other stack's keys can be taken over. A new key has no tags that a condition could see
    ("resource conditions apply only to operations that use an existing resource", there); that this holds for tagging
    it in the same request is inferred.
    """
    return [
        {
            "Sid": "CreateKeys",
            "Effect": "Allow",
            "Action": "kms:CreateKey",
            "Resource": "*",
            "Condition": {"StringEquals": _tagged("aws:RequestTag", deployment)},
        },
        {
            "Sid": "TagNewKeys",
            "Effect": "Allow",
            "Action": "kms:TagResource",
            "Resource": deployment.arn("kms", "key/*"),
            "Condition": {
                "StringEquals": _tagged("aws:RequestTag", deployment),
                "Null": {f"aws:ResourceTag/{tag}": "true" for tag in deployment.key_tags},
            },
        },
        {
            "Sid": "ManageKeys",
            "Effect": "Allow",
            "Action": [
                "kms:CreateAlias",
                "kms:DeleteAlias",
                "kms:DescribeKey",
                "kms:EnableKeyRotation",
                "kms:GetKeyPolicy",
                "kms:GetKeyRotationStatus",
                "kms:ListResourceTags",
                "kms:PutKeyPolicy",
                "kms:ScheduleKeyDeletion",
                "kms:TagResource",
                "kms:UntagResource",
                "kms:UpdateKeyDescription",
            ],
            "Resource": deployment.arn("kms", "key/*"),
            "Condition": {"StringEquals": _tagged("aws:ResourceTag", deployment)},
        },
    ]


def image_key_statements(deployment: Deployment) -> list[Statement]:
    """Return the permissions for the aliases of keys for images, and for ECR to use these keys in the caller's name."""
    return [
        {
            "Sid": "ManageKeyAliases",
            "Effect": "Allow",
            "Action": ["kms:CreateAlias", "kms:DeleteAlias"],
            "Resource": deployment.arns(KEY_ALIAS),
        },
        {"Sid": "FindKeyAliases", "Effect": "Allow", "Action": "kms:ListAliases", "Resource": "*"},
        {
            "Sid": "EncryptImages",
            "Effect": "Allow",
            "Action": ["kms:CreateGrant", "kms:RetireGrant"],
            "Resource": deployment.arn("kms", "key/*"),
            "Condition": {
                "StringEquals": _tagged("aws:ResourceTag", deployment),
                "StringLike": _through_ecr(deployment),
            },
        },
    ]


def given_key_statements(deployment: Deployment) -> list[Statement]:
    """Return the permissions for ECR to use somebody else's keys in the caller's name."""
    return [
        {
            "Sid": "EncryptImagesWithGivenKeys",
            "Effect": "Allow",
            "Action": ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"],
            "Resource": list(deployment.kms_key_arns),
            "Condition": {"StringLike": _through_ecr(deployment)},
        }
    ]


def state_statements(state: StateBucket, *, partition: str) -> list[Statement]:
    """Return the permissions to read, write and lock the state ("S3 bucket permissions", Terraform's S3 backend)."""
    state_arn = f"arn:{partition}:s3:::{state.bucket}/{state.key}"
    statements: list[Statement] = [
        {
            # Not limited to a prefix: it is also what makes S3 answer "not found" and not "forbidden" before the first
            # apply, when there is no state yet.
            "Sid": "FindState",
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": f"arn:{partition}:s3:::{state.bucket}",
        },
        {
            "Sid": "KeepState",
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:PutObject"],
            "Resource": [state_arn, f"{state_arn}.tflock"],
        },
        {
            "Sid": "UnlockState",
            "Effect": "Allow",
            "Action": "s3:DeleteObject",
            "Resource": f"{state_arn}.tflock",
        },
    ]
    if state.kms_key_arn is not None:
        statements.append(
            {
                "Sid": "EncryptState",
                "Effect": "Allow",
                "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
                "Resource": state.kms_key_arn,
            }
        )
    return statements


def _tagged(key: str, deployment: Deployment) -> dict[str, str]:
    return {f"{key}/{tag}": value for tag, value in deployment.key_tags.items()}


def _through_ecr(deployment: Deployment) -> dict[str, str]:
    return {"kms:ViaService": f"ecr.{deployment.region}.amazonaws.com*"}
