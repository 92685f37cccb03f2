"""The settings that one repository and many have alike: a repository's own, the registry's, tags and monitoring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.aws.accounts import ACCOUNT_IDS
from cdktf_ecr.model.aws.inspector import INSPECTOR_ENDPOINTS, REGIONS_WITHOUT_INSPECTOR
from cdktf_ecr.model.aws.inspector import REGIONS as INSPECTOR_REGIONS
from cdktf_ecr.model.lifecycle import LifecyclePolicy, standard_policy
from cdktf_ecr.model.monitoring.rules import THRESHOLDS_OF_ENHANCED_MODULE
from cdktf_ecr.model.monitoring.settings import MonitoringSettings
from cdktf_ecr.model.repository import encryption
from cdktf_ecr.model.repository.encryption import AES256, ENCRYPTION_TYPE, KMS, KMS_KEY, Encryption
from cdktf_ecr.model.repository.tag_mutability import (
    EXCLUSION_FILTERS,
    EXCLUSIONS_NEED_FILTERS,
    FILTERS_NEED_EXCLUSIONS,
    IMMUTABLE,
    MUTABLE,
    TAG_MUTABILITY,
    TagMutability,
)
from cdktf_ecr.model.scanning.configuration import SCAN_FILTERS, SCAN_FREQUENCY, SCAN_ON_PUSH
from cdktf_ecr.model.terraform.types import boolean, checked
from cdktf_ecr.model.terraform.variables import setting

from . import rules

if TYPE_CHECKING:
    from typing_extensions import Self

    from cdktf_ecr.model.terraform.expressions import BooleanValue, NumberValue, StringListValue, StringMapValue
    from cdktf_ecr.model.terraform.relations import Relation


@dataclass(frozen=True, kw_only=True)
class SharedSettings(MonitoringSettings):
    """What `ModuleSettings` and `CollectionSettings` have in common; see there.

    The last two belong to synth time and take Python values only, since Terraform allows no expression in their place.

    Raises:
        InvalidSettingError: A value, or a combination of values, that AWS would refuse or could not honour.
    """

    image_tag_mutability: str = setting(
        MUTABLE,
        "string",
        "Whether a pushed tag can be moved to another image: MUTABLE or IMMUTABLE. The two *_WITH_EXCLUSION modes need "
        "image_tag_mutability_exclusion_filters, set when the configuration is synthesized.",
        TAG_MUTABILITY,
    )
    scan_on_push: BooleanValue = setting(
        True,
        "bool",
        "Whether images are scanned when they are pushed. When false nothing is scanned, unless scan_frequency is "
        "CONTINUOUS_SCAN.",
    )
    encryption_type: str = setting(
        AES256,
        "string",
        "Encryption at rest: AES256, KMS or KMS_DSSE. A change replaces the repository and loses its images.",
        ENCRYPTION_TYPE,
    )
    kms_key_id: str | None = setting(
        None,
        "string",
        "ARN of the KMS key, in the repository's region, for KMS and KMS_DSSE. Null: the key AWS manages for ECR, or "
        "the module's own with create_kms_key. A change replaces the repository and loses its images.",
        KMS_KEY,
        nullable=True,
    )
    create_kms_key: BooleanValue = setting(
        False,
        "bool",
        "Whether to create a customer-managed KMS key, with yearly rotation and an alias, for KMS and KMS_DSSE.",
    )
    enable_enhanced_scanning: BooleanValue = setting(
        True,
        "bool",
        "Whether the registry scans with Amazon Inspector (enhanced) instead of basic scanning. It holds for the whole "
        "registry, and switching hides earlier results.",
    )
    regions_without_inspector: StringListValue = setting(
        REGIONS_WITHOUT_INSPECTOR,
        "list(string)",
        "Regions that Amazon Inspector is not in, where enhanced scanning is refused before anything is created: "
        f"those without {INSPECTOR_ENDPOINTS}. To be changed when AWS adds one.",
        *INSPECTOR_REGIONS,
    )
    scan_frequency: str = setting(
        SCAN_ON_PUSH,
        "string",
        "When the registry scans: SCAN_ON_PUSH, or CONTINUOUS_SCAN (enhanced only), which scans again whenever a new "
        "vulnerability becomes known.",
        SCAN_FREQUENCY,
    )
    scan_repository_filters: StringListValue = setting(
        ("*",),
        "list(string)",
        "Which repositories of the registry are scanned: a filter with '*' is matched from end to end, one without it "
        "means 'contains'.",
        *SCAN_FILTERS,
    )
    manage_registry_scanning: BooleanValue = setting(
        True,
        "bool",
        "Whether this module owns the scanning configuration of the registry. There is one per account and region, and "
        "writing it replaces what was there: true in one place only. Destroying it resets the registry to basic "
        "scanning without rules.",
    )
    max_image_count: NumberValue = setting(
        10,
        "number",
        "How many production images to keep of each pattern: up to this many of v* and as many of release*.",
        rules.LIFECYCLE_COUNT,
    )
    dev_image_count: NumberValue = setting(
        5,
        "number",
        "How many development images to keep of each pattern (dev*, feature*, main*).",
        rules.LIFECYCLE_COUNT,
    )
    untagged_image_days: NumberValue = setting(
        1, "number", "Days after its push when an untagged image expires.", rules.LIFECYCLE_COUNT
    )
    pull_account_ids: StringListValue = setting(
        (), "list(string)", "Other AWS accounts that may pull images, by their 12-digit ids.", *ACCOUNT_IDS
    )
    create_ec2_role: BooleanValue = setting(
        True,
        "bool",
        "Whether to create a role and an instance profile for EC2 instances that pull.",
    )
    ec2_role_boundary_arn: str | None = setting(
        None,
        "string",
        "ARN of the managed policy that is the permissions boundary of the role for EC2; null for none.",
        rules.ROLE_BOUNDARY,
        nullable=True,
    )
    force_delete: BooleanValue = setting(
        False,
        "bool",
        "Whether destroying the repository deletes the images in it; otherwise it fails while any is left.",
    )
    environment: str = setting(
        "production",
        "string",
        "Name of the environment, put on every resource as the tag Environment.",
        rules.ENVIRONMENT,
        prefixed=False,
    )
    tags: StringMapValue = setting(
        {},
        "map(string)",
        "Further AWS tags for every resource; an Environment among them takes precedence over environment.",
        *rules.TAGS,
    )
    prevent_destroy: bool = False
    image_tag_mutability_exclusion_filters: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        boolean("prevent_destroy", self.prevent_destroy)
        filters = self.image_tag_mutability_exclusion_filters
        checked("image_tag_mutability_exclusion_filters", filters, *EXCLUSION_FILTERS, type_="list(string)")
        for relation in self.relations:
            relation.check(vars(self))

    @property
    def relations(self) -> tuple[Relation, ...]:
        """What must hold between settings."""
        given = bool(self.image_tag_mutability_exclusion_filters)
        exclusions = FILTERS_NEED_EXCLUSIONS if given else EXCLUSIONS_NEED_FILTERS
        return (
            *encryption.RELATIONS,
            rules.CONTINUOUS_NEEDS_ENHANCED,
            exclusions,
            THRESHOLDS_OF_ENHANCED_MODULE,
        )

    @classmethod
    def hardened(cls, **overrides: Any) -> Self:
        """Return settings stricter than the defaults.

        Tags are immutable, images and log groups are encrypted with customer-managed keys that rotate, scan events are
        kept for a year like the audit trail, and Terraform refuses to destroy the repository, its key and the scanning
        configuration.

        Args:
            overrides: Settings that differ from the hardened profile.

        Raises:
            InvalidSettingError: A value, or a combination of values, that AWS would refuse or could not honour.
        """
        profile = {
            "image_tag_mutability": IMMUTABLE,
            "encryption_type": KMS,
            "create_kms_key": True,
            "create_log_kms_key": True,
            "log_retention_days": 365,
            "prevent_destroy": True,
        }
        return cls(**{**profile, **overrides})

    @classmethod
    def minimal(cls, **overrides: Any) -> Self:
        """Return settings without monitoring: repository, lifecycle rules, scanning, and who may pull.

        Events are neither kept nor told, so that there are no metrics, alarms and dashboard either, and no audit trail.
        What a scan finds is there to be asked for: in the console, or by ``cdktf-ecr scan``.

        Args:
            overrides: Settings that differ from the minimal profile.

        Raises:
            InvalidSettingError: A value, or a combination of values, that AWS would refuse or could not honour.
        """
        profile = {
            "enable_scan_logging": False,
            "enable_notifications": False,
            "enable_audit_trail": False,
        }
        return cls(**{**profile, **overrides})

    @property
    def tag_mutability(self) -> TagMutability:
        """Which tags may be moved."""
        return TagMutability(
            mode=self.image_tag_mutability, exclusion_filters=self.image_tag_mutability_exclusion_filters
        )

    @property
    def encryption(self) -> Encryption:
        """How images are encrypted at rest."""
        return Encryption(type=self.encryption_type, kms_key_arn=self.kms_key_id, create_key=self.create_kms_key)

    @property
    def lifecycle_policy(self) -> LifecyclePolicy:
        """Which images expire."""
        return standard_policy(
            max_image_count=self.max_image_count,
            dev_image_count=self.dev_image_count,
            untagged_image_days=self.untagged_image_days,
        )
