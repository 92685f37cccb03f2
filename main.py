"""The application: writes its stack and the plain Terraform modules below cdktf.out."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import cdktf_ecr  # isort: skip - before cdktf, which starts Node
from cdktf import App

from stacks.context import PASSED_CONTEXT, application_context
from stacks.ecr_stack import EcrStack
from stacks.options import StackOptions

HERE = Path(__file__).parent

NEXT_STEPS = """\
Wrote {stack}/cdk.tf.json, and the plain Terraform modules below {modules}.
Next, with Terraform and AWS credentials:
  cd {stack}
  terraform init
  terraform apply{values}"""
NEXT_STEPS_OF_HOSTS = "The same in {stack} creates the hosts, once the repository is there."


def from_here(path: Path, start: Path | None = None) -> str:
    """Return a path as one would type it, in this directory or in another."""
    try:
        return shlex.quote(os.path.relpath(path, start))
    except ValueError:  # another drive of Windows
        return shlex.quote(str(path))


def values_of(profile: str, stack: Path) -> str:
    """Return the option for the profile's file of values: another's would undo the profile."""
    file = HERE / "examples" / "stack" / f"{profile}.tfvars"
    return f" -var-file={from_here(file, stack)}" if file.is_file() else ""


def main() -> None:
    """Synthesize the application."""
    context = application_context(HERE / "cdktf.json")
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
        stack = out / "stacks" / "ecr"
        values = values_of(options.profile, stack)
        print(NEXT_STEPS.format(stack=from_here(stack), modules=from_here(modules), values=values))  # noqa: T201
        if options.hosts:
            print(NEXT_STEPS_OF_HOSTS.format(stack=from_here(out / "stacks" / "host")))  # noqa: T201


if __name__ == "__main__":
    try:
        main()
    except cdktf_ecr.EcrError as error:
        sys.exit(f"error: {error}")
