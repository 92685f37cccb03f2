"""What the commands found out, before it is put into a format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.deployment.history import version_before
from cdktf_ecr.model.deployment.outcomes import NEW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf_ecr.model.deployment.history import Version
    from cdktf_ecr.model.deployment.service import DeployedService
    from cdktf_ecr.operations.deployment.deploying import Deployed, Rollout
    from cdktf_ecr.operations.deployment.hosts import Host
    from cdktf_ecr.operations.deployment.last_runs import LastRun
    from cdktf_ecr.operations.deployment.parameter import Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the gate says of the image.

    Args:
        verdict: "passed", "failed" or "none".
        reason: Its reason, in one sentence.
    """

    verdict: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A deployment that is to be, or was.

    Args:
        rollout: What is deployed, and where to.
        before: What the parameter held.
        verdict: What the gate says of the image.
        left_out: Hosts that do not answer, and are left out.
        deployed: What came of it; None where nothing was changed.
    """

    rollout: Rollout
    before: str
    verdict: Verdict
    left_out: tuple[Host, ...] = ()
    deployed: Deployed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state of a service's deployment.

    Args:
        service: The service.
        parameter: Its parameter, with its history.
        hosts: The hosts that there are.
        runs: The last command for each host, by the host.
        verdict: What the gate says of the image today; None where nothing was deployed.
    """

    service: DeployedService
    parameter: Parameter
    hosts: tuple[Host, ...]
    runs: Mapping[str, LastRun]
    verdict: Verdict | None

    @property
    def rollback(self) -> Version | None:
        """The version that a rollback would go to."""
        return version_before(self.parameter.versions)

    def agrees(self, host: Host) -> bool | None:
        """Whether the host's last deployment was of the parameter's image and succeeded; None where it had none."""
        run = self.runs.get(host.instance_id)
        if run is None:
            return None
        return run.image == self.parameter.current.value and run.outcome.runs == NEW
