"""``cdktf-ecr migrate images``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cdktf_ecr.cli import exits
from cdktf_ecr.cli.aws_options import Aws, aws_options
from cdktf_ecr.cli.configured import ConfiguredCommand
from cdktf_ecr.cli.printing import print_data, print_for_people
from cdktf_ecr.cli.shared_options import format_option
from cdktf_ecr.model.migration.copies import GOOD

from .progress import copying_progress

if TYPE_CHECKING:
    from cdktf_ecr.model.migration.copies import Copy
    from cdktf_ecr.operations.migration.copying.ecr import EcrRegistry, NewRepository

_FORMATS = ("table", "json")
_TOOLS = ("auto", "skopeo", "crane", "docker")
_MUTABILITIES = ("MUTABLE", "IMMUTABLE")
_ENCRYPTIONS = ("AES256", "KMS", "KMS_DSSE")
_STATE = Path(".cdktf-ecr-migration.json")
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(cls=ConfiguredCommand)
@click.argument("maps", nargs=-1, required=True, metavar="MAP...")
@click.option("--apply", is_flag=True, help="Copy. Without it, only say what would be copied.")
@click.option(
    "--tool",
    type=click.Choice(_TOOLS),
    default=_TOOLS[0],
    show_default=True,
    help="What copies; auto is the first that is installed.",
)
@click.option(
    "--allow-platform-loss",
    is_flag=True,
    help="Let docker copy one platform of an image that has several.",
)
@click.option("--overwrite", is_flag=True, help="Move a tag that is another image at the target.")
@click.option("--create-repositories", is_flag=True, help="Create the repositories of ECR that are missing.")
@click.option(
    "--mutability",
    type=click.Choice(_MUTABILITIES, case_sensitive=False),
    default=_MUTABILITIES[0],
    show_default=True,
    help="Whether the tags of a repository that is created can be moved.",
)
@click.option(
    "--scan-on-push/--no-scan-on-push",
    default=True,
    show_default=True,
    help="Whether a repository that is created scans what is pushed to it.",
)
@click.option(
    "--encryption",
    type=click.Choice(_ENCRYPTIONS, case_sensitive=False),
    default=_ENCRYPTIONS[0],
    show_default=True,
    help="How a repository that is created is encrypted.",
)
@click.option("--kms-key", metavar="ARN", help="The KMS key for that; else the one that AWS manages.")
@click.option(
    "--state",
    "state_file",
    type=_FILE,
    default=_STATE,
    show_default=True,
    metavar="FILE",
    help="What earlier runs saw and did.",
)
@click.option(
    "--authfile",
    type=_FILE,
    metavar="FILE",
    help="Credentials of registries, instead of those of docker login, podman login and skopeo login.",
)
@format_option(_FORMATS, "A table for people, JSON for programs.")
@aws_options
def images(*, maps: tuple[str, ...], apply: bool, state_file: Path, format_name: str, aws: Aws, **options: Any) -> int:
    """Copy images to ECR, or to another registry, with all platforms, signatures and attestations.

    Each MAP is SOURCE=TARGET, or a file (YAML, JSON, TOML) of such pairs. SOURCE is a repository, alone for all of its
    tags, or with a tag, a pattern of tags (v*) or a digest; without a host it is Docker Hub's. TARGET is a repository
    with its registry's host; tags stay what they are.

    Only says what would be copied, unless --apply is given. Copies with skopeo, else crane, which keep every digest;
    docker, the last resort, loses platforms and signatures, and refuses to unless --allow-platform-loss is given. Logs
    in to ECR by itself. Asks both registries at the end whether every digest arrived. Interrupted, it goes on where it
    was when it is run again, and says which tags have moved at the source meanwhile.

    Needs ecr:GetAuthorizationToken, ecr:DescribeRepositories, what a push needs, and ecr:CreateRepository for
    --create-repositories.

    Exits with 0 if everything is there or can be copied, 1 if something is not: missing, another image at the target,
    moved meanwhile, refused or failed; 2 for a wrong option or map, 4 if a registry or AWS refuses or is not reached.
    """
    copies = _copies(maps, aws, state_file, apply=apply, **options)
    from cdktf_ecr.report.migration.copies import as_json, as_table, summary  # noqa: PLC0415 - rich

    if format_name == "table":
        print_for_people(aws.console(), as_table(copies))
    else:
        print_data(as_json(copies, applied=apply))
    click.echo(summary(copies) if apply else f"{summary(copies)}; nothing was copied: --apply copies", err=True)
    return exits.PASSED if all(copy.state in GOOD for copy in copies) else exits.GATE_FAILED


def _copies(
    maps: tuple[str, ...],
    aws: Aws,
    state_file: Path,
    *,
    apply: bool,
    tool: str,
    allow_platform_loss: bool,
    overwrite: bool,
    create_repositories: bool,
    authfile: Path | None,
    **repository: Any,
) -> tuple[Copy, ...]:
    """Plan the copies, and make them if that was asked for."""
    from cdktf_ecr.operations.migration.copying.copying import copy_images  # noqa: PLC0415 - loads botocore
    from cdktf_ecr.operations.migration.copying.credentials import auth_file, credential_files  # noqa: PLC0415
    from cdktf_ecr.operations.migration.copying.maps import read_maps  # noqa: PLC0415
    from cdktf_ecr.operations.migration.copying.planning import Wishes, plan_copies  # noqa: PLC0415
    from cdktf_ecr.operations.migration.copying.registries import Registries  # noqa: PLC0415
    from cdktf_ecr.operations.migration.copying.state import read_state  # noqa: PLC0415
    from cdktf_ecr.operations.migration.copying.tools import choose_tool  # noqa: PLC0415

    pairs = read_maps(maps)
    new_repository = _new_repository(**repository)
    state = read_state(state_file, lambda text: _save(state_file, text))
    wishes = Wishes(
        tool=choose_tool(tool),
        create_repositories=create_repositories,
        overwrite=overwrite,
        allow_platform_loss=allow_platform_loss,
    )
    registries = Registries(ecr_of=lambda host: ecr_at(host, aws), files=credential_files(authfile))
    with copying_progress(aws.console(stderr=True)) as show, auth_file() as auth:
        planned = plan_copies(pairs, registries, state, wishes, show)
        if not apply:
            return planned
        return copy_images(
            planned,
            registries,
            state,
            wishes.tool,
            auth,
            new_repository=new_repository,
            notify=lambda done, total, copy: show(copy.reference, done, total),
        )


def ecr_at(host: str, aws: Aws) -> EcrRegistry | None:
    """Return the private ECR registry at a host; None if another kind of registry is there.

    Args:
        host: The host.
        aws: How AWS is asked.

    Raises:
        InvalidSettingError: It is in another region than the one asked for.
    """
    from cdktf_ecr.operations.migration.copying.ecr import EcrRegistry  # noqa: PLC0415
    from cdktf_ecr.operations.references import parse_repository, registry_host  # noqa: PLC0415

    name = f"{host}/repository"
    if registry_host(name) is None:
        return None
    reference = parse_repository(name, region=aws.asked_region)
    return EcrRegistry(aws.client(reference.region), reference.registry_id)


def _new_repository(*, mutability: str, scan_on_push: bool, encryption: str, kms_key: str | None) -> NewRepository:
    from cdktf_ecr.model.repository.encryption import Encryption  # noqa: PLC0415
    from cdktf_ecr.model.repository.tag_mutability import TagMutability  # noqa: PLC0415
    from cdktf_ecr.operations.migration.copying.ecr import NewRepository  # noqa: PLC0415

    return NewRepository(
        mutability=TagMutability(mode=mutability),
        encryption=Encryption(type=encryption, kms_key_arn=kms_key),
        scan_on_push=scan_on_push,
    )


def _save(file: Path, text: str) -> None:
    from cdktf_ecr.report.files import write_whole  # noqa: PLC0415

    write_whole([(file, [text.encode("utf-8")])])
