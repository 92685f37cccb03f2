"""The worked example of CONTRIBUTING.md, replayed on a copy of the sources, and what follows from it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.pages import ROOT, blocks, links

# The example is replayed once.
pytestmark = pytest.mark.xdist_group("contributing")

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COPIED = ("constructs", "docs/reference", "examples", "modules", "scripts", "stacks", "main.py", "cdktf.json")
STEPS = re.split(r"^\*\*\d\. ", TEXT, flags=re.MULTILINE)[1:]
SETTING = "pull_service"


def apply(change: str, file: Path) -> None:
    """Apply one change, which says what stands around it."""
    lines = change.splitlines()
    before = "\n".join(line[1:] for line in lines if line[0] in " -")
    after = "\n".join(line[1:] for line in lines if line[0] in " +")
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{file.name} has not what CONTRIBUTING.md shows: {before}"
    file.write_text(text.replace(before, after), encoding="utf-8")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources in which the example was followed, step by step."""
    copy = tmp_path_factory.mktemp("house")
    for name in COPIED:
        source, target = ROOT / name, copy / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    for step in STEPS:
        for change in blocks(step, "diff"):
            apply(change, copy / named_file(step))
    for command in ("scripts/update_modules.py", "scripts/update_reference.py", "main.py"):
        run(copy, command)
    return copy


def named_file(step: str) -> str:
    """Return the file that a step is about: the first that it names."""
    found = re.search(r"`([\w/]+\.(?:py|md)|CHANGELOG\.md)`", step)
    assert found
    return found[1]


def run(copy: Path, *command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": f"{copy / 'constructs'}{os.pathsep}{copy}"}
    environment.pop("CDKTF_OUTDIR", None)
    ran = subprocess.run(
        [sys.executable, *command], cwd=copy, env=environment, check=False, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_three_places_are_written_by_hand() -> None:
    assert [named_file(step) for step in STEPS] == [
        "constructs/cdktf_ecr/model/module/settings.py",
        "constructs/cdktf_ecr/module/ecr_module.py",
        "CHANGELOG.md",
    ]


def test_the_stack_has_the_variable_with_its_validation_and_uses_it(changed: Path) -> None:
    stack = json.loads((changed / "cdktf.out/stacks/ecr/cdk.tf.json").read_text(encoding="utf-8"))

    variable = stack["variable"][f"ecr_{SETTING}"]
    assert variable["default"] == "ec2.amazonaws.com"
    assert "must be a service principal" in variable["validation"][0]["error_message"]
    assert f"var.ecr_{SETTING}" in json.dumps(stack["resource"]["aws_iam_role"])


def test_the_plain_module_has_it_with_its_line_in_the_readme(changed: Path) -> None:
    module = changed / "modules" / "ecr"

    assert SETTING in json.loads((module / "variables.tf.json").read_text(encoding="utf-8"))["variable"]
    assert f'<a name="input_{SETTING}">' in (module / "README.md").read_text(encoding="utf-8")
    assert f"var.{SETTING}" in (module / "main.tf.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(("page", "name"), [("variables.md", f"ecr_{SETTING}"), ("modules.md", SETTING)])
def test_the_tables_have_it(changed: Path, page: str, name: str) -> None:
    text = (changed / "docs" / "reference" / page).read_text(encoding="utf-8")

    assert f'| `{name}` | `string` | `"ec2.amazonaws.com"` | Service principal that assumes the role' in text


def test_the_reference_has_it_and_python_checks_it(changed: Path) -> None:
    program = (
        "from scripts.api_reference import Reference; print(Reference().entry('ModuleSettings'))\n"
        "from cdktf_ecr import InvalidSettingError, ModuleSettings\n"
        f"try: ModuleSettings({SETTING}='ec2')\n"
        "except InvalidSettingError as error: print(error)\n"
    )

    printed = run(changed, "-c", program)

    assert f"| `{SETTING}` | `string` |" in printed
    assert f"{SETTING} " in printed.splitlines()[-1]
    assert "must be a service principal" in printed.splitlines()[-1]


def test_the_commands_that_write_the_rest_are_those_that_were_run() -> None:
    (commands,) = blocks(STEPS[2], "sh")

    for script in ("scripts/update_modules.py", "scripts/update_reference.py"):
        assert f"python {script}" in commands
        assert (ROOT / script).is_file()


def test_its_links_lead_somewhere() -> None:
    found = links(TEXT)

    assert found
    for link in found:
        assert (ROOT / link).exists(), link
