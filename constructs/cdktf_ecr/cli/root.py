"""``cdktf-ecr``: the commands it has."""

from __future__ import annotations

from pathlib import Path

import click

from .configured import ConfigurationSource
from .lazy_group import LazyGroup
from .version import tool_version

COMMANDS = {
    "scan": "cdktf_ecr.cli.scan:scan",
    "deploy": "cdktf_ecr.cli.deploy:deploy",
    "images": "cdktf_ecr.cli.images:images",
    "lifecycle": "cdktf_ecr.cli.lifecycle:lifecycle",
    "cost": "cdktf_ecr.cli.cost:cost",
    "doctor": "cdktf_ecr.cli.doctor:doctor",
    "audit": "cdktf_ecr.cli.audit:audit",
    "migrate": "cdktf_ecr.cli.migrate:migrate",
    "export-module": "cdktf_ecr.cli.export_module:export_module",
    "completion": "cdktf_ecr.cli.completion:completion",
}


def _print_version(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:  # noqa: FBT001
    if asked and not context.resilient_parsing:
        click.echo(f"cdktf-ecr, version {tool_version()}")
        context.exit()


@click.group(cls=LazyGroup, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the version."
)
@click.option(
    "--config",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="CDKTF_ECR_CONFIG",
    metavar="FILE",
    help="Configuration file, instead of the nearest cdktf-ecr.toml or pyproject.toml with a table tool.cdktf-ecr.",
)
@click.pass_context
def cdktf_ecr(context: click.Context, file: Path | None) -> None:
    """Run a container registry on Amazon ECR from code.

    Options come from the command line, else from the environment (CDKTF_ECR_ and the option's name, such as
    CDKTF_ECR_FAIL_ON), else from the configuration file, else from their defaults.
    """
    context.obj = ConfigurationSource(file)
