"""What is watched: repositories that Python knows, or any number that only Terraform does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cdktf_ecr.model.aws.tags import check_tags
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository, arn_rules
from cdktf_ecr.model.monitoring.rule_shares import RuleShares
from cdktf_ecr.model.repository.names import REPOSITORY_NAME
from cdktf_ecr.model.terraform.expressions import Expression, source_of
from cdktf_ecr.model.terraform.rules import Distinct, Each
from cdktf_ecr.model.terraform.types import checked
from cdktf_ecr.resources.base.addresses import place_of
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import known
from cdktf_ecr.resources.framework import terraform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constructs import Construct

    from cdktf_ecr.model.monitoring.repositories import NamedRepository
    from cdktf_ecr.model.terraform.expressions import BooleanValue, StringMapValue
    from cdktf_ecr.resources.framework.types import TerraformProvider

_NAMES = Each(rule=REPOSITORY_NAME, of="keys", name="name")
_ONCE = Distinct(words="must be listed once each", source="cdktf-ecr")


class WatchList(Component):
    """The repositories in the forms that resources take, and what all those resources have in common.

    Attributes:
        name: What the names of the resources derive from.
        tags: Their AWS tags.
        provider: Their AWS provider; None for the stack's.
        members: The repositories, which one EventBridge rule of each kind matches; None where they are a map, which
            numbered rules share.
        shares: How the numbered rules share them; None where there is one rule.
        objects: A Terraform expression, without ``${}``, of a list of objects with ``name`` and ``arn``.
        exist: Whether there are any repositories, or a Terraform expression of it.
        number: What numbers the rules of a kind, an expression; None where there is one.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        repositories: Sequence[NamedRepository] | Mapping[str, str] | str,
        name: str | None,
        tags: StringMapValue | None,
        provider: TerraformProvider | None,
        address: str,
    ) -> None:
        """Read the repositories.

        Args:
            scope: The construct to create locals in.
            id: Its name in that construct.
            repositories: The repositories: a list of them, or a map from their names to their ARNs.
            name: What the names of the resources derive from; by default the names of the stack and of ``scope`` in it,
                which stay as they are when repositories come and go.
            tags: Their AWS tags.
            provider: Their AWS provider; None for the stack's.
            address: What the Terraform names of the locals start with.

        Raises:
            InvalidSettingError: There is none in the list, one is there twice, or something is no repository, name or
                tag.
        """
        super().__init__(scope, id, address=address)
        name = _default_name(scope) if name is None else checked("name", name, REPOSITORY_NAME)
        self.name: str = known(self, f"{address}_name", name)
        self.tags = None if tags is None else check_tags(tags)
        self.provider = provider
        self.members: tuple[MonitoredRepository, ...] | None = None
        self.shares: RuleShares | None = None
        self.exist: BooleanValue = True
        self.number: str | None = None
        if isinstance(repositories, (list, tuple)):
            self.members = self._listed(repositories)
            self.objects = source_of([{"name": each.name, "arn": each.arn} for each in self.members])
        else:
            self.shares = self._shared_out(checked("repositories", repositories, _NAMES, type_="map(string)"))
            arns = self.shares.arns_by_name
            self.objects = f"[for name, arn in {arns} : {{name = name, arn = arn}}]"
            self.exist = Expression(f"length({arns}) > 0")
            self.number = Expression("each.key")

    def _listed(self, repositories: Sequence[NamedRepository]) -> tuple[MonitoredRepository, ...]:
        if not repositories:
            raise InvalidSettingError("repositories", [], "must be at least one repository", source="cdktf-ecr")
        members = tuple(map(self._member, repositories))
        _ONCE.check("repositories", [each.name for each in members])
        return members

    def _member(self, repository: NamedRepository) -> MonitoredRepository:
        name, arn = (getattr(repository, attribute, None) for attribute in ("name", "arn"))
        if not isinstance(name, str) or not isinstance(arn, str):
            rule = "must be repositories, each with a name and an ARN, or a map from names to ARNs"
            raise InvalidSettingError("repositories", repository, rule, source="cdktf-ecr")
        given = f"{self.address}_repository"
        return MonitoredRepository(name=known(self, f"{given}_name", name), arn=known(self, f"{given}_arn", arn))

    def _shared_out(self, arns_by_name: Mapping[str, str] | Expression) -> RuleShares:
        if isinstance(arns_by_name, Mapping):
            for name, arn in arns_by_name.items():
                checked(f"repositories[{name}]", arn, *arn_rules(name))
        shares = RuleShares(prefix=self.address)
        token = getattr(arns_by_name, "token", None)
        for name, value in shares.local_values(
            token or known(self, f"{self.address}_repository", arns_by_name)
        ).items():
            self._local(name, value)
        return shares


def _default_name(scope: Construct) -> str:
    path = (terraform.TerraformStack.of(scope).node.id, *place_of(scope).path)
    parts = (re.sub("[^a-z0-9]+", "-", part.lower()).strip("-") for part in path)
    name: str = checked("name", "/".join(filter(None, parts)), REPOSITORY_NAME)
    return name
