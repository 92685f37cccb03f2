"""Where the registries of each partition are: the hosts that Docker logs in to, pulls from and pushes to."""

from __future__ import annotations

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression, operand_of, source_of

# Domains of the endpoints for IPv4, <account>.dkr.ecr.<region>.<domain> (botocore's partitions.json, dnsSuffix).
REGISTRY_DOMAIN = "amazonaws.com"
# The partitions where it is another one.
REGISTRY_DOMAINS = {
    "aws-cn": "amazonaws.com.cn",
    "aws-eusc": "amazonaws.eu",
    "aws-iso": "c2s.ic.gov",
    "aws-iso-b": "sc2s.sgov.gov",
    "aws-iso-e": "cloud.adc-e.uk",
    "aws-iso-f": "csp.hci.ic.gov",
}

_ENDPOINTS = "Amazon ECR endpoints and quotas, AWS General Reference"
# Domains of the endpoints for IPv4 and IPv6, <account>.dkr-ecr.<region>.<domain>. AWS documents none elsewhere.
DUAL_STACK_DOMAINS = {
    "aws": "on.aws",
    "aws-cn": "on.amazonwebservices.com.cn",
    "aws-us-gov": "on.aws",
}


def registry_host(account_id: str, *, region: str, partition: str, dual_stack: bool = False) -> str:
    """Return the host of a registry.

    Args:
        account_id: The registry's account, or an expression of it.
        region: The registry's region, or an expression of it.
        partition: The region's partition, or an expression of it.
        dual_stack: Whether the host has IPv6 addresses too; AWS PrivateLink knows the host for IPv4 only.

    Raises:
        InvalidSettingError: The partition has no dual-stack endpoints.
    """
    if dual_stack:
        return f"{account_id}.dkr-ecr.{region}.{_dual_stack_domain(partition)}"
    return f"{account_id}.dkr.ecr.{region}.{_domain(partition)}"


def _domain(partition: str) -> str:
    if isinstance(partition, Expression):
        return Expression(f'lookup({source_of(REGISTRY_DOMAINS)}, {partition.source}, "{REGISTRY_DOMAIN}")')
    return REGISTRY_DOMAINS.get(partition, REGISTRY_DOMAIN)


def _dual_stack_domain(partition: str) -> str:
    if isinstance(partition, Expression):
        return Expression(f"{operand_of(DUAL_STACK_DOMAINS)}[{partition.source}]")
    if partition not in DUAL_STACK_DOMAINS:
        rule = f"must be False in the partition {partition}: only {', '.join(DUAL_STACK_DOMAINS)} have such endpoints"
        raise InvalidSettingError("dual_stack", value=True, rule=rule, source=_ENDPOINTS)
    return DUAL_STACK_DOMAINS[partition]
