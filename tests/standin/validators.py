"""AWS's own validators as the stand-in plays them: by AWS's documented grammar, with evaluators that are not ours."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from moto.events.models import EventPattern

from tests.model.ci_identity.evaluation import Call, allows
from tests.model.monitoring.filter_patterns import ABSENT, matches, select, selectors
from tests.standin.account import Answer

Given = Mapping[str, Any]


def match_event(given: Given) -> Given:
    """Answer events:TestEventPattern."""
    pattern = EventPattern.load(given["EventPattern"])
    return {"Result": pattern.matches_event(json.loads(given["Event"]))}


def filter_messages(given: Given) -> Given:
    """Answer logs:TestMetricFilter: what a pattern mentions is what it extracts."""
    found = []
    for number, message in enumerate(given["logEventMessages"], start=1):
        event = json.loads(message)
        if matches(given["filterPattern"], event):
            values = {selector: select(event, selector) for selector in selectors(given["filterPattern"])}
            extracted = {selector: str(value) for selector, value in values.items() if value is not ABSENT}
            found.append({"eventNumber": number, "eventMessage": message, "extractedValues": extracted})
    return {"matches": found}


def simulate(documents: Sequence[str], given: Given) -> Given:
    """Answer iam:SimulatePrincipalPolicy and iam:SimulateCustomPolicy of somebody with these policies."""
    (resource,) = given["ResourceArns"]
    policies = [json.loads(document) for document in documents]

    def decision(action: str) -> str:
        allowed = any(allows(policy, Call(action=action, resource=resource)) for policy in policies)
        return "allowed" if allowed else "implicitDeny"

    results = [
        {"EvalActionName": action, "EvalResourceName": resource, "EvalDecision": decision(action)}
        for action in given["ActionNames"]
    ]
    return {"EvaluationResults": results, "IsTruncated": False}


def simulate_custom_policy(given: Given) -> Given:
    """Answer iam:SimulateCustomPolicy."""
    return simulate(given["PolicyInputList"], given)


VALIDATORS: dict[tuple[str, str], Answer] = {
    ("events", "TestEventPattern"): match_event,
    ("logs", "TestMetricFilter"): filter_messages,
    ("iam", "SimulateCustomPolicy"): simulate_custom_policy,
    ("accessanalyzer", "ValidatePolicy"): {"findings": []},
}
