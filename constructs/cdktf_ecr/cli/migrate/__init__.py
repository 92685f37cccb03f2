"""``cdktf-ecr migrate``: from Docker Hub to ECR, and from CDK for Terraform to CDK Terrain."""

from __future__ import annotations

import click

from cdktf_ecr.cli.lazy_group import LazyGroup

_COMMANDS = {
    "check": "cdktf_ecr.cli.migrate.check:check",
    "plan": "cdktf_ecr.cli.migrate.plan:plan",
    "images": "cdktf_ecr.cli.migrate.images:images",
    "prove": "cdktf_ecr.cli.migrate.prove:prove",
    "framework": "cdktf_ecr.cli.migrate.framework:framework",
}


@click.group(cls=LazyGroup, lazy=_COMMANDS)
def migrate() -> None:
    """Leave Docker Hub: find what names it, copy images, prove that nothing runs from it. Or leave CDKTF."""
