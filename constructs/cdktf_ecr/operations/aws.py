"""The clients that all operations take."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError

from .errors import aws_errors, refuse_page

if TYPE_CHECKING:
    from botocore.session import Session
    from types_boto3_ecr import ECRClient

_log = logging.getLogger(__name__)

# Where neither the environment nor the profile says how often to try: the wait has a deadline of its own, and a
# pipeline is told of a lost network within a minute.
_ATTEMPTS = 5
_CONNECT_SECONDS = 5
_READ_SECONDS = 20


class AwsSession:
    """An account and region as the user's configuration says, and clients of its services.

    Args:
        profile: Profile of the AWS configuration files; None for what the environment says.
        region: Region; None for what environment or profile say.
        endpoint_url: Where to send requests of every service to, instead of to AWS; None for what environment or
            profile say.

    Raises:
        InvalidSettingError: There is no such profile.
    """

    def __init__(
        self, *, profile: str | None = None, region: str | None = None, endpoint_url: str | None = None
    ) -> None:
        # Loading botocore takes longer than starting the command line.
        import boto3  # noqa: PLC0415
        from botocore.session import Session  # noqa: PLC0415

        with aws_errors():
            self._botocore = Session(profile=profile)
            self._boto3 = boto3.Session(botocore_session=self._botocore, region_name=region)
        self._endpoint_url = endpoint_url

    @property
    def region(self) -> str | None:
        """The region; None if nobody says one."""
        return self._boto3.region_name

    def credentials(self) -> Any:
        """Return botocore's credentials; None if there are none.

        Raises:
            AwsError: They cannot be loaded.
        """
        with aws_errors():
            return self._boto3.get_credentials()

    def client(self, service: str, *, retry_mode: str = "standard", connections: int = 10, once: bool = False) -> Any:
        """Return a client.

        Args:
            service: The service, by botocore's name, such as "ecr" or "cloudwatch".
            retry_mode: "standard" or "adaptive", used where environment and profile name none.
            connections: How many requests may be under way at once.
            once: Whether each request is sent once only, whatever environment and profile say: for what must not
                happen twice.

        Raises:
            InvalidSettingError: There is no region, or no number of attempts.
            AwsError: The credentials cannot be loaded.
        """
        from botocore.config import Config  # noqa: PLC0415

        with aws_errors():
            config = Config(
                retries={"total_max_attempts": 1} if once else _retries(self._botocore, retry_mode),
                connect_timeout=_CONNECT_SECONDS,
                read_timeout=_READ_SECONDS,
                max_pool_connections=connections,
                user_agent_extra="cdktf-ecr",
            )
            client = self._boto3.client(service, endpoint_url=self._endpoint_url, config=config)  # type: ignore[call-overload]
        client.meta.events.register("before-call", _log_call)
        client.meta.events.register("before-parse", refuse_page)
        return client


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
        profile: As `AwsSession` takes it.
        region: As `AwsSession` takes it.
        endpoint_url: As `AwsSession` takes it.
        retry_mode: As `AwsSession.client` takes it.
        connections: As `AwsSession.client` takes it.

    Raises:
        InvalidSettingError: There is no such profile, no region, or no number of attempts.
        AwsError: The credentials cannot be loaded.
    """
    session = AwsSession(profile=profile, region=region, endpoint_url=endpoint_url)
    client: ECRClient = session.client("ecr", retry_mode=retry_mode, connections=connections)
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
