"""Times as programs write and read them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from cdktf_ecr.model.times import stamp, time_of

NOON = datetime(2026, 11, 25, 12, tzinfo=timezone.utc)


def test_a_time_is_written_to_the_second_by_utc() -> None:
    assert stamp(NOON.replace(microsecond=123_456)) == "2026-11-25T12:00:00Z"
    assert stamp(None) is None


@pytest.mark.parametrize(
    "text", ["2026-11-25T12:00:00Z", "2026-11-25T12:00:00", "2026-11-25T13:00:00+01:00", "2026-11-25T12:00:00+00:00"]
)
def test_a_time_is_read_whatever_offset_it_has(text: str) -> None:
    assert time_of(text) == NOON
    assert time_of(text).utcoffset() in (timedelta(0), timedelta(hours=1))


def test_what_is_no_time() -> None:
    with pytest.raises(ValueError, match="yesterday"):
        time_of("yesterday")
