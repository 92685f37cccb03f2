"""The command line, ``cdktf-ecr``. It needs the extra ``cdktf-ecr[cli]``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line, or say how to install what it needs."""
    try:
        import click  # noqa: F401, PLC0415 - only the extra brings it
    except ModuleNotFoundError:
        sys.exit("error: the command line needs more than the constructs do: pip install 'cdktf-ecr[cli]'")
    from .commands import cdktf_ecr  # noqa: PLC0415

    cdktf_ecr()
