"""Which kind of ledger a file is, and what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from cdktf_ecr.operations.readers.files import read_bytes

from .inspector_ignore import inspector_entries
from .own import own_entries
from .trivyignore import VULNERABILITIES, trivy_entries
from .yaml_document import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from cdktf_ecr.model.findings.ignores import IgnoreEntry

    from .yaml_document import Item

SETTING = "ignore-file"
_INSPECTOR_NAME = ".inspector-ignore"
_TRIVY_NAMES = (".trivyignore.yaml", ".trivyignore.yml")


def read_ledger(file: Path) -> list[IgnoreEntry]:
    """Return the entries in a file.

    It is Amazon Inspector's if it is called .inspector-ignore; Trivy's if it is called .trivyignore.yaml or has its
    section "vulnerabilities"; else ours.

    Args:
        file: The file.

    Raises:
        InvalidSettingError: It cannot be read, or an entry is malformed; the error says in which line.
    """
    content = read_bytes(SETTING, file)
    if file.name == _INSPECTOR_NAME:
        return inspector_entries(file, content)
    document = read_yaml(SETTING, file, content)
    if document is None or document.is_null:
        return []
    if file.name in _TRIVY_NAMES or _has_key(document, VULNERABILITIES):
        return trivy_entries(document)
    return own_entries(document)


def _has_key(document: Item, name: str) -> bool:
    node = document.node
    return isinstance(node, yaml.MappingNode) and any(getattr(key, "value", None) == name for key, _ in node.value)
