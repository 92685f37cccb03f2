"""How a repository's images are encrypted at rest: fixed when the repository is created."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.values import check_boolean, check_choice, check_pattern, is_expression

if TYPE_CHECKING:
    from cdktf_ecr.model.terraform.expressions import Flag

AES256 = "AES256"
KMS = "KMS"
KMS_DSSE = "KMS_DSSE"

# EncryptionConfiguration (ECR API reference).
ENCRYPTION_TYPES = (AES256, KMS, KMS_DSSE)

# EncryptionConfigurationForRepositoryCreationTemplate, parameter kmsKey (ECR API reference), which unlike
# CreateRepository says what a key's ARN looks like. Reads the same in Python and in Terraform's regex().
KMS_KEY_ARN_PATTERN = "^arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-z0-9-]+$"
KMS_KEY_ARN_RULE = (
    "must be the ARN of a KMS key (arn:<partition>:kms:<region>:<account>:key/<id>), not a key id, an alias or an "
    "alias ARN: those read back as the key's ARN, so the next plan would replace the repository and lose its images"
)

_TYPE = "encryption_type"
_KEY = "kms_key_id"
_CREATE = "create_kms_key"
_GUIDE = "ECR encryption at rest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Encryption:
    """Encryption at rest of one repository.

    Every change replaces the repository, and the images in it are lost.

    Attributes:
        type: AES256 (keys held by S3), KMS, or KMS_DSSE (two layers).
        kms_key_arn: The ARN of the KMS key, in the repository's region. Without one, KMS and KMS_DSSE use the key AWS
            manages for ECR.
        create_key: Whether to create a customer-managed key for this repository instead of naming one.

    Raises:
        InvalidSettingError: The type is unknown, the key is not an ARN, or the three contradict each other.
    """

    type: str = AES256
    kms_key_arn: str | None = None
    create_key: Flag = False

    def __post_init__(self) -> None:
        if not is_expression(self.type):
            check_choice(_TYPE, self.type, ENCRYPTION_TYPES, source=_GUIDE)
        if not is_expression(self.create_key):
            check_boolean(_CREATE, self.create_key)
        if self.kms_key_arn is not None and not is_expression(self.kms_key_arn):
            check_kms_key_arn(self.kms_key_arn)
        if self.type == AES256 and self.kms_key_arn is not None:
            rule = f"must not be set when {_TYPE} is {AES256}; a key goes with {KMS} or {KMS_DSSE}"
            raise InvalidSettingError(_KEY, self.kms_key_arn, rule, source=_GUIDE)
        if self.create_key is True and self.type == AES256:
            rule = f"must be False when {_TYPE} is {AES256}; a key goes with {KMS} or {KMS_DSSE}"
            raise InvalidSettingError(_CREATE, self.create_key, rule, source=_GUIDE)
        if self.create_key is True and self.kms_key_arn is not None:
            rule = f"must be False when {_KEY} names a key: a repository has one key"
            raise InvalidSettingError(_CREATE, self.create_key, rule, source=_GUIDE)

    def render(self) -> dict[str, str]:
        """Return ``aws_ecr_repository``'s ``encryption_configuration`` block, without a key yet to be created."""
        block = {"encryption_type": self.type}
        if self.kms_key_arn is not None:
            block["kms_key"] = self.kms_key_arn
        return block


def check_kms_key_arn(arn: object, *, setting: str = _KEY) -> str:
    """Return ``arn`` if it is the ARN of a KMS key, in any partition, single- or multi-region.

    Raises:
        InvalidSettingError: It is something else, such as a key id or an alias.
    """
    source = "AWS provider, aws_ecr_repository"
    return check_pattern(setting, arn, KMS_KEY_ARN_PATTERN, rule=KMS_KEY_ARN_RULE, source=source)
