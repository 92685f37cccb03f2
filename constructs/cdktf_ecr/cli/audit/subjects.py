"""From the options of an audit to what is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.repository.derived_names import AUDIT_LOG_GROUP, SCAN_LOG_GROUP, derived_name
from cdktf_ecr.operations.audit.everything import Places

if TYPE_CHECKING:
    from pathlib import Path

    from cdktf_ecr.operations.doctor.access import Identity
    from cdktf_ecr.operations.references import RepositoryReference


def repository_at(reference: RepositoryReference, identity: Identity, *, region: str) -> MonitoredRepository:
    """Return a repository with its ARN.

    Args:
        reference: The repository.
        identity: Who asks.
        region: The region.
    """
    account = reference.registry_id or identity.account_id
    arn = f"arn:{identity.partition}:ecr:{region}:{account}:repository/{reference.repository}"
    return MonitoredRepository(name=reference.repository, arn=arn)


def places_of(
    repository: str,
    *,
    log_group: str | None,
    audit_log_group: str | None,
    results: Path | None,
    ledgers: tuple[Path, ...],
) -> Places:
    """Return where to look.

    Args:
        repository: The repository's name.
        log_group: The log group of scan events; None for the one that is called after the repository.
        audit_log_group: That of pushes and deletes; None likewise.
        results: The directory of saved reports; None for none.
        ledgers: Files of ignore ledgers.
    """
    return Places(
        scan_log_group=log_group or derived_name(SCAN_LOG_GROUP, repository),
        audit_log_group=audit_log_group or derived_name(AUDIT_LOG_GROUP, repository),
        results=results,
        ledgers=ledgers,
    )
