"""Log retention: CloudWatch Logs takes a fixed list of days."""

from __future__ import annotations

from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.monitoring.log_retention import check_retention_days


@pytest.mark.parametrize("days", [0, 1, 14, 3653])
def test_legal_retentions(days: int) -> None:
    assert check_retention_days(days) == days


@pytest.mark.parametrize("days", [-1, 2, 15, 3654, 14.0, "14", True, None])
def test_other_retentions_are_refused(days: Any) -> None:
    with pytest.raises(InvalidSettingError, match=r"must be one of 0, 1, 3, .*3653 days; 0 keeps events for ever"):
        check_retention_days(days)
