"""Replication: which repositories ECR copies to other regions and accounts as images are pushed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.access.principals import ACCOUNT_ID_PATTERN, ACCOUNT_ID_RULE
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.values import check_pattern, check_text

from .names import check_names

if TYPE_CHECKING:
    from collections.abc import Sequence

# aws_ecr_replication_configuration (AWS provider): rules, and destinations per rule. ECR's API takes 25 and 100.
RULE_COUNT = (1, 10)
DESTINATION_COUNT = (1, 25)
# RepositoryFilterList and RepositoryFilterValue (ECR API reference): 1 to 100 filters of 2 to 256 characters.
FILTER_COUNT = 100
_FILTER_LENGTH = (2, 256)
_FILTER = "([a-z0-9]+([._-][a-z0-9]*)*/)*[a-z0-9]*([._-][a-z0-9]*)*"
_FILTER_RULE = (
    "must be 2 to 256 characters that the names of repositories start with: lower-case letters, digits, '.', '_', '-' "
    "and '/', without wildcards"
)
# A region's name as the AWS provider checks it.
_REGION = "[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}"
_REGION_RULE = "must be a region such as 'eu-central-1'"

_API = "ECR API, PutReplicationConfiguration"
_PROVIDER = "AWS provider, aws_ecr_replication_configuration"


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
        check_text("region", self.region, _REGION, _REGION_RULE, source=_PROVIDER)
        if self.account_id is not None:
            source = "AWS account identifiers"
            check_text("account_id", self.account_id, ACCOUNT_ID_PATTERN, ACCOUNT_ID_RULE, source=source)


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
        destinations = _listed("destinations", self.destinations, ReplicationDestination, DESTINATION_COUNT)
        prefixes = check_names("prefixes", self.prefixes, source=_API)
        object.__setattr__(self, "destinations", destinations)
        object.__setattr__(self, "prefixes", prefixes)
        for destination in destinations:
            if destinations.count(destination) > 1:
                raise InvalidSettingError("destinations", destination, "must not be listed twice", source=_API)
        if len(prefixes) > FILTER_COUNT:
            raise InvalidSettingError(
                "prefixes", len(prefixes), f"must be at most {FILTER_COUNT} prefixes", source=_API
            )
        for prefix in prefixes:
            _check_filter(prefix)

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
        object.__setattr__(self, "rules", _listed("rules", self.rules, ReplicationRule, RULE_COUNT))

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


def _listed(setting: str, value: object, kind: type[Any], count: tuple[int, int]) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise InvalidSettingError(setting, value, f"must be a list of {kind.__name__}", source=_API)
    for item in value:
        if not isinstance(item, kind):
            raise InvalidSettingError(setting, item, f"must be a list of {kind.__name__}", source=_API)
    fewest, most = count
    if not fewest <= len(value) <= most:
        raise InvalidSettingError(setting, len(value), f"must be {fewest} to {most} of them", source=_PROVIDER)
    return tuple(value)


def _check_filter(prefix: str) -> None:
    if is_expression(prefix):
        return
    shortest, longest = _FILTER_LENGTH
    if not shortest <= len(prefix) <= longest:
        raise InvalidSettingError("prefixes", prefix, _FILTER_RULE, source=_API)
    check_pattern("prefixes", prefix, _FILTER, rule=_FILTER_RULE, source=_API)
