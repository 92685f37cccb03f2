"""Texts whose length the AWS provider limits in bytes of UTF-8."""

from __future__ import annotations

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression


def check_size(setting: str, text: str | None, *, limit: int, source: str) -> None:
    """Refuse a text that is too long; what only Terraform knows is left to it.

    Raises:
        InvalidSettingError: It has more bytes than the limit.
    """
    if text is None or isinstance(text, Expression):
        return
    size = len(text.encode())
    if size > limit:
        raise InvalidSettingError(setting, text, f"must be at most {limit:,} bytes, not {size:,}", source=source)
