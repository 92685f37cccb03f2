"""Terraform derives the same names from a repository's name as Python does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cdktf_ecr.model.repository import derived_names
from cdktf_ecr.model.repository.derived_names import NameRule, Scope, derived_name
from cdktf_ecr.model.terraform.expressions import source_of
from tests.terraform.conftest import Bare

pytestmark = pytest.mark.terraform

NAMES = [
    "a1",
    "inscribe/customer-data-service",
    "a/b",
    "a-b",
    "a.b",
    "a_b",
    "a__b",
    "a--b",
    "0/1.2_3__4-5---6",
    "team.one/app_two/image__three",
    *(f"{'x' * length}/y" for length in range(20, 254, 13)),
    *("a" * length for length in (39, 40, 41, 49, 50, 51, 63, 64, 65, 128, 255, 256)),
]
TABLE = {kind: rule for kind, rule in vars(derived_names).items() if isinstance(rule, NameRule)}


def named(rule: NameRule, name: str, *, number: str | None = None, region: str = "eu-west-1") -> str:
    return derived_name(rule, name, number=number, region=region if rule.scope is Scope.ACCOUNT else None)


def test_terraform_and_python_derive_the_same_names(bare: Bare, tmp_path: Path) -> None:
    templates = {kind: named(rule, "${name}", region="${local.region}") for kind, rule in TABLE.items()}
    numbered = {
        f"{kind}_numbered": named(rule, "${name}", number="${length(name)}", region="${local.region}")
        for kind, rule in TABLE.items()
        if rule.digits
    }
    outputs = {
        kind: {"value": f"${{[for name in var.names : {source_of(template)}]}}"}
        for kind, template in {**templates, **numbered}.items()
    }
    configuration = {
        "variable": {"names": {"type": "list(string)"}},
        "locals": {"region": "eu-west-1"},
        "output": outputs,
    }
    (tmp_path / "main.tf.json").write_text(json.dumps(configuration), encoding="utf-8")
    terraform = bare(tmp_path)

    terraform.apply({"names": NAMES})

    derived = terraform.outputs()
    assert {kind: derived[kind] for kind in templates} == {
        kind: [named(rule, name) for name in NAMES] for kind, rule in TABLE.items()
    }
    assert {kind: derived[kind] for kind in numbered} == {
        kind: [named(TABLE[kind.removesuffix("_numbered")], name, number=str(len(name))) for name in NAMES]
        for kind in numbered
    }
