"""AWS KMS keys."""

from __future__ import annotations

from cdktf_ecr.model.terraform.rules import Matches

# EncryptionConfigurationForRepositoryCreationTemplate, parameter kmsKey (ECR API reference), which unlike
# CreateRepository says what a key's ARN looks like.
_PATTERN = "^arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-z0-9-]+$"
_ARN = "must be the ARN of a KMS key (arn:<partition>:kms:<region>:<account>:key/<id>), not a key id"

IMAGE_KEY_ARN = Matches(
    pattern=_PATTERN,
    words=f"{_ARN}, an alias or an alias ARN: those read back as the key's ARN, so the next plan would replace the "
    "repository and lose its images",
    source="AWS provider, aws_ecr_repository",
)
LOG_KEY_ARN = Matches(pattern=_PATTERN, words=f"{_ARN} or an alias", source="CloudWatch Logs AssociateKmsKey")
TOPIC_KEY_ARN = Matches(pattern=_PATTERN, words=f"{_ARN} or an alias", source="Amazon SNS encryption at rest")
KEY_ARN = Matches(pattern=_PATTERN, words=f"{_ARN} or an alias", source="AWS KMS key ARN")
