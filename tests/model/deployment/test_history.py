"""What a rollback goes to, of what a parameter held."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from cdktf_ecr.model.deployment.history import Version, digest_of, version_before

_START = datetime(2026, 11, 1, tzinfo=timezone.utc)


def image(letter: str) -> str:
    return f"123456789012.dkr.ecr.us-east-1.amazonaws.com/team/api@sha256:{letter * 64}"


def versions(letters: str) -> list[Version]:
    """Return versions of these images; "-" is none."""
    return [
        Version(number=number, value="none" if letter == "-" else image(letter), at=_START + timedelta(hours=number))
        for number, letter in enumerate(letters, 1)
    ]


@pytest.mark.parametrize(
    ("letters", "number"),
    [
        ("", None),
        ("-", None),
        ("-a", None),
        ("-aa", None),
        ("ab", 1),
        ("-ab", 2),
        ("-aabb", 2),
        # Each letter that was left for the one before it was given up.
        ("-aba", None),
        ("abcb", 1),
        ("abcbcb", 1),
        ("abcba", None),
        ("abcbad", 1),
        ("abcbd", 2),
        # To jump back further is a deployment like others.
        ("abca", 3),
        ("abcac", 2),
        # A first deployment that failed.
        ("-a-", None),
        ("-a-b", None),
        # Somebody had nothing run for a while.
        ("ab-", 2),
        ("ab-c", 2),
        ("ab-b", 1),
    ],
)
def test_a_rollback_goes_to_the_newest_version_that_was_not_given_up(letters: str, number: int | None) -> None:
    found = version_before(versions(letters))

    assert (None if found is None else found.number) == number


@pytest.mark.parametrize(
    ("value", "digest"),
    [
        (image("a"), f"sha256:{'a' * 64}"),
        ("none", None),
        ("", None),
        ("team/api:1", None),
        (f"sha256:{'a' * 64}", None),
        (image("a")[:-1], None),
        (f"{image('a')} ", None),
    ],
)
def test_digests(value: str, digest: str | None) -> None:
    assert digest_of(value) == digest
