"""The checklist of a migration, and how much of it is done as far as a directory can tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import mentions as kinds
from .facts import AWS_CREDENTIALS, CIRCLECI, ECR_LOGIN, NOTIFICATIONS, REPOSITORY, SCAN_CHECK

if TYPE_CHECKING:
    from collections.abc import Collection

    from .uses import Inventory

BEFORE = "before"
DURING = "during"
AFTER = "after"

DONE = "done"
OPEN = "open"
CANNOT_TELL = "cannot tell"

_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A point of the checklist.

    Args:
        phase: `BEFORE`, `DURING` or `AFTER`.
        title: What is to be done.
        state: `DONE`, `OPEN`, or `CANNOT_TELL`.
        reason: What that is read from, or how to find out.
    """

    phase: str
    title: str
    state: str
    reason: str


def checklist(inventory: Inventory) -> tuple[Item, ...]:
    """Return the checklist of a migration as far as the files of a directory can tell.

    Args:
        inventory: What was found in the directory.
    """
    return (
        _variables(inventory),
        _contexts(inventory),
        _permissions(inventory),
        _repository(inventory),
        _pipeline(inventory),
        _item(DURING, "Trigger a first build", CANNOT_TELL, "cdktf-ecr images list REPOSITORY shows what was pushed"),
        _scan(inventory),
        _item(
            AFTER,
            "Monitor the costs of ECR",
            CANNOT_TELL,
            "cdktf-ecr cost estimate --repository REPOSITORY, and AWS Cost Explorer",
        ),
        _notifications(inventory),
    )


def _variables(inventory: Inventory) -> Item:
    title = "Update the pipeline's variables: those of AWS in, those of Docker Hub out"
    found = _places(inventory, {kinds.VARIABLE})
    if found:
        return _item(BEFORE, title, OPEN, f"variables of Docker Hub in {found}")
    if AWS_CREDENTIALS not in inventory.has:
        return _item(BEFORE, title, CANNOT_TELL, "no file has any; look at the settings of the project, and contexts")
    reason = "no file has those of Docker Hub, and some have those of AWS; remove the settings of the project too"
    return _item(BEFORE, title, DONE, reason)


def _contexts(inventory: Inventory) -> Item:
    title = "Remove the Docker Hub context from workflows"
    found = _places(inventory, {kinds.CIRCLECI_CONTEXT})
    if found:
        return _item(BEFORE, title, OPEN, f"a context that is Docker Hub's by its name in {found}")
    if CIRCLECI not in inventory.has:
        return _item(BEFORE, title, CANNOT_TELL, "there is no configuration of CircleCI here")
    return _item(BEFORE, title, DONE, "no workflow has a context that is Docker Hub's by its name")


def _permissions(inventory: Inventory) -> Item:
    named = "some are named here" if AWS_CREDENTIALS in inventory.has else "none are named here"
    reason = f"{named}; cdktf-ecr doctor, run with them, says what they may do"
    return _item(BEFORE, "Ensure that the AWS credentials may push and pull", CANNOT_TELL, reason)


def _repository(inventory: Inventory) -> Item:
    title = "Create the ECR repository with Terraform"
    if REPOSITORY not in inventory.has:
        return _item(DURING, title, OPEN, "no file defines one")
    reason = "it is defined here; whether it was applied, aws ecr describe-repositories says"
    return _item(DURING, title, CANNOT_TELL, reason)


def _pipeline(inventory: Inventory) -> Item:
    title = "Update the pipeline's configuration"
    found = _places(inventory, {*kinds.LOGINS, kinds.CIRCLECI_ORB}, {kinds.PUSHED})
    if found:
        return _item(DURING, title, OPEN, f"it logs in or pushes to Docker Hub, or to nobody knows where: {found}")
    if ECR_LOGIN in inventory.has:
        return _item(DURING, title, DONE, "it logs in to ECR, and pushes nowhere else")
    return _item(DURING, title, OPEN, "no file logs in to ECR")


def _scan(inventory: Inventory) -> Item:
    title = "Verify the results of image scanning"
    if SCAN_CHECK in inventory.has:
        return _item(AFTER, title, CANNOT_TELL, "the pipeline asks for them; its last run says what came of it")
    return _item(AFTER, title, CANNOT_TELL, "cdktf-ecr scan gate IMAGE")


def _notifications(inventory: Inventory) -> Item:
    title = "Configure notifications of scan results (optional)"
    if NOTIFICATIONS in inventory.has:
        return _item(AFTER, title, DONE, "subscribers are configured here; each has to confirm a message from AWS")
    return _item(AFTER, title, OPEN, "no file names a subscriber: ecr_notification_emails")


def _places(inventory: Inventory, wanted: Collection[str], actions: Collection[str] = ()) -> str:
    """Return the first places of uses of these kinds or actions, and how many more there are; "" for none."""
    uses = [use for use in inventory.uses if use.kind in wanted or use.action in actions]
    places = list(dict.fromkeys(f"{use.file}:{use.line}" for use in uses))
    more = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
    return ", ".join(places[:_SHOWN]) + more


def _item(phase: str, title: str, state: str, reason: str) -> Item:
    return Item(phase=phase, title=title, state=state, reason=reason)
