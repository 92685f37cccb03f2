"""The environment variable ``CDKTF_ECR_FAST_START``, and the log in which the fast start says what it did."""

from __future__ import annotations

import logging
import os

SWITCH = "CDKTF_ECR_FAST_START"

log = logging.getLogger("cdktf_ecr.fast_start")


def is_off() -> bool:
    """Whether the switch says that everything is to load as it comes."""
    return _setting() in {"0", "off", "false", "no"}


def show_log_if_asked() -> None:
    """Write the log to stderr if the switch says ``debug``: a program then need not be changed to be looked at."""
    if _setting() != "debug" or log.handlers:
        return
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)


def _setting() -> str:
    return os.environ.get(SWITCH, "").strip().lower()
