"""How long IAM lets policies be."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import known_part

if TYPE_CHECKING:
    from cdktf_ecr.model.access.iam import PolicyDocument

# IAM and STS character limits (IAM user guide), white space not counted: all inline policies of a role together, and
# the default quota for its trust policy.
INLINE_POLICIES_LENGTH = 10_240
TRUST_POLICY_LENGTH = 2_048


def check_policy_length(setting: str, value: object, document: PolicyDocument, *, limit: int, remedy: str) -> None:
    """Refuse a document that IAM would find too long; of Terraform expressions the length is not known, nor counted.

    Args:
        setting: The setting that made it so long.
        value: The setting's value.
        document: The policy.
        limit: The most characters, white space not counted.
        remedy: What to do instead.

    Raises:
        InvalidSettingError: The document is too long.
    """
    length = len(re.sub(r"\s", "", json.dumps(known_part(document), separators=(",", ":"))))
    if length > limit:
        rule = f"makes a policy of {length} characters, and IAM accepts {limit}: {remedy}"
        raise InvalidSettingError(setting, value, rule, source="IAM and STS character limits")
