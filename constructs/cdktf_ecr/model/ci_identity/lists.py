"""Lists whose items end up in policies, one by one."""

from __future__ import annotations

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.values import check_strings

# How CDKTF writes a list that only Terraform knows (see values.py): such a list has no items to work on here.
_LIST_TOKEN = "#{TfToken["  # noqa: S105 - a marker, no secret


def check_items(setting: str, value: object) -> tuple[str, ...]:
    """Return the items of ``value``, each once, if it is a list of strings that is known in Python.

    Raises:
        InvalidSettingError: It is something else, or a list that only Terraform knows.
    """
    items = tuple(dict.fromkeys(check_strings(setting, value)))
    if any(_LIST_TOKEN in item for item in items):
        rule = "must be a list whose length is known in Python; each item may be a Terraform expression"
        raise InvalidSettingError(setting, list(items), rule, source="CDKTF tokens")
    return items
