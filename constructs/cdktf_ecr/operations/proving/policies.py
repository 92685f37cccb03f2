"""IAM Access Analyzer's own checks of every policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.operations.doctor.check import Check, Outcome
from cdktf_ecr.operations.errors import AwsError, aws_errors

from .checks import POLICIES, agreed, refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .subject import Policy

ACTION = "access-analyzer:ValidatePolicy"
# ValidatePolicyFinding, findingType (IAM Access Analyzer API reference).
_OUTCOMES = {
    "ERROR": Outcome.FAIL,
    "SECURITY_WARNING": Outcome.FAIL,
    "WARNING": Outcome.WARN,
    "SUGGESTION": Outcome.WARN,
}


def prove_policy(client: Any, policy: Policy) -> Iterator[Check]:
    """Yield what Access Analyzer finds in a policy.

    Args:
        client: Client for "accessanalyzer".
        policy: The policy.
    """
    asked = {
        "policyDocument": policy.document,
        "policyType": "IDENTITY_POLICY" if policy.identity else "RESOURCE_POLICY",
        **({"validatePolicyResourceType": policy.resource_type} if policy.resource_type else {}),
    }
    try:
        with aws_errors("access-analyzer"):
            pages = client.get_paginator("validate_policy").paginate(**asked)
            findings = [finding for page in pages for finding in page["findings"]]
    except AwsError as error:
        yield refused(POLICIES, policy.name, error, action=ACTION)
        return
    for finding in findings:
        yield _finding(policy, finding)
    if not findings:
        yield agreed(POLICIES, f"{policy.name}: IAM Access Analyzer finds nothing", action=ACTION)


def _finding(policy: Policy, finding: Mapping[str, Any]) -> Check:
    kind = finding["findingType"]
    return Check(
        name=POLICIES,
        outcome=_OUTCOMES.get(kind, Outcome.WARN),
        found=f"{policy.name}: {kind} {finding['issueCode']}: {finding['findingDetails']}",
        meaning=finding["learnMoreLink"],
        action=ACTION,
    )
