"""Reading what Terraform says of a stack: real answers, saved, and a program that stands in for Terraform."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.operations.stack_directory import PLAN, STATE, read_stack

HERE = Path(__file__).parent
SAVED_PLAN = HERE / "plan.json"
SAVED_STATE = HERE / "state.json"
MODULE = 'module.repositories["team/api"]'
EMPTY = {"format_version": "1.0"}


def test_a_saved_plan() -> None:
    stack = read_stack(SAVED_PLAN)

    assert (stack.source, len(stack.all)) == (PLAN, 12)
    (repository,) = stack.resources("aws_ecr_repository")
    assert (repository.address, repository.index) == (f"{MODULE}.aws_ecr_repository.this", None)
    assert repository.values["name"] == "team/api"
    # Of the encryption, in a list of blocks, only the key is not known yet.
    assert repository.values["encryption_configuration"] == [{"encryption_type": "KMS"}]
    assert repository.unknown == {"arn", "encryption_configuration", "id", "registry_id", "repository_url"}
    (key,) = stack.resources("aws_kms_key")
    assert key.index == 0


def test_a_saved_state() -> None:
    stack = read_stack(SAVED_STATE)

    assert (stack.source, len(stack.all)) == (STATE, 12)
    (repository,) = stack.resources("aws_ecr_repository")
    assert repository.values["arn"] == "arn:aws:ecr:eu-west-1:123456789012:repository/team/api"
    assert repository.unknown == frozenset()
    # The state has data sources as well.
    assert stack.resources("aws_region") == stack.resources("aws_caller_identity") == []


def test_what_the_apply_creates(tmp_path: Path) -> None:
    def change(address: str, *actions: str) -> dict[str, Any]:
        return {"address": address, "change": {"actions": actions, "after_unknown": {}}}

    addresses = ["t.new", "t.held", "t.replaced", "t.changed"]
    resources = [{"address": address, "type": "t", "values": {}} for address in addresses]
    changes = [
        change("t.new", "create"),
        change("t.held", "no-op"),
        change("t.replaced", "delete", "create"),
        change("t.changed", "update"),
    ]
    document = {**EMPTY, "planned_values": {"root_module": {"resources": resources}}, "resource_changes": changes}

    stack = read_stack(saved(tmp_path, document), planned=True)

    assert [one.address for one in stack.all if one.created] == ["t.new"]
    assert not any(one.created for one in read_stack(SAVED_STATE).all)


def test_a_plan_is_made_even_of_what_has_a_state(tmp_path: Path) -> None:
    directory = synthesized(tmp_path, "ecr")

    stack = read_stack(directory, terraform=str(terraform(tmp_path, state=SAVED_STATE, plan=SAVED_PLAN)), planned=True)

    assert stack.source == PLAN
    assert [words[1] for words in asked(tmp_path)] == ["plan", "show"]


def test_a_file_of_a_state_is_no_plan() -> None:
    with pytest.raises(InvalidSettingError, match="is of a state: save that of a plan"):
        read_stack(SAVED_STATE, planned=True)


@pytest.mark.parametrize("attribute", ["name", "region"])
def test_the_region_of_a_plan(tmp_path: Path, attribute: str) -> None:
    region = {"address": "data.aws_region.x", "mode": "data", "type": "aws_region", "values": {attribute: "eu-west-3"}}
    prior = {"values": {"root_module": {"child_modules": [{"resources": [region]}]}}}

    assert read_stack(saved(tmp_path, {**EMPTY, "planned_values": {}, "prior_state": prior})).region == "eu-west-3"
    assert read_stack(SAVED_STATE).region == "eu-west-1"
    assert read_stack(saved(tmp_path, {**EMPTY, "planned_values": {}})).region is None


def test_modules_in_modules_in_their_order(tmp_path: Path) -> None:
    def resource(address: str, index: object = None) -> dict[str, Any]:
        return {"address": address, "mode": "managed", "type": "t", "index": index, "values": {}}

    inner = {"resources": [resource("b.t.x[0]", 0)], "child_modules": [{"resources": [resource('c.t.x["k"]', "k")]}]}
    root = {"resources": [resource("t.x")], "child_modules": [inner, {"resources": [resource("d.t.x")]}]}
    file = saved(tmp_path, {**EMPTY, "values": {"root_module": root}})

    found = [(one.address, one.index) for one in read_stack(file).resources("t")]

    assert found == [("t.x", None), ("b.t.x[0]", 0), ('c.t.x["k"]', "k"), ("d.t.x", None)]


@pytest.mark.parametrize(
    ("document", "error"),
    [
        ("{", "is not valid JSON"),
        ([], "is not output of terraform show -json: Expected `object`"),
        ({}, "is not output of terraform show -json: Object missing required field `format_version`"),
        (EMPTY, "is of a state without resources: save that of a plan"),
        ({"format_version": "2.0"}, "is of format 2.0, which cdktf-ecr does not know"),
        ({**EMPTY, "planned_values": {}, "errored": True}, "is of a plan that failed or leaves resources out"),
        ({**EMPTY, "planned_values": {}, "complete": False}, "is of a plan that failed or leaves resources out"),
    ],
)
def test_a_file_of_another_kind(tmp_path: Path, document: object, error: str) -> None:
    file = saved(tmp_path, document)

    with pytest.raises(InvalidSettingError, match=r"^stack '.*': ") as raised:
        read_stack(file)

    assert error in str(raised.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettingError, match="cannot be read: No such file"):
        read_stack(tmp_path / "x.json", setting="before-apply")


@pytest.mark.parametrize("given", ["", "cdktf.out", "cdktf.out/stacks/ecr"])
def test_a_stack_is_found_in_what_synth_wrote(tmp_path: Path, given: str) -> None:
    directory = synthesized(tmp_path, "ecr")
    program = terraform(tmp_path, state=SAVED_STATE)

    stack = read_stack(tmp_path / given, terraform=str(program))

    assert stack.source == STATE
    assert asked(tmp_path) == [[str(directory), "show", "-json", "-no-color"]]


def test_several_stacks_are_not_guessed_among(tmp_path: Path) -> None:
    first, second = synthesized(tmp_path, "a"), synthesized(tmp_path, "b")

    with pytest.raises(InvalidSettingError, match=f"has several stacks, name one: {first}, {second}"):
        read_stack(tmp_path)


def test_a_directory_without_a_configuration(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettingError, match=r"must be the directory of a synthesized stack"):
        read_stack(tmp_path)


def test_a_stack_without_resources_is_planned_to_a_file_that_goes(tmp_path: Path) -> None:
    directory = synthesized(tmp_path, "ecr")
    values = tmp_path / "values.tfvars"

    stack = read_stack(
        directory,
        terraform=str(terraform(tmp_path, plan=SAVED_PLAN)),
        variables=["ecr_environment=prod"],
        variable_files=[values],
    )

    _, planned, shown = asked(tmp_path)
    plan = Path(shown[-1])
    assert stack.source == PLAN
    assert planned == [
        *(str(directory), "plan", "-input=false", "-lock=false", "-no-color", f"-out={plan}"),
        *(f"-var-file={values}", "-var=ecr_environment=prod"),
    ]
    assert not plan.parent.exists()
    assert not plan.is_relative_to(tmp_path)


def test_a_program_named_by_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directory = synthesized(tmp_path, "ecr")
    terraform(tmp_path, state=SAVED_STATE)
    monkeypatch.chdir(tmp_path)

    assert read_stack(directory, terraform="./terraform").source == STATE


def test_no_terraform(tmp_path: Path) -> None:
    directory = synthesized(tmp_path, "ecr")

    with pytest.raises(InvalidSettingError) as raised:
        read_stack(directory, terraform="no-such-program")

    assert str(raised.value) == (
        "terraform 'no-such-program': cannot be run (No such file or directory): install Terraform, or name it or tofu "
        "with --terraform (PATH)"
    )


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        (
            '\nError: Backend required, please run "terraform init"\n\nReason: Initial configuration.\n',
            'must be initialised: run terraform -chdir={} init (Backend required, please run "terraform init")',
        ),
        (
            "\nWarning: Old\n\nError: No value\n\n  on main.tf line 1:\n\nUse -var.\n\nError: Another\n\nMore.\n",
            "show fails: No value: on main.tf line 1: Use -var.",
        ),
        ("killed\n", "show fails: killed"),
        ("", "show fails: no reason given"),
    ],
)
def test_what_terraform_says_in_one_line(tmp_path: Path, said: str, rule: str) -> None:
    directory = synthesized(tmp_path, "ecr")

    with pytest.raises(InvalidSettingError) as raised:
        read_stack(directory, terraform=str(terraform(tmp_path, error=said)))

    assert raised.value.rule == rule.format(directory)


def saved(directory: Path, document: object) -> Path:
    file = directory / "shown.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return file


def synthesized(application: Path, stack: str) -> Path:
    directory = application / "cdktf.out" / "stacks" / stack
    directory.mkdir(parents=True)
    (directory / "cdk.tf.json").write_text("{}", encoding="utf-8")
    return directory


STAND_IN = """#!{python}
import json, os, sys
from pathlib import Path
here = Path(__file__).parent
answers = json.loads((here / "answers").read_text())
with (here / "asked").open("a") as asked:
    asked.write(json.dumps([os.getcwd(), *sys.argv[1:]]) + "\\n")
if answers["error"] is not None:
    sys.stderr.write(answers["error"])
    sys.exit(1)
plan = next((one.removeprefix("-out=") for one in sys.argv if one.startswith("-out=")), None)
if plan:
    Path(plan).write_text(json.dumps(answers["plan"]))
else:
    print(json.dumps(answers["state"]) if sys.argv[-1] == "-no-color" else Path(sys.argv[-1]).read_text())
"""


def terraform(
    directory: Path, *, state: Path | None = None, plan: Path | None = None, error: str | None = None
) -> Path:
    """Write a program that writes its arguments down and answers like Terraform."""
    shown = {"state": EMPTY if state is None else content(state), "plan": plan and content(plan), "error": error}
    (directory / "answers").write_text(json.dumps(shown), encoding="utf-8")
    program = directory / "terraform"
    program.write_text(STAND_IN.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    return program


def content(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def asked(directory: Path) -> list[list[str]]:
    return [json.loads(line) for line in (directory / "asked").read_text(encoding="utf-8").splitlines()]
