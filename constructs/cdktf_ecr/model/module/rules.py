"""The rules of the ECR module's settings that have no room of their own."""

from __future__ import annotations

from cdktf_ecr.model.aws.policies import BOUNDARY_ARN
from cdktf_ecr.model.aws.tags import TAGS_PER_RESOURCE, TagCase, TagRule
from cdktf_ecr.model.scanning.configuration import CONTINUOUS_SCAN, PUT_CONFIGURATION, SCAN_ON_PUSH
from cdktf_ecr.model.terraform.relations import Is, Relation
from cdktf_ecr.model.terraform.rules import Matches, OrNull, WholeNumber

LIFECYCLE_COUNT = WholeNumber(minimum=1, source="ECR lifecycle policies")
ROLE_BOUNDARY = OrNull(rule=BOUNDARY_ARN)
# The environment's name becomes a tag's value; the narrower rule keeps it usable in file and workspace names.
ENVIRONMENT = Matches(
    pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
    words="must be 1 to 64 letters, digits, '.', '_' and '-', the first a letter or digit",
    source="cdktf-ecr",
)
# 50 tags a resource, less Environment, which the module adds, and the two default tags of the stack's provider.
TAG_LIMIT = TAGS_PER_RESOURCE - 3
TAGS = (TagRule(limit=TAG_LIMIT), TagCase(ours=("Environment",)))

CONTINUOUS_NEEDS_ENHANCED = Relation(
    setting="scan_frequency",
    condition=~Is("scan_frequency", CONTINUOUS_SCAN) | Is("enable_enhanced_scanning", True),  # noqa: FBT003
    words=f"must be {SCAN_ON_PUSH} when enable_enhanced_scanning is false: basic scanning is never continuous",
    origin=PUT_CONFIGURATION,
)
