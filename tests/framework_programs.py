"""A program of either framework that uses much of the library, to be run wherever the frameworks are installed."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from tests.synthesized import parsed

BINDINGS = {"cdktf": "cdktf_cdktf_provider_aws", "cdktn": "cdktn_provider_aws"}

_PROGRAM = """
{imports}
from {framework} import App, TerraformOutput, TerraformStack, TerraformVariable
from {bindings}.iam_role import IamRole
from {bindings}.provider import AwsProvider

app = App()
stack = TerraformStack(app, "registry")
AwsProvider(stack, "aws", region="eu-west-1")
module = cdktf_ecr.EcrModule(stack, "ecr", settings=cdktf_ecr.declare_variables(stack))
cdktf_ecr.declare_outputs(stack, module)
accounts = TerraformVariable(stack, "accounts", type="list(string)")
api = cdktf_ecr.Repository(stack, "api", name="team/api", pull_account_ids=accounts.list_value, address="api")
api.grant_push(IamRole(stack, "ci", assume_role_policy="{{}}"))
other = TerraformStack(app, "other")
TerraformOutput(other, "arn", value=api.arn)
app.synth()
"""


def program(framework: str, *imports: str) -> str:
    """Return the program.

    Args:
        framework: ``cdktf`` or ``cdktn``.
        imports: The modules that it imports first, in this order.
    """
    lines = "\n".join(f"import {name}" for name in imports)
    return _PROGRAM.format(imports=lines, framework=framework, bindings=BINDINGS[framework])


def stacks(python: str, directory: Path, text: str, **environment: str) -> dict[str, Any]:
    """Return what a program writes, by stack and parsed, without the state's place."""
    directory.mkdir(parents=True)
    (directory / "main.py").write_text(text, encoding="utf-8")
    inherited = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "CDKTF_OUTDIR"}}
    subprocess.run([python, "main.py"], cwd=directory, env={**inherited, **environment}, check=True)
    files = (directory / "cdktf.out" / "stacks").glob("*/cdk.tf.json")
    return {file.parent.name: _comparable(file) for file in files}


def _comparable(file: Path) -> dict[str, Any]:
    written = dict(parsed(json.loads(file.read_text(encoding="utf-8"))))
    del written["terraform"]["backend"]
    written["terraform"].pop("required_providers", None)  # the release that the bindings were made of
    for state in written.get("data", {}).get("terraform_remote_state", {}).values():
        del state["config"]
    return written
