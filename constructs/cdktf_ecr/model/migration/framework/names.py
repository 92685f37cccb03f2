"""What is called otherwise in CDK Terrain ("Migrating from CDKTF", CDK Terrain's documentation)."""

from __future__ import annotations

import re

_PROVIDER = re.compile(r"^cdktf[-_]cdktf[-_]provider[-_](?P<name>\w[\w-]*)$")

# What was tested together: the bindings 25 belong to CDK Terrain 0.24, which does not take constructs 10.8.
VERSIONS = {"cdktn": ">=0.24,<0.25", "cdktn-provider-aws": ">=25,<26", "constructs": ">=10.4,<10.8"}
CLI_VERSION = "0.24.0"


def new_module(module: str) -> str | None:
    """Return what a top-level Python module of the framework is called in CDK Terrain; None for any other module."""
    if module == "cdktf":
        return "cdktn"
    provider = _PROVIDER.match(module)
    return f"cdktn_provider_{provider['name']}" if provider else None


def new_distribution(name: str) -> str | None:
    """Return what a distribution of the framework is called in CDK Terrain; None for any other one."""
    module = new_module(re.sub(r"[-_.]+", "_", name.lower()))
    return None if module is None else module.replace("_", "-")
