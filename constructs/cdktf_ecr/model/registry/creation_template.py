"""Templates for the repositories that ECR creates by itself: for a cache, a copy, or the first push."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.access.iam import POLICY_VERSION
from cdktf_ecr.model.access.repository_policy import RepositoryPolicy
from cdktf_ecr.model.aws.keys import KEY_ARN
from cdktf_ecr.model.aws.roles import ECR_ROLE_ARN
from cdktf_ecr.model.aws.tags import TagRule
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.lifecycle import LifecyclePolicy
from cdktf_ecr.model.repository.encryption import AES256, Encryption
from cdktf_ecr.model.repository.tag_mutability import TagMutability, tag_mutability_of
from cdktf_ecr.model.terraform.expressions import Expression
from cdktf_ecr.model.terraform.rules import Distinct, Each, OneOf
from cdktf_ecr.model.terraform.types import check_fields, checked

from .prefixes import namespace_prefix
from .texts import check_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf_ecr.model.access.iam import PolicyDocument
    from cdktf_ecr.model.terraform.expressions import StringListValue, StringMapValue

PULL_THROUGH_CACHE = "PULL_THROUGH_CACHE"
REPLICATION = "REPLICATION"
CREATE_ON_PUSH = "CREATE_ON_PUSH"

# RCTAppliedFor (ECR API reference).
APPLIED_FOR = (PULL_THROUGH_CACHE, REPLICATION, CREATE_ON_PUSH)
# aws_ecr_repository_creation_template, argument description (AWS provider), in bytes of UTF-8; ECR takes one more.
_DESCRIPTION_LENGTH = 255

_API = "ECR API, CreateRepositoryCreationTemplate"
_GUIDE = "ECR user guide, repository creation templates"
_CHECKS = {
    "prefix": ("string", namespace_prefix(256, source=_API)),
    "applied_for": (
        "list(string)",
        Each(rule=OneOf(choices=APPLIED_FOR, source=_API)),
        Distinct(
            count=(1, len(APPLIED_FOR)),
            words=f"must be one or more of {', '.join(APPLIED_FOR)}, each once",
            source=_API,
        ),
    ),
    "description": ("string",),
    "encryption": (Encryption,),
    "lifecycle_policy": (LifecyclePolicy,),
    "policy": (RepositoryPolicy,),
    "resource_tags": ("map(string)", TagRule()),
    "custom_role_arn": ("string", ECR_ROLE_ARN),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CreationTemplate:
    """The settings of repositories that ECR creates; those that exist stay as they are.

    Attributes:
        prefix: What the repositories' names start with, 2 to 256 characters, for a cache the prefix of its rule: "prod"
            is for the repositories below "prod/". The longest prefix wins; ROOT is for those no other template is for.
        applied_for: What ECR creates them for: PULL_THROUGH_CACHE, REPLICATION, CREATE_ON_PUSH, or several of them.
            CREATE_ON_PUSH needs AWS provider 6, a release of 2026.
        description: At most 255 bytes.
        tag_mutability: Whether tags can be moved. ECR cannot refresh a cached tag that is immutable. Exclusion filters
            need AWS provider 6.
        encryption: Encryption at rest; a key has to exist, and KMS needs ``custom_role_arn``.
        lifecycle_policy: Which images expire; None keeps all of them.
        policy: Who beyond the account may use the repositories; by default nobody.
        resource_tags: AWS tags of the repositories, which need ``custom_role_arn``; or a Terraform expression of them.
        custom_role_arn: The role with which ECR creates the repositories, in the registry's account: see
            `creation_role_policy`.

    Raises:
        InvalidSettingError: Something is malformed, a role is missing, or a key would have to be created.
    """

    prefix: str
    applied_for: StringListValue
    description: str | None = None
    tag_mutability: TagMutability | str = TagMutability()
    encryption: Encryption = Encryption()
    lifecycle_policy: LifecyclePolicy | None = None
    policy: RepositoryPolicy | None = None
    resource_tags: StringMapValue | None = None
    custom_role_arn: str | None = None

    def __post_init__(self) -> None:
        check_fields(self, _CHECKS)
        source = "AWS provider, aws_ecr_repository_creation_template"
        check_size("description", self.description, limit=_DESCRIPTION_LENGTH, source=source)
        object.__setattr__(self, "tag_mutability", self.mutability)
        if self.encryption.create_key is not False:
            rule = "must create no key in a template: create the key beside it, and name its ARN"
            raise InvalidSettingError("encryption", self.encryption, rule, source=_GUIDE)
        encrypted = self.encryption.type != AES256 and not isinstance(self.encryption.type, Expression)
        if self.custom_role_arn is None and (self.resource_tags or encrypted):
            rule = "must be set with resource_tags or KMS encryption: ECR creates such repositories with your role only"
            raise InvalidSettingError("custom_role_arn", None, rule, source=_GUIDE)

    @property
    def mutability(self) -> TagMutability:
        """The tag mutability, whichever way it was given."""
        return tag_mutability_of(self.tag_mutability)


def creation_role_policy(repository_arn: str = "*", *, kms_key_arns: Sequence[str] = ()) -> PolicyDocument:
    """Return the permissions of the role with which ECR creates repositories from a template.

    The role's trust policy is ``assume_role_policy(service="ecr.amazonaws.com")``.

    Args:
        repository_arn: The repositories, such as ``arn:aws:ecr:eu-west-1:111122223333:repository/docker-hub/*``.
        kms_key_arns: The keys the templates name; none without KMS.

    Raises:
        InvalidSettingError: Something is not a string, or not the ARN of a key.
    """
    create = {
        "Sid": "CreateRepositories",
        "Effect": "Allow",
        "Action": ["ecr:CreateRepository", "ecr:ReplicateImage", "ecr:TagResource"],
        "Resource": checked("repository_arn", repository_arn),
    }
    keys = list(checked("kms_key_arns", kms_key_arns, Each(rule=KEY_ARN), type_="known list(string)"))
    use_keys = {
        "Sid": "UseKeys",
        "Effect": "Allow",
        "Action": ["kms:CreateGrant", "kms:RetireGrant", "kms:DescribeKey"],
        "Resource": keys,
    }
    return {"Version": POLICY_VERSION, "Statement": [create, use_keys] if keys else [create]}
