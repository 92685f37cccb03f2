"""Which repositories a role is for: what its policies name, and its own name."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from cdktf_ecr.model.access.statements import listed
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.repository.arn import RepositoryArn
from cdktf_ecr.model.repository.derived_names import derived_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cdktf_ecr.model.repository.derived_names import NameRule

_REPOSITORY = ":repository/"


def called_after(
    role: str, kind: NameRule, repositories: Sequence[MonitoredRepository]
) -> tuple[MonitoredRepository, ...]:
    """Return the repository that a role's name derives from; none for one called after a service or a collection.

    Args:
        role: The role's name.
        kind: The kind of role.
        repositories: The repositories there are.
    """
    return tuple(one for one in repositories if role == derived_name(kind, one.name, region=_region(one)))


def named_in(documents: Iterable[str], repositories: Sequence[MonitoredRepository]) -> tuple[MonitoredRepository, ...]:
    """Return the repositories that policies allow something with: by name or by a pattern, and by name elsewhere too.

    Args:
        documents: The policies' JSON.
        repositories: The repositories there are.
    """
    resources = sorted({resource for document in documents for resource in _resources(document)})
    here = [one for one in repositories if any(fnmatchcase(one.arn, resource) for resource in resources)]
    known = {one.arn for one in repositories}
    elsewhere = [arn for arn in resources if arn not in known and not {"*", "?"} & set(arn)]
    return (*here, *(MonitoredRepository(name=RepositoryArn.parse(arn).name, arn=arn) for arn in elsewhere))


def _resources(document: str) -> Iterator[str]:
    statements: list[object] = listed(json.loads(document)["Statement"])
    for statement in statements:
        if isinstance(statement, dict) and statement["Effect"] == "Allow":
            yield from (str(each) for each in listed(statement.get("Resource", [])) if _REPOSITORY in str(each))


def _region(repository: MonitoredRepository) -> str:
    return RepositoryArn.parse(repository.arn).region
