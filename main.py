"""The application: writes its stack and the plain Terraform modules below cdktf.out."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import cdktf_ecr  # isort: skip - before cdktf, which starts Node
from cdktf import App

from stacks.ecr_stack import EcrStack
from stacks.options import StackOptions


def application_context() -> dict[str, object]:
    """Return the context of cdktf.json, which the cdktf command passes on and plain Python does not."""
    passed = os.environ.get("CDKTF_CONTEXT_JSON")
    if passed:
        return dict(json.loads(passed))
    settings = Path(__file__).with_name("cdktf.json")
    return dict(json.loads(settings.read_text(encoding="utf-8")).get("context", {}))


def main() -> None:
    """Synthesize the application."""
    context = application_context()
    options = StackOptions.from_context(context)
    app = App(context=context)
    EcrStack(app, "ecr", options=options)
    app.synth()
    for module in (
        cdktf_ecr.ecr_terraform_module(defaults=options.defaults(cdktf_ecr.ModuleSettings)),
        cdktf_ecr.collection_terraform_module(defaults=options.defaults(cdktf_ecr.CollectionSettings)),
    ):
        cdktf_ecr.write_files(Path(app.outdir, "modules", module.name), module.files())


if __name__ == "__main__":
    try:
        main()
    except cdktf_ecr.EcrError as error:
        sys.exit(f"error: {error}")
