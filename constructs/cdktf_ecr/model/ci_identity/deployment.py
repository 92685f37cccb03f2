"""What a deploy role is for: the repositories one configuration manages, and where its state is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from cdktf_ecr.model.aws.accounts import ACCOUNT_ID, PARTITION
from cdktf_ecr.model.aws.buckets import BUCKET
from cdktf_ecr.model.aws.keys import KEY_ARN
from cdktf_ecr.model.aws.policies import BOUNDARY_ARN
from cdktf_ecr.model.aws.regions import REGION
from cdktf_ecr.model.aws.tags import TagRule
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.derived_names import NAMESPACE_SUFFIX, Scope, derived_pattern
from cdktf_ecr.model.repository.names import (
    ECR_NAMING_RULES,
    REPOSITORY_NAME,
    REPOSITORY_NAME_LENGTH,
    REPOSITORY_NAME_RULE,
)
from cdktf_ecr.model.terraform.expressions import Expression
from cdktf_ecr.model.terraform.rules import Each, Matches
from cdktf_ecr.model.terraform.types import check_fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf_ecr.model.repository.derived_names import NameRule


_REPOSITORY_OR_NAMESPACE = Matches(
    pattern=f"{REPOSITORY_NAME.pattern.removesuffix('$')}(/[*])?$",
    length=REPOSITORY_NAME_LENGTH,
    words=f"{REPOSITORY_NAME_RULE}; or a namespace of such names, as 'team/*'",
    source=ECR_NAMING_RULES,
)
_STATE_KEY = Matches(
    pattern="(?!/)[A-Za-z0-9!_.'()/=+@-]{1,1024}",
    words="must be a key without wildcards that does not start with '/'",
    source="Terraform S3 backend",
)


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
        checks = {"bucket": ("string", BUCKET), "key": ("string", _STATE_KEY), "kms_key_arn": ("string", KEY_ARN)}
        check_fields(self, checks)


_CHECKS = {
    "repository_names": ("known set(string)", Each(rule=_REPOSITORY_OR_NAMESPACE)),
    "account_id": ("string", ACCOUNT_ID),
    "region": ("string", REGION),
    "partition": ("string", PARTITION),
    "manage_registry_scanning": ("known bool",),
    "enable_monitoring": ("known bool",),
    "enable_notifications": ("known bool",),
    "create_kms_key": ("known bool",),
    "create_log_kms_key": ("known bool",),
    "create_notification_kms_key": ("known bool",),
    "kms_key_arns": ("known set(string)", Each(rule=KEY_ARN)),
    "key_tags": ("known map(string)", TagRule()),
    "create_ec2_role": ("known bool",),
    "create_pull_policy": ("known bool",),
    "deploy_hosts": ("known bool",),
    "role_boundary_arn": ("string", BOUNDARY_ARN),
    "state": (StateBucket,),
}


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
        enable_notifications: Whether there are a topic and a queue for undelivered events.
        create_kms_key: Whether there are keys for the images. This and the next two decide whether whoever deploys
            creates keys, and AWS lets nobody tag the keys one creates without letting one tag others: such a role can
            put the tags below on a key of the account that has no tag of these names yet, if that key's policy leaves
            it to IAM, and then manage it. With all three off, and keys made elsewhere, it can do nothing of the kind.
        create_log_kms_key: Whether there is a key for the log groups, as ``create_log_kms_key`` of the module says.
        create_notification_kms_key: Whether there is a key for the topic; False where the module is given one as
            ``notification_kms_key_id``, for which whoever deploys needs no permission.
        kms_key_arns: Keys of somebody else that repositories are encrypted with.
        key_tags: Tags of every key that is created. Keys have no names, so these tell which keys may be changed. The
            stack tags all it creates with its name: ``{"Stack": "ecr"}``.
        create_ec2_role: Whether there is a role for EC2 instances.
        create_pull_policy: Whether there is a managed policy that allows to pull. Whoever deploys can then write what
            it says, for every role it is attached to.
        deploy_hosts: Whether ``cdktf-ecr deploy`` sends the repositories' images to the hosts of a `ServiceDeployment`
            too. Whoever deploys can then have those hosts run any image of these repositories.
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
    create_log_kms_key: bool = False
    create_notification_kms_key: bool = True
    kms_key_arns: Sequence[str] = ()
    key_tags: Mapping[str, str] = field(default_factory=lambda: {"Stack": "ecr"})
    create_ec2_role: bool = True
    create_pull_policy: bool = False
    deploy_hosts: bool = False
    role_boundary_arn: str | None = None
    state: StateBucket | None = None

    def __post_init__(self) -> None:
        check_fields(self, _CHECKS)
        if not self.repository_names:
            raise InvalidSettingError("repository_names", [], "must be at least one repository", source="cdktf-ecr")
        for name in self.repository_names:
            if isinstance(name, Expression) and name.endswith(NAMESPACE_SUFFIX):
                rule = "must be a namespace known in Python: the names that derive from it are worked out here"
                raise InvalidSettingError("repository_names", name, rule, source="cdktf-ecr")
        if self.creates_keys and not self.key_tags:
            rule = "must be at least one tag: without one, every key of the account could be changed"
            raise InvalidSettingError("key_tags", self.key_tags, rule, source="KMS, tags in IAM policies")
        object.__setattr__(self, "key_tags", MappingProxyType(dict(self.key_tags)))

    @property
    def creates_keys(self) -> bool:
        """Whether keys are created: for the images, the log groups or the topic."""
        topic_key = self.enable_notifications and self.create_notification_kms_key
        return self.create_kms_key or self.create_log_kms_key or topic_key

    def arns(self, *rules: NameRule) -> list[str]:
        """Return the ARNs of all repositories' resources of some kinds, or their patterns.

        Args:
            rules: The kinds, of the table in ``derived_names``.
        """
        return [
            self.arn(
                rule.service,
                rule.resource + derived_pattern(rule, name, region=self.region),
                region=None if rule.scope is Scope.REGION else "",
            )
            for name in self.repository_names
            for rule in rules
        ]

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
