"""Replication: which repositories ECR copies to other regions and accounts as images are pushed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from cdktf_ecr.model.aws.accounts import ACCOUNT_ID
from cdktf_ecr.model.aws.regions import REGION
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.rules import Distinct, Each, Matches
from cdktf_ecr.model.terraform.types import check_fields, list_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_Item = TypeVar("_Item")

# aws_ecr_replication_configuration (AWS provider): rules, and destinations per rule. ECR's API takes 25 and 100.
RULE_COUNT = (1, 10)
DESTINATION_COUNT = (1, 25)
_API = "ECR API, PutReplicationConfiguration"
_PROVIDER = "AWS provider, aws_ecr_replication_configuration"

# RepositoryFilterList and RepositoryFilterValue (ECR API reference).
_PREFIXES = (
    Each(
        rule=Matches(
            pattern="^([a-z0-9]+([._-][a-z0-9]*)*/)*[a-z0-9]*([._-][a-z0-9]*)*$",
            length=(2, 256),
            words="must be 2 to 256 characters that the names of repositories start with: lower-case letters, digits, "
            "'.', '_', '-' and '/', without wildcards",
            source=_API,
        )
    ),
    Distinct(words="must not list a prefix twice", source=_API),
    Distinct(count=(0, 100), words="must be at most 100 prefixes", source=_API),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicationDestination:
    """A registry that images are copied to.

    Attributes:
        region: Its region, which both accounts must have enabled.
        account_id: Its account, 12 digits as a string; None for the account that is copied from. Another account must
            let this one in by a registry policy of its own: see `RegistryAccess.replication_by_accounts`.

    Raises:
        InvalidSettingError: The region or the account id is malformed.
    """

    region: str
    account_id: str | None = None

    def __post_init__(self) -> None:
        check_fields(self, {"region": ("string", REGION), "account_id": ("string", ACCOUNT_ID)})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicationRule:
    """Where the repositories of some prefixes are copied.

    Attributes:
        destinations: 1 to 25 registries, each once.
        prefixes: What the repositories' names start with, at most 100; none stands for every repository. A prefix is
            plain text: "prod" is also the start of "production/api".

    Raises:
        InvalidSettingError: There are too many or no destinations, one is there twice, or a prefix is malformed.
    """

    destinations: Sequence[ReplicationDestination]
    prefixes: Sequence[str] = ()

    def __post_init__(self) -> None:
        check_fields(self, {"prefixes": ("known list(string)", *_PREFIXES)})
        destinations = _counted("destinations", self.destinations, ReplicationDestination, DESTINATION_COUNT)
        object.__setattr__(self, "destinations", destinations)
        for destination in destinations:
            if destinations.count(destination) > 1:
                raise InvalidSettingError("destinations", destination, "must not be listed twice", source=_API)

    def render(self, own_account_id: str) -> dict[str, Any]:
        """Return the ``rule`` block of ``aws_ecr_replication_configuration``."""
        block: dict[str, Any] = {
            "destination": [
                {"region": destination.region, "registry_id": destination.account_id or own_account_id}
                for destination in self.destinations
            ]
        }
        if self.prefixes:
            block["repository_filter"] = [{"filter": prefix, "filter_type": "PREFIX_MATCH"} for prefix in self.prefixes]
        return block


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicationRules:
    """The replication of one registry, all rules of which apply.

    Attributes:
        rules: 1 to 10 rules.

    Raises:
        InvalidSettingError: There are too many rules or none.
    """

    rules: Sequence[ReplicationRule]

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", _counted("rules", self.rules, ReplicationRule, RULE_COUNT))

    @property
    def stays_in_account(self) -> bool:
        """Whether some destination is in the account that is copied from."""
        return any(destination.account_id is None for destination in self._destinations)

    def check_source(self, region: str, account_id: str | None = None) -> None:
        """Check that nothing is to be copied to where it comes from.

        Args:
            region: The source registry's region.
            account_id: Its account, where that is known.

        Raises:
            InvalidSettingError: A destination is the source.
        """
        for destination in self._destinations:
            if destination.region == region and destination.account_id in (None, account_id):
                rule = "must be another region than the registry's own, or another account"
                raise InvalidSettingError("region", region, rule, source=_API)

    def render(self, own_account_id: str) -> list[dict[str, Any]]:
        """Return the ``rule`` blocks of ``aws_ecr_replication_configuration``.

        Args:
            own_account_id: The account that is copied from, or a Terraform expression of it.
        """
        return [rule.render(own_account_id) for rule in self.rules]

    @property
    def _destinations(self) -> list[ReplicationDestination]:
        return [destination for rule in self.rules for destination in rule.destinations]


def _counted(setting: str, value: object, class_: type[_Item], count: tuple[int, int]) -> tuple[_Item, ...]:
    items = list_of(setting, value, class_)
    fewest, most = count
    if not fewest <= len(items) <= most:
        raise InvalidSettingError(setting, len(items), f"must be {fewest} to {most} of them", source=_PROVIDER)
    return items
