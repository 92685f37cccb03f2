"""Whether a configuration fits the AWS provider's releases that it says it works with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cdktf_ecr.model.terraform.versions import required_provider
from tests.compatibility.checker import problems
from tests.compatibility.features import features_of, oldest_release
from tests.compatibility.reader import BINDINGS


def assert_fits(configuration: Mapping[str, Any]) -> None:
    """Fail unless it requires exactly what it uses, and every release of which we have the schemas takes it."""
    version = configuration["terraform"]["required_providers"]["aws"]["version"]
    used = required_provider(features_of(configuration))
    assert version == used, f"it requires {version}, and uses what is in {used}"
    supported = [bindings for bindings in BINDINGS if bindings.release >= oldest_release(configuration)]
    assert BINDINGS[-1] in supported
    for bindings in supported:
        found = problems(configuration, bindings)
        assert not found, "\n".join([f"as of {bindings.package}:", *found])
