"""What a deploy role is for: the repositories one configuration manages, and where its state is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from cdktf_ecr.model.access.boundaries import check_boundary_arn
from cdktf_ecr.model.access.principals import ACCOUNT_ID_PATTERN, ACCOUNT_ID_RULE
from cdktf_ecr.model.aws.keys import KEY_ARN
from cdktf_ecr.model.aws.tags import check_tags
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.values import check_boolean, check_text

from .deployed_names import check_repository_pattern
from .lists import check_items

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Bucket naming rules (S3 user guide).
_BUCKET = "(?!.*[.]{2})[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"
_STATE_KEY = "(?!/)[A-Za-z0-9!_.'()/=+@-]{1,1024}"
_PARTITION = "aws[a-z0-9-]*"
_REGION = "[a-z]{2,4}(-[a-z]+)+-[0-9]+"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateBucket:
    """Where Terraform keeps the state, in its S3 backend with ``use_lockfile``.

    Attributes:
        bucket: The bucket's name.
        key: The state's key.
        kms_key_arn: The customer-managed key the bucket encrypts with, if any.

    Raises:
        InvalidSettingError: The bucket's name, the key or the ARN is malformed.
    """

    bucket: str
    key: str
    kms_key_arn: str | None = None

    def __post_init__(self) -> None:
        rule = "must be the name of a bucket: 3 to 63 lower-case letters, digits, hyphens and dots"
        check_text("state_bucket", self.bucket, _BUCKET, rule, source="S3 bucket naming rules")
        rule = "must be a key without wildcards that does not start with '/'"
        check_text("state_key", self.key, _STATE_KEY, rule, source="Terraform S3 backend")
        if self.kms_key_arn is not None and not is_expression(self.kms_key_arn):
            KEY_ARN.check("state_kms_key_arn", self.kms_key_arn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """What ``terraform apply`` manages: the guide's stack, or `EcrModule` in a configuration of one's own.

    A part may be switched off once Terraform has removed it, not before: removing takes the same permissions.

    Attributes:
        repository_names: The repositories, from whose names all others derive; or namespaces, such as "team/*", whose
            repositories may come and go.
        account_id: The account, 12 digits.
        region: The region.
        partition: The account's partition.
        manage_registry_scanning: Whether the registry's scanning is configured, which activates Amazon Inspector.
        enable_monitoring: Whether there are log groups, event rules, alarms or a dashboard.
        enable_notifications: Whether there are a topic, its key, and a queue for undelivered events.
        create_kms_key: Whether there are keys for the images.
        kms_key_arns: Keys of somebody else that repositories are encrypted with.
        key_tags: Tags of every key that is created. Keys have no names, so these tell which keys may be changed. The
            stack tags all it creates with its name: ``{"Stack": "ecr"}``.
        create_ec2_role: Whether there is a role for EC2 instances.
        role_boundary_arn: The permissions boundary without which the role for EC2 may not be created. IAM cannot limit
            what a role's policy says: without a boundary, whoever deploys can make a role that may do anything.
        state: The state, where Terraform keeps it in S3.

    Raises:
        InvalidSettingError: A value is malformed, or no repository or no tag is named.
    """

    repository_names: Sequence[str]
    account_id: str
    region: str
    partition: str = "aws"
    manage_registry_scanning: bool = True
    enable_monitoring: bool = True
    enable_notifications: bool = True
    create_kms_key: bool = True
    kms_key_arns: Sequence[str] = ()
    key_tags: Mapping[str, str] = field(default_factory=lambda: {"Stack": "ecr"})
    create_ec2_role: bool = True
    role_boundary_arn: str | None = None
    state: StateBucket | None = None

    def __post_init__(self) -> None:
        names = check_items("repository_names", self.repository_names)
        if not names:
            raise InvalidSettingError("repository_names", [], "must be at least one repository", source="cdktf-ecr")
        for name in names:
            check_repository_pattern("repository_names", name)
        check_text("account_id", self.account_id, ACCOUNT_ID_PATTERN, ACCOUNT_ID_RULE, source="AWS account identifiers")
        check_text("region", self.region, _REGION, "must be the code of an AWS region, such as us-east-1")
        rule = "must be a partition such as 'aws', 'aws-us-gov' or 'aws-cn'"
        check_text("partition", self.partition, _PARTITION, rule)
        for setting in (
            "manage_registry_scanning",
            "enable_monitoring",
            "enable_notifications",
            "create_kms_key",
            "create_ec2_role",
        ):
            check_boolean(setting, getattr(self, setting))
        keys = check_items("kms_key_arns", self.kms_key_arns)
        for key in keys:
            if not is_expression(key):
                KEY_ARN.check("kms_key_arns", key)
        tags = check_tags(self.key_tags, setting="key_tags")
        if self.creates_keys and not tags:
            rule = "must be at least one tag: without one, every key of the account could be changed"
            raise InvalidSettingError("key_tags", tags, rule, source="KMS, tags in IAM policies")
        if self.role_boundary_arn is not None:
            check_boundary_arn("role_boundary_arn", self.role_boundary_arn)
        object.__setattr__(self, "repository_names", names)
        object.__setattr__(self, "kms_key_arns", keys)
        object.__setattr__(self, "key_tags", MappingProxyType(tags))

    @property
    def creates_keys(self) -> bool:
        """Whether keys are created: for the images, or for the topic."""
        return self.create_kms_key or self.enable_notifications

    def arn(self, service: str, resource: str, *, region: str | None = None) -> str:
        """Return the ARN of a resource of the account.

        Args:
            service: The service's prefix, as in "ecr".
            resource: What follows the account in the ARN.
            region: The region; by default the deployment's, and empty for global services.
        """
        return (
            f"arn:{self.partition}:{service}:{self.region if region is None else region}:{self.account_id}:{resource}"
        )
