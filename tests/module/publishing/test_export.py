"""The plain Terraform module: the same definition as the stack's, in files a user owns."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.collection.outputs import OUTPUTS
from cdktf_ecr.model.collection.settings import CollectionSettings
from cdktf_ecr.model.terraform.variables import declared_variables
from cdktf_ecr.module.publishing.record import Record, recorded
from tests.synthesized import Synthesize, parsed

ROOT = Path(__file__).resolve().parents[3]
COMMITTED = ROOT / "modules"
FILES = ["README.md", "main.tf.json", "outputs.tf.json", "variables.tf.json", "versions.tf.json"]


def written(directory: Path) -> dict[str, Any]:
    return {file.name: json.loads(file.read_text(encoding="utf-8")) for file in directory.glob("*.tf.json")}


@pytest.fixture(scope="session")
def exported(synthesize: Synthesize) -> Path:
    return synthesize() / "modules" / "ecr"


@pytest.fixture(scope="session")
def exported_collection(synthesize: Synthesize) -> Path:
    return synthesize() / "modules" / "ecr-repositories"


@pytest.mark.parametrize("module", ["ecr", "ecr-repositories"])
def test_the_committed_module_is_what_main_writes(synthesize: Synthesize, module: str) -> None:
    committed, exported = COMMITTED / module, synthesize() / "modules" / module
    assert sorted(file.name for file in exported.iterdir()) == FILES
    assert sorted(file.name for file in committed.iterdir()) == FILES
    for name in FILES:
        assert (committed / name).read_text(encoding="utf-8") == (exported / name).read_text(encoding="utf-8"), (
            "run: python scripts/update_modules.py"
        )


def test_there_is_no_other_module(synthesize: Synthesize) -> None:
    found = [sorted(file.name for file in modules.iterdir()) for modules in (COMMITTED, synthesize() / "modules")]

    assert found == [["ecr", "ecr-repositories"]] * 2


def test_it_has_the_inputs_and_outputs_of_the_stack(exported: Path, stack_directory: Path) -> None:
    stack = parsed(json.loads((stack_directory / "cdk.tf.json").read_text(encoding="utf-8")))
    module = written(exported)

    def without_prefix(blocks: dict[str, Any]) -> Any:
        return json.loads(json.dumps({name.removeprefix("ecr_"): block for name, block in blocks.items()}))

    of_the_stack = {name: block for name, block in stack["variable"].items() if name != "aws_region"}
    inputs, outputs = module["variables.tf.json"]["variable"], module["outputs.tf.json"]["output"]
    assert set(inputs) == set(without_prefix(of_the_stack))
    assert set(outputs) == set(without_prefix(stack["output"]))
    for name, block in without_prefix(of_the_stack).items():
        assert {key: inputs[name].get(key) for key in ("type", "default", "nullable")} == {
            key: None if (name, key) == ("repository_name", "default") else block[key]
            for key in ("type", "default", "nullable")
        }
        assert len(inputs[name].get("validation", [])) == len(block.get("validation", []))


def test_its_resources_are_those_of_the_stack(exported: Path, stack_directory: Path) -> None:
    stack = parsed(json.loads((stack_directory / "cdk.tf.json").read_text(encoding="utf-8")))
    module = written(exported)["main.tf.json"]

    def addresses(blocks: dict[str, Any]) -> set[str]:
        return {f"{kind}.{name}" for kind, named in blocks.items() for name in named}

    assert addresses(module["resource"]) == addresses(stack["resource"])
    assert "aws_ecr_repository.this" in addresses(module["resource"])


def test_what_is_somebodys_own_is_required(exported: Path, exported_collection: Path) -> None:
    """A module without arguments would plan the guide's repository, or 34 resources for none."""
    required = [
        {
            name
            for name, block in written(module)["variables.tf.json"]["variable"].items()
            if "default" not in block and not block["nullable"]
        }
        for module in (exported, exported_collection)
    ]

    assert required == [{"repository_name"}, {"collection_name", "repositories"}]


def test_the_files_say_what_they_are(synthesize: Synthesize) -> None:
    for context in ({}, {"profile": "hardened"}):
        for name in ("ecr", "ecr-repositories"):
            profile = context.get("profile", "guide")
            directory = synthesize(**context) / "modules" / name
            assert recorded(directory) == Record(module=name, profile=profile, version=metadata.version("cdktf-ecr"))
            text = (directory / "README.md").read_text(encoding="utf-8")
            assert f"The defaults are those of the profile `{profile}`." in text


def test_the_collection_has_the_inputs_and_outputs_of_its_definition(exported_collection: Path) -> None:
    module = written(exported_collection)

    inputs, outputs = module["variables.tf.json"]["variable"], module["outputs.tf.json"]["output"]
    expected = declared_variables(CollectionSettings)
    assert {name: (block["type"], block["nullable"]) for name, block in inputs.items()} == {
        name: (variable.type, variable.nullable) for name, variable in expected.items()
    }
    assert {name: len(block.get("validation", [])) for name, block in inputs.items()} == {
        name: len(variable.rules) for name, variable in expected.items()
    }
    defaults = json.loads(json.dumps({name: getattr(CollectionSettings(), name) for name in expected}))
    assert {name: block["default"] for name, block in inputs.items() if "default" in block} == {
        name: default for name, default in defaults.items() if name not in {"collection_name", "repositories"}
    }
    assert {name: block["description"] for name, block in outputs.items()} == OUTPUTS


def test_every_repository_of_the_collection_is_an_instance(exported_collection: Path) -> None:
    resources = written(exported_collection)["main.tf.json"]["resource"]

    for type_ in ("aws_ecr_repository", "aws_ecr_lifecycle_policy", "aws_ecr_repository_policy"):
        assert list(resources[type_]) == ["this"]
        assert resources[type_]["this"]["for_each"].startswith("${local.repository_")


def test_it_brings_neither_provider_nor_backend_nor_a_trace_of_this_machine(exported: Path) -> None:
    found = written(exported)

    assert found["versions.tf.json"]["terraform"] == {
        "required_version": ">= 1.3",
        "required_providers": {"aws": {"source": "hashicorp/aws", "version": ">= 5.100, < 7.0"}},
    }
    assert {block for file in found.values() for block in file} == {
        "//",
        "data",
        "resource",
        "variable",
        "output",
        "terraform",
    }
    everything = json.dumps(found)
    assert str(ROOT) not in everything
    assert "metadata" not in everything


def test_the_context_decides_the_defaults_of_the_module_too(synthesize: Synthesize) -> None:
    found = written(synthesize(profile="hardened") / "modules" / "ecr")

    assert found["variables.tf.json"]["variable"]["image_tag_mutability"]["default"] == "IMMUTABLE"
    assert found["main.tf.json"]["resource"]["aws_ecr_repository"]["this"]["lifecycle"]["prevent_destroy"] is True
