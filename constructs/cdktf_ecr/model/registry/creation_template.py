"""Templates for the repositories that ECR creates by itself: for a cache, a copy, or the first push."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.access.iam import POLICY_VERSION
from cdktf_ecr.model.access.repository_policy import RepositoryPolicy
from cdktf_ecr.model.aws.tags import check_tags
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.lifecycle import LifecyclePolicy
from cdktf_ecr.model.repository.encryption import AES256, Encryption
from cdktf_ecr.model.repository.tag_mutability import TagMutability
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.values import check_choice, check_string, check_strings, is_whole_expression

from .prefixes import check_prefix
from .roles import check_role_arn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf_ecr.model.access.iam import PolicyDocument

PULL_THROUGH_CACHE = "PULL_THROUGH_CACHE"
REPLICATION = "REPLICATION"
CREATE_ON_PUSH = "CREATE_ON_PUSH"

# RCTAppliedFor (ECR API reference).
APPLIED_FOR = (PULL_THROUGH_CACHE, REPLICATION, CREATE_ON_PUSH)
# CreateRepositoryCreationTemplate, parameter prefix (ECR API reference).
_PREFIX_LENGTH = 256
# aws_ecr_repository_creation_template, argument description (AWS provider), in bytes of UTF-8; ECR takes one more.
_DESCRIPTION_LENGTH = 255

_API = "ECR API, CreateRepositoryCreationTemplate"
_GUIDE = "ECR user guide, repository creation templates"


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
    applied_for: Sequence[str]
    description: str | None = None
    tag_mutability: TagMutability | str = TagMutability()
    encryption: Encryption = Encryption()
    lifecycle_policy: LifecyclePolicy | None = None
    policy: RepositoryPolicy | None = None
    resource_tags: Mapping[str, str] | str | None = None
    custom_role_arn: str | None = None

    def __post_init__(self) -> None:
        check_prefix("prefix", self.prefix, longest=_PREFIX_LENGTH, source=_API)
        object.__setattr__(self, "applied_for", _checked_occasions(self.applied_for))
        _check_description(self.description)
        object.__setattr__(self, "tag_mutability", self.mutability)
        self._check_types()
        if self.encryption.create_key is not False:
            rule = "must be False in a template: create the key beside it, and name its ARN"
            raise InvalidSettingError("create_kms_key", self.encryption.create_key, rule, source=_GUIDE)
        if self.resource_tags is not None and not is_whole_expression(self.resource_tags):
            check_tags(self.resource_tags, setting="resource_tags")
        if self.custom_role_arn is not None:
            check_role_arn("custom_role_arn", self.custom_role_arn)
        elif self.resource_tags or (self.encryption.type != AES256 and not is_expression(self.encryption.type)):
            rule = "must be set with resource_tags or KMS encryption: ECR creates such repositories with your role only"
            raise InvalidSettingError("custom_role_arn", None, rule, source=_GUIDE)

    @property
    def mutability(self) -> TagMutability:
        """The tag mutability, whichever way it was given."""
        given = self.tag_mutability
        return given if isinstance(given, TagMutability) else TagMutability(mode=given)

    def _check_types(self) -> None:
        for setting, value, kind in (
            ("encryption", self.encryption, Encryption),
            ("lifecycle_policy", self.lifecycle_policy, LifecyclePolicy),
            ("policy", self.policy, RepositoryPolicy),
        ):
            if not isinstance(value, kind) and not (value is None and kind is not Encryption):
                raise InvalidSettingError(setting, value, f"must be of type {kind.__name__}", source=_API)


def creation_role_policy(repository_arn: str = "*", *, kms_key_arns: Sequence[str] = ()) -> PolicyDocument:
    """Return the permissions of the role with which ECR creates repositories from a template.

    The role's trust policy is ``assume_role_policy(service="ecr.amazonaws.com")``.

    Args:
        repository_arn: The repositories, such as ``arn:aws:ecr:eu-west-1:111122223333:repository/docker-hub/*``.
        kms_key_arns: The keys the templates name; none without KMS.

    Raises:
        InvalidSettingError: ``kms_key_arns`` is not a list of strings.
    """
    create = {
        "Sid": "CreateRepositories",
        "Effect": "Allow",
        "Action": ["ecr:CreateRepository", "ecr:ReplicateImage", "ecr:TagResource"],
        "Resource": check_string("repository_arn", repository_arn),
    }
    keys = list(check_strings("kms_key_arns", kms_key_arns))
    use_keys = {
        "Sid": "UseKeys",
        "Effect": "Allow",
        "Action": ["kms:CreateGrant", "kms:RetireGrant", "kms:DescribeKey"],
        "Resource": keys,
    }
    return {"Version": POLICY_VERSION, "Statement": [create, use_keys] if keys else [create]}


def _checked_occasions(value: object) -> tuple[str, ...]:
    occasions = check_strings("applied_for", value, source=_API)
    if not occasions:
        raise InvalidSettingError("applied_for", [], f"must be one or more of {', '.join(APPLIED_FOR)}", source=_API)
    for occasion in occasions:
        if not is_expression(occasion):
            check_choice("applied_for", occasion, APPLIED_FOR, source=_API)
        if occasions.count(occasion) > 1:
            raise InvalidSettingError("applied_for", occasion, "must not be listed twice", source=_API)
    return occasions


def _check_description(description: object) -> None:
    if description is None or is_expression(check_string("description", description)):
        return
    if len(str(description).encode()) > _DESCRIPTION_LENGTH:
        rule = f"must be at most {_DESCRIPTION_LENGTH} bytes"
        source = "AWS provider, aws_ecr_repository_creation_template"
        raise InvalidSettingError("description", description, rule, source=source)
