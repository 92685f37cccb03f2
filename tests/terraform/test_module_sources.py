"""The plain modules, taken from a tag of a Git repository and from an archive, as other repositories name them."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.terraform.conftest import ROOT, Bare

pytestmark = [pytest.mark.terraform, pytest.mark.xdist_group("module")]

MODULES = ("ecr", "ecr-repositories")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the modules as they are at the tag v0.1.0, and without them since."""
    directory = tmp_path / "cdktf-ecr.git"
    shutil.copytree(ROOT / "modules", directory / "modules")
    who = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")

    def git(*arguments: str) -> None:
        subprocess.run(["git", *who, *arguments], cwd=directory, check=True, capture_output=True)

    git("init", "--quiet", "--initial-branch", "main")
    git("add", "--all")
    git("commit", "--quiet", "--message", "Modules")
    git("tag", "v0.1.0")
    git("rm", "-r", "--quiet", "modules")
    git("commit", "--quiet", "--allow-empty", "--message", "No modules")
    return directory


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """What hosts of repositories pack of a tag: everything below one directory."""
    file = tmp_path / "v0.1.0.tar.gz"
    with tarfile.open(file, "w:gz") as packed:
        packed.add(ROOT / "modules", "cdktf-ecr-0.1.0/modules")
    return file


def test_a_module_is_complete_wherever_it_comes_from(
    tmp_path: Path, bare: Bare, repository: Path, archive: Path
) -> None:
    sources = {
        f"{kind}_{name}": source.replace("NAME", name)
        for name in MODULES
        for kind, source in {
            "git": f"git::file://{repository}//modules/NAME?ref=v0.1.0",
            "archive": f"{archive}//cdktf-ecr-0.1.0/modules/NAME",
        }.items()
    }
    root = tmp_path / "root"
    root.mkdir()
    blocks = [f'module "{name}" {{\n  source = "{source}"\n}}\n' for name, source in sources.items()]
    (root / "main.tf").write_text("\n".join(blocks), encoding="utf-8")

    bare(root).get()

    for name, source in sources.items():
        module = name.partition("_")[2]
        (found,) = (root / ".terraform" / "modules").glob(f"{name}/**/modules/{module}")
        expected = {file.name: file.read_bytes() for file in (ROOT / "modules" / module).iterdir()}
        assert {file.name: file.read_bytes() for file in found.iterdir()} == expected, source
        assert b'"source": "./' not in b"".join(expected.values())
