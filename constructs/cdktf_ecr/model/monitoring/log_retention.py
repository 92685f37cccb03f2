"""How long CloudWatch Logs keeps events."""

from __future__ import annotations

from cdktf_ecr.model.errors import InvalidSettingError

# PutRetentionPolicy, parameter retentionInDays (CloudWatch Logs API reference). 0 stands for "never expire" in
# Terraform, where AWS has no retention policy at all.
RETENTION_DAYS = (
    *(0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731),
    *(1096, 1827, 2192, 2557, 2922, 3288, 3653),
)
RETENTION_RULE = f"must be one of {', '.join(map(str, RETENTION_DAYS))} days; 0 keeps events for ever"
RETENTION_SOURCE = "CloudWatch Logs PutRetentionPolicy"


def check_retention_days(days: object, *, setting: str = "log_retention_days") -> int:
    """Return ``days`` if CloudWatch Logs can keep events for as long.

    Args:
        days: Days; 0 keeps events for ever.
        setting: The setting to name in the error.

    Raises:
        InvalidSettingError: ``days`` is not one of the retentions CloudWatch Logs offers.
    """
    if isinstance(days, bool) or not isinstance(days, int) or days not in RETENTION_DAYS:
        raise InvalidSettingError(setting, days, RETENTION_RULE, source=RETENTION_SOURCE)
    return days
