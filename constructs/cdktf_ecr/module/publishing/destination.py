"""Where a module is exported to: what must not be there already, and what should better not be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError

from .files import FILES
from .record import recorded
from .written_files import check_files

if TYPE_CHECKING:
    from pathlib import Path

    from .record import Record

_SOURCE = "cdktf-ecr"
# "Files and Directories", Terraform documentation; OpenTofu reads its own as well.
_READ_BY_TERRAFORM = ("*.tf", "*.tf.json", "*.tofu", "*.tofu.json")


def check_destination(directory: Path, record: Record, *, force: bool, allow_change: bool) -> list[str]:
    """Refuse a directory in which an export would break something. Nothing is written.

    Args:
        directory: Where to export to; it need not be there.
        record: What is to be exported.
        force: Whether files of others may be overwritten, or be in the way.
        allow_change: Whether the module there may become another one.

    Returns:
        The names of the files that are not ours and that Terraform reads together with ours.

    Raises:
        InvalidSettingError: The module there is another one or has other defaults; a file there has the name of one of
            ours, or would become part of the module; or it is a file itself.
    """
    check_files(directory, FILES, force=force)
    found = recorded(directory)
    others = sorted({file.name for pattern in _READ_BY_TERRAFORM for file in directory.glob(pattern)} - {*FILES})
    if found is None:
        if others and not force:
            rule = (
                f"has {', '.join(others)}, and Terraform would read the module's files together with that: choose a "
                "directory of the module's own, or add --force"
            )
            raise InvalidSettingError("directory", str(directory), rule, source=_SOURCE)
    elif not allow_change and not found.is_alike(record):
        rule = (
            f"holds {found}, and would hold {record}: the next apply could replace the repository with the loss of its "
            "images, or delete logs; export what it is, or add --allow-change"
        )
        raise InvalidSettingError("directory", str(directory), rule, source=_SOURCE)
    return others
