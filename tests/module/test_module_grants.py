"""The one policy of a module's repository: accounts that pull, wherever they come from, and grants."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cdktf import TerraformStack, TerraformVariable

from cdktf_ecr import EcrModule, ModuleSettings, Repository, RepositoryAccess, RepositoryPolicy, declare_variables
from tests.synthesized import Synth

ROOTS = '[for id in sort(var.pull_account_ids) : "arn:${data.aws_partition.current.partition}:iam::${id}:root"]'


def policy_of(synthesized: dict[str, Any]) -> dict[str, Any]:
    (policy,) = synthesized["resource"]["aws_ecr_repository_policy"].values()
    return dict(policy)


def test_a_module_driven_by_variables_grants(new_stack: TerraformStack, synth: Synth) -> None:
    module = EcrModule(new_stack, "ecr", settings=declare_variables(new_stack))
    grant = module.repository.grant_pull("o-a1b2c3d4e5")
    module.repository.grant_push("444455556666")

    policy = policy_of(synth())

    assert module.permissions is not None
    assert grant.repository_policy is module.permissions.policy
    assert "count" not in policy
    text = policy["policy"]
    assert f'"Sid": "PullByAccounts", "Effect": "Allow", "Principal": {{"AWS": {ROOTS}}}' in text
    assert "statement if (length(var.pull_account_ids) > 0)]" in text
    assert text.count("o-a1b2c3d4e5") == text.count("444455556666") == 1


def test_without_grants_it_is_there_if_there_are_accounts(new_stack: TerraformStack, synth: Synth) -> None:
    EcrModule(new_stack, "ecr", settings=declare_variables(new_stack))

    policy = policy_of(synth())

    assert policy["count"] == "${length(var.pull_account_ids) > 0 ? 1 : 0}"
    assert (
        f'"Statement": [{{"Sid": "PullByAccounts", "Effect": "Allow", "Principal": {{"AWS": {ROOTS}}}'
        in (policy["policy"])
    )


def test_known_accounts_are_written_as_terraform_writes_them(new_stack: TerraformStack, synth: Synth) -> None:
    settings = ModuleSettings(pull_account_ids=("444455556666", "000011112222"))
    EcrModule(new_stack, "ecr", settings=settings).repository.grant_pull("o-a1b2c3d4e5")

    policy = policy_of(synth())

    pull = '"Sid": "PullByAccounts", "Effect": "Allow", "Principal": {"AWS": ['
    partition = "arn:${data.aws_partition.current.partition}:iam::"
    assert "count" not in policy
    assert f'{pull}"{partition}000011112222:root", "{partition}444455556666:root"]' in policy["policy"]
    assert "GrantPullToOrganizations" in policy["policy"]


@pytest.mark.parametrize("accounts", ["list", "text"])
def test_accounts_come_from_any_kind_of_token(new_stack: TerraformStack, synth: Synth, accounts: str) -> None:
    variable = TerraformVariable(new_stack, "accounts", type="list(string)")
    given: Any = variable.list_value if accounts == "list" else "${var.accounts}"
    EcrModule(new_stack, "ecr", settings=ModuleSettings(pull_account_ids=given))

    synthesized = synth()

    source = "local.pull_account_ids" if accounts == "list" else "var.accounts"
    assert policy_of(synthesized)["count"] == f"${{length({source}) > 0 ? 1 : 0}}"
    assert f"for id in sort({source})" in policy_of(synthesized)["policy"]
    assert synthesized.get("locals", {}) == ({"pull_account_ids": "${var.accounts}"} if accounts == "list" else {})


def test_a_repository_takes_them_beside_a_policy_and_grants(new_stack: TerraformStack, synth: Synth) -> None:
    accounts = TerraformVariable(new_stack, "accounts", type="list(string)")
    own = RepositoryPolicy(statements=(RepositoryAccess.pull_by_organization("o-a1b2c3d4e5"),))
    api = Repository(new_stack, "api", name="team/api", pull_account_ids=accounts.list_value, policy=own)
    web = Repository(new_stack, "web", name="team/web", pull_account_ids=["444455556666"], partition="aws-cn")
    api.grant_push("o-b1b2c3d4e5")
    Repository(new_stack, "job", name="team/job", pull_account_ids=[])

    synthesized = synth()

    policies = synthesized["resource"]["aws_ecr_repository_policy"]
    assert set(policies) == {"api", "web"}
    assert "count" not in policies["api"]
    for part in (
        "sort(local.api_pull_account_ids)",
        "if (length(local.api_pull_account_ids) > 0)]",
        "${data.aws_partition.api.partition}",
        "o-a1b2c3d4e5",
        "o-b1b2c3d4e5",
    ):
        assert part in policies["api"]["policy"]
    assert web.permissions is not None
    assert "arn:aws-cn:iam::444455556666:root" in json.dumps(policies["web"]["policy"])
    assert set(synthesized["data"]["aws_partition"]) == {"api"}


def test_conditions_of_a_policys_own_may_be_tokens(new_stack: TerraformStack, synth: Synth) -> None:
    flag = TerraformVariable(new_stack, "flag", type="bool")
    (statement,) = RepositoryAccess.pull_by_accounts(["444455556666"]).statements
    access = RepositoryAccess(statements=(statement,), condition=flag.boolean_value)
    Repository(new_stack, "api", name="team/api", policy=RepositoryPolicy(statements=(access,)))

    synthesized = synth()

    assert synthesized["locals"] == {"api_policy": "${var.flag}"}
    assert policy_of(synthesized)["count"] == "${local.api_policy ? 1 : 0}"
