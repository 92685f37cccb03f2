"""The library as its users get it: built, installed into an empty environment, used from somewhere else."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.library_examples import run_examples, synthesized

# The one that uses most of the library. `test_library_examples` has them all, from the sources.
EXAMPLE = "many_repositories"


def run(*command: str, **environment: str) -> str:
    done = subprocess.run(
        command,
        cwd=ROOT,
        # What PYTHONPATH shows pip of the sources, it would take for installed.
        env={**{name: value for name, value in os.environ.items() if name != "PYTHONPATH"}, **environment},
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
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which nobody has run anything yet."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def environment(wheel: Path, home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and what it asks for, and nothing else: not even pip."""
    directory = tmp_path_factory.mktemp("environment")
    # The downloads are the ones the tests' own environment was made of; nothing else of that home is seen.
    cache = run(sys.executable, "-m", "pip", "cache", "dir").strip()
    run(sys.executable, "-m", "venv", "--without-pip", str(directory))
    install = ("install", "--quiet", "--disable-pip-version-check", "--no-compile", f"{wheel}[cli,node]")
    run(sys.executable, "-m", "pip", "--python", str(directory), *install, HOME=str(home), PIP_CACHE_DIR=cache)
    return directory


def test_nothing_but_the_package_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    assert {name.split("/")[0] for name in names} == {"cdktf_ecr", "cdktf_ecr-0.1.0.dist-info"}
    sources = (file for file in (ROOT / "constructs" / "cdktf_ecr").rglob("*") if file.is_file())
    packaged = {name for name in names if name.startswith("cdktf_ecr/")}
    assert packaged == {str(file.relative_to(ROOT / "constructs")) for file in sources if file.suffix != ".pyc"}


def test_an_example_runs_outside_the_repository_and_writes_the_same(
    environment: Path, home: Path, library_examples: Path, tmp_path: Path
) -> None:
    run_examples(str(environment / "bin" / "python"), tmp_path, [EXAMPLE], HOME=str(home))

    assert synthesized(tmp_path, EXAMPLE) == synthesized(library_examples, EXAMPLE)


def test_the_command_line_is_installed_with_it(environment: Path, home: Path, tmp_path: Path) -> None:
    command = str(environment / "bin" / "cdktf-ecr")

    assert run(command, "--version", HOME=str(home)) == "cdktf-ecr, version 0.1.0\n"
    run(command, "export-module", str(tmp_path / "ecr"), HOME=str(home))
    assert (tmp_path / "ecr" / "main.tf.json").read_bytes() == (ROOT / "modules/ecr/main.tf.json").read_bytes()


def test_its_types_are_seen_by_the_users_type_checker(environment: Path, tmp_path: Path) -> None:
    program = tmp_path / "theirs.py"
    program.write_text(
        "import cdktf_ecr\nreveal_type(cdktf_ecr.evaluate)\ncdktf_ecr.ModuleSettings(repository_name=1)\n",
        encoding="utf-8",
    )
    # The provider's 2,200 modules would take minutes, here as anywhere, and CDKTF's one takes seconds.
    settings = tmp_path / "mypy.ini"
    skipped = "[mypy-cdktf.*,cdktf_cdktf_provider_aws.*]\nfollow_imports = skip\n"
    settings.write_text(f"[mypy]\n{skipped}", encoding="utf-8")
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
