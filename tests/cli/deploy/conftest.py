"""A service of two hosts that runs something already, in an account that is played."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.cli.conftest import Command, Ran
from tests.standin.account import Account
from tests.standin.ecr import Ecr, Image, Told, digest_of
from tests.standin.fleet import Fleet, PlayedHost

URL = "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/api"
OLDEST, OLD, NEW = (f"{URL}@{digest_of(name)}" for name in ("oldest", "old", "new"))
CLEAN = Told("COMPLETE", [])

Deploy = Callable[..., Ran]


@pytest.fixture
def fleet() -> Fleet:
    """Two hosts that take what they are sent."""
    return Fleet(values=["none", OLDEST, OLD], hosts=[PlayedHost("i-0000000a"), PlayedHost("i-0000000b")])


@pytest.fixture
def images() -> Ecr:
    """The images of the repository, all of them clean."""
    return Ecr(Image("new", tags=["2.0"], told=[CLEAN]), Image("old", told=[CLEAN]), Image("oldest", told=[CLEAN]))


@pytest.fixture
def account(fleet: Fleet, images: Ecr) -> Iterator[Account]:
    """The account with both."""
    answers: dict[tuple[str, str], Any] = {("ecr", name): handler for name, handler in images.handlers.items()}
    answers["ecr", "DescribeRepositories"] = {"repositories": [{"repositoryUri": URL}]}
    with Account({**fleet.answers(), **answers}).listening() as account:
        yield account


@pytest.fixture
def deploy(account: Account, command: Command, monkeypatch: pytest.MonkeyPatch) -> Deploy:
    """Run ``deploy`` with these arguments."""
    monkeypatch.setattr("cdktf_ecr.operations.deployment.following._FIRST_PAUSE", 0.01)
    monkeypatch.setenv("CDKTF_ECR_SETTLE", "0")
    monkeypatch.setenv("CDKTF_ECR_SCAN_TIMEOUT", "0.5")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    return lambda *arguments: command("deploy", *arguments, "--endpoint-url", account.url)


def changes(account: Account) -> list[str]:
    """Return what was asked that changes something, in order."""
    changing = ("PutParameter", "SendCommand", "CancelCommand")
    return [operation for _, operation, _ in account.requests if operation in changing]


def document(ran: Ran) -> dict[str, Any]:
    """Return what was printed as JSON."""
    return dict(json.loads(ran.stdout))
