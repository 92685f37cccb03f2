"""What the AWS provider warns of, which its bindings do not say.

Of the types that the constructs, the stacks and the examples are made of: each argument and attribute that the
provider's changelog or its upgrade guides call deprecated.
"""

from __future__ import annotations

from dataclasses import dataclass

_CHANGELOG = "CHANGELOG of hashicorp/terraform-provider-aws"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deprecation:
    """An argument or attribute that still works, with a warning.

    Attributes:
        since: The release from which the provider warns.
        instead: What to use.
        source: Where that is said.
    """

    since: str
    instead: str
    source: str

    def __str__(self) -> str:
        return f"deprecated since {self.since}: use {self.instead}"


_BUCKET = Deprecation(
    since="4.0", instead="the resource of its own", source='"Version 4 Upgrade Guide", "S3 Bucket Refactor"'
)
_BUCKET_ARGUMENTS = (
    *("acceleration_status", "acl", "cors_rule", "grant", "lifecycle_rule", "logging", "policy"),
    *("replication_configuration", "request_payer", "server_side_encryption_configuration", "versioning", "website"),
)

DEPRECATED = {
    ("data.aws_region", "name"): Deprecation(
        since="6.0", instead="region, or the endpoint", source=f"{_CHANGELOG}, 6.0.0, pull request 42131"
    ),
    ("data.aws_region", "id"): Deprecation(
        since="6.47", instead="region, or the endpoint", source="hashicorp/terraform-provider-aws, pull request 48036"
    ),
    ("provider.aws", "s3_us_east_1_regional_endpoint"): Deprecation(
        since="6.0", instead="nothing", source=f"{_CHANGELOG}, 6.0.0, pull request 42375"
    ),
    ("aws_cloudwatch_event_rule", "is_enabled"): Deprecation(
        since="5.27", instead="state", source=f"{_CHANGELOG}, 5.27.0, pull request 34510"
    ),
    ("aws_iam_role", "inline_policy"): Deprecation(
        since="5.68", instead="aws_iam_role_policy", source=f"{_CHANGELOG}, 5.68.0, pull request 39203"
    ),
    ("aws_iam_role", "managed_policy_arns"): Deprecation(
        since="5.72", instead="aws_iam_role_policy_attachment", source=f"{_CHANGELOG}, 5.72.0, pull request 39718"
    ),
    ("aws_instance", "network_interface"): Deprecation(
        since="6.10", instead="primary_network_interface", source=f"{_CHANGELOG}, 6.10.0, pull request 43953"
    ),
    ("aws_s3_bucket_versioning", "expected_bucket_owner"): Deprecation(
        since="6.31", instead="nothing", source=f"{_CHANGELOG}, 6.31.0, pull request 46262"
    ),
    **{("aws_s3_bucket", argument): _BUCKET for argument in _BUCKET_ARGUMENTS},
}
"""By type, with ``data.`` or ``provider.`` in front for those, and name."""
