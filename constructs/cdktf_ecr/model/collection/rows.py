"""The repositories of a collection as Terraform's ``for_each`` runs over them: a row of settings for each name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.repository.encryption import AES256
from cdktf_ecr.model.terraform.expressions import Expression, operand_of, source_of

from .rules import OVERRIDES

if TYPE_CHECKING:
    from cdktf_ecr.model.module.shared_settings import SharedSettings

    from .settings import CollectionSettings

# jsii drops what is None from a mapping, and a row without the attribute would be an error.
_NULL = "${null}"


def collection_rows(settings: CollectionSettings) -> dict[str, dict[str, Any]] | Expression:
    """Return each repository's row by its name, or the Terraform expression of that map.

    Args:
        settings: The collection's settings, without CDKTF tokens.
    """
    if isinstance(settings.repositories, Expression):
        return _rows_expression(settings)
    return {name: _row(settings.of(name), settings) for name in settings.repositories}


def _row(own: SharedSettings, shared: CollectionSettings) -> dict[str, Any]:
    row = {name: getattr(own, name) for name in OVERRIDES}
    row["tags"] = _with_environment(own.tags, shared)
    return {name: _NULL if value is None else _crossing(value) for name, value in row.items()}


def _crossing(value: Any) -> Any:
    """Return a value as jsii carries it: tuples do not cross."""
    return list(value) if isinstance(value, tuple) else value


def _rows_expression(settings: CollectionSettings) -> Expression:
    def inherited(name: str) -> str:
        return f"own.{name} == null ? {operand_of(getattr(settings, name))} : own.{name}"

    tags = _with_environment(settings.tags, settings)
    encryption = inherited("encryption_type")
    values = {name: inherited(name) for name in OVERRIDES} | {
        # A key of the collection's is not for a repository that does without.
        "kms_key_id": f'own.kms_key_id == null && ({encryption}) == "{AES256}" ? null : {inherited("kms_key_id")}',
        "tags": f"merge({source_of(tags)}, own.tags == null ? {{}} : own.tags)",
    }
    row = ", ".join(f"{name} = {value}" for name, value in values.items())
    return Expression(f"{{for name, own in {operand_of(settings.repositories)} : name => {{{row}}}}}")


def _with_environment(tags: Any, settings: CollectionSettings) -> dict[str, str] | Expression:
    environment = {"Environment": settings.environment}
    if isinstance(tags, Expression):
        return Expression(f"merge({source_of(environment)}, {source_of(tags)})")
    return {**environment, **tags}
