"""A client for the stand-in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from cdktf_ecr.operations.aws import ecr_client
from tests.standin.server import StandIn

if TYPE_CHECKING:
    from types_boto3_ecr import ECRClient


@pytest.fixture
def client_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[StandIn], ECRClient]:
    """Return a client for a stand-in, with credentials that nobody checks, and with short pauses between attempts."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0.01)
    return lambda service: ecr_client(region="us-east-1", endpoint_url=service.url)
