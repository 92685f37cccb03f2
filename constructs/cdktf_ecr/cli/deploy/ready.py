"""Whether the hosts of a service can be deployed to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.deployment.document import TARGET_TAG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf_ecr.model.deployment.service import DeployedService
    from cdktf_ecr.operations.deployment.hosts import Host

# SendCommand, Targets, Values (Systems Manager API reference).
_MOST_BY_ID = 50


class NotReadyError(Exception):
    """There is nothing to deploy to, or nothing to deploy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyHosts:
    """The hosts of a service.

    Args:
        reached: Those that get the image.
        left_out: Those that do not answer, and are left out.
    """

    reached: tuple[Host, ...]
    left_out: tuple[Host, ...] = ()


def ready_hosts(found: Sequence[Host], service: DeployedService, *, online_only: bool) -> ReadyHosts:
    """Return the hosts to deploy to.

    Args:
        found: Those that there are.
        service: The service.
        online_only: Whether those that do not answer are left out.

    Raises:
        NotReadyError: There is none, or one does not answer and is not to be left out.
    """
    offline = tuple(host for host in found if not host.online)
    reached = tuple(host for host in found if host.online)
    if not found:
        raise NotReadyError(no_hosts(service))
    if not offline:
        return ReadyHosts(reached=reached)
    named = ", ".join(_last_seen(host) for host in offline)
    if not reached:
        raise NotReadyError(f"no host answers Systems Manager: {named}. Start them, or their agent (amazon-ssm-agent)")
    if not online_only:
        raise NotReadyError(
            f"{len(offline)} of {len(found)} hosts {'does' if len(offline) == 1 else 'do'} not answer Systems Manager: "
            f"{named}. Start them or their agent, take their tag {TARGET_TAG} away, or use --online-only"
        )
    if len(reached) > _MOST_BY_ID:
        raise NotReadyError(
            f"--online-only names hosts one by one, of which Systems Manager takes {_MOST_BY_ID}: {len(reached)} "
            f"answer. Take the tag {TARGET_TAG} from those that do not: {named}"
        )
    return ReadyHosts(reached=reached, left_out=offline)


def no_hosts(service: DeployedService) -> str:
    """Return what to check where there is no host.

    Args:
        service: The service.
    """
    return (
        f"no host to deploy to: Systems Manager knows none with the tag {TARGET_TAG}={service.target_value} in the "
        "account and region. Check that instances run and have the tag, that their agent (amazon-ssm-agent) runs and "
        "reaches Systems Manager, and that their role has AmazonSSMManagedInstanceCore"
    )


def _last_seen(host: Host) -> str:
    since = "" if host.last_seen is None else f", last seen {host.last_seen:%Y-%m-%d %H:%M} UTC"
    return f"{host.instance_id}{since}"
