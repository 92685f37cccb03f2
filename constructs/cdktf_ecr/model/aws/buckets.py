"""S3 buckets."""

from __future__ import annotations

from cdktf_ecr.model.terraform.rules import Matches

BUCKET = Matches(
    pattern="(?!.*[.]{2})(?!xn--|sthree-)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
    words="must be the name of a bucket: 3 to 63 lower-case letters, digits, hyphens and dots",
    source="S3 bucket naming rules",
)
