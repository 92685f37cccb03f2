"""The client that all operations take."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError

from .errors import aws_errors

if TYPE_CHECKING:
    from botocore.session import Session
    from types_boto3_ecr import ECRClient

_log = logging.getLogger(__name__)

# Where neither the environment nor the profile says how often to try: the wait has a deadline of its own, and a
# pipeline is told of a lost network within a minute.
_ATTEMPTS = 5
_CONNECT_SECONDS = 5
_READ_SECONDS = 20


def ecr_client(
    *,
    profile: str | None = None,
    region: str | None = None,
    endpoint_url: str | None = None,
    retry_mode: str = "standard",
    connections: int = 10,
) -> ECRClient:
    """Return a client for ECR.

    Args:
        profile: Profile of the AWS configuration files; None for what the environment says.
        region: Region; None for what environment or profile say.
        endpoint_url: Where to send requests to, instead of to AWS.
        retry_mode: "standard" or "adaptive", used where environment and profile name none.
        connections: How many requests may be under way at once.

    Raises:
        InvalidSettingError: There is no such profile, no region, or no number of attempts.
        AwsError: The credentials cannot be loaded.
    """
    # Loading botocore takes longer than starting the command line.
    import boto3  # noqa: PLC0415
    from botocore.config import Config  # noqa: PLC0415
    from botocore.session import Session  # noqa: PLC0415

    with aws_errors():
        session = Session(profile=profile)
        config = Config(
            retries=_retries(session, retry_mode),
            connect_timeout=_CONNECT_SECONDS,
            read_timeout=_READ_SECONDS,
            max_pool_connections=connections,
            user_agent_extra="cdktf-ecr",
        )
        client = boto3.Session(botocore_session=session, region_name=region).client(
            "ecr", endpoint_url=endpoint_url, config=config
        )
    client.meta.events.register("before-call.ecr", _log_call)
    return client


def _retries(session: Session, mode: str) -> Any:
    """Return how to try again: as environment or profile say, which botocore's own defaults would hide."""
    profile = session.get_scoped_config()
    configured_mode = os.environ.get("AWS_RETRY_MODE") or profile.get("retry_mode")
    attempts = str(os.environ.get("AWS_MAX_ATTEMPTS") or profile.get("max_attempts") or _ATTEMPTS)
    if not attempts.isdecimal():
        raise InvalidSettingError("max_attempts", attempts, "must be a whole number", source="AWS configuration")
    return {"mode": configured_mode or mode, "total_max_attempts": int(attempts)}


def _log_call(model: Any, params: Any, **_: object) -> None:
    _log.info("%s to %s", model.name, params["url"])
