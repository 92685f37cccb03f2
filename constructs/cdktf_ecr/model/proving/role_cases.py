"""What the roles that pull, build and deploy may do, and what not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.access.iam import PULL_ACTIONS, PUSH_ACTIONS, READ_SCANS_ACTIONS
from cdktf_ecr.model.repository import derived_names as names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
    from cdktf_ecr.model.repository.derived_names import NameRule

ROLE_KINDS = (names.PULL_ROLE, names.CI_BUILD_ROLE, names.CI_DEPLOY_ROLE)

EVERYTHING = "*"
_LOG_IN = "ecr:GetAuthorizationToken"
# A repository that no grant is for.
_NOBODYS = "cdktf-ecr/nobodys"

# What only who deploys may do to a repository, which the resource of every grant is.
_MANAGE = (
    "ecr:CreateRepository",
    "ecr:DeleteRepository",
    "ecr:DescribeRepositories",
    "ecr:PutLifecyclePolicy",
    "ecr:SetRepositoryPolicy",
)
# Pushing a layer takes the first of these, and an image the second; the others of PUSH_ACTIONS only read.
_UPLOAD = ("ecr:InitiateLayerUpload", "ecr:PutImage")
_DELETE = "ecr:BatchDeleteImage"
# Whoever may do one of these to a role can become whatever it likes.
_ESCALATE = ("iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCase:
    """An action on a resource, and whether a role may do it.

    Attributes:
        action: The IAM action.
        resource: The ARN of its resource; `EVERYTHING` for what takes none.
        allowed: Whether the role is to be allowed it.
    """

    action: str
    resource: str
    allowed: bool


def kind_of_role(name: str) -> NameRule | None:
    """Return what kind of role of ours is called so, if derived from a repository's name; None for another.

    Args:
        name: A role's name.
    """
    return next((kind for kind in ROLE_KINDS if name.endswith(kind.suffix)), None)


def role_cases(kind: NameRule, repositories: Sequence[MonitoredRepository], role_arn: str) -> tuple[RoleCase, ...]:
    """Return what a role may do, and what it may not.

    Left out is what a setting decides: whether the role that builds may pull, and whether it reads Amazon Inspector.

    Args:
        kind: The kind of role, of `ROLE_KINDS`.
        repositories: Repositories that it is for, one or several.
        role_arn: The role's own ARN, which it may not change.
    """
    builders = {names.PULL_ROLE: _pull, names.CI_BUILD_ROLE: _build, names.CI_DEPLOY_ROLE: _deploy}
    cases = {
        (case.action, case.resource): case
        for repository in repositories
        for case in builders[kind](repository.arn, f"{repository.arn.removesuffix(repository.name)}{_NOBODYS}")
    }
    escalations = (RoleCase(action=action, resource=role_arn, allowed=False) for action in _ESCALATE)
    return (*cases.values(), *escalations)


def _pull(repository: str, nobodys: str) -> Iterator[RoleCase]:
    yield RoleCase(action=_LOG_IN, resource=EVERYTHING, allowed=True)
    yield from _each(PULL_ACTIONS, repository, allowed=True)
    yield from _each((*_UPLOAD, _DELETE, *_managing()), repository, allowed=False)
    yield from _each(PULL_ACTIONS, nobodys, allowed=False)


def _build(repository: str, nobodys: str) -> Iterator[RoleCase]:
    yield RoleCase(action=_LOG_IN, resource=EVERYTHING, allowed=True)
    yield from _each((*PUSH_ACTIONS, *READ_SCANS_ACTIONS), repository, allowed=True)
    yield from _each((_DELETE, *_managing()), repository, allowed=False)
    yield from _each(PUSH_ACTIONS, nobodys, allowed=False)


def _deploy(repository: str, nobodys: str) -> Iterator[RoleCase]:
    yield from _each(_MANAGE, repository, allowed=True)
    yield from _each((*_UPLOAD, _DELETE), repository, allowed=False)
    yield from _each(_managing(), nobodys, allowed=False)


def _managing() -> tuple[str, ...]:
    """Return what changes a repository; to describe one is nobody's secret."""
    return tuple(action for action in _MANAGE if action != "ecr:DescribeRepositories")


def _each(actions: tuple[str, ...], resource: str, *, allowed: bool) -> Iterator[RoleCase]:
    for action in actions:
        yield RoleCase(action=action, resource=resource, allowed=allowed)
