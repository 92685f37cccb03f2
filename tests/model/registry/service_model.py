"""ECR's own rules, as botocore's service models state them."""

from __future__ import annotations

import functools
import re
from typing import Any

import botocore.session
from botocore.model import ServiceModel


@functools.cache
def service(name: str) -> ServiceModel:
    return botocore.session.get_session().get_service_model(name)


def shape(name: str, *, of: str = "ecr") -> Any:
    return service(of).shape_for(name)


def accepts(name: str, text: str, *, of: str = "ecr") -> bool:
    """Whether the service would accept the text for a shape, as far as its model says."""
    rules = shape(name, of=of).metadata
    pattern = rules.get("pattern")
    long_enough = rules.get("min", 0) <= len(text) <= rules.get("max", len(text))
    return long_enough and (pattern is None or re.fullmatch(pattern, text) is not None)
