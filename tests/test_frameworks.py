"""With both frameworks installed, an application of either works, whatever it imports first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.framework_programs import program, stacks

ORDERS = [
    ("cdktf", ("cdktf_ecr",)),
    ("cdktf", ("cdktf_ecr", "cdktn", "cdktf")),
    ("cdktn", ("cdktf_ecr",)),
    ("cdktn", ("cdktf_ecr", "cdktf", "cdktf_cdktf_provider_aws", "cdktn")),
    ("cdktn", ("cdktn", "cdktf_ecr", "cdktf")),
]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return run(tmp_path_factory.mktemp("expected") / "program", *ORDERS[0])


def run(directory: Path, framework: str, imports: tuple[str, ...]) -> dict[str, Any]:
    return stacks(sys.executable, directory, program(framework, *imports), PYTHONPATH=str(ROOT / "constructs"))


def test_the_program_uses_much_of_the_library(expected: dict[str, Any]) -> None:
    assert len(expected["registry"]["resource"]) > 15
    assert expected["other"]["output"]["arn"]["value"].startswith("${data.terraform_remote_state.")


@pytest.mark.parametrize(
    ("framework", "imports"), ORDERS[1:], ids=[f"{name}:{'-'.join(imports)}" for name, imports in ORDERS[1:]]
)
def test_the_order_of_imports_makes_no_difference(
    expected: dict[str, Any], tmp_path: Path, framework: str, imports: tuple[str, ...]
) -> None:
    assert run(tmp_path / "program", framework, imports) == expected


def test_stacks_of_both_in_one_program_end_with_one_line(tmp_path: Path) -> None:
    text = """
import cdktf_ecr
import cdktf, cdktn
for framework in (cdktf, cdktn):
    cdktf_ecr.Repository(framework.TerraformStack(framework.App(), framework.__name__), "api", name="team/api")
"""
    ran = subprocess.run(
        [sys.executable, "-c", text],
        env={"PYTHONPATH": str(ROOT / "constructs"), "PATH": "/usr/bin:/bin", "HOME": str(Path.home())},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1] == (
        "cdktf_ecr.model.errors.ConflictError: 'cdktn' is of CDK Terrain (cdktn), and this process has made constructs "
        "of CDK for Terraform (cdktf): stacks of different frameworks belong in programs of their own"
    )


def test_the_fast_start_is_on_for_cdk_terrain(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(program("cdktn", "cdktf_ecr"), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "main.py"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "constructs"), "CDKTF_ECR_FAST_START": "debug"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    told = [line.removeprefix("cdktf_ecr.fast_start: ") for line in ran.stderr.splitlines()]
    assert "stock cdktn_provider_aws: its modules load on first use anyway" in told
    assert "lazy the provider in Node" in told
    assert any(line.startswith("jsii's index of @cdktn/provider-aws ") for line in told)
    assert not any("failed" in line for line in told)
