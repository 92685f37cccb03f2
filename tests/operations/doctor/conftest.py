"""An account in which nothing is wrong, for tests that make one thing wrong, or deny it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from cdktf_ecr.operations.aws import AwsSession
from cdktf_ecr.operations.doctor.asking import Asking
from cdktf_ecr.operations.doctor.check import Check
from cdktf_ecr.operations.doctor.everything import OF_PARTS, OF_REGISTRY, OF_REPOSITORY, examine_registry
from cdktf_ecr.operations.doctor.parts import parts_of_repositories
from cdktf_ecr.operations.doctor.subject import InRepository, Subject
from tests.operations.doctor import healthy
from tests.standin.account import Account
from tests.terraform import emulator
from tests.unavailable import unavailable

Examine = Callable[..., list[Check]]


@pytest.fixture(scope="session")
def moto_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the healthy account in one region, and nothing in any other. Nobody changes it."""
    if not emulator.installed():
        unavailable("moto[server] is not installed")
    with emulator.running(tmp_path_factory.mktemp("moto") / "log") as running:
        yield running.url


@pytest.fixture(scope="session")
def digest(moto_url: str) -> str:
    """Make what the healthy account has, and return the digest of its image."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", healthy.KEY)
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        patch.setenv("AWS_CONFIG_FILE", "/dev/null")
        return healthy.populate(AwsSession(region=healthy.REGION, endpoint_url=moto_url))


@pytest.fixture
def account(moto_url: str, digest: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    """The healthy account: what is scripted into it is this test's alone."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_CREDENTIAL_EXPIRATION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", healthy.KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0.01)
    with Account(answers=healthy.answers(digest), moto=moto_url).listening() as account:
        yield account


@pytest.fixture
def asking(account: Account) -> Callable[..., Asking]:
    """Return what asks that account, in the region of the healthy things or in another."""

    def of(region: str = healthy.REGION) -> Asking:
        return Asking(AwsSession(region=region, endpoint_url=account.url))

    return of


@pytest.fixture
def subject(asking: Callable[..., Asking]) -> Callable[..., Subject]:
    """Return what is looked at: by default the one repository, and what belongs to it."""

    def of(
        *, region: str = healthy.REGION, repositories: Sequence[str] = (healthy.REPOSITORY,), **more: Any
    ) -> Subject:
        known = Subject(
            asking=asking(region),
            region=region,
            account_id=healthy.ACCOUNT_ID,
            partition="aws",
            repositories=tuple(repositories),
            image=None,
            parts=parts_of_repositories(repositories),
            environment=healthy.CI_VARIABLES,
            now=datetime.now(timezone.utc) + timedelta(seconds=1),
            ci="circleci",
        )
        return replace(known, **more)

    return of


@pytest.fixture
def examine(subject: Callable[..., Subject]) -> Examine:
    """Look at everything, or at one thing, and return the checks."""

    def checks(name: str | None = None, **more: Any) -> list[Check]:
        known = subject(**more)
        if name is None:
            return list(examine_registry(known))
        everywhere = [
            check for probe in (*OF_REGISTRY, *OF_PARTS) if probe.name == name for check in probe.checks(known)
        ]
        return everywhere + [
            check
            for probe in OF_REPOSITORY
            if probe.name == name
            for repository in known.repositories
            for check in probe.checks(InRepository(registry=known, name=repository))
        ]

    return checks
