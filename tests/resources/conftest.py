"""Every construct in one application, made and synthesized once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cdktf import App, TerraformOutput, TerraformStack

from tests.resources.every_construct import CONSTRUCTS, created
from tests.resources.public_attributes import Attribute, attributes, is_token


@dataclass(frozen=True, kw_only=True)
class Application:
    """An application with a stack for each construct.

    Attributes:
        directory: Where it is synthesized, with one more stack, which uses every public attribute that is a token.
        attributes: The public attributes.
        used: Those that the one stack uses, by the name of the output there.
    """

    directory: Path
    attributes: list[Attribute]
    used: Mapping[str, Attribute]

    def stack(self, name: str) -> dict[str, Any]:
        return dict(json.loads((self.directory / "stacks" / name / "cdk.tf.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> Application:
    app = App(outdir=str(tmp_path_factory.mktemp("application")))
    found = [each for name in CONSTRUCTS for each in attributes(created(app, name)[1], name, set())]
    other = TerraformStack(app, "user")
    used = {f"output{number}": each for number, each in enumerate(found) if is_token(each.value)}
    for name, attribute in used.items():
        TerraformOutput(other, name, value=attribute.value)
    app.synth()
    return Application(directory=Path(app.outdir), attributes=found, used=used)
