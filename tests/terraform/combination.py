"""One setting of every switch of the stack."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

PARTITIONS = {"us-east-1": "aws", "cn-north-1": "aws-cn"}

AWS_MANAGED = "managed by AWS"
GIVEN = "given"
CREATED = "created"


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """One setting of every switch.

    The encryption's key is one of the three words above, or None; the scanning is whether it is enhanced, and when.
    """

    region: str
    name: str
    image_tag_mutability: str
    scan_on_push: bool
    encryption: tuple[str, str | None]
    scanning: tuple[bool, str]
    scan_repository_filters: tuple[str, ...]
    manage_registry_scanning: bool
    counts: tuple[int, int, int]
    enable_scan_logging: bool
    log_retention_days: int
    manage_log_resource_policy: bool
    enable_audit_trail: bool
    enable_dashboard: bool
    pull_account_ids: tuple[str, ...]
    create_ec2_role: bool
    force_delete: bool
    tags: tuple[tuple[str, str], ...]

    def label(self) -> str:
        """Return what tells this combination from the others."""
        encryption, key = self.encryption
        enhanced, frequency = self.scanning
        words = (encryption, key, self.region, "ENHANCED" if enhanced else "BASIC", frequency)
        return ", ".join(word for word in words if word)

    def variables(self, given_key: str | None) -> dict[str, object]:
        """Return the stack's variables, without notifications, for which the provider waits a minute.

        Args:
            given_key: The ARN of the key that somebody else created.
        """
        own = {"region", "name", "encryption", "scanning", "counts", "tags"}
        same = {field.name for field in fields(self)} - own
        encryption, key = self.encryption
        enhanced, frequency = self.scanning
        most, most_of_development, days = self.counts
        return {
            **{f"ecr_{name}": value for name, value in asdict(self).items() if name in same},
            "aws_region": self.region,
            "ecr_repository_name": self.name,
            "ecr_encryption_type": encryption,
            "ecr_kms_key_id": given_key,
            "ecr_create_kms_key": key == CREATED,
            "ecr_enable_enhanced_scanning": enhanced,
            "ecr_scan_frequency": frequency,
            "ecr_max_image_count": most,
            "ecr_dev_image_count": most_of_development,
            "ecr_untagged_image_days": days,
            "ecr_tags": dict(self.tags),
            "ecr_enable_notifications": False,
        }
