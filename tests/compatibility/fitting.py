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
    provider = configuration["terraform"]["required_providers"]["aws"]
    assert provider["version"] == required_provider(features_of(configuration))
    supported = [bindings for bindings in BINDINGS if bindings.release >= oldest_release(configuration)]
    assert BINDINGS[-1] in supported
    for bindings in supported:
        assert problems(configuration, bindings) == [], f"as of {bindings.package}"
