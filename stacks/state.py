"""Where the state of a stack is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf import LocalBackend, S3Backend

if TYPE_CHECKING:
    from cdktf import TerraformStack

    from stacks.options import StackOptions

# The local state lies beside the output directory, so that deleting cdktf.out never deletes a state. Relative to where
# terraform runs: <out>/stacks/<stack>.
_STATE_FILE = "../../../terraform.{stack}.tfstate"
# The S3 backend locks with a file, instead of a DynamoDB table, since Terraform 1.10.
_TERRAFORM_WITH_LOCKFILE = ">= 1.10"


def keep_state(stack: TerraformStack, name: str, options: StackOptions, *, key: str | None) -> None:
    """Keep the state of a stack in a local file, or in a bucket if the options name one.

    Args:
        stack: The stack.
        name: Its name.
        options: Settings of synth time.
        key: The state's key in the bucket; by default one that has the stack's name in it.
    """
    if options.state_bucket is None:
        LocalBackend(stack, path=_STATE_FILE.format(stack=name))
        return
    backend = S3Backend(
        stack,
        bucket=options.state_bucket,
        key=key or default_key(name),
        region=options.state_region,
        encrypt=True,
    )
    backend.add_override("use_lockfile", value=True)


def default_key(stack: str) -> str:
    """Return the key of a stack's state in the bucket.

    Args:
        stack: The stack's name.
    """
    return f"cdktf-ecr/{stack}.tfstate"


def terraform_versions(options: StackOptions, required: str) -> str:
    """Return the versions of Terraform that know a stack's backend too.

    Args:
        options: Settings of synth time.
        required: The versions that know everything else.
    """
    return required if options.state_bucket is None else _TERRAFORM_WITH_LOCKFILE
