"""Reading synthesized Terraform JSON in tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Synthesize = Callable[..., Path]
"""Runs main.py with some context and returns the output directory."""

SynthesizeProgram = Callable[..., Path]
"""Runs an application of the tests with some arguments and returns the directory of its stacks."""

Synth = Callable[[], dict[str, Any]]
"""Synthesizes the test's stack and returns its JSON, parsed."""


def parsed(value: Any) -> Any:
    """Return synthesized JSON without CDKTF's metadata, and with the JSON documents inside it parsed.

    The text of a JSON document is not its meaning: a snapshot of the text would break on a change of spelling.
    """
    if isinstance(value, dict):
        return {key: parsed(item) for key, item in value.items() if key != "//"}
    if isinstance(value, list):
        return [parsed(item) for item in value]
    if isinstance(value, str) and value.startswith('{"'):
        return json.loads(value)
    return value


def addresses(synthesized: dict[str, Any]) -> set[str]:
    """Return the Terraform addresses of all resources and data sources."""
    managed = {f"{type_}.{name}" for type_, named in synthesized["resource"].items() for name in named}
    read = synthesized.get("data", {})
    return managed | {f"data.{type_}.{name}" for type_, named in read.items() for name in named}
