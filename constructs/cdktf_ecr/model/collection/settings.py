"""The settings of many repositories: what all of them share, and what differs for each."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.module.shared_settings import SharedSettings
from cdktf_ecr.model.repository.encryption import AES256
from cdktf_ecr.model.repository.names import REPOSITORY_NAME, check_repository_name
from cdktf_ecr.model.scanning.configuration import CONTINUOUS_SCAN, SCAN_ON_PUSH
from cdktf_ecr.model.terraform.expressions import (
    Expression,
    conditional,
    is_expression,
    operand_of,
    read,
    source_of,
)
from cdktf_ecr.model.terraform.variables import documented, setting

from .rules import OVERRIDES, REPOSITORIES_RULES, REPOSITORIES_TYPE, SHARED_FILTERS

if TYPE_CHECKING:
    from cdktf_ecr.model.terraform.expressions import BooleanValue, NumberValue, StringListValue, StringMapValue

_REPOSITORIES = "repositories"
_OURS = "cdktf-ecr"


class RepositorySettings(TypedDict, total=False):
    """What one repository of a collection has for itself; None or nothing takes the collection's (`OVERRIDES`).

    Each is as the setting of the same name in `ModuleSettings`; tags add to the collection's.
    """

    image_tag_mutability: str | None
    scan_on_push: BooleanValue | None
    scan_frequency: str | None
    encryption_type: str | None
    kms_key_id: str | None
    max_image_count: NumberValue | None
    dev_image_count: NumberValue | None
    untagged_image_days: NumberValue | None
    pull_account_ids: StringListValue | None
    force_delete: BooleanValue | None
    tags: StringMapValue | None


@documented
@dataclass(frozen=True, kw_only=True)
class CollectionSettings(SharedSettings):
    """Every setting of `EcrCollection`, with the defaults of the module's Terraform variables.

    Values are as in `ModuleSettings`. Those that a repository can have for itself (`OVERRIDES`) are the defaults of all
    repositories here.

    Raises:
        InvalidSettingError: A value, or a combination of values, that AWS would refuse or could not honour.
    """

    collection_name: str = setting(
        "inscribe",
        "string",
        "What the names of log groups, topic, dashboard, role and key derive from, which all repositories share; it "
        "follows the rules of a repository's name.",
        REPOSITORY_NAME,
    )
    repositories: Mapping[str, RepositorySettings] | str = setting(
        {},
        REPOSITORIES_TYPE,
        "The repositories by name, each with the settings that differ from the collection's: none, or some of "
        f"{', '.join(f'`{name}`' for name in OVERRIDES)}. Tags add to the collection's; whatever else is given "
        "replaces the collection's.",
        *REPOSITORIES_RULES,
    )
    scan_repository_filters: StringListValue = setting(
        (),
        "list(string)",
        "Which repositories of the registry are scanned at scan_frequency: a filter with '*' is matched from end to "
        "end, one without it means 'contains'. Empty: filters are derived, the broadest that give each repository of "
        "the collection its own frequency, which is '*' as long as all have the same.",
        *SHARED_FILTERS,
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if isinstance(self.repositories, Expression):
            return
        for name in self.repositories:
            self.of(name)

    def of(self, name: str) -> SharedSettings:
        """Return the settings of one repository: the collection's, and its own on top.

        Args:
            name: A repository that is known in Python.

        Raises:
            InvalidSettingError: The name or a setting is wrong; the error says of which repository.
        """
        check_repository_name(name, setting=_REPOSITORIES)
        own = self._own(name)
        inherited = {field.name: getattr(self, field.name) for field in dataclasses.fields(SharedSettings)}
        settings = {**inherited, **own, "tags": _merged(self.tags, own.get("tags", {}))}
        if "kms_key_id" in own:
            settings["create_kms_key"] = False
        elif settings["encryption_type"] == AES256:
            settings |= {"kms_key_id": None, "create_kms_key": False}
        elif self.kms_key_id is not None and is_expression(own.get("encryption_type")):
            without = Expression(f'{operand_of(own["encryption_type"])} == "{AES256}"')
            settings["kms_key_id"] = conditional(without, None, self.kms_key_id)
        try:
            return SharedSettings(**{**settings, "scan_repository_filters": ("*",)})
        except InvalidSettingError as error:
            place = f"{_REPOSITORIES}[{name!r}].{error.setting}"
            raise InvalidSettingError(place, error.value, error.rule, source=error.source) from None

    def frequencies(self) -> dict[str, str | None] | None:
        """Return how often each repository is to be scanned, None for never; or None if only Terraform can say."""
        if isinstance(self.enable_enhanced_scanning, Expression) or isinstance(self.repositories, Expression):
            return None
        each = {name: self.of(name) for name in self.repositories}
        if any(is_expression((one.scan_frequency, one.scan_on_push)) for one in each.values()):
            return None
        return {name: _frequency(one) for name, one in each.items()}

    @property
    def own_frequency(self) -> str | None:
        """How often a repository without settings of its own is to be scanned, None for never."""
        return _frequency(self)

    def _own(self, name: str) -> dict[str, Any]:
        own = self.repositories[name]  # type: ignore[index]  # a mapping, or there would be no name
        place = f"{_REPOSITORIES}[{name!r}]"
        if not isinstance(own, Mapping):
            raise InvalidSettingError(place, own, "must be a mapping of settings; {} for none", source=_OURS)
        for key in own:
            if key not in OVERRIDES:
                rule = f"must be one of {', '.join(OVERRIDES)}; everything else is the whole collection's"
                raise InvalidSettingError(place, key, rule, source=_OURS)
        return {key: value for key, value in own.items() if value is not None}


def _merged(shared: StringMapValue, own: StringMapValue) -> StringMapValue:
    if isinstance(shared, Mapping) and isinstance(own, Mapping):
        return {**shared, **own}
    own = read(own)
    if not isinstance(own, (Mapping, Expression)):
        return own  # No map, which the rule of tags says better.
    return Expression(f"merge({source_of(shared)}, {source_of(own)})")


def _frequency(settings: SharedSettings) -> str | None:
    if settings.scan_frequency == CONTINUOUS_SCAN:
        return CONTINUOUS_SCAN
    return SCAN_ON_PUSH if settings.scan_on_push else None
