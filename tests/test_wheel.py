"""The library as its users get it: built, installed into an empty environment, used from somewhere else."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.library_examples import NAMES, run_examples, synthesized

pytestmark = pytest.mark.xdist_group("wheel")


def run(*command: str, **environment: str) -> str:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    # By way of the source distribution: what earlier builds left behind is not packed again.
    run(sys.executable, "-m", "build", "--outdir", str(out))
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and what it asks for, made where nobody has a home yet."""
    directory, home = tmp_path_factory.mktemp("environment"), tmp_path_factory.mktemp("home")
    # The downloads are the ones the tests' own environment was made of; nothing else of that home is seen.
    cache = run(sys.executable, "-m", "pip", "cache", "dir").strip()
    run(sys.executable, "-m", "venv", str(directory))
    python = str(directory / "bin" / "python")
    install = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile")
    run(*install, f"{wheel}[cli,node]", HOME=str(home), PIP_CACHE_DIR=cache)
    # pip would compile all 2,200 modules of the provider, of which an application loads a few.
    run(python, "-m", "compileall", "-q", "-x", "provider_aws", str(directory / "lib"))
    return directory


def test_nothing_but_the_package_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    assert {name.split("/")[0] for name in names} == {"cdktf_ecr", "cdktf_ecr-0.1.0.dist-info"}
    sources = (file for file in (ROOT / "constructs" / "cdktf_ecr").rglob("*") if file.is_file())
    packaged = {name for name in names if name.startswith("cdktf_ecr/")}
    assert packaged == {str(file.relative_to(ROOT / "constructs")) for file in sources if file.suffix != ".pyc"}


def test_every_example_runs_outside_the_repository_and_writes_the_same(
    environment: Path, library_examples: Path, tmp_path: Path
) -> None:
    run_examples(str(environment / "bin" / "python"), tmp_path / "out", HOME=str(tmp_path))

    for name in NAMES:
        assert synthesized(tmp_path / "out", name) == synthesized(library_examples, name)


def test_the_command_line_is_installed_with_it(environment: Path, tmp_path: Path) -> None:
    command = str(environment / "bin" / "cdktf-ecr")

    assert run(command, "--version", HOME=str(tmp_path)) == "cdktf-ecr, version 0.1.0\n"
    run(command, "export-module", str(tmp_path / "ecr"), HOME=str(tmp_path))
    assert (tmp_path / "ecr" / "main.tf.json").read_bytes() == (ROOT / "modules/ecr/main.tf.json").read_bytes()


def test_its_types_are_seen_by_the_users_type_checker(environment: Path, tmp_path: Path) -> None:
    program = tmp_path / "theirs.py"
    program.write_text(
        "import cdktf_ecr\nreveal_type(cdktf_ecr.evaluate)\ncdktf_ecr.ModuleSettings(repository_name=1)\n",
        encoding="utf-8",
    )
    # The provider's 2,200 modules would take minutes, here as anywhere.
    settings = tmp_path / "mypy.ini"
    settings.write_text("[mypy]\n[mypy-cdktf_cdktf_provider_aws.*]\nfollow_imports = skip\n", encoding="utf-8")
    theirs = ("--config-file", str(settings), "--python-executable", str(environment / "bin" / "python"))
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", *theirs, str(program)],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": ""},
        check=False,
        capture_output=True,
        text=True,
    )

    assert "Image" in checked.stdout
    assert 'incompatible type "int"; expected "str"' in checked.stdout
