"""How old the credentials are, and how long they last."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.times import time_of
from cdktf_ecr.operations.errors import aws_errors

from .check import Check, Outcome
from .probe import Probe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .access import Access

_NAME = "credentials"
_ACTION = "iam:ListAccessKeys"

# "Manage access keys for IAM users" (IAM user guide) asks to rotate keys, and access-keys-rotated (AWS Config managed
# rules) does so after 90 days by default.
_OLD = timedelta(days=90)
# Time for a build and a deployment.
_SOON = timedelta(minutes=15)
# What "aws configure export-credentials --format env" sets beside temporary credentials.
_EXPIRATION = "AWS_CREDENTIAL_EXPIRATION"


def _look(access: Access) -> Iterator[Check]:
    credentials = access.asking.session.credentials()
    if credentials is None:
        yield Check(name=_NAME, outcome=Outcome.FAIL, found="there are none")
    elif credentials.token is None:
        yield _long_lived(access, credentials)
    elif credentials.method == "env":
        yield _of_environment(access)
    else:
        found = f"temporary, from {credentials.method}, which renews them"
        yield Check(name=_NAME, outcome=Outcome.PASS, found=found)


def _of_environment(access: Access) -> Check:
    """Tell of temporary credentials that somebody has put into variables: nothing renews them."""
    given = access.environment.get(_EXPIRATION)
    if given is None:
        found = f"temporary, from environment variables; {_EXPIRATION}, which would say until when, is not set"
        return Check(name=_NAME, outcome=Outcome.PASS, found=found)
    expires = _time(given)
    if expires is None:
        found = f"temporary, and {_EXPIRATION} is no time: {given!r}"
        return Check(name=_NAME, outcome=Outcome.WARN, found=found, fix=f"unset {_EXPIRATION}")
    left = expires - access.now
    found = f"temporary, from environment variables, until {expires:%Y-%m-%d %H:%M} UTC"
    if left > _SOON:
        return Check(name=_NAME, outcome=Outcome.PASS, found=found)
    outcome = Outcome.WARN if left > timedelta() else Outcome.FAIL
    meaning = "What takes longer than they last fails half-way. Nothing renews them: log in again."
    fix = 'eval "$(aws configure export-credentials --format env)"'
    return Check(name=_NAME, outcome=outcome, found=found, meaning=meaning, fix=fix)


def _long_lived(access: Access, credentials: Any) -> Check:
    client = access.asking.client("iam")
    key = credentials.access_key
    with aws_errors("iam"):
        keys = client.list_access_keys()["AccessKeyMetadata"]
    created = next((each["CreateDate"] for each in keys if each["AccessKeyId"] == key), None)
    meaning = "A key that leaks is good until somebody deletes it. In a pipeline, let OIDC give out temporary ones."
    if created is None:
        found = f"a long-lived access key from {credentials.method}, of an age that AWS does not say"
        return Check(name=_NAME, outcome=Outcome.WARN, found=found, meaning=meaning, action=_ACTION)
    age = access.now - created
    found = f"a long-lived access key from {credentials.method}, {age.days} days old"
    if age <= _OLD:
        return Check(name=_NAME, outcome=Outcome.PASS, found=found, meaning=meaning, action=_ACTION)
    return Check(
        name=_NAME,
        outcome=Outcome.WARN,
        found=found,
        meaning=f"Older than {_OLD.days} days: rotate it. {meaning}",
        action=_ACTION,
        fix=f"aws iam create-access-key && aws iam update-access-key --access-key-id {key} --status Inactive",
    )


def _time(text: str) -> datetime | None:
    try:
        return time_of(text)
    except ValueError:
        return None


CREDENTIALS: Probe[Access] = Probe(name=_NAME, action=_ACTION, look=_look)
