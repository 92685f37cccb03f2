"""How a service's container runs on a host, and when it counts as healthy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.terraform.variables import check_settings, documented, setting

from . import rules

if TYPE_CHECKING:
    from cdktf_ecr.model.terraform.expressions import NumberValue
    from cdktf_ecr.model.terraform.relations import Relation


@documented
@dataclass(frozen=True, kw_only=True)
class ContainerSettings:
    """How a service's container runs on a host, and when it counts as healthy.

    Each setting takes a Python value, checked here, or a Terraform expression, which Terraform checks at plan.

    Raises:
        InvalidSettingError: A value, or a combination of values, with which the service could not be deployed.
    """

    container_name: str = setting(
        "service", "string", "Name of the container, and of the script's directory on the hosts.", rules.CONTAINER_NAME
    )
    port: NumberValue = setting(80, "number", "TCP port of the hosts that clients of the service use.", rules.PORT)
    container_port: NumberValue = setting(
        8080, "number", "Port that the service listens on in its container, in a network of its own.", rules.PORT
    )
    network: str = setting(
        rules.BRIDGE,
        "string",
        "The container's network: bridge, one of its own, or host, that of the host.",
        rules.NETWORK,
    )
    switch: str = setting(
        rules.REDIRECT,
        "string",
        "How a new version takes over: redirect starts it on another port beside the old one and leads new connections "
        "there, so that no request is lost; replace stops the old one first.",
        rules.SWITCH,
    )
    inner_port: NumberValue = setting(
        20_080,
        "number",
        "First of two ports of the hosts that versions of the service take in turn, and on which one is tried out.",
        rules.INNER_PORT,
    )
    port_variable: str | None = setting(
        "PORT",
        "string",
        "Environment variable that tells a container in the host's network where to listen. Null for a service that "
        "knows one port only: it can be replaced only, and nobody tries a new version out before.",
        rules.PORT_VARIABLE,
        nullable=True,
    )
    health_path: str | None = setting(
        "/health",
        "string",
        "Path that answers with a status below 400 once the service is ready. Null to ask the image's HEALTHCHECK "
        "alone; where there is none either, a container is healthy that stays up for five seconds.",
        rules.HEALTH_PATH,
        nullable=True,
    )
    health_seconds: NumberValue = setting(
        120, "number", "Seconds within which a version has to get healthy.", rules.SECONDS
    )
    drain_seconds: NumberValue = setting(
        5, "number", "Seconds that the old version goes on serving open connections.", rules.DRAIN_SECONDS
    )
    stop_seconds: NumberValue = setting(
        30, "number", "Seconds between a container's SIGTERM and its SIGKILL.", rules.SECONDS
    )
    environment_file: str | None = setting(
        None,
        "string",
        "File on the hosts with the container's environment variables, NAME=value on each line; null for none.",
        rules.ENVIRONMENT_FILE,
        nullable=True,
    )
    registry_login: str = setting(
        rules.CREDENTIAL_HELPER,
        "string",
        "How hosts log in to Amazon ECR by their role: credential-helper, or aws-cli, which keeps a token of twelve "
        "hours on the disk while it pulls.",
        rules.LOGIN,
    )

    def __post_init__(self) -> None:
        check_settings(self)
        for relation in self.relations:
            relation.check(vars(self))

    @property
    def relations(self) -> tuple[Relation, ...]:
        """What must hold between settings."""
        return rules.CONTAINER_RELATIONS
