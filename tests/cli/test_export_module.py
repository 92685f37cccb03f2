"""``cdktf-ecr export-module``, as its user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, cwd: Path, blocked: str = "") -> subprocess.CompletedProcess[str]:
    """Run the console script's function in a process of its own, without a module it is told to do without."""
    program = f"import sys; sys.modules.update({{name: None for name in {blocked!r}.split()}}); "
    program += "from cdktf_ecr.cli import main; sys.argv[0] = 'cdktf-ecr'; main()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "constructs")}
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=cwd,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_module_is_written_and_its_files_are_listed(tmp_path: Path) -> None:
    ran = run("export-module", "infra/ecr", "--profile", "hardened", "--exclusion-filter", "latest", cwd=tmp_path)

    assert ran.returncode == 0, ran.stderr
    assert sorted(ran.stdout.splitlines()) == sorted(str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*.*"))
    variables = (tmp_path / "infra/ecr/variables.tf.json").read_text(encoding="utf-8")
    assert '"default": "IMMUTABLE_WITH_EXCLUSION"' in variables
    assert '"version": ">= 6.8, < 7.0"' in (tmp_path / "infra/ecr/versions.tf.json").read_text(encoding="utf-8")


def test_files_of_somebody_elses_stay(tmp_path: Path) -> None:
    (tmp_path / "main.tf.json").write_text("{}", encoding="utf-8")

    ran = run("export-module", ".", cwd=tmp_path)

    assert ran.returncode == 2
    assert ran.stderr.endswith(
        "error: directory '.': has main.tf.json that cdktf-ecr did not write: choose another directory, or set force "
        "(cdktf-ecr)\n"
    )
    assert (tmp_path / "main.tf.json").read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["export-module"], "Missing argument 'DIRECTORY'"),
        (["export-module", "x", "--profile", "Hardened"], "'Hardened' is not one of 'guide', 'hardened'"),
        (["export-module", "x", "--exclusion-filter", "a b"], "image_tag_mutability_exclusion_filters 'a b'"),
    ],
)
def test_a_wrong_argument_is_an_error_and_writes_nothing(tmp_path: Path, arguments: list[str], error: str) -> None:
    ran = run(*arguments, cwd=tmp_path)

    assert ran.returncode != 0
    assert error in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_help_and_version_need_neither_jsii_nor_node(tmp_path: Path) -> None:
    for arguments, shown in ((["--help"], "export-module"), (["--version"], "cdktf-ecr, version ")):
        ran = run(*arguments, cwd=tmp_path, blocked="jsii cdktf")
        assert (ran.returncode, ran.stderr) == (0, "")
        assert shown in ran.stdout


@pytest.mark.parametrize(
    ("missing", "arguments"),
    [("click", ["--help"]), ("msgspec", ["scan", "gate", "--offline", "x.json"]), ("boto3", ["images", "list", "api"])],
)
def test_without_its_extra_it_says_what_to_install(tmp_path: Path, missing: str, arguments: list[str]) -> None:
    ran = run(*arguments, cwd=tmp_path, blocked=missing)

    assert ran.returncode == 2
    assert ran.stderr == ("error: the command line needs more than the constructs do: pip install 'cdktf-ecr[cli]'\n")


def test_without_a_framework_there_is_one_line_that_says_what_to_install(tmp_path: Path) -> None:
    ran = run("export-module", "ecr", cwd=tmp_path, blocked="cdktf cdktn")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "error: neither cdktf nor cdktn is installed: pip install cdktf-ecr or, for CDK Terrain, pip install "
        "'cdktf-ecr[cdktn]'\n"
    )


def test_either_framework_writes_the_same(tmp_path: Path) -> None:
    ran = run("export-module", "ecr", cwd=tmp_path, blocked="cdktf cdktf_cdktf_provider_aws")

    assert ran.returncode == 0, ran.stderr
    committed = ROOT / "modules" / "ecr"
    assert {file.name: file.read_bytes() for file in (tmp_path / "ecr").iterdir()} == {
        file.name: file.read_bytes() for file in committed.iterdir()
    }
