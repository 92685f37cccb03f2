"""The steps of a migration for one directory, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.registry.pull_through_cache import UPSTREAM_REGISTRIES

from . import mentions as kinds
from .advice import advice
from .checklist import AFTER, BEFORE, DURING
from .facts import REPOSITORY
from .image_names import OFFICIAL
from .uses import BASE, OWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .destination import Destination
    from .uses import Inventory, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step.

    Args:
        phase: `BEFORE`, `DURING` or `AFTER`.
        title: What is done.
        text: Why, or what to mind.
        commands: What to type.
        changes: What to change, by file and line.
    """

    phase: str
    title: str
    text: str
    commands: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


def plan_migration(inventory: Inventory, destination: Destination) -> tuple[Step, ...]:
    """Return the steps that lead a directory away from Docker Hub.

    Args:
        inventory: What was found in it.
        destination: The registry that takes Docker Hub's place.
    """
    return (*_before(inventory, destination), *_during(inventory, destination), *_after(inventory, destination))


def _before(inventory: Inventory, destination: Destination) -> Iterator[Step]:
    if REPOSITORY not in inventory.has:
        names = _repositories(inventory, destination) or ["<repository>"]
        yield Step(
            phase=BEFORE,
            title="Define the repository",
            text="No file here defines one. The plain module is the shortest way; set its repository_name to "
            f"{', '.join(names)}.",
            commands=("cdktf-ecr export-module modules/ecr",),
        )
    yield Step(
        phase=BEFORE,
        title="Create the repository",
        text="It has to be there before the first push: ECR does not create one by itself.",
        commands=(
            "terraform apply",
            *(
                f"aws ecr describe-repositories --region {destination.region} --repository-names {name}"
                for name in _repositories(inventory, destination)
            ),
        ),
    )
    cached = sorted({use.image.repository for use in _cached(inventory) if use.image})
    if cached:
        yield Step(
            phase=BEFORE,
            title="Create a pull-through cache of Docker Hub",
            text=f"For {', '.join(cached)}: a rule with prefix {destination.cache_prefix} and upstream "
            f"{UPSTREAM_REGISTRIES['docker-hub']} (PullThroughCache). ECR wants credentials of Docker Hub for it, in a "
            "secret of Secrets Manager; they are the last that are left.",
        )
    yield Step(
        phase=BEFORE,
        title="Give the pipeline credentials that may push",
        text="Roles by OIDC (CiRoles) instead of keys; else AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and "
        "AWS_DEFAULT_REGION. Add them before those of Docker Hub go.",
        commands=(destination.login,),
    )
    for image in inventory.own_images:
        target = f"{destination.host}/{destination.repository_of(image)}"
        yield Step(
            phase=BEFORE,
            title=f"Copy the images of {image}",
            text="So that what runs today can be rolled back to, and pulled once Docker Hub is gone. The first shows "
            "what would be copied.",
            commands=(
                f"cdktf-ecr migrate images docker.io/{image}={target}",
                f"cdktf-ecr migrate images docker.io/{image}={target} --apply",
            ),
        )


def _during(inventory: Inventory, destination: Destination) -> Iterator[Step]:
    logins = {kinds.VARIABLE, kinds.CIRCLECI_CONTEXT, kinds.CIRCLECI_ORB, kinds.HOST, *kinds.LOGINS}
    parts = (
        (
            "Log in to ECR instead of Docker Hub",
            "A docker login that names no registry logs in to Docker Hub, --username AWS or not.",
            [use for use in inventory.left if use.kind in logins],
        ),
        (
            "Build, push and run the service's own image by its new name",
            "Pull and deploy by digest: a tag may move.",
            [use for use in inventory.left if use.role == OWN],
        ),
        (
            "Build on base images that are not pulled from Docker Hub",
            "Docker's official images are on ECR Public; the others come through the cache.",
            [use for use in inventory.left if use.role == BASE],
        ),
        ("Find out where these lead", "Each depends on a variable.", list(inventory.unknown)),
    )
    for title, text, uses in parts:
        if uses:
            yield Step(phase=DURING, title=title, text=text, changes=tuple(_change(use, destination) for use in uses))
    yield Step(
        phase=DURING,
        title="Run the pipeline once",
        text="The gate waits for the scan of what was pushed, and says whether it may be deployed.",
        commands=tuple(
            f"cdktf-ecr scan gate {destination.host}/{destination.repository_of(image)}:<tag>"
            for image in inventory.own_images
        )
        or (f"cdktf-ecr scan gate {destination.host}/<repository>:<tag>",),
    )


def _after(inventory: Inventory, destination: Destination) -> Iterator[Step]:
    own = "".join(f" --image {image}" for image in inventory.own_images)
    yield Step(
        phase=AFTER,
        title="See that nothing is left",
        text="The first looks at the files, the second at what runs: a container that was started before still runs "
        "the image from Docker Hub.",
        commands=(
            f"cdktf-ecr migrate check {inventory.directory}{own}",
            f"cdktf-ecr migrate prove --region {destination.region} --ecs --lambda --docker-ps FILE",
        ),
    )
    yield Step(
        phase=AFTER,
        title="Look at the scans, and at what it costs",
        text="Then let somebody be told of findings: ecr_notification_emails.",
        commands=(
            *(f"cdktf-ecr images list {name}" for name in _repositories(inventory, destination)),
            *(f"cdktf-ecr cost estimate --repository {name}" for name in _repositories(inventory, destination)),
        ),
    )
    yield Step(
        phase=AFTER,
        title="Take Docker Hub's credentials back",
        text="Delete the context and the variables in the settings of the project, and the access token at Docker Hub. "
        "A pull-through cache keeps one of its own. Keep the images there as long as you may want to roll back further "
        "than what was copied.",
    )


def _cached(inventory: Inventory) -> list[Use]:
    return [
        use
        for use in inventory.left
        if use.role == BASE and use.image and not use.image.repository.startswith(OFFICIAL)
    ]


def _repositories(inventory: Inventory, destination: Destination) -> list[str]:
    return [destination.repository_of(image) for image in inventory.own_images]


def _change(use: Use, destination: Destination) -> str:
    return f"{use.file}:{use.line}: {use.text}: {advice(use, destination)}"
