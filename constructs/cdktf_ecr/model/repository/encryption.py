"""How a repository's images are encrypted at rest: fixed when the repository is created."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.aws.keys import IMAGE_KEY_ARN
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression, is_expression, operand_of
from cdktf_ecr.model.terraform.relations import Is, Relation
from cdktf_ecr.model.terraform.rules import OneOf, OrNull, Rule
from cdktf_ecr.model.terraform.types import checked

if TYPE_CHECKING:
    from cdktf_ecr.model.terraform.expressions import BooleanValue

AES256 = "AES256"
KMS = "KMS"
KMS_DSSE = "KMS_DSSE"

_GUIDE = "ECR encryption at rest"

# EncryptionConfiguration (ECR API reference).
ENCRYPTION_TYPE = OneOf(choices=(AES256, KMS, KMS_DSSE), source=_GUIDE)
KMS_KEY = OrNull(rule=IMAGE_KEY_ARN)

RELATIONS = (
    Relation(
        setting="kms_key_id",
        condition=Is("kms_key_id", None) | ~Is("encryption_type", AES256),
        words=f"must be null when encryption_type is {AES256}; a key goes with {KMS} or {KMS_DSSE}",
        origin=_GUIDE,
    ),
    Relation(
        setting="create_kms_key",
        condition=~Is("create_kms_key", True) | ~Is("encryption_type", AES256),  # noqa: FBT003 - the value compared
        words=f"must be false when encryption_type is {AES256}; a key goes with {KMS} or {KMS_DSSE}",
        origin=_GUIDE,
    ),
    Relation(
        setting="create_kms_key",
        condition=~Is("create_kms_key", True) | Is("kms_key_id", None),  # noqa: FBT003 - the value compared
        words="must be false when kms_key_id names a key: a repository has one key",
        origin=_GUIDE,
    ),
)
# What the module calls the settings of `Encryption`.
_NAMES = {"encryption_type": "type", "kms_key_id": "kms_key_arn", "create_kms_key": "create_key"}


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
    create_key: BooleanValue = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "type", checked("type", self.type, ENCRYPTION_TYPE))
        object.__setattr__(self, "create_key", checked("create_key", self.create_key, type_="bool"))
        if self.kms_key_arn is not None:
            object.__setattr__(self, "kms_key_arn", checked("kms_key_arn", self.kms_key_arn, KMS_KEY))
        values = {setting: getattr(self, name) for setting, name in _NAMES.items()}
        if isinstance(self.kms_key_arn, Expression) and self.type == AES256:
            raise InvalidSettingError(
                "kms_key_arn", self.kms_key_arn, f"must be None when type is {AES256}", source=_GUIDE
            )
        for relation in RELATIONS:
            relation.check(values, _NAMES)

    def render(self) -> dict[str, str]:
        """Return ``aws_ecr_repository``'s ``encryption_configuration`` block, without a key yet to be created."""
        block = {"encryption_type": self.type}
        if self.kms_key_arn is not None:
            block["kms_key"] = self.kms_key_arn
        return block


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyInRegion(Rule):
    """A KMS key, or none, in the region of what it encrypts.

    Attributes:
        region: The region, or an expression of it.
        encrypted: What it encrypts.
    """

    words: str = ""
    source: str = _GUIDE
    region: str
    encrypted: str = "the repository"

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", f"must be a key of {self.encrypted}'s region, {self.region}")

    def holds(self, value: Any) -> bool:
        """Whether the ARN names the region; where only Terraform knows the region, it has to ask."""
        return value is None or isinstance(self.region, Expression) or value.split(":")[3] == self.region

    def condition(self, operand: str) -> str:
        """Return whether the ARN names the region; null does, and what is no ARN breaks a rule of its own."""
        region = operand_of(self.region)
        return f'try(split(":", {operand})[3], {region}) == {region}'

    def preconditions(self, setting: str, value: str | None, *, place: str = "") -> list[dict[str, str]]:
        """Return what Terraform has to check: nothing where Python knows both.

        Args:
            setting: What the user calls the key.
            value: The key's ARN, without CDKTF tokens.
            place: What stands in front of the setting's name in the error.
        """
        if value is None or not is_expression((value, self.region)):
            return []
        operand = operand_of(value)
        message = f"{place}{self.message(setting, operand)}"
        return [{"condition": f"${{{self.condition(operand)}}}", "error_message": message}]
