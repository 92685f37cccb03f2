"""What a registry has one of: the apply would replace whatever is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.aws.inspector import INSPECTOR_ENDPOINTS, REGIONS_WITHOUT_INSPECTOR
from cdktf_ecr.model.scanning.configuration import BASIC, ENHANCED
from cdktf_ecr.operations.doctor.check import Check, Outcome
from cdktf_ecr.operations.doctor.probe import Probe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .plan import Planned

_SCANNING = "registry-scanning"
_SCANNING_ACTION = "ecr:GetRegistryScanningConfiguration"
_SCANNING_TYPE = "aws_ecr_registry_scanning_configuration"
_REGION = "inspector-region"
_POLICY = "registry-policy"
_POLICY_ACTION = "ecr:GetRegistryPolicy"
_REPLICATION = "registry-replication"
_REPLICATION_ACTION = "ecr:DescribeRegistry"

_Rules = set[tuple[str, str]]


def _look_at_region(planned: Planned) -> Iterator[Check]:
    enhanced = [each for each in planned.created(_SCANNING_TYPE) if each.values.get("scan_type") == ENHANCED]
    if not enhanced:
        return
    if planned.region not in REGIONS_WITHOUT_INSPECTOR:
        yield Check(name=_REGION, outcome=Outcome.PASS, found=f"Amazon Inspector is in {planned.region}")
        return
    yield Check(
        name=_REGION,
        outcome=Outcome.FAIL,
        found=f"Amazon Inspector is not in {planned.region} ({INSPECTOR_ENDPOINTS})",
        meaning="Enhanced scanning cannot be set there, and the apply fails half-way.",
        fix=planned.applying_with("ecr_enable_enhanced_scanning", "false"),
    )


def _look_at_scanning(planned: Planned) -> Iterator[Check]:
    for resource in planned.created(_SCANNING_TYPE):
        client = planned.asking.client("ecr")
        answer: Any = planned.asking.once(_SCANNING, client.get_registry_scanning_configuration, service="ecr")
        yield _compared(planned, answer["scanningConfiguration"], resource.values)


def _compared(planned: Planned, there: Any, wanted: Any) -> Check:
    before, after = _rules_there(there), _rules_planned(wanted)
    lost = sorted(before - after)
    kinds = f"{there.get('scanType', BASIC)} to {wanted['scan_type']}"
    switched = there.get("scanType", BASIC) != wanted["scan_type"]
    changes = f"the scan type changes from {kinds}" if switched else f"the scan type stays {wanted['scan_type']}"
    hidden = "Results of earlier scans are hidden when the type changes. " if switched else ""
    if not lost:
        return Check(
            name=_SCANNING,
            outcome=Outcome.PASS,
            found=f"no rule is lost; {changes}",
            meaning=hidden.strip(),
            action=_SCANNING_ACTION,
        )
    rules = ", ".join(f"{frequency} of {text}" for frequency, text in lost)
    return Check(
        name=_SCANNING,
        outcome=Outcome.FAIL,
        found=f"the registry's rules would be replaced, and lost: {rules}; {changes}",
        meaning=f"{hidden}There is one configuration per account and region. Leave it to whoever made it with "
        "ecr_manage_registry_scanning = false (of the module: manage_registry_scanning), or take its filters over.",
        action=_SCANNING_ACTION,
        fix=planned.applying_with("ecr_manage_registry_scanning", "false"),
    )


def _rules_there(configuration: Any) -> _Rules:
    return {
        (rule["scanFrequency"], each["filter"])
        for rule in configuration.get("rules", [])
        for each in rule.get("repositoryFilters", [])
    }


def _rules_planned(values: Any) -> _Rules:
    return {
        (rule["scan_frequency"], each["filter"])
        for rule in values.get("rule") or []
        for each in rule.get("repository_filter") or []
    }


def _look_at_policy(planned: Planned) -> Iterator[Check]:
    for resource in planned.created("aws_ecr_registry_policy"):
        client = planned.asking.client("ecr")
        answer: Any = planned.asking.once(
            _POLICY, client.get_registry_policy, service="ecr", absent=["RegistryPolicyNotFoundException"]
        )
        if answer is None:
            yield Check(name=_POLICY, outcome=Outcome.PASS, found="the registry has none yet", action=_POLICY_ACTION)
            continue
        yield Check(
            name=_POLICY,
            outcome=Outcome.FAIL,
            found=f"the registry has a policy already: {answer['policyText']}",
            meaning="The apply replaces it: what it allows others, to replicate for instance, is over.",
            action=_POLICY_ACTION,
            fix=planned.taking_over(resource, planned.account_id),
        )


def _look_at_replication(planned: Planned) -> Iterator[Check]:
    for resource in planned.created("aws_ecr_replication_configuration"):
        client = planned.asking.client("ecr")
        answer: Any = planned.asking.once(_REPLICATION, client.describe_registry, service="ecr")
        rules = answer["replicationConfiguration"]["rules"]
        if not rules:
            yield Check(
                name=_REPLICATION, outcome=Outcome.PASS, found="the registry has none yet", action=_REPLICATION_ACTION
            )
            continue
        yield Check(
            name=_REPLICATION,
            outcome=Outcome.FAIL,
            found=f"the registry replicates by {len(rules)} rules already",
            meaning="The apply replaces them: what they copy is copied no more.",
            action=_REPLICATION_ACTION,
            fix=planned.taking_over(resource, planned.account_id),
        )


REGISTRY: tuple[Probe[Planned], ...] = (
    Probe(name=_REGION, action=None, look=_look_at_region),
    Probe(name=_SCANNING, action=_SCANNING_ACTION, look=_look_at_scanning),
    Probe(name=_POLICY, action=_POLICY_ACTION, look=_look_at_policy),
    Probe(name=_REPLICATION, action=_REPLICATION_ACTION, look=_look_at_replication),
)
