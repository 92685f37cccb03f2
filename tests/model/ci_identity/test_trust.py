"""Trust policies: refs as git has them, the provider they name, and how long they may be."""

from __future__ import annotations

import pytest

from cdktf_ecr.model.ci_identity import GitHubActions, check_limited, trust_policy
from cdktf_ecr.model.errors import InvalidSettingError
from tests.model.ci_identity.evaluation import statements

PROVIDER_ARN = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
MAIN = GitHubActions(repositories=["acme/api"], branches=["main"])


@pytest.mark.parametrize("name", ["main", "release/*", "*", "v1.2.3", "feature/a_b+c@d", "${var.branch}", "a.lock-b"])
def test_a_branch_is_accepted(name: str) -> None:
    assert GitHubActions(repositories=["acme/api"], branches=[name, name]).branches == (name,)


@pytest.mark.parametrize(
    "name",
    [
        *("", "/main", "main/", "a//b", "a..b", "a.", ".a", "a/.b", "a.lock", "a.lock/b", "a@{b", "a b", "a\tb"),
        *("a~b", "a^b", "a:b", "a?b", "a[b", "a\\b", "é", "refs/heads/main", "a" * 245, "a\n"),
    ],
)
def test_what_git_would_refuse_is_refused(name: str) -> None:
    with pytest.raises(InvalidSettingError, match=r"branches .*: must be the name of a branch or tag"):
        GitHubActions(repositories=["acme/api"], branches=[name])


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:iam::111122223333:oidc-provider/oidc.circleci.com/org/0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0",
        "arn:aws:iam::111122223333:oidc-provider/evil.token.actions.githubusercontent.com",
        "arn:aws:iam::111122223333:oidc-provider/*",
        "arn:aws:iam::111122223333:oidc-provider/token-actions.githubusercontent.com",
        "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com/extra",
        "arn:aws:iam::111122223333:role/token.actions.githubusercontent.com",
        "token.actions.githubusercontent.com",
    ],
)
def test_another_issuers_provider_is_refused(arn: str) -> None:
    with pytest.raises(
        InvalidSettingError, match=r"oidc_provider_arn .*: must be the ARN of the account's OIDC provider"
    ):
        trust_policy(MAIN, arn)


@pytest.mark.parametrize("arn", [PROVIDER_ARN, PROVIDER_ARN.replace("aws", "aws-cn"), "${var.arn}"])
def test_the_issuers_provider_is_accepted_in_any_partition(arn: str) -> None:
    (statement,) = statements(trust_policy(MAIN, arn))
    assert statement["Principal"] == {"Federated": arn}


def test_an_operator_in_an_expression_is_no_wildcard() -> None:
    trust = GitHubActions(repositories=["acme/api"], branches=['${var.live ? "main" : "dev"}'])
    (statement,) = statements(trust_policy(trust, PROVIDER_ARN))
    assert list(statement["Condition"]) == ["StringEquals"]


@pytest.mark.parametrize("name", [*"!#$%&'()+,;<=>@]_{|}0Az-", '"'])
def test_every_other_printable_character_is_one_of_a_branch(name: str) -> None:
    assert GitHubActions(repositories=["acme/api"], branches=[f"a{name}b"]).branches == (f"a{name}b",)


def test_a_trust_policy_longer_than_iam_accepts_is_refused() -> None:
    trust = GitHubActions(repositories=["acme/api"], branches=[f"branch-{number}" for number in range(60)])

    with pytest.raises(InvalidSettingError, match="IAM accepts 2048: trust fewer branches, tags, environments"):
        trust_policy(trust, PROVIDER_ARN)


def test_a_role_that_deploys_trusts_named_refs() -> None:
    check_limited("deploy_trust", MAIN)
    check_limited("deploy_trust", GitHubActions(repositories=["acme/api"], branches=["*"]))
    with pytest.raises(InvalidSettingError, match=r"deploy_trust .*: must name branches, tags or environments"):
        check_limited("deploy_trust", GitHubActions(repositories=["acme/api"]))
