"""`OidcProvider`: whose tokens an account trusts."""

from __future__ import annotations

from typing import Any

import pytest
from cdktf import TerraformStack

from cdktf_ecr.model.ci_identity import CircleCi, GitHubActions
from cdktf_ecr.model.errors import ConflictError, InvalidSettingError
from cdktf_ecr.resources.ci.oidc_provider import OidcProvider
from tests.other_stack import in_another_stack
from tests.synthesized import Synth

ORG = "0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0"
CIRCLECI = CircleCi(organization_id=ORG, whole_organization=True)
GITHUB = GitHubActions(repositories=["acme/api"], branches=["main"])
TYPE = "aws_iam_openid_connect_provider"


def test_an_existing_provider_is_looked_up(new_stack: TerraformStack, synth: Synth) -> None:
    provider = OidcProvider(new_stack, "github", trust=GITHUB, create=False)

    synthesized = synth()

    assert synthesized["data"][TYPE] == {"github": {"url": "https://token.actions.githubusercontent.com"}}
    assert "resource" not in synthesized
    assert provider.resource is None


@pytest.mark.parametrize(
    ("create", "arn"), [(True, f"${{{TYPE}.github.arn}}"), (False, f"${{data.{TYPE}.github.arn}}")]
)
def test_the_arn_crosses_stacks(new_stack: TerraformStack, arn: str, *, create: bool) -> None:
    provider = OidcProvider(new_stack, "github", trust=GITHUB, create=create)
    assert in_another_stack(new_stack, arn=provider.arn) == {"arn": arn}


def test_an_issuer_has_one_provider(new_stack: TerraformStack) -> None:
    OidcProvider(new_stack, "one", trust=CIRCLECI)
    OidcProvider(new_stack, "github", trust=GITHUB)
    with pytest.raises(ConflictError, match=f"one OIDC provider for oidc.circleci.com/org/{ORG}: use the arn"):
        OidcProvider(new_stack, "two", trust=CIRCLECI)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"trust": "github"}, "trust 'github': must be of type CircleCi or GitHubActions, not a string"),
        ({"create": "${var.create}"}, "create .*: must be True or False, known in Python"),
        ({"tags": "x"}, "tags 'x': must be a map, not a string"),
        ({"tags": {"Team": "a", "team": "b"}}, "tags .*: its keys must differ in more than upper and lower case: IAM"),
    ],
)
def test_a_wrong_value_is_refused_at_synth(new_stack: TerraformStack, settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        OidcProvider(new_stack, "ci", **{"trust": GITHUB, **settings})
