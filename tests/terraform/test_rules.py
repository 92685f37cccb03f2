"""Both faces of a rule say the same: what Python refuses when the program runs, Terraform refuses at plan."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.aws.accounts import PARTITION
from cdktf_ecr.model.aws.policies import BOUNDARY_ARN
from cdktf_ecr.model.aws.regions import REGION
from cdktf_ecr.model.collection.settings import CollectionSettings
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.module.settings import ModuleSettings
from cdktf_ecr.model.scanning.configuration import SCAN_TYPE
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.rules import Rule
from cdktf_ecr.model.terraform.types import checked
from cdktf_ecr.model.terraform.variables import Variable, declared_variables
from tests.terraform.conftest import Bare
from tests.terraform.legal_values import at_random, legal
from tests.terraform.texts import random_text

pytestmark = pytest.mark.terraform

CHANGED = 40

SETTINGS = {
    name: variable
    for settings in (ModuleSettings, CollectionSettings)
    for name, variable in declared_variables(settings).items()
    if name != "repositories"  # Its rules are those of the settings in it (see test_collection_expressions.py).
}
OTHERS: dict[str, tuple[Rule, list[str]]] = {
    "REGION": (
        REGION,
        ["us-east-1", "us-gov-west-1", "us-iso-east-1", "useast1", "US-EAST-1", "us-east-1a"],
    ),
    "PARTITION": (PARTITION, ["aws", "aws-cn", "aws-us-gov", "aws-iso-b", "AWS", "gcp", "aws "]),
    "SCAN_TYPE": (SCAN_TYPE, ["BASIC", "ENHANCED", "basic", ""]),
    "BOUNDARY": (
        BOUNDARY_ARN,
        [
            "arn:aws:iam::aws:policy/AdministratorAccess",
            "arn:aws:iam::12:policy/x",
            "arn:aws:iam::aws:policy/",
        ],
    ),
}


def accepted(name: str, variable: Variable, value: Any) -> bool:
    """Whether Python takes a value for a setting."""
    if value is None and variable.nullable:
        return True
    try:
        checked(name, value, *variable.rules, type_=variable.type)
    except InvalidSettingError:
        return False
    return True


def given_values() -> Iterator[tuple[str, Variable, list[Any]]]:
    """Yield settings, and for each some values that it takes, and some that it may take or not."""
    chance = random.Random(20261124)  # noqa: S311 - the same values each time
    for name, variable in SETTINGS.items():
        changed = [at_random(chance.choice(legal(name, variable)), chance) for _ in range(CHANGED)]
        texts = [random_text(chance) for _ in range(CHANGED)] if variable.type == "string" else []
        yield (
            name,
            variable,
            [value for value in (*legal(name, variable), *changed, *texts) if not is_expression(value)],
        )
    for name, (rule, values) in OTHERS.items():
        changed = [at_random(chance.choice(values), chance) for _ in range(CHANGED)]
        yield name, Variable(type="string", description="", rules=(rule,)), [*values, *changed]


def verdicts_of(name: str, variable: Variable) -> str:
    """Return the expression of what each rule says of each value of the variable, which is a list of such."""
    conditions = ", ".join(rule.condition("each") for rule in variable.rules)
    return f"${{[for each in var.{name} : [{conditions}]]}}"


def test_terraform_and_python_refuse_the_same_values(bare: Bare, tmp_path: Path) -> None:
    given = list(given_values())
    variables = {name: {"type": f"list({variable.type})", "default": values} for name, variable, values in given}
    outputs = {
        name: {
            "value": f"${{[for each in var.{name} : [{', '.join(rule.condition('each') for rule in variable.rules)}]]}}"
        }
        for name, variable, _ in given
    }
    (tmp_path / "main.tf.json").write_text(json.dumps({"variable": variables, "output": outputs}), encoding="utf-8")
    terraform = bare(tmp_path)
    terraform.apply()
    computed = terraform.outputs()

    for name, variable, values in given:
        verdicts = [accepted(name, variable, value) for value in values]
        found = list(map(all, computed[name]))
        wrong = [value for value, known, each in zip(values, verdicts, found, strict=True) if known is not each]
        assert not wrong, name
        assert not variable.rules or set(verdicts) == {True, False}
