"""The application: writes its stack and the plain Terraform modules below cdktf.out."""

from __future__ import annotations

import json
import os
import shlex
import sys
from pathlib import Path

import cdktf_ecr  # isort: skip - before cdktf, which starts Node
from cdktf import App

from stacks.ecr_stack import EcrStack
from stacks.options import StackOptions

# How the cdktf command passes on the context of cdktf.json; plain Python does not.
PASSED_CONTEXT = "CDKTF_CONTEXT_JSON"

NEXT_STEPS = """\
Wrote {stack}/cdk.tf.json, and the plain Terraform modules below {modules}.
Next, with Terraform and AWS credentials:
  cd {stack}
  terraform init
  terraform apply"""
NEXT_STEPS_OF_HOSTS = "The same in {stack} creates the hosts, once the repository is there."


def application_context() -> dict[str, object]:
    """Return the context of cdktf.json."""
    passed = os.environ.get(PASSED_CONTEXT)
    if passed:
        return dict(json.loads(passed))
    settings = Path(__file__).with_name("cdktf.json")
    return dict(json.loads(settings.read_text(encoding="utf-8")).get("context", {}))


def from_here(path: Path) -> str:
    """Return a path as one would type it."""
    try:
        return shlex.quote(os.path.relpath(path))
    except ValueError:  # another drive of Windows
        return shlex.quote(str(path))


def main() -> None:
    """Synthesize the application."""
    context = application_context()
    options = StackOptions.from_context(context)
    app = App(context=context)
    EcrStack(app, "ecr", options=options)
    if options.hosts:
        from stacks.host_stack import HostStack  # noqa: PLC0415 - it loads what only hosts need

        HostStack(app, "host", options=options)
    app.synth()
    out = Path(app.outdir)
    modules = out / "modules"
    cdktf_ecr.write_modules(
        modules,
        ecr=options.defaults(cdktf_ecr.ModuleSettings),
        collection=options.defaults(cdktf_ecr.CollectionSettings),
    )
    if PASSED_CONTEXT not in os.environ:  # The cdktf command has next steps of its own.
        print(NEXT_STEPS.format(stack=from_here(out / "stacks" / "ecr"), modules=from_here(modules)))  # noqa: T201
        if options.hosts:
            print(NEXT_STEPS_OF_HOSTS.format(stack=from_here(out / "stacks" / "host")))  # noqa: T201


if __name__ == "__main__":
    try:
        main()
    except cdktf_ecr.EcrError as error:
        sys.exit(f"error: {error}")
