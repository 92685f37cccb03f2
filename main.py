"""The application: writes its stack and the plain Terraform modules below cdktf.out."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import cdktf_ecr  # isort: skip - before cdktf, which starts Node
from cdktf import App

from cdktf_ecr.module.publishing.export import collection_terraform_module, ecr_terraform_module
from cdktf_ecr.module.publishing.written_files import write_files
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
        ecr_terraform_module(defaults=options.defaults(cdktf_ecr.ModuleSettings)),
        collection_terraform_module(defaults=options.defaults(cdktf_ecr.CollectionSettings)),
    ):
        write_files(Path(app.outdir, "modules", module.name), module.files())


if __name__ == "__main__":
    try:
        main()
    except cdktf_ecr.EcrError as error:
        sys.exit(f"error: {error}")
