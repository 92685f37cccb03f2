"""What AWS says of scanning: how a repository is scanned, and what Inspector charged for lately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.costs.scans import BASIC, CONTINUOUS, OFF, ON_PUSH
from cdktf_ecr.operations.errors import AwsError, aws_errors

if TYPE_CHECKING:
    from types_boto3_ecr import ECRClient

    from cdktf_ecr.operations.aws import AwsSession
    from cdktf_ecr.operations.references import RepositoryReference

# ScanFrequency, ECR service model, under enhanced scanning.
_FREQUENCIES = {"CONTINUOUS_SCAN": CONTINUOUS, "SCAN_ON_PUSH": ON_PUSH, "MANUAL": OFF}
# UsageType, Inspector service model.
_FIRST = "ECR_INITIAL_SCAN"
_REPEATED = "ECR_RESCAN"


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectorUsage:
    """What Inspector says of the last 30 days in a region, of all repositories.

    Args:
        accounts: How many accounts it speaks of: several where the caller administers it for an organization.
        first: Images scanned for the first time; None where it does not say.
        repeated: Scans repeated; None likewise.
        usd: What it projects for a month, in US dollars; None likewise.
    """

    accounts: int
    first: float | None
    repeated: float | None
    usd: float | None


def scanning_in_force(client: ECRClient, repository: RepositoryReference) -> str:
    """Return how a repository is scanned: one of `model.costs.scans.SCANNING`.

    Needs ecr:GetRegistryScanningConfiguration and ecr:BatchGetRepositoryScanningConfiguration.

    Args:
        client: The client.
        repository: The repository. The configuration is that of the caller's own registry.

    Raises:
        AwsError: AWS refused, could not be reached, or does not say.
    """
    if repository.registry_id is not None and _account_of(client) != repository.registry_id:
        raise AwsError("how the registry of another account is scanned cannot be asked")
    with aws_errors():
        registry = client.get_registry_scanning_configuration()["scanningConfiguration"]
        if registry.get("scanType", "BASIC") == "BASIC":
            return BASIC
        answer = client.batch_get_repository_scanning_configuration(repositoryNames=[repository.repository])
    if not answer["scanningConfigurations"]:
        failure = answer["failures"][0] if answer.get("failures") else {}
        raise AwsError(f"ECR does not say how the repository is scanned: {failure.get('failureReason', 'no reason')}")
    frequency = answer["scanningConfigurations"][0].get("scanFrequency", "")
    if frequency not in _FREQUENCIES:
        raise AwsError(f"ECR has a scan frequency that cdktf-ecr does not know: {frequency}")
    return _FREQUENCIES[frequency]


def inspector_usage(session: AwsSession) -> InspectorUsage:
    """Return what Inspector counted in the account and region. Needs inspector2:ListUsageTotals.

    Args:
        session: The session.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    client = session.client("inspector2")
    with aws_errors("inspector2"):
        totals = [total for page in client.get_paginator("list_usage_totals").paginate() for total in page["totals"]]
    usages = [usage for total in totals for usage in total.get("usage", ())]
    return InspectorUsage(
        accounts=len(totals),
        first=_sum(usages, "total", _FIRST),
        repeated=_sum(usages, "total", _REPEATED),
        usd=_sum(usages, "estimatedMonthlyCost", _FIRST, _REPEATED),
    )


def _sum(usages: list[Any], key: str, *types: str) -> float | None:
    found = [usage[key] for usage in usages if usage.get("type") in types and key in usage]
    return sum(found) if found else None


def _account_of(client: ECRClient) -> str:
    with aws_errors():
        return client.describe_registry()["registryId"]
