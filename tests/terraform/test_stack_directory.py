"""What a stack is or would be, as Terraform itself says it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.operations.stack_directory import PLAN, STATE, read_stack
from tests.terraform.conftest import Bare
from tests.terraform.provider import hand_over_credentials
from tests.terraform.runner import Terraform

pytestmark = pytest.mark.terraform

# Terraform's own resource needs no provider.
CONFIGURATION = {
    "variable": {"given": {"type": "string"}, "number": {"type": "number", "default": 1}},
    "module": {"inner": {"source": "./inner", "given": "${var.given}"}},
    "resource": {"terraform_data": {"outer": {"count": "${var.number}", "input": "${var.number}"}}},
}
INNER = {
    "variable": {"given": {"type": "string"}},
    "resource": {
        "terraform_data": {"inner": {"for_each": "${toset([var.given])}", "input": {"a": [{"b": "${each.key}"}]}}}
    },
}


@pytest.fixture
def directory(tmp_path: Path, bare: Bare, monkeypatch: pytest.MonkeyPatch) -> Terraform:
    root = tmp_path / "stack"
    for place, document in ((root, CONFIGURATION), (root / "inner", INNER)):
        place.mkdir()
        (place / "cdk.tf.json").write_text(json.dumps(document), encoding="utf-8")
    terraform = bare(root)
    use(terraform, monkeypatch)
    return terraform


def use(terraform: Terraform, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the programs of this process have the environment of that Terraform."""
    monkeypatch.delenv("TF_CLI_CONFIG_FILE", raising=False)
    for name, value in terraform.environment.items():
        monkeypatch.setenv(name, value)


def contents(directory: Path) -> dict[str, str]:
    return {
        str(file.relative_to(directory)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in directory.rglob("*")
        if file.is_file()
    }


def test_a_plan_then_a_state_and_the_directory_stays_as_it_is(directory: Terraform, tmp_path: Path) -> None:
    values = tmp_path / "values.tfvars"
    values.write_text('given = "file"\n', encoding="utf-8")
    with pytest.raises(InvalidSettingError, match=r"must be initialised: run terraform -chdir=.* init \(Module not"):
        read_stack(directory.directory)
    directory.init()
    before = contents(directory.directory)

    with pytest.raises(InvalidSettingError, match=r'plan fails: No value for required variable.*"given" is not set'):
        read_stack(directory.directory)
    planned = read_stack(directory.directory, variables=["number=2"], variable_files=[values])

    outer, again, inner = planned.resources("terraform_data")
    assert planned.source == PLAN
    assert (outer.address, outer.index, again.index) == ("terraform_data.outer[0]", 0, 1)
    assert (inner.address, inner.index) == ('module.inner.terraform_data.inner["file"]', "file")
    assert inner.values["input"] == {"a": [{"b": "file"}]}
    assert inner.unknown == {"id", "output"}
    assert contents(directory.directory) == before

    directory.apply({"given": "applied"})
    applied = contents(directory.directory)
    state = read_stack(directory.directory)

    outer, inner = state.resources("terraform_data")
    assert (state.source, inner.index, inner.unknown) == (STATE, "applied", frozenset())
    assert outer.values["output"] == 1
    assert contents(directory.directory) == applied


def test_the_plan_of_our_stack(terraform: Terraform, monkeypatch: pytest.MonkeyPatch) -> None:
    use(terraform, monkeypatch)
    hand_over_credentials(terraform.environment)

    stack = read_stack(terraform.directory, variables=["ecr_repository_name=team/api"])

    (repository,) = stack.resources("aws_ecr_repository")
    assert (repository.address, repository.values["name"]) == ("aws_ecr_repository.this", "team/api")
    assert "arn" in repository.unknown
    assert len(stack.resources("aws_cloudwatch_metric_alarm")) == 3
