"""Finding out what runs, as the options say."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from cdktf_ecr.cli.images_source import ImagesSource
    from cdktf_ecr.operations.lifecycle.inventory import Inventory
    from cdktf_ecr.operations.lifecycle.previewing import Preview
    from cdktf_ecr.operations.lifecycle.protection import Protection
    from cdktf_ecr.operations.lifecycle.running.uses import Answer
    from cdktf_ecr.operations.references import RepositoryReference


def protect(
    source: ImagesSource,
    reference: RepositoryReference,
    inventory: Inventory,
    preview: Preview,
    *,
    protected: bool,
    parameters: tuple[str, ...],
    skipped: tuple[str, ...],
    in_use_days: int,
) -> Protection | None:
    """Return what runs; None where nobody wants to know."""
    if not protected:
        return None
    from cdktf_ecr.operations.lifecycle.protection import protection  # noqa: PLC0415 - loads botocore
    from cdktf_ecr.operations.lifecycle.running.ecs import ask_ecs  # noqa: PLC0415
    from cdktf_ecr.operations.lifecycle.running.inspector import ask_inspector  # noqa: PLC0415
    from cdktf_ecr.operations.lifecycle.running.lambda_functions import ask_lambda  # noqa: PLC0415
    from cdktf_ecr.operations.lifecycle.running.parameter import ask_parameter  # noqa: PLC0415

    session = source.aws.session(reference.region)
    since = datetime.now(timezone.utc) - timedelta(days=in_use_days)
    questions: dict[str, Callable[[], Answer]] = {
        "ecs": lambda: ask_ecs(session),
        "lambda": lambda: ask_lambda(session),
        "inspector": lambda: ask_inspector(session, reference.repository, since=since),
    }
    answers = [ask_parameter(session, name, inventory) for name in parameters]
    answers += [ask() for name, ask in questions.items() if name not in skipped]
    return protection(answers, inventory, preview)
