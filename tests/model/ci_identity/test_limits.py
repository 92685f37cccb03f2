"""How long a policy may be, as IAM counts."""

from __future__ import annotations

import pytest

from cdktf_ecr.model.ci_identity.limits import check_policy_length
from cdktf_ecr.model.errors import InvalidSettingError

DOCUMENT: dict[str, object] = {"Version": "2012-10-17"}
LENGTH = len('{"Version":"2012-10-17"}')


def check(document: dict[str, object], limit: int) -> None:
    check_policy_length("names", ["a"], document, limit=limit, remedy="name fewer")


def test_a_policy_may_be_as_long_as_the_limit_and_no_longer() -> None:
    check(DOCUMENT, LENGTH)
    with pytest.raises(
        InvalidSettingError, match=rf"names \['a'\]: makes a policy of {LENGTH} characters, and IAM acc"
    ):
        check(DOCUMENT, LENGTH - 1)


def test_white_space_is_not_counted() -> None:
    check({"Version": "2012 - 10 - 17"}, LENGTH)


@pytest.mark.parametrize("version", ['${lookup(var.versions, "a}b")}2012-10-17', "2012-10-17%{ if var.a }%{ endif }"])
def test_of_expressions_the_length_is_not_known_wherever_they_end(version: str) -> None:
    check({"Version": version}, LENGTH)
    with pytest.raises(InvalidSettingError, match=f"makes a policy of {LENGTH} characters"):
        check({"Version": version}, LENGTH - 1)


def test_of_expressions_the_length_is_not_known() -> None:
    check({"Version": "${var.version}2012-10-17${local.a_long_name}"}, LENGTH)
