"""What `migrate check` and `migrate plan` share: the directory, and the registry that takes Docker Hub's place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.migration.destination import DEFAULT_CACHE_PREFIX, PLACEHOLDER_REGION, Destination
from cdktf_ecr.model.migration.image_names import parse_image_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cdktf_ecr.model.migration.uses import Inventory


def directory_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the directory and the options that say what is looked for in it."""
    for add in reversed(
        (
            click.argument("directory", type=click.Path(path_type=Path), default=Path(), metavar="[DIRECTORY]"),
            click.option(
                "--image",
                "own",
                multiple=True,
                metavar="NAME[=REPOSITORY]",
                help="An image that is the service's own, by its name on Docker Hub, and its repository in ECR where "
                "that is called otherwise. What is pushed here is one without being named. May be repeated.",
            ),
            click.option(
                "--variable",
                "variables",
                multiple=True,
                callback=_pairs,
                metavar="NAME=VALUE",
                help="What a variable stands for that the files do not set. May be repeated.",
            ),
            click.option(
                "--exclude",
                multiple=True,
                metavar="PATTERN",
                help="Leave these files and directories out; a pattern as in .gitignore. May be repeated.",
            ),
            click.option(
                "--registry",
                metavar="HOST",
                help="Host of the ECR registry, for what takes the place of Docker Hub's names.",
            ),
            click.option(
                "--cache-prefix",
                default=DEFAULT_CACHE_PREFIX,
                show_default=True,
                metavar="PREFIX",
                help="Prefix of the registry's pull-through cache of Docker Hub.",
            ),
        )
    ):
        command = add(command)
    return command


def inventory_of(directory: Path, own: Sequence[str], variables: dict[str, str], exclude: Sequence[str]) -> Inventory:
    """Return what in the directory names Docker Hub."""
    from cdktf_ecr.operations.migration.inventory import take_inventory  # noqa: PLC0415 - yaml

    images = [_on_docker_hub(one.partition("=")[0]) for one in own]
    return take_inventory(directory, own=images, variables=variables, exclude=exclude)


def destination_of(registry: str | None, own: Sequence[str], cache_prefix: str) -> Destination:
    """Return the registry that takes Docker Hub's place.

    Raises:
        InvalidSettingError: It is no private registry of ECR's, or a repository's name is none.
    """
    from cdktf_ecr.model.registry.pull_through_cache import PullThroughCacheRule  # noqa: PLC0415 - for its check
    from cdktf_ecr.model.repository.names import check_repository_name  # noqa: PLC0415

    PullThroughCacheRule(prefix=cache_prefix, upstream="quay")
    repositories = {name: check_repository_name(to, setting="image") for name, to in _renamed(own).items()}
    if registry is None:
        return Destination(repositories=repositories, cache_prefix=cache_prefix)
    from cdktf_ecr.operations.references import parse_repository, registry_host  # noqa: PLC0415

    if registry_host(f"{registry}/repository") is None:
        rule = "must be the host of a private ECR registry, such as 123456789012.dkr.ecr.us-east-1.amazonaws.com"
        raise InvalidSettingError("registry", registry, rule, source="ECR image references")
    region = parse_repository(f"{registry}/repository").region or PLACEHOLDER_REGION
    return Destination(host=registry, region=region, repositories=repositories, cache_prefix=cache_prefix)


def _renamed(own: Sequence[str]) -> dict[str, str]:
    pairs = (one.partition("=") for one in own)
    return {_on_docker_hub(name): to for name, equals, to in pairs if equals}


def _on_docker_hub(text: str) -> str:
    name = parse_image_name(text)
    if name is None or not name.on_docker_hub or name.tag or name.digest:
        rule = "must be a repository of Docker Hub, such as team/api, without a tag"
        raise InvalidSettingError("image", text, rule, source="--image")
    return name.repository


def _pairs(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    """Return the values by name. Raises a BadParameter for anything but NAME=VALUE."""
    pairs: dict[str, str] = {}
    for value in values:
        name, equals, stands_for = value.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"{value!r} must be NAME=VALUE.")
        pairs[name] = stands_for
    return pairs
