"""The application's context: what stands in `cdktf.json`, and what of it is none of ours."""

from __future__ import annotations

import difflib
import json
import os
from typing import TYPE_CHECKING, Any

from cdktf_ecr import InvalidSettingError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

# How the cdktf command passes on the context of cdktf.json; plain Python does not.
PASSED_CONTEXT = "CDKTF_CONTEXT_JSON"

SOURCE = "context in cdktf.json"

# Of 1: "state_buket" is 0.96 like "state_bucket", "profiles" 0.93 like "profile"; "aws_profile", of other tools, 0.78.
_ALIKE = 0.8


def application_context(settings: Path) -> dict[str, Any]:
    """Return the context of an application.

    Args:
        settings: Its `cdktf.json`, which is read where the cdktf command has not passed the context on.

    Raises:
        InvalidSettingError: There is no such file, it is no JSON, or the context in it is no object.
    """
    passed = os.environ.get(PASSED_CONTEXT)
    if passed:
        return _object(PASSED_CONTEXT, _parsed(PASSED_CONTEXT, passed))
    name = settings.name
    try:
        text = settings.read_text(encoding="utf-8")
    except OSError as error:
        raise InvalidSettingError(name, str(settings), f"cannot be read: {error.strerror}", source="file") from None
    return _object("context", _object(name, _parsed(name, text)).get("context", {}))


def check_keys(context: Mapping[str, object], known: Collection[str]) -> None:
    """Refuse keys that are nearly one of ours. Others are of other tools, or of CDKTF, and are left alone.

    Args:
        context: The context.
        known: Our keys.

    Raises:
        InvalidSettingError: A key is not one of ours, but looks like it.
    """
    for key in context:
        plain = key.lower().replace("-", "_")
        nearest = difflib.get_close_matches(plain, known, n=1, cutoff=_ALIKE)
        if nearest and key not in known:
            raise InvalidSettingError(key, context[key], f"is no setting: did you mean {nearest[0]}?", source=SOURCE)


def _parsed(name: str, text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise InvalidSettingError(name, text, f"must be JSON: {error}", source="JSON") from None


def _object(name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InvalidSettingError(name, value, "must be an object", source="JSON")
    return value
