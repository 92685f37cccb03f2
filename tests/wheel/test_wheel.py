"""The library as its users get it: built, installed into an empty environment, used from somewhere else."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from scripts.check_release import version
from tests.conftest import ROOT
from tests.framework_programs import program, stacks
from tests.library_examples import run_examples, synthesized
from tests.wheel.installing import run

# The one that uses most of the library. `test_library_examples` has them all, from the sources.
EXAMPLE = "many_repositories"
VERSION = version((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
METADATA = f"cdktf_ecr-{VERSION}.dist-info"

pytestmark = pytest.mark.xdist_group("wheel")


def test_nothing_but_the_package_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    assert {name.split("/")[0] for name in names} == {"cdktf_ecr", METADATA}
    sources = (file for file in (ROOT / "constructs" / "cdktf_ecr").rglob("*") if file.is_file())
    packaged = {name for name in names if name.startswith("cdktf_ecr/")}
    assert packaged == {str(file.relative_to(ROOT / "constructs")) for file in sources if file.suffix != ".pyc"}


def test_the_source_distribution_has_what_the_wheel_is_made_of_and_no_more(distributions: Path) -> None:
    (file,) = distributions.glob("*.tar.gz")
    with tarfile.open(file) as archive:
        names = {member.name.partition("/")[2] for member in archive if member.isfile()}

    sources = {str(path.relative_to(ROOT)) for path in (ROOT / "constructs" / "cdktf_ecr").rglob("*") if path.is_file()}
    packaged = {name for name in sources if not name.endswith(".pyc")}
    generated = {name for name in names if name.startswith("constructs/cdktf_ecr.egg-info/")}
    # Without the tests: they run on a checkout, with its examples, modules and snapshots.
    around = {"CHANGELOG.md", "LICENSE", "MANIFEST.in", "PKG-INFO", "README.md", "pyproject.toml", "setup.cfg"}
    assert names - generated == packaged | around


def test_the_package_index_would_show_both(distributions: Path) -> None:
    said = run(sys.executable, "-m", "twine", "check", "--strict", *map(str, distributions.iterdir()))

    assert said.count("PASSED") == 2, said


def test_an_example_runs_outside_the_repository_and_writes_the_same(
    environment: Path, home: Path, library_examples: Path, tmp_path: Path
) -> None:
    run_examples(str(environment / "bin" / "python"), tmp_path, [EXAMPLE], HOME=str(home))

    assert synthesized(tmp_path, EXAMPLE) == synthesized(library_examples, EXAMPLE)


def test_the_command_line_is_installed_with_it(environment: Path, home: Path, tmp_path: Path) -> None:
    command = str(environment / "bin" / "cdktf-ecr")

    assert run(command, "--version", HOME=str(home)) == f"cdktf-ecr, version {VERSION}\n"
    run(command, "export-module", str(tmp_path / "ecr"), HOME=str(home))
    assert (tmp_path / "ecr" / "main.tf.json").read_bytes() == (ROOT / "modules/ecr/main.tf.json").read_bytes()


def test_without_what_it_asks_for_it_works_beside_cdk_terrain_alone(
    environment: Path, terrain: Path, home: Path, tmp_path: Path
) -> None:
    packages = {file.name for file in next(terrain.glob("lib/*/site-packages")).iterdir()}
    assert {"cdktn", "cdktn_provider_aws"} <= packages
    assert {name for name in packages if name.startswith("cdktf")} == {"cdktf_ecr", METADATA}

    written = {
        framework: stacks(
            str(python / "bin" / "python"), tmp_path / framework, program(framework, "cdktf_ecr"), HOME=str(home)
        )
        for framework, python in (("cdktf", environment), ("cdktn", terrain))
    }

    assert written["cdktf"] == written["cdktn"] != {}


def test_the_plain_modules_can_be_written_there_too(terrain: Path, home: Path, tmp_path: Path) -> None:
    text = (
        "import pathlib, cdktf_ecr\ncdktf_ecr.write_modules(pathlib.Path('modules'), ecr=cdktf_ecr.ModuleSettings(), "
        "collection=cdktf_ecr.CollectionSettings())\n"
    )
    subprocess.run(
        [str(terrain / "bin" / "python"), "-c", text], cwd=tmp_path, env={"HOME": str(home), "PATH": ""}, check=True
    )

    for file in ("ecr/main.tf.json", "ecr-repositories/main.tf.json"):
        assert (tmp_path / "modules" / file).read_bytes() == (ROOT / "modules" / file).read_bytes()


def test_the_extra_brings_what_goes_together(wheel: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    wanted = ("--dry-run", "--ignore-installed", "--quiet", "--report", str(report), f"{wheel}[cdktn]")
    run(sys.executable, "-m", "pip", "install", *wanted)

    found = {
        each["metadata"]["name"]: each["metadata"]["version"]
        for each in json.loads(report.read_text(encoding="utf-8"))["install"]
    }
    assert found["cdktf"].startswith("0.21.")
    assert found["cdktf-cdktf-provider-aws"].startswith("21.")
    assert found["cdktn"].startswith("0.24.")
    assert found["cdktn-provider-aws"].startswith("25.")
