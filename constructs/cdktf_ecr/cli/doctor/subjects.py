"""From the options to what is looked at."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.operations.doctor.before_apply.plan import Planned
from cdktf_ecr.operations.doctor.parts import parts_of_repositories, parts_of_stack
from cdktf_ecr.operations.doctor.pipeline import service_of
from cdktf_ecr.operations.doctor.subject import Subject
from cdktf_ecr.operations.references import RepositoryReference, parse_image, parse_repository
from cdktf_ecr.operations.stack_directory import read_stack, stack_in

if TYPE_CHECKING:
    from datetime import datetime

    from cdktf_ecr.cli.stack_options import Stack
    from cdktf_ecr.operations.doctor.access import Identity
    from cdktf_ecr.operations.doctor.asking import Asking
    from cdktf_ecr.operations.references import ImageReference
    from cdktf_ecr.operations.stack_directory import StackResources

_BEFORE_APPLY = "before-apply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the options name.

    Args:
        repository: The repository; None for none.
        image: The image; None for none.
        registry_id: The registry's account; None for the caller's own.
        region: The region; None for the session's.
    """

    repository: RepositoryReference | None
    image: ImageReference | None
    registry_id: str | None

    @property
    def region(self) -> str | None:
        """The region that a full URI names; None for the session's."""
        return None if self.repository is None else self.repository.region


def named(repository: str | None, image: str | None, *, registry_id: str | None, region: str | None) -> Named:
    """Return what the options name.

    Args:
        repository: The repository; None for that of the image, or for none.
        image: The image; None for none.
        registry_id: The registry asked for beside them.
        region: The region asked for beside them.

    Raises:
        InvalidSettingError: A reference is none, or of another registry or region.
        UsageError: The image is of another repository.
    """
    found = None if repository is None else parse_repository(repository, registry_id=registry_id, region=region)
    if image is None:
        return Named(repository=found, image=None, registry_id=found.registry_id if found else registry_id)
    reference = parse_image(
        image,
        registry_id=registry_id or (found.registry_id if found else None),
        region=region or (found.region if found else None),
    )
    of_image = RepositoryReference(
        repository=reference.repository, registry_id=reference.registry_id, region=reference.region
    )
    if found is not None and found.repository != of_image.repository:
        raise click.UsageError(
            f"--image is of {of_image.repository}, --repository is {found.repository}: leave one out."
        )
    return Named(repository=of_image, image=reference, registry_id=of_image.registry_id)


def subject_of(
    found: Named, asking: Asking, identity: Identity, *, stack: Stack | None, ci: str | None, now: datetime
) -> Subject:
    """Return what is looked at.

    Args:
        found: What the options name.
        asking: The account.
        identity: Who asks.
        stack: The stack whose parts have to be there; None to go by the names that derive from the repository's.
        ci: The CI service whose variables to look at; None for the one that this runs in, if any.
        now: The time, in UTC.

    Raises:
        InvalidSettingError: The stack cannot be read, or is in another region.
    """
    region = str(asking.session.region)
    repositories: tuple[str, ...] = () if found.repository is None else (found.repository.repository,)
    parts = parts_of_repositories(repositories)
    resources = None if stack is None else stack.read()
    if resources is not None:
        _check_region(resources, region)
        parts = parts_of_stack(resources)
        repositories = repositories or tuple(
            str(each.values["name"]) for each in resources.resources("aws_ecr_repository") if "name" in each.values
        )
    return Subject(
        asking=asking,
        region=region,
        account_id=found.registry_id or identity.account_id,
        partition=identity.partition,
        repositories=repositories,
        image=found.image,
        parts=parts,
        environment=os.environ,
        now=now,
        ci=ci or service_of(os.environ),
        apply=None if stack is None else _apply(stack),
        stack=resources,
    )


def planned_of(stack: Stack, asking: Asking, identity: Identity) -> Planned:
    """Return what the apply of a stack would lead to.

    Args:
        stack: The stack.
        asking: The account.
        identity: Who asks.

    Raises:
        InvalidSettingError: The stack cannot be planned, or is in another region.
    """
    region = str(asking.session.region)
    resources = read_stack(
        stack.path,
        terraform=stack.terraform,
        variables=stack.variables,
        variable_files=stack.variable_files,
        setting=_BEFORE_APPLY,
        planned=True,
    )
    _check_region(resources, region)
    return Planned(
        asking=asking,
        region=region,
        account_id=identity.account_id,
        partition=identity.partition,
        stack=resources,
        terraform=_terraform(stack),
        values=tuple(_values(stack)),
    )


def _check_region(resources: StackResources, region: str) -> None:
    """Refuse to look for a stack where it is not: everything would be missing, and every name free."""
    if resources.region not in (None, region):
        rule = f"contradicts the stack, which is in {resources.region}: use --region {resources.region}"
        raise InvalidSettingError("region", region, rule, source="the stack's data source aws_region")


def _apply(stack: Stack) -> str | None:
    """Return what applies the stack; None for a file, of which nobody knows where it comes from."""
    if not stack.path.is_dir():
        return None
    return " ".join([_terraform(stack), "apply", *_values(stack)])


def _terraform(stack: Stack) -> str:
    """Return how Terraform is called in the stack's directory."""
    program = shlex.quote(stack.terraform)
    if not stack.path.is_dir():
        return program
    return f"{program} -chdir={shlex.quote(str(stack_in('stack', stack.path)))}"


def _values(stack: Stack) -> list[str]:
    """Return the options that give the stack's variables, for a command that runs in its directory."""
    files = [f"-var-file={file.resolve()}" for file in stack.variable_files]
    return [shlex.quote(option) for option in (*files, *(f"-var={one}" for one in stack.variables))]
