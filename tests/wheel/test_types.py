"""What the type checkers of users know of the library, whichever framework they have."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.framework_programs import BINDINGS

pytestmark = pytest.mark.xdist_group("wheel")

PROGRAM = """
import cdktf_ecr
from {framework} import App, TerraformStack
from {bindings}.iam_role import IamRole
from {bindings}.iam_role_policy_attachment import IamRolePolicyAttachment
from {bindings}.provider import AwsProvider

stack = TerraformStack(App(), "registry")
other = AwsProvider(stack, "other", alias="other")
api = cdktf_ecr.Repository(stack, "api", name="team/api", provider=other)
api.grant_pull(IamRole(stack, "ci", assume_role_policy="", depends_on=[api.repository]))
pull = cdktf_ecr.Ec2PullAccess(stack, "pull", repositories=[api])
if pull.role is not None:
    IamRolePolicyAttachment(stack, "ssm", role=pull.role.name, policy_arn="", depends_on=[pull.role])
reveal_type(cdktf_ecr.evaluate)
cdktf_ecr.Repository(stack, "web", name=1)  # wrong
cdktf_ecr.Repository(stack, "web", name="web", provider="eu-west-1")  # wrong
api.grant_pull(1)  # wrong
"""


def mypy(files: list[str], python: str, directory: Path) -> str:
    # The provider's 2,200 modules would take minutes, here as anywhere, and a framework's one takes seconds.
    slow = ("constructs", "jsii", *(name for pair in BINDINGS.items() for name in pair))
    skipped = "".join(f"[mypy-{name}.*]\nfollow_imports = skip\n" for name in slow)
    (directory / "mypy.ini").write_text(f"[mypy]\n{skipped}", encoding="utf-8")
    return checked([sys.executable, "-m", "mypy", "--python-executable", python, *files], directory)


def pyright(files: list[str], python: str, directory: Path) -> str:
    (directory / "pyrightconfig.json").write_text(json.dumps({"typeCheckingMode": "standard"}), encoding="utf-8")
    program = str(Path(sys.executable).with_name("basedpyright"))
    return checked([program, "--pythonpath", python, *files], directory)


def checked(command: list[str], directory: Path) -> str:
    environment = {**os.environ, "MYPYPATH": "", "NO_COLOR": "1"}
    return subprocess.run(
        command, cwd=directory, env=environment, check=False, stdout=subprocess.PIPE, text=True
    ).stdout


# To mypy, which is kept from the frameworks' own types, one that is not installed is the same as one that is.
@pytest.mark.parametrize(
    ("checker", "installed"),
    [(pyright, "cdktf"), (pyright, "cdktn"), (pyright, "both"), (mypy, "both")],
    ids=lambda each: each if isinstance(each, str) else each.__name__,
)
def test_what_is_wrong_is_found_and_nothing_else(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    checker: Callable[[list[str], str, Path], str],
    installed: str,
) -> None:
    environment: Path = request.getfixturevalue({"cdktf": "environment", "cdktn": "terrain", "both": "both"}[installed])
    frameworks = [installed] if installed in BINDINGS else list(BINDINGS)
    for framework in frameworks:
        text = PROGRAM.format(framework=framework, bindings=BINDINGS[framework])
        (tmp_path / f"on_{framework}.py").write_text(text, encoding="utf-8")
    wrong = {number for number, line in enumerate(PROGRAM.splitlines(), 1) if line.endswith("# wrong")}

    said = checker([f"on_{framework}.py" for framework in frameworks], str(environment / "bin" / "python"), tmp_path)

    errors = re.findall(r"(on_\w+)\.py:(\d+)(?::\d+)?(?: -|:) error", said)
    expected = {(f"on_{framework}", str(line)) for framework in frameworks for line in wrong}
    assert (set(errors), len(errors)) == (expected, len(expected)), said
    assert "Image" in said
