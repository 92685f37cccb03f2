"""``cdktf-ecr export-module``."""

from __future__ import annotations

from pathlib import Path

import click

from cdktf_ecr.model.module.profile_names import PROFILES
from cdktf_ecr.module.publishing.descriptions import ECR, ECR_REPOSITORIES


# Its --profile is another one than that of AWS, which environment and configuration file know.
@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option(
    "--module",
    "name",
    type=click.Choice([ECR.name, ECR_REPOSITORIES.name]),
    default=ECR.name,
    show_default=True,
    help="One repository with everything around it, or many that share it.",
)
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    default=PROFILES[0],
    show_default=True,
    help="Defaults of the module's inputs: the guide's; 'hardened', which also makes Terraform refuse to destroy what "
    "holds images; 'minimal', without monitoring.",
)
@click.option(
    "--exclusion-filter",
    "filters",
    multiple=True,
    metavar="FILTER",
    help="A tag, such as latest, that the tag mutability does not apply to; needs AWS provider 6.8. May be repeated.",
)
@click.option(
    "--allow-change",
    is_flag=True,
    help="Let the module there become another one, or one with another profile or other exclusion filters.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Overwrite files that cdktf-ecr did not write, and export beside files that Terraform reads as well.",
)
def export_module(
    directory: Path, name: str, profile: str, filters: tuple[str, ...], *, allow_change: bool, force: bool
) -> None:
    """Write a plain Terraform module into DIRECTORY, for use from HCL.

    Exporting again, after an upgrade for instance, replaces the files. They say which module and profile they are of:
    exporting another one over them is refused without --allow-change.
    """
    # These load the whole model, and when the module is made, Node.
    from cdktf_ecr.model.collection.settings import CollectionSettings  # noqa: PLC0415
    from cdktf_ecr.model.module.profiles import profile_settings  # noqa: PLC0415
    from cdktf_ecr.model.module.settings import ModuleSettings  # noqa: PLC0415
    from cdktf_ecr.module.publishing.destination import check_destination  # noqa: PLC0415
    from cdktf_ecr.module.publishing.record import Record  # noqa: PLC0415
    from cdktf_ecr.module.publishing.written_files import write_files  # noqa: PLC0415

    record = Record(module=name, profile=profile, exclusion_filters=filters)
    others = check_destination(directory, record, force=force, allow_change=allow_change)
    from cdktf_ecr.module.publishing import export  # noqa: PLC0415 - starts Node

    if name == ECR.name:
        settings = profile_settings(ModuleSettings, profile, exclusion_filters=filters)
        module = export.ecr_terraform_module(defaults=settings)
    else:
        shared = profile_settings(CollectionSettings, profile, exclusion_filters=filters)
        module = export.collection_terraform_module(defaults=shared)
    files = module.files()
    write_files(directory, files, force=force)
    if others:
        note = f"note: Terraform reads {', '.join(others)} in {directory} as part of the module too"
        click.echo(note, err=True)
    for file in files:
        click.echo(directory / file)
