"""How long CloudWatch Logs keeps events."""

from __future__ import annotations

from cdktf_ecr.model.terraform.rules import OneOf

# PutRetentionPolicy, parameter retentionInDays (CloudWatch Logs API reference). 0 stands for "never expire" in
# Terraform, where AWS has no retention policy at all.
RETENTION_DAYS = (
    *(0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731),
    *(1096, 1827, 2192, 2557, 2922, 3288, 3653),
)
RETENTION = OneOf(
    choices=RETENTION_DAYS,
    words=f"must be one of {', '.join(map(str, RETENTION_DAYS))} days; 0 keeps events for ever",
    source="CloudWatch Logs PutRetentionPolicy",
)
