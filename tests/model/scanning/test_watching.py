"""How long Amazon Inspector watches an image."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.scanning.watching import LAST_IN_USE_AT, LAST_PULL_DATE, LIFETIME, ImageDates, Watching

PUSHED = datetime(2026, 11, 1, tzinfo=timezone.utc)
DAYS = st.integers(min_value=0, max_value=400).map(timedelta)
DURATIONS = st.sampled_from(["DAYS_14", "DAYS_30", "DAYS_60", "DAYS_90", "DAYS_180"])


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ({"rescanDuration": LIFETIME}, "images are watched for ever"),
        ({"rescanDuration": LIFETIME, "pullDateRescanDuration": "DAYS_14"}, "images are watched for ever"),
        ({"rescanDuration": "DAYS_30"}, "images are watched for 30 days after the push"),
        (
            {"rescanDuration": "DAYS_14", "pullDateRescanDuration": "DAYS_90"},
            "images are watched for 14 days after the push and 90 days after the last pull",
        ),
        (
            {"rescanDuration": "DAYS_14", "pullDateRescanDuration": "DAYS_7", "pullDateRescanMode": LAST_IN_USE_AT},
            "images are watched for 14 days after the push and 7 days after the last use on ECS or EKS",
        ),
    ],
)
def test_in_words(state: dict[str, str], text: str) -> None:
    assert str(Watching.read(state)) == text


@pytest.mark.parametrize("text", ["WEEKS_2", "DAYS_", "14", None])
def test_a_duration_of_a_new_form(text: str | None) -> None:
    with pytest.raises(InvalidSettingError, match=r"rescanDuration .*: must be DAYS_ and a number"):
        Watching.read({"rescanDuration": text})


@pytest.mark.parametrize(("mode", "counts"), [(LAST_PULL_DATE, True), (None, True), (LAST_IN_USE_AT, False)])
def test_whether_a_pull_counts(mode: str | None, *, counts: bool) -> None:
    state = {"rescanDuration": "DAYS_14", "pullDateRescanDuration": "DAYS_14", "pullDateRescanMode": mode}

    assert Watching.read(state).counts_pulls is counts
    assert not Watching.read({"rescanDuration": "DAYS_14", "pullDateRescanMode": mode}).counts_pulls


@given(DURATIONS, DURATIONS, DAYS, DAYS)
def test_an_image_is_watched_while_either_duration_lasts(
    since_push: str, since_use: str, pulled: timedelta, used: timedelta
) -> None:
    dates = ImageDates(pushed_at=PUSHED, last_pulled_at=PUSHED + pulled, last_in_use_at=PUSHED + used)
    state = {"rescanDuration": since_push, "pullDateRescanDuration": since_use}
    push, use = (timedelta(days=int(each.removeprefix("DAYS_"))) for each in (since_push, since_use))

    for mode, happened in ((LAST_PULL_DATE, pulled), (LAST_IN_USE_AT, used)):
        until = Watching.read({**state, "pullDateRescanMode": mode}).until(dates)
        assert until == max(PUSHED + push, PUSHED + happened + use)


def test_what_never_happened_adds_nothing() -> None:
    watching = Watching.read({"rescanDuration": "DAYS_14", "pullDateRescanDuration": "DAYS_180"})

    assert watching.until(ImageDates(pushed_at=PUSHED)) == PUSHED + timedelta(days=14)
    assert Watching.read({"rescanDuration": LIFETIME}).until(ImageDates(pushed_at=PUSHED)) is None
