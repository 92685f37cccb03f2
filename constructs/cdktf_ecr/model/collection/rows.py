"""The repositories of a collection as Terraform's ``for_each`` runs over them: a row of settings for each name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.repository.encryption import AES256
from cdktf_ecr.model.terraform.expressions import expression_of, interpolate
from cdktf_ecr.model.terraform.values import is_whole_expression

from .rules import OVERRIDES

if TYPE_CHECKING:
    from cdktf_ecr.model.module.shared_settings import SharedSettings

    from .settings import CollectionSettings

# jsii drops what is None from a mapping, and a row without the attribute would be an error.
_NULL = "${null}"


def collection_rows(settings: CollectionSettings) -> dict[str, dict[str, Any]] | str:
    """Return each repository's row by its name, or the Terraform expression of that map.

    Args:
        settings: The collection's settings, without CDKTF tokens.
    """
    if is_whole_expression(settings.repositories):
        return _rows_expression(settings)
    return {name: _row(settings.of(name), settings) for name in settings.repositories}


def _row(own: SharedSettings, shared: CollectionSettings) -> dict[str, Any]:
    row = {name: getattr(own, name) for name in OVERRIDES}
    row["tags"] = _with_environment(own.tags, shared)
    row["pull_account_ids"] = _as_list(own.pull_account_ids)
    return {name: _NULL if value is None else value for name, value in row.items()}


def _rows_expression(settings: CollectionSettings) -> str:
    def inherited(name: str) -> str:
        return f"own.{name} == null ? {expression_of(getattr(settings, name))} : own.{name}"

    tags = _with_environment(settings.tags, settings)
    encryption = inherited("encryption_type")
    values = {name: inherited(name) for name in OVERRIDES} | {
        # A key of the collection's is not for a repository that does without.
        "kms_key_id": f'own.kms_key_id == null && ({encryption}) == "{AES256}" ? null : {inherited("kms_key_id")}',
        "tags": f"merge({expression_of(tags)}, own.tags == null ? {{}} : own.tags)",
    }
    row = ", ".join(f"{name} = {value}" for name, value in values.items())
    return interpolate(f"{{for name, own in {expression_of(settings.repositories)} : name => {{{row}}}}}")


def _with_environment(tags: Any, settings: CollectionSettings) -> dict[str, str] | str:
    environment = {"Environment": settings.environment}
    if isinstance(tags, str):
        return interpolate(f"merge({expression_of(environment)}, {expression_of(tags)})")
    return {**environment, **tags}


def _as_list(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
