"""Whether AWS can be asked: region, identity, credentials."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from cdktf_ecr.operations.doctor.access import Access, Admitted, look_at_access
from cdktf_ecr.operations.doctor.asking import Asking
from cdktf_ecr.operations.doctor.check import Check, Outcome
from tests.operations.doctor import healthy
from tests.standin.account import DENIED, Account
from tests.standin.server import Fault

NOW = datetime(2026, 11, 25, 12, tzinfo=timezone.utc)
Admit = Callable[..., Admitted]


@pytest.fixture
def admit(asking: Callable[..., Asking]) -> Admit:
    """Look at the access, with these variables."""

    def look(region: str | None = healthy.REGION, **environment: str) -> Admitted:
        return look_at_access(Access(asking=asking(region), environment=environment, now=NOW))

    return look


def of(admitted: Admitted, name: str) -> Check:
    (check,) = [check for check in admitted.checks if check.name == name]
    return check


def keys(account: Account, days: int, key: str = healthy.KEY) -> None:
    created = {"AccessKeyId": key, "CreateDate": NOW - timedelta(days=days), "Status": "Active"}
    account.answers["iam", "ListAccessKeys"] = {"AccessKeyMetadata": [created], "IsTruncated": False}


def identity(account: Account, arn: str) -> None:
    account.answers["sts", "GetCallerIdentity"] = {"Arn": arn, "Account": "210987654321", "UserId": "x"}


def test_everything_is_well(account: Account, admit: Admit) -> None:
    keys(account, 30)
    identity(account, "arn:aws-us-gov:iam::210987654321:user/ci")

    admitted = admit()

    assert [(check.name, check.outcome) for check in admitted.checks] == [
        ("region", Outcome.PASS),
        ("identity", Outcome.PASS),
        ("credentials", Outcome.PASS),
    ]
    assert admitted.identity is not None
    assert (admitted.identity.account_id, admitted.identity.partition) == ("210987654321", "aws-us-gov")
    assert of(admitted, "identity").found == "arn:aws-us-gov:iam::210987654321:user/ci, account 210987654321"


def test_no_region(account: Account, admit: Admit) -> None:
    admitted = admit(None)

    assert (admitted.identity, admitted.answered, account.requests) == (None, False, [])
    assert of(admitted, "region").outcome is Outcome.FAIL
    assert of(admitted, "region").fix == "export AWS_REGION=us-east-1"


def test_two_regions(admit: Admit) -> None:
    check = of(admit(AWS_REGION="us-east-1", AWS_DEFAULT_REGION="eu-west-1"), "region")

    assert (check.outcome, check.fix) == (Outcome.WARN, "export AWS_DEFAULT_REGION=us-east-1")
    assert check.found == "us-east-1, but AWS_REGION=us-east-1 and AWS_DEFAULT_REGION=eu-west-1"


def test_the_identity_is_denied(account: Account, admit: Admit) -> None:
    account.answers["sts", "GetCallerIdentity"] = DENIED

    admitted = admit()

    assert (admitted.identity, admitted.answered) == (None, True)
    assert (of(admitted, "identity").outcome, of(admitted, "identity").action) == (
        Outcome.FAIL,
        "sts:GetCallerIdentity",
    )


def test_the_token_has_expired(account: Account, admit: Admit) -> None:
    account.answers["sts", "GetCallerIdentity"] = Fault("ExpiredToken", "The security token is expired")

    admitted = admit()

    assert (admitted.identity, admitted.answered) == (None, False)
    assert of(admitted, "identity").found.startswith("the AWS credentials have expired")


def test_the_root_user(account: Account, admit: Admit) -> None:
    identity(account, "arn:aws:iam::210987654321:root")

    assert of(admit(), "identity").outcome is Outcome.WARN


@pytest.mark.parametrize(
    ("days", "outcome", "fixed"), [(0, Outcome.PASS, False), (90, Outcome.PASS, False), (91, Outcome.WARN, True)]
)
def test_how_old_a_key_is(account: Account, admit: Admit, days: int, outcome: Outcome, *, fixed: bool) -> None:
    keys(account, days)

    check = of(admit(), "credentials")

    assert (check.outcome, check.fix is not None) == (outcome, fixed)
    assert check.found == f"a long-lived access key from env, {days} days old"


def test_a_key_of_unknown_age(account: Account, admit: Admit) -> None:
    keys(account, 1, key="AKIAOTHER")

    check = of(admit(), "credentials")

    assert (check.outcome, check.found) == (
        Outcome.WARN,
        "a long-lived access key from env, of an age that AWS does not say",
    )


def test_a_key_whose_age_is_denied(account: Account, admit: Admit) -> None:
    account.answers["iam", "ListAccessKeys"] = DENIED

    check = of(admit(), "credentials")

    assert (check.outcome, check.action) == (Outcome.SKIP, "iam:ListAccessKeys")


@pytest.mark.parametrize(
    ("expires", "outcome", "found"),
    [
        ("2026-11-25T13:00:00Z", Outcome.PASS, "temporary, from environment variables, until 2026-11-25 13:00 UTC"),
        ("2026-11-25T13:00:00", Outcome.PASS, "temporary, from environment variables, until 2026-11-25 13:00 UTC"),
        ("2026-11-25T12:14:00+00:00", Outcome.WARN, "until 2026-11-25 12:14 UTC"),
        ("2026-11-25T11:59:00Z", Outcome.FAIL, "until 2026-11-25 11:59 UTC"),
        ("tomorrow", Outcome.WARN, "temporary, and AWS_CREDENTIAL_EXPIRATION is no time: 'tomorrow'"),
    ],
)
def test_when_a_token_ends(
    admit: Admit, monkeypatch: pytest.MonkeyPatch, expires: str, outcome: Outcome, found: str
) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token")

    check = of(admit(AWS_CREDENTIAL_EXPIRATION=expires), "credentials")

    assert check.outcome is outcome
    assert check.found.endswith(found)


def test_a_token_that_does_not_say_when_it_ends(admit: Admit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token")

    check = of(admit(), "credentials")

    assert check.outcome is Outcome.PASS
    assert check.found.endswith("AWS_CREDENTIAL_EXPIRATION, which would say until when, is not set")


def test_credentials_that_are_renewed(admit: Admit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given = {"Version": 1, "AccessKeyId": "ASIA", "SecretAccessKey": "s", "SessionToken": "t"}
    program, config = tmp_path / "credentials.json", tmp_path / "config"
    program.write_text(json.dumps({**given, "Expiration": "2099-01-01T00:00:00Z"}), encoding="utf-8")
    config.write_text(f"[default]\ncredential_process = cat {program}\n", encoding="utf-8")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))

    check = of(admit(), "credentials")

    assert (check.outcome, check.found) == (Outcome.PASS, "temporary, from custom-process, which renews them")
