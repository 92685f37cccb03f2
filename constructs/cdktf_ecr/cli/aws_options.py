"""What all commands that ask AWS share: the session's options, verbosity and colour."""

from __future__ import annotations

import functools
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from cdktf_ecr.cli.shared_options import no_color_option

from .printing import console_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console
    from types_boto3_ecr import ECRClient

    from cdktf_ecr.operations.aws import AwsSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Aws:
    """How AWS is asked, and how we talk about it.

    Args:
        profile: Profile of the AWS configuration files; None for the environment's.
        region: Region; None for that of the image, or of environment or profile.
        region_was_asked: Whether the region was an option of this run: then an image elsewhere is a mistake.
        endpoint_url: Where to send all requests to; None for AWS, or for what AWS's own variables and profiles say.
        no_color: Whether to write without colours.
    """

    profile: str | None
    region: str | None
    region_was_asked: bool
    endpoint_url: str | None
    no_color: bool

    @property
    def asked_region(self) -> str | None:
        """The region that an image may not contradict; None if none was asked for."""
        return self.region if self.region_was_asked else None

    def client(self, region: str | None, **settings: Any) -> ECRClient:
        """Return a client for the region of an image, or if that is None for the session's."""
        from cdktf_ecr.operations.aws import ecr_client  # noqa: PLC0415 - loads botocore

        return ecr_client(
            profile=self.profile, region=region or self.region, endpoint_url=self.endpoint_url, **settings
        )

    def session(self, region: str | None = None) -> AwsSession:
        """Return the session whose clients ask every service that a command needs.

        Args:
            region: The region of what the command is about; None for the session's own.
        """
        from cdktf_ecr.operations.aws import AwsSession  # noqa: PLC0415 - loads botocore

        return AwsSession(profile=self.profile, region=region or self.region, endpoint_url=self.endpoint_url)

    def console(self, *, stderr: bool = False) -> Console:
        """Return a console for one of the two streams."""
        return console_of(no_color=self.no_color, stderr=stderr)


def aws_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that make an `Aws`, which it takes as ``aws``."""

    @click.option(
        "--profile", envvar=["CDKTF_ECR_PROFILE", "AWS_PROFILE"], help="Profile of the AWS configuration files."
    )
    @click.option(
        "--region",
        envvar=["CDKTF_ECR_REGION", "AWS_REGION", "AWS_DEFAULT_REGION"],
        help="Region, where no full URI names it.",
    )
    @click.option(
        "--endpoint-url",
        envvar="CDKTF_ECR_ENDPOINT_URL",
        metavar="URL",
        help="Send all requests there instead of to AWS, or to where AWS_ENDPOINT_URL or the profile says.",
    )
    @no_color_option
    @click.option("-v", "--verbose", is_flag=True, help="Say on stderr which requests are made.")
    @functools.wraps(command)
    def wrapped(
        *arguments: Any,
        profile: str | None,
        region: str | None,
        endpoint_url: str | None,
        no_color: bool,
        verbose: bool,
        **options: Any,
    ) -> Any:
        context = click.get_current_context()
        logging.basicConfig(format="%(message)s", level=logging.WARNING)
        # It warns of each attempt in a line of its own; of the last one there is an error.
        logging.getLogger("urllib3").setLevel(logging.WARNING if verbose else logging.ERROR)
        logging.getLogger("cdktf_ecr").setLevel(logging.INFO if verbose else logging.WARNING)
        aws = Aws(
            profile=profile,
            region=region,
            region_was_asked=context.get_parameter_source("region") is ParameterSource.COMMANDLINE,
            endpoint_url=endpoint_url,
            no_color=no_color,
        )
        return command(*arguments, aws=aws, **options)

    return wrapped
