"""Grants to everybody beyond the account, merged into the statements of one repository policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .iam import PULL_ACTIONS, PUSH_ACTIONS, READ_SCANS_ACTIONS, Access
from .principals import Principal, PrincipalKind
from .repository_access import RepositoryAccess

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from .statements import Statement

# What a repository policy can allow: Amazon Inspector's actions have no repository, and logging in needs none.
_ACTIONS = {
    Access.PULL: PULL_ACTIONS,
    Access.PUSH: PUSH_ACTIONS,
    Access.READ_SCANS: READ_SCANS_ACTIONS,
}


def repository_access(grants: Collection[tuple[Access, Principal]]) -> RepositoryAccess:
    """Return the statements that let everybody in, the same whatever order the grants came in.

    Each kind of access has one statement for accounts, principals and services, one for organizations, and one for the
    services of each condition.

    Args:
        grants: Who may do what, roles and users of the account excluded, accounts with their partitions.
    """
    statements: list[Statement] = []
    for access, actions in _ACTIONS.items():
        grantees = sorted({grantee for granted, grantee in grants if granted is access}, key=_order)
        statements += _statements(f"Grant{access.value}", list(actions), grantees)
    return RepositoryAccess(statements=tuple(statements))


def _statements(sid: str, actions: list[str], grantees: list[Principal]) -> Iterator[Statement]:
    organizations = [grantee.name for grantee in grantees if grantee.kind is PrincipalKind.ORGANIZATION]
    by_source: dict[tuple[str | None, str | None], list[Principal]] = {}
    for grantee in grantees:
        if grantee.kind is not PrincipalKind.ORGANIZATION:
            by_source.setdefault((grantee.source_account, grantee.source_arn), []).append(grantee)
    anyway = by_source.pop((None, None), [])
    if anyway:
        yield {"Sid": sid, "Effect": "Allow", "Principal": _principals(anyway), "Action": actions}
    if organizations:
        yield {
            "Sid": f"{sid}ToOrganizations",
            "Effect": "Allow",
            "Principal": "*",
            "Action": actions,
            "Condition": {"StringEquals": {"aws:PrincipalOrgID": organizations}},
        }
    for number, ((account, arn), services) in enumerate(by_source.items(), start=1):
        yield {
            "Sid": f"{sid}ToServices{number}",
            "Effect": "Allow",
            "Principal": _principals(services),
            "Action": actions,
            "Condition": {
                **({"StringEquals": {"aws:SourceAccount": account}} if account is not None else {}),
                **({"ArnLike": {"aws:SourceArn": arn}} if arn is not None else {}),
            },
        }


def _principals(grantees: list[Principal]) -> dict[str, list[str]]:
    principals: dict[str, list[str]] = {}
    for grantee in grantees:
        type_, name = _principal(grantee)
        if name not in principals.setdefault(type_, []):
            principals[type_].append(name)
    return principals


def _principal(grantee: Principal) -> tuple[str, str]:
    if grantee.kind is PrincipalKind.SERVICE:
        return "Service", grantee.name
    if grantee.kind is PrincipalKind.ACCOUNT:
        return "AWS", f"arn:{grantee.partition or 'aws'}:iam::{grantee.name}:root"
    return "AWS", grantee.name


def _order(grantee: Principal) -> tuple[str, ...]:
    return (
        grantee.kind.value,
        grantee.name,
        grantee.partition or "",
        grantee.source_account or "",
        grantee.source_arn or "",
    )
