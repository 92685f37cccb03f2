"""The policies against AWS's service authorization reference, of which cfn-lint carries a copy."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.ci_identity import Deployment, StateBucket, build_policy, deploy_policy
from tests.model.ci_identity.evaluation import listed, statements

KEY_ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
POLICY = deploy_policy(
    Deployment(
        repository_names=["team/api"],
        account_id="111122223333",
        region="eu-west-1",
        kms_key_arns=[KEY_ARN],
        deploy_hosts=True,
        role_boundary_arn="arn:aws:iam::111122223333:policy/boundary",
        state=StateBucket(bucket="state", key="cdktf-ecr/ecr.tfstate", kms_key_arn=KEY_ARN),
    )
)
BUILD_POLICY = build_policy("arn:aws:ecr:eu-west-1:111122223333:repository/team/api", allow_pull=True)

pytestmark = pytest.mark.skipif(find_spec("cfnlint") is None, reason="cfn-lint is not installed")


@cache
def reference() -> dict[str, Any]:
    spec = find_spec("cfnlint")
    assert spec is not None
    assert spec.origin is not None
    file = Path(spec.origin).with_name("data") / "AdditionalSpecs" / "Policies.json"
    return dict(json.loads(file.read_text(encoding="utf-8")))


def formats(action: str) -> list[str]:
    """Return the patterns of the ARNs an action can be limited to; none where it takes "*" alone.

    Raises:
        KeyError: AWS has no such action.
    """
    service, _, name = action.partition(":")
    known = reference()[service]
    types = known["Actions"][name.lower()].get("Resources", [])
    arns = [arn for each in types for arn in known["Resources"][each]["ARNFormats"]]
    return [re.sub(r"\$\{[^}]*\}", "[^:]*", arn) for arn in arns]


@pytest.mark.parametrize(
    "statement", [*statements(POLICY), *statements(BUILD_POLICY)], ids=lambda statement: str(statement["Sid"])
)
def test_actions_exist_and_are_limited_to_the_resources_they_work_on(statement: dict[str, Any]) -> None:
    resources = listed(statement["Resource"])
    accepted = {action: formats(action) for action in listed(statement["Action"])}
    if resources == ["*"]:
        limitable = {action for action, arns in accepted.items() if arns}
        assert limitable == set()
        return
    for action, arns in accepted.items():
        assert any(re.fullmatch(arn, resource) for arn in arns for resource in resources), action
    for resource in resources:
        assert any(re.fullmatch(arn, resource) for arns in accepted.values() for arn in arns), resource
