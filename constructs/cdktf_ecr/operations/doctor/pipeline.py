"""Whether the variables that a pipeline needs are set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .check import Check, Outcome
from .probe import Probe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .subject import Subject

_NAME = "ci-variables"
_LEFT_OVER = "DOCKERHUB_"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Service:
    """A CI service.

    Attributes:
        title: What people call it.
        marker: The variable that it sets in every job.
        needed: What a job needs to reach AWS: each is a set of which one has to be set, and what it is for.
    """

    title: str
    marker: str
    needed: Mapping[tuple[str, ...], str]


_REGION: Mapping[tuple[str, ...], str] = {("AWS_REGION", "AWS_DEFAULT_REGION"): "the registry's region"}

# "Built-in environment variables" and "Using OpenID Connect tokens in jobs" (CircleCI documentation); "Variables
# reference" and "OpenID Connect reference" (GitHub Actions documentation).
SERVICES = {
    "circleci": _Service(
        title="CircleCI",
        marker="CIRCLECI",
        needed={
            **_REGION,
            ("AWS_ACCOUNT_ID",): "the registry's account, which the aws-ecr orb makes the registry's host of",
            (
                "CIRCLE_OIDC_TOKEN_V2",
                "CIRCLE_OIDC_TOKEN",
            ): "the token for which AWS gives out credentials: a job has it only if it uses a context",
        },
    ),
    "github": _Service(
        title="GitHub Actions",
        marker="GITHUB_ACTIONS",
        needed={
            **_REGION,
            (
                "ACTIONS_ID_TOKEN_REQUEST_URL",
            ): "the token for which AWS gives out credentials: the job needs the permission id-token: write",
        },
    ),
}


def service_of(environment: Mapping[str, str]) -> str | None:
    """Return the CI service that these variables are of; None if they are of none that is known.

    Args:
        environment: The variables of a process.
    """
    return next((name for name, service in SERVICES.items() if environment.get(service.marker)), None)


def _look(subject: Subject) -> Iterator[Check]:
    if subject.ci is None:
        found = "this is no job of CircleCI or GitHub Actions, and --ci asks for none"
        yield Check(name=_NAME, outcome=Outcome.SKIP, found=found)
        return
    environment, service = subject.environment, SERVICES[subject.ci]
    wrong = [*_unset(environment, service), *_unwanted(environment)]
    if wrong:
        yield from wrong
        return
    names = [" or ".join(names) for names in service.needed]
    yield Check(name=_NAME, outcome=Outcome.PASS, found=f"{service.title}: set: {', '.join(names)}")


def _unset(environment: Mapping[str, str], service: _Service) -> Iterator[Check]:
    for names, what_for in service.needed.items():
        if not any(environment.get(name) for name in names):
            found = f"{service.title}: {' or '.join(names)} is not set"
            yield Check(name=_NAME, outcome=Outcome.FAIL, found=found, meaning=f"It is {what_for}.")


def _unwanted(environment: Mapping[str, str]) -> Iterator[Check]:
    if environment.get("AWS_ACCESS_KEY_ID") and not environment.get("AWS_SESSION_TOKEN"):
        found = "AWS_ACCESS_KEY_ID is a long-lived key"
        meaning = (
            "Whoever reads the variable of one job may use it until it is deleted: let OIDC give out temporary ones."
        )
        yield Check(name=_NAME, outcome=Outcome.WARN, found=found, meaning=meaning)
    left = sorted(name for name in environment if name.startswith(_LEFT_OVER))
    if left:
        found = f"{', '.join(left)} {'is' if len(left) == 1 else 'are'} still set"
        meaning = "Nothing here needs Docker Hub: revoke the token, and remove the variable."
        yield Check(name=_NAME, outcome=Outcome.WARN, found=found, meaning=meaning)


CI_VARIABLES: Probe[Subject] = Probe(name=_NAME, action=None, look=_look)
