"""What the commands share that look at the images of a repository: which images, and under which lifecycle policy."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cdktf_ecr.cli.shared_options import registry_id_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from types_boto3_ecr import ECRClient

    from cdktf_ecr.cli.aws_options import Aws
    from cdktf_ecr.cli.stack_options import Stack
    from cdktf_ecr.model.lifecycle import LifecyclePolicy
    from cdktf_ecr.operations.lifecycle.inventory import Inventory
    from cdktf_ecr.operations.lifecycle.previewing import Preview
    from cdktf_ecr.operations.references import RepositoryReference

_FILE = click.Path(path_type=Path, dir_okay=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagesSource:
    """Where the images of a repository are read.

    Args:
        aws: How AWS is asked.
        repository: The repository; None where the saved list names it.
        registry_id: The account, where no full URI names it.
        file: A saved list, instead of AWS.
    """

    aws: Aws
    repository: str | None
    registry_id: str | None
    file: Path | None
    _clients: dict[str | None, ECRClient] = field(default_factory=dict, init=False, repr=False)

    def inventory(self) -> Inventory:
        """Return the images.

        Raises:
            AwsError: AWS refused, or could not be reached.
            InvalidSettingError: The file cannot be read, or is of another repository.
            click.UsageError: Neither a file nor a repository is named.
        """
        from cdktf_ecr.operations.lifecycle.inventory import list_inventory  # noqa: PLC0415 - loads botocore
        from cdktf_ecr.operations.lifecycle.saved_images import read_images  # noqa: PLC0415

        if self.file is None:
            reference = self.reference(None)
            return list_inventory(self.client(reference), reference)
        saved = read_images(self.file)
        named = self.reference(saved)
        if saved.repository is not None and named.repository != saved.repository:
            rule = f"names another repository than {self.file}, which is of {saved.repository}."
            raise click.UsageError(f"--repository {self.repository} {rule}")
        return saved

    def reference(self, saved: Inventory | None) -> RepositoryReference:
        """Return the repository.

        Args:
            saved: What was read from a file; None if nothing was.

        Raises:
            InvalidSettingError: It is named wrongly.
            click.UsageError: It is not named.
        """
        from cdktf_ecr.operations.references import parse_repository  # noqa: PLC0415

        name = self.repository or (None if saved is None else saved.repository)
        if name is None:
            raise click.UsageError("Missing option '--repository'.")
        registry_id = self.registry_id or (None if saved is None or self.repository else saved.registry_id)
        return parse_repository(name, registry_id=registry_id, region=self.aws.asked_region)

    def client(self, reference: RepositoryReference) -> ECRClient:
        """Return the client that asks about the repository, the same each time: to make one takes a while."""
        if reference.region not in self._clients:
            self._clients[reference.region] = self.aws.client(reference.region)
        return self._clients[reference.region]

    def previewed(
        self,
        reference: RepositoryReference,
        policy: LifecyclePolicy,
        inventory: Inventory,
        moment: datetime,
        *,
        read: bool,
    ) -> tuple[Preview, Inventory]:
        """Return what the policy does, and the images with what is in their indexes where that makes a difference.

        Args:
            reference: The repository.
            policy: The policy.
            inventory: The images.
            moment: When the policy is evaluated.
            read: Whether indexes may be read.

        Raises:
            AwsError: AWS refused, or could not be reached.
        """
        from cdktf_ecr.operations.lifecycle.inventory import read_indexes  # noqa: PLC0415
        from cdktf_ecr.operations.lifecycle.previewing import needs_indexes, preview  # noqa: PLC0415

        notes: tuple[str, ...] = ()
        # A saved list has its repository as it was: what is in today's indexes is another matter.
        if read and self.file is None and needs_indexes(policy, inventory, moment):
            inventory = read_indexes(self.client(reference), reference, inventory)
            counted = [rule.priority for rule in policy.rules if rule.count_type == "sinceImagePulled"]
            if counted:
                today = f"Reading the indexes counted as pulling them: rule {counted[0]} will find them pulled today."
                notes = (f"{today} --no-read-indexes leaves them alone.",)
        found = preview(policy, inventory, moment)
        return replace(found, notes=(*found.notes, *notes)), inventory


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySource:
    """Where the lifecycle policy is read: at one place at most.

    Args:
        file: A file.
        stack: A stack.
        live: Whether it is the one in force.
    """

    file: Path | None
    stack: Stack | None
    live: bool

    @property
    def name(self) -> str:
        """What the policy is called in what is printed."""
        if self.file is not None:
            return str(self.file)
        return f"the stack {self.stack.path}" if self.stack is not None else "the policy in force"

    @property
    def named(self) -> bool:
        """Whether any place is named."""
        return self.live or self.file is not None or self.stack is not None

    def check(self) -> None:
        """Refuse two places.

        Raises:
            click.UsageError: Two places are named.
        """
        if sum((self.live, self.file is not None, self.stack is not None)) > 1:
            raise click.UsageError("Only one of --policy, --stack and --live can say which policy.")

    def policy(self, images: ImagesSource, reference: RepositoryReference) -> LifecyclePolicy:
        """Return the policy; the one in force if no place is named.

        Raises:
            AwsError: AWS refused, or could not be reached.
            InvalidSettingError: There is no policy there, or none that ECR accepts.
        """
        from cdktf_ecr.operations.lifecycle import policies  # noqa: PLC0415 - loads botocore

        if self.file is not None:
            return policies.policy_in_file(self.file)
        if self.stack is not None:
            return policies.policy_in_stack(self.stack.read(), reference.repository)
        return policies.policy_in_force(images.client(reference), reference)


def moment_of(at: datetime | None) -> datetime:
    """Return the moment that ``--at`` means, in UTC; now if it was not given.

    Raises:
        click.BadParameter: It is in the past.
    """
    now = datetime.now(timezone.utc)
    if at is None:
        return now
    moment = at.replace(tzinfo=timezone.utc)
    if moment < now:
        rule = "is in the past: images that are gone since are not there to look at."
        raise click.BadParameter(f"{at:%Y-%m-%d} {rule}", param_hint="'--at'")
    return moment


def images_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that name a repository, a saved list of its images, and a policy other than a stack's."""
    options = (
        click.option("--repository", metavar="NAME", help="The repository: its name, or a full URI without a tag."),
        registry_id_option,
        click.option(
            "--images",
            "images_file",
            type=_FILE,
            metavar="FILE",
            help="Take the images from this list instead of from AWS: what 'aws ecr describe-images' or "
            "'cdktf-ecr images list --format json' printed.",
        ),
        click.option(
            "--policy", "policy_file", type=_FILE, metavar="FILE", help="The lifecycle policy in this JSON file."
        ),
        click.option("--live", is_flag=True, help="The lifecycle policy that the repository has now."),
        click.option(
            "--at",
            type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]),
            metavar="DATE",
            help="Evaluate the policy on a day to come, at its beginning in UTC, on the images that are there now.",
        ),
        click.option("--no-read-indexes", is_flag=True, help="Leave indexes alone: what is in them is not known then."),
    )
    for option in reversed(options):
        command = option(command)
    return command
