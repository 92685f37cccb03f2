"""The command line, ``cdktf-ecr``. It needs the extra ``cdktf-ecr[cli]``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line, or say how to install what it needs."""
    try:
        from .root import cdktf_ecr  # noqa: PLC0415 - only the extra brings what these load
        from .running import run  # noqa: PLC0415

        code = run(cdktf_ecr)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "cdktf_ecr":
            raise
        # 2, as for every other wrong set-up: 1 would say that a gate failed.
        sys.stderr.write("error: the command line needs more than the constructs do: pip install 'cdktf-ecr[cli]'\n")
        code = 2
    sys.exit(code)
