"""An account, and clients of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cdktf_ecr.operations.aws import AwsSession
from tests.standin.account import Account


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with Account().listening() as account:
        yield account


@pytest.fixture
def session(account: Account) -> AwsSession:
    return AwsSession(region="us-east-1", endpoint_url=account.url)
