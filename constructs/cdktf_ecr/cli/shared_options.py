"""Options that several commands have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

registry_id_option = click.option(
    "--registry-id", metavar="ID", help="Account of the registry, where no full URI names it."
)
no_color_option = click.option(
    "--no-color", is_flag=True, help="Write without colours; so does a NO_COLOR that is not empty."
)


def format_option(formats: Sequence[str], help: str) -> Callable[[Any], Any]:  # noqa: A002 - click's name
    """Return the option that names a format, which the command takes as ``format_name``.

    Args:
        formats: The formats, the default first.
        help: What each is for.
    """
    return click.option(
        "--format", "format_name", type=click.Choice(formats), default=formats[0], show_default=True, help=help
    )
