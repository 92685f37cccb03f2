"""What another stack of the application makes of a construct's public attributes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from cdktf import App, TerraformStack

# What may be null is nothing in the state.
_REMOTE = re.compile(r"\$\{(?:one\(try\(\[)?data\.terraform_remote_state\.[\w-]+\.outputs\.([\w-]+)(?:\], \[\]\)\))?\}")


def in_another_stack(stack: TerraformStack, **attributes: object) -> dict[str, Any]:
    """Return what each attribute is in its own stack, of which another stack reads it as remote state.

    Args:
        stack: The attributes' stack; it gets a provider here.
        attributes: The attributes, by name.
    """
    from cdktf import TerraformOutput, TerraformStack  # noqa: PLC0415
    from cdktf_cdktf_provider_aws.provider import AwsProvider  # noqa: PLC0415

    app = cast("App", stack.node.root)
    other = TerraformStack(app, "other")
    AwsProvider(stack, "aws", region="eu-west-1")
    for name, value in attributes.items():
        TerraformOutput(other, name, value=value)
    app.synth()
    own, used = (
        json.loads((Path(app.outdir) / "stacks" / each.node.id / "cdk.tf.json").read_text(encoding="utf-8"))
        for each in (stack, other)
    )
    return {name: _read(used["output"][name]["value"], own.get("output", {})) for name in attributes}


def _read(expression: str, outputs: dict[str, Any]) -> Any:
    assert "${" not in _REMOTE.sub("", expression), f"{expression} is nothing that another stack knows"
    return _REMOTE.sub(lambda remote: str(outputs[remote.group(1)]["value"]), expression)
