from __future__ import annotations

import re
from typing import Any

import botocore.session
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.aws.keys import IMAGE_KEY_ARN
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.encryption import ENCRYPTION_TYPE, Encryption

ECR: Any = botocore.session.get_session().get_service_model("ecr")
KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab"
KEY = f"arn:aws:kms:eu-west-1:111122223333:key/{KEY_ID}"


def test_images_are_encrypted_by_s3_unless_asked() -> None:
    assert Encryption().render() == {"encryption_type": "AES256"}


def test_the_types_are_those_of_the_service() -> None:
    assert set(ENCRYPTION_TYPE.choices) == set(ECR.shape_for("EncryptionType").enum)


@pytest.mark.parametrize(
    ("settings", "block"),
    [
        ({"type": "KMS"}, {"encryption_type": "KMS"}),
        ({"type": "KMS_DSSE"}, {"encryption_type": "KMS_DSSE"}),
        ({"type": "KMS", "kms_key_arn": KEY}, {"encryption_type": "KMS", "kms_key": KEY}),
        ({"type": "KMS_DSSE", "kms_key_arn": KEY}, {"encryption_type": "KMS_DSSE", "kms_key": KEY}),
        ({"type": "KMS", "create_key": True}, {"encryption_type": "KMS"}),
        (
            {"type": "KMS", "kms_key_arn": "${aws_kms_key.this.arn}"},
            {"encryption_type": "KMS", "kms_key": "${aws_kms_key.this.arn}"},
        ),
        (
            {"type": "${var.type}", "kms_key_arn": "${var.key}", "create_key": "${var.create}"},
            {"encryption_type": "${var.type}", "kms_key": "${var.key}"},
        ),
        ({"type": "${var.type}", "create_key": True}, {"encryption_type": "${var.type}"}),
    ],
)
def test_what_goes_together_renders_without_a_null(settings: dict[str, Any], block: dict[str, str]) -> None:
    assert Encryption(**settings).render() == block


@pytest.mark.parametrize(
    "arn",
    [
        KEY,
        "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
        f"arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/{KEY_ID}",
        f"arn:aws-cn:kms:cn-north-1:111122223333:key/{KEY_ID}",
        f"arn:aws-iso:kms:us-iso-east-1:111122223333:key/{KEY_ID}",
        f"arn:aws-iso-b:kms:us-isob-east-1:111122223333:key/{KEY_ID}",
        f"arn:aws-eusc:kms:eusc-de-east-1:111122223333:key/{KEY_ID}",
    ],
)
def test_a_key_of_any_partition_is_accepted(arn: str) -> None:
    assert IMAGE_KEY_ARN.holds(arn)


@pytest.mark.parametrize(
    "value",
    [
        KEY_ID,
        "mrk-1234abcd12ab34cd56ef1234567890ab",
        "alias/ecr",
        "arn:aws:kms:eu-west-1:111122223333:alias/ecr",
        "arn:aws:kms:eu-west-1::key/x",
        f"arn:aws:kms::111122223333:key/{KEY_ID}",
        f"arn:aws:s3:eu-west-1:111122223333:key/{KEY_ID}",
        f"arn:gcp:kms:eu-west-1:111122223333:key/{KEY_ID}",
        f"arn:aws:kms:eu-west-1:11112222333:key/{KEY_ID}",
        "arn:aws:kms:eu-west-1:111122223333:key/",
        f" {KEY}",
        f"{KEY}\n",
        "",
    ],
)
def test_anything_but_a_key_arn_is_refused_with_the_reason(value: str) -> None:
    message = (
        f"kms_key_arn {value!r}: must be the ARN of a KMS key (arn:<partition>:kms:<region>:<account>:key/<id>), not a "
        "key id, an alias or an alias ARN: those read back as the key's ARN, so the next plan would replace the "
        "repository and lose its images (AWS provider, aws_ecr_repository)"
    )
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        Encryption(type="KMS", kms_key_arn=value)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"type": "aes256"}, "type 'aes256': must be one of AES256, KMS, KMS_DSSE"),
        ({"type": None}, "type None: must be a string, not None"),
        (
            {"kms_key_arn": KEY},
            f"kms_key_arn '{KEY}': must be null when type is AES256; a key goes with KMS or KMS_DSSE",
        ),
        ({"kms_key_arn": "${var.key}"}, "kms_key_arn '${var.key}': must be None when type is AES256"),
        (
            {"create_key": True},
            "create_key True: must be false when type is AES256; a key goes with KMS or KMS_DSSE",
        ),
        (
            {"type": "KMS", "kms_key_arn": KEY, "create_key": True},
            "create_key True: must be false when kms_key_arn names a key: a repository has one key",
        ),
        ({"type": "KMS", "create_key": "yes"}, "create_key 'yes': must be True or False, not a string"),
        ({"type": "KMS", "kms_key_arn": 7}, "kms_key_arn 7: must be a string, not a number"),
    ],
)
def test_refusals_name_setting_value_and_rule(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        Encryption(**settings)


def test_the_arn_pattern_needs_no_escape_in_a_terraform_string() -> None:
    assert not set(IMAGE_KEY_ARN.pattern) & set('\\"')
    assert "(?" not in IMAGE_KEY_ARN.pattern


@given(st.from_regex(IMAGE_KEY_ARN.pattern, fullmatch=True))
def test_every_key_arn_accepted_is_one_the_service_accepts(arn: str) -> None:
    by_service = ECR.shape_for("KmsKeyForRepositoryCreationTemplate").metadata["pattern"]
    assert re.fullmatch(by_service, arn)
    assert IMAGE_KEY_ARN.holds(arn)
