"""Lists of names whose length Python has to know, because each becomes a block or part of an ARN."""

from __future__ import annotations

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.values import check_strings

# How CDKTF writes a list that only Terraform knows (see model/values.py).
_LIST_TOKEN = "#{TfToken["  # noqa: S105 - a marker, no secret


def check_names(setting: str, value: object, *, source: str) -> tuple[str, ...]:
    """Return ``value`` as a tuple if it is a list of strings, each there once; each may be a Terraform expression.

    Raises:
        InvalidSettingError: ``value`` is something else, such as a list that only Terraform knows.
    """
    names = check_strings(setting, value)
    for name in names:
        if _LIST_TOKEN in name:
            rule = "must be a list whose length is known in Python; each name in it may be a Terraform expression"
            raise InvalidSettingError(setting, name, rule, source="CDKTF tokens")
        if names.count(name) > 1:
            raise InvalidSettingError(setting, name, "must not be listed twice", source=source)
    return names
