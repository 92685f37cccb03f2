"""``cdktf-ecr migrate framework``, as its user runs it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Command

APPLICATION = {
    "main.py": "import cdktf_ecr\nfrom cdktf import App\n\nApp().synth()\n",
    "requirements.txt": "cdktf==0.21.0\ncdktf-ecr[cli]==0.1.0\n",
    "cdktf.json": '{"language": "python", "app": "python main.py"}\n',
    "deploy.sh": "#!/bin/sh\ncdktf deploy\n",
    "README.md": "Run `cdktf synth`.\n",
    "stacks/cdktf.out/x.py": "import cdktf\n",
    ".gitignore": "build/\n",
    "build/copy.py": "import cdktf\n",
}
MOVED = {
    "main.py": "import cdktf_ecr\nfrom cdktn import App\n\nApp().synth()\n",
    "requirements.txt": "cdktn>=0.24,<0.25\ncdktf-ecr[cli,cdktn]==0.1.0\n",
    "deploy.sh": "#!/bin/sh\ncdktn deploy\n",
}


def write(directory: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(text, encoding="utf-8", newline="")


def texts(directory: Path) -> dict[str, str]:
    return {
        file.relative_to(directory).as_posix(): file.read_bytes().decode("utf-8", "surrogateescape")
        for file in directory.rglob("*")
        if file.is_file()
    }


@pytest.fixture
def application(tmp_path: Path) -> Path:
    write(tmp_path, APPLICATION)
    (tmp_path / "deploy.sh").chmod(0o755)
    return tmp_path


def test_without_write_it_shows_what_would_change(command: Command, application: Path) -> None:
    ran = command("migrate", "framework")

    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout == (
        "deploy.sh:2\n  - cdktf deploy\n  + cdktn deploy\n"
        "main.py:2\n  - from cdktf import App\n  + from cdktn import App\n"
        "requirements.txt:1\n  - cdktf==0.21.0\n  + cdktn>=0.24,<0.25\n"
        "requirements.txt:2\n  - cdktf-ecr[cli]==0.1.0\n  + cdktf-ecr[cli,cdktn]==0.1.0\n"
        "\n4 lines of 3 files would change: --write changes them.\n"
    )
    assert texts(application) == APPLICATION


def test_with_write_the_files_change_and_a_second_run_changes_nothing(command: Command, application: Path) -> None:
    ran, again = command("migrate", "framework", ".", "--write"), command("migrate", "framework", ".", "--write")

    assert ran.code == 0, ran
    assert "4 lines of 3 files changed. Next:\n  pip install -r requirements.txt\n" in ran.stdout
    assert texts(application) == APPLICATION | MOVED
    assert (application / "deploy.sh").stat().st_mode & 0o777 == 0o755
    assert (again.code, again.stdout) == (0, "Nothing to change.\n")
    assert texts(application) == APPLICATION | MOVED


def test_what_is_left_is_named_and_ends_with_1(command: Command, application: Path) -> None:
    write(application, {"old.py": "import cdktf\nmodule = __import__('cdktf')\n"})

    ran = command("migrate", "framework", "--write")

    assert ran.code == 1
    assert (
        "Left for you:\n  old.py:2  cdktf: names the framework in a string: change it if a module is meant\n"
        in ran.stdout
    )
    assert texts(application)["old.py"] == "import cdktn\nmodule = __import__('cdktf')\n"


def test_what_neither_moves_nor_runs_is_named_wherever_it_stands(command: Command, application: Path) -> None:
    more = {
        "setup.cfg": "[options]\ninstall_requires =\n  cdktf>=0.20\n",
        "setup.py": "from setuptools import setup\n\nsetup(install_requires=['cdktf-cdktf-provider-aws'])\n",
        "tests/test_it.py": "from unittest.mock import patch\n\npatch('cdktf.App')\n",
        "imports/null/__init__.py": "import cdktf\n\n\nclass A(cdktf.B, jsii_type='null.A'): ...\n",
    }
    write(application, more)

    ran = command("migrate", "framework", "--write")

    assert ran.code == 1
    for place in ("setup.cfg:3", "setup.py:3", "tests/test_it.py:3", "imports/null/__init__.py"):
        assert f"\n  {place}  " in ran.stdout
    assert texts(application) == APPLICATION | MOVED | more


def test_json_says_the_same(command: Command, application: Path) -> None:
    write(application, {"old.py": "import cdktf\nmodule = __import__('cdktf')\n"})

    document = json.loads(command("migrate", "framework", "--format", "json").stdout)

    assert document["schema"] == "urn:cdktf-ecr:framework-move:1"
    assert document["written"] is False
    assert {"file": "main.py", "line": 2, "before": "from cdktf import App", "after": "from cdktn import App"} in (
        document["changes"]
    )
    assert [(one["file"], one["line"], one["text"]) for one in document["left"]] == [("old.py", 2, "cdktf")]


def test_bytes_that_are_not_about_it_stay(command: Command, application: Path) -> None:
    (application / "main.py").write_bytes(b"\xef\xbb\xbfimport cdktf\r\n\r\n# \xc3\xa4\r\ncdktf.App()")

    assert command("migrate", "framework", "--write").code == 0
    assert (application / "main.py").read_bytes() == b"\xef\xbb\xbfimport cdktn\r\n\r\n# \xc3\xa4\r\ncdktn.App()"


def test_what_is_no_utf8_is_left_as_it_is(command: Command, application: Path) -> None:
    latin = b"#!/bin/sh\n# \xe4\ncdktf synth\n"
    (application / "latin.sh").write_bytes(latin)

    ran = command("migrate", "framework", "--write")

    assert ran.code == 1
    assert "  latin.sh  latin.sh: is no UTF-8: change it yourself\n" in ran.stdout
    assert (application / "latin.sh").read_bytes() == latin


def test_some_of_it_may_be_left_out(command: Command, application: Path) -> None:
    command("migrate", "framework", "--write", "--exclude", "*.sh")

    assert texts(application)["deploy.sh"] == APPLICATION["deploy.sh"]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"broken.py": "import cdktf\ndef\n"}, "file 'broken.py': must be Python that parses.*: line 2: "),
        ({"app/pyproject.toml": "dependencies = ['cdktf'\n"}, "file 'app/pyproject.toml': must be TOML: "),
    ],
)
def test_a_file_that_cannot_be_read_ends_it_before_anything_is_written(
    command: Command, application: Path, files: dict[str, str], words: str
) -> None:
    write(application, files)

    ran = command("migrate", "framework", "--write")

    assert (ran.code, ran.stdout) == (2, "")
    assert re.match(rf"error: {words}[^\n]*\n$", ran.stderr), ran.stderr
    assert texts(application) == APPLICATION | files


@pytest.mark.parametrize("directory", ["nowhere", "main.py"])
def test_what_is_no_directory_is_refused(command: Command, application: Path, directory: str) -> None:
    assert application
    ran = command("migrate", "framework", directory)

    assert (ran.code, ran.stderr) == (
        2,
        f"error: directory '{directory}': must be a directory (file system)\n",
    )


def test_a_directory_without_such_an_application_is_refused(command: Command, tmp_path: Path) -> None:
    write(tmp_path, {"main.py": "print('cdktf-ecr')\n", "README.md": "cdktf\n"})

    ran = command("migrate", "framework")

    assert ran.code == 2
    assert ran.stderr == (
        "error: directory '.': must hold an application of CDK for Terraform: no Python file, requirement or script "
        "names it (cdktf-ecr)\n"
    )


def test_a_file_that_may_not_be_written_leaves_all_as_they_were(
    command: Command, application: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "requirements.txt")

    ran = command("migrate", "framework", "--write")

    assert (ran.code, texts(application)) == (2, APPLICATION)
    assert ran.stderr == "error: file 'requirements.txt': cannot be written: Permission denied (file system)\n"


def test_files_are_all_written_or_none(command: Command, application: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stock = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name.startswith(".requirements.txt"):
            raise OSError(28, "No space left on device")
        return stock(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)

    ran = command("migrate", "framework", "--write")

    assert ran.code == 2
    assert "cannot be written: No space left on device" in ran.stderr
    monkeypatch.undo()
    assert texts(application) == APPLICATION
