"""What ``deploy`` does: look, judge, deploy, tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from cdktf_ecr.cli import exits
from cdktf_ecr.model.deployment.history import version_before
from cdktf_ecr.model.deployment.service import DeployedService
from cdktf_ecr.operations.deployment.deploying import Rollout, deploy
from cdktf_ecr.operations.deployment.hosts import find_hosts
from cdktf_ecr.operations.deployment.images import image_uri
from cdktf_ecr.operations.deployment.parameter import read_parameter
from cdktf_ecr.operations.waiting import Clock

from .progress import deployment_progress
from .ready import NotReadyError, ready_hosts
from .result import Planned, Verdict
from .showing import show
from .subject import subject_of

if TYPE_CHECKING:
    from cdktf_ecr.cli.aws_options import Aws
    from cdktf_ecr.operations.deployment.parameter import Parameter
    from cdktf_ecr.operations.references import ImageReference

    from .options import Limits
    from .verdict import Judging


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was asked for.

    Args:
        image: The argument.
        rollback: Whether to deploy what ran before.
        repository: The value of --repository.
        dry_run: Whether to change nothing.
        limits: How to go through the hosts.
        format_name: In which format to print the result.
    """

    image: str | None
    rollback: bool
    repository: str | None
    dry_run: bool
    limits: Limits
    format_name: str


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What is deployed, and what is said of it; or the exit code where it is not."""

    image: str
    verdict: Verdict
    code: int = exits.PASSED


def carry_out(order: Order, judging: Judging, aws: Aws) -> int:
    """Do what was asked for, and return the exit code.

    Args:
        order: What was asked for.
        judging: How images are judged.
        aws: How AWS is asked.
    """
    subject = subject_of(
        order.image, order.repository, aws, rollback=order.rollback, registry_id=judging.options["registry_id"]
    )
    service = DeployedService(repository=subject.repository.repository)
    session = aws.session(subject.repository.region)
    client = session.client("ssm")
    parameter = read_parameter(client, service)
    try:
        hosts = ready_hosts(find_hosts(client, service), service, online_only=order.limits.online_only)
        chosen = _before(parameter, judging) if subject.image is None else _named(subject.image, judging, aws)
    except NotReadyError as error:
        click.echo(f"error: {error}", err=True)
        return exits.GATE_FAILED
    if chosen.code != exits.PASSED:
        click.echo("nothing was deployed", err=True)
        return chosen.code
    rollout = Rollout(
        service=service,
        image=chosen.image,
        hosts=hosts.reached,
        max_concurrency=order.limits.max_concurrency,
        max_errors=order.limits.max_errors,
        timeout=order.limits.timeout,
        only=bool(hosts.left_out),
    )
    planned = Planned(rollout=rollout, before=parameter.current.value, verdict=chosen.verdict, left_out=hosts.left_out)
    if order.dry_run:
        show(planned, order.format_name, aws)
        return exits.PASSED
    with deployment_progress(aws.console(stderr=True), rollout) as listener:
        sender = session.client("ssm", once=True)
        deployed = deploy(client, sender, rollout, parameter, clock=Clock(), listener=listener)
    show(replace(planned, deployed=deployed), order.format_name, aws)
    if deployed.timed_out:
        return exits.TIMED_OUT
    return exits.PASSED if deployed.complete else exits.GATE_FAILED


def _named(reference: ImageReference, judging: Judging, aws: Aws) -> _Chosen:
    """Judge the image that was named, and return it by its digest."""
    judged = judging.wait(reference.text)
    verdict = Verdict(verdict=judged.report.verdict, reason=judged.report.reason)
    digest = judged.report.digest
    if judged.code != exits.PASSED or digest is None:
        return _Chosen(reference.text, verdict, judged.code or exits.NO_VERDICT)
    image = image_uri(aws.client(reference.region), reference, digest)
    if reference.digest is None:
        click.echo(f"{reference.text} is {digest}", err=True)
    return _Chosen(image, verdict)


def _before(parameter: Parameter, judging: Judging) -> _Chosen:
    """Return what ran before, with what is known of it."""
    version = version_before(parameter.versions)
    if version is None:
        raise NotReadyError(
            f"there is nothing to go back to: {parameter.name} holds {parameter.current.value}, and no version before "
            "that names another image that was not given up"
        )
    click.echo(
        f"version {version.number} of {parameter.name}, of {version.at:%Y-%m-%d %H:%M} UTC: {version.value}", err=True
    )
    verdict = judging.at_once(version.value)
    return _Chosen(version.value, verdict)
