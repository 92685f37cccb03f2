"""The command line, ``cdktf-ecr``. It needs the extra ``cdktf-ecr[cli]``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line, or say how to install what it needs."""
    try:
        import click  # noqa: F401, PLC0415 - only the extra brings it
    except ModuleNotFoundError:
        # 2, as for every other wrong set-up: 1 would say that a gate failed.
        sys.stderr.write("error: the command line needs more than the constructs do: pip install 'cdktf-ecr[cli]'\n")
        sys.exit(2)
    from .root import cdktf_ecr  # noqa: PLC0415
    from .running import run  # noqa: PLC0415

    sys.exit(run(cdktf_ecr))
