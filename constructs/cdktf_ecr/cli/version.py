"""The version of cdktf-ecr that runs."""

from __future__ import annotations


def tool_version() -> str:
    """Return the version of the installed distribution."""
    # Costs as much as the rest of --help together.
    from importlib.metadata import version  # noqa: PLC0415

    return version("cdktf-ecr")
