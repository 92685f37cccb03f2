"""Every release of Terraform that we say we support takes what is synthesized, without a word of warning."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.terraform.conftest import ROOT, Attach, Bare
from tests.terraform.releases import CARRIED, program
from tests.terraform.runner import Terraform

pytestmark = pytest.mark.terraform

# A plan validates first. The stack has all that the modules have too, but one `for_each` or `count` more or less: the
# module of many repositories is planned as its example uses it, that of one by itself. There is nothing to adopt here,
# which `import` would mind.
PLANNED = ("stack", "modules/ecr", "examples/many-repositories")
VALIDATED = ("examples/terraform-module", "examples/adopt-with-moved", "examples/adopt-with-import")

# What a module by itself leaves to whoever uses it.
PROVIDER = {"provider": {"aws": {"region": "us-east-1"}}}
GIVEN = {"repository_name": "team/api"}

Release = Callable[[Terraform], Terraform]


@pytest.fixture(scope="module", params=CARRIED)
def release(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Have a directory's commands be those of one release."""
    binary = program(request.param, tmp_path_factory.mktemp("release"))
    version = json.loads(subprocess.run([binary, "version", "-json"], capture_output=True, check=True).stdout)
    assert version["terraform_version"] == request.param
    return lambda terraform: replace(terraform, binary=binary)


@pytest.fixture
def files(stack_directory: Path, tmp_path: Path) -> Path:
    """The stack, the modules and the examples, in the same places beside each other."""
    for name in ("modules", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("customer-data-service"))
    shutil.copytree(stack_directory, tmp_path / "stack")
    return tmp_path


@pytest.mark.parametrize("name", [*PLANNED, *VALIDATED])
@pytest.mark.usefixtures("account")
def test_a_release_takes_it_without_warnings(
    release: Release, bare: Bare, attach: Attach, files: Path, name: str
) -> None:
    if name == "modules/ecr":
        (files / name / "provider.tf.json").write_text(json.dumps(PROVIDER), encoding="utf-8")
    terraform = attach(release(bare(files / name)))

    assert "Warning" not in terraform.init().text

    if name in PLANNED:
        planned = terraform.plan(GIVEN if name == "modules/ecr" else None)
        assert planned.warnings == []
        assert set(planned.changes.values()) == {"create"}
    else:
        terraform.validate()
