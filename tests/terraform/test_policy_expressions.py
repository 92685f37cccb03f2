"""Terraform writes the repository policies that we mean, whichever of their accounts it alone knows."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.access.repository_access import RepositoryAccess
from cdktf_ecr.model.access.repository_policy import RepositoryPolicy
from cdktf_ecr.model.repository.arn import RepositoryArn, groups_of
from cdktf_ecr.model.repository.encryption import KeyInRegion
from cdktf_ecr.model.terraform.expressions import Expression, json_document
from tests.terraform.conftest import Bare

pytestmark = pytest.mark.terraform

LISTS: list[list[str]] = [[], ["111122223333"], ["444455556666", "000011112222"]]
OTHERS = ["777788889999"]
# Statements of different elements, of which Terraform could make no list.
CERTAIN: dict[str, Any] = {
    "Sid": "Organization",
    "Effect": "Allow",
    "Principal": "*",
    "Action": ["ecr:BatchGetImage"],
    "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}},
}


def evaluated(directory: Path, bare: Bare, variables: dict[str, Any], outputs: dict[str, str]) -> dict[str, Any]:
    declared = {name: {"default": value, "type": "list(string)"} for name, value in variables.items()}
    configuration = {"variable": declared, "output": {name: {"value": value} for name, value in outputs.items()}}
    (directory / "main.tf.json").write_text(json.dumps(configuration), encoding="utf-8")
    terraform = bare(directory)
    terraform.apply()
    return terraform.outputs()


def policy(some: Any, others: Any) -> RepositoryPolicy:
    def by(accounts: Any, *grants: Callable[[Any], RepositoryAccess]) -> list[RepositoryAccess]:
        return [grant(accounts) for grant in grants] if accounts else []

    lambdas = partial(RepositoryAccess.pull_by_lambda, region="eu-west-1")
    pullers = by(some, RepositoryAccess.pull_by_accounts, lambdas)
    return RepositoryPolicy(statements=[*pullers, CERTAIN, *by(others, RepositoryAccess.push_by_accounts)])


def by_sid(statements: Any) -> dict[str, Any]:
    return {statement["Sid"]: statement for statement in statements}


def test_a_list_of_terraforms_is_written_as_python_writes_it(tmp_path: Path, bare: Bare) -> None:
    variables = {f"ids{number}": accounts for number, accounts in enumerate(LISTS)} | {"others": OTHERS}
    outputs: dict[str, Any] = {}
    for name in variables:
        only = RepositoryPolicy(statements=[RepositoryAccess.pull_by_accounts(f"${{var.{name}}}")])
        outputs[f"{name}_there"] = only.condition
        outputs[name] = json_document(policy(f"${{var.{name}}}", "${var.others}").render())

    found = evaluated(tmp_path, bare, variables, outputs)

    for name, accounts in variables.items():
        written = json.loads(found[name])["Statement"]
        assert by_sid(written) == by_sid(policy(accounts, OTHERS).render()["Statement"])
        assert found[f"{name}_there"] is (accounts != [])


@pytest.mark.parametrize("partition", ["aws", "aws-us-gov", "aws-cn"])
def test_an_arn_is_taken_apart_as_python_takes_it_apart(tmp_path: Path, bare: Bare, partition: str) -> None:
    arn = f"arn:{partition}:ecr:xx-yy-1:011122223333:repository/team/my.api"
    parts = RepositoryArn.of_groups(groups_of(Expression("var.arn[0]")))

    def said(parts: RepositoryArn) -> dict[str, str]:
        return {"url": parts.url(), "dual_stack": parts.url(dual_stack=True), "name": parts.name}

    assert evaluated(tmp_path, bare, {"arn": [arn]}, said(parts)) == said(RepositoryArn.parse(arn))


def test_keys_of_another_region_are_told_from_those_of_the_repositorys(tmp_path: Path, bare: Bare) -> None:
    here = KeyInRegion(region="eu-west-1")
    keys = {
        "same": "arn:aws:kms:eu-west-1:111122223333:key/1234",
        "other": "arn:aws:kms:us-east-1:111122223333:key/1234",
        "malformed": "alias/key",  # Another rule's business.
    }
    outputs = {name: f"${{{here.condition(f'var.{name}[0]')}}}" for name in keys}
    outputs["null"] = f"${{{here.condition('null')}}}"
    outputs["looked_up"] = f"${{{KeyInRegion(region=Expression('var.other[0]')).condition('var.same[0]')}}}"

    found = evaluated(tmp_path, bare, {name: [key] for name, key in keys.items()}, outputs)

    assert found == {"same": True, "other": False, "malformed": True, "null": True, "looked_up": False}
