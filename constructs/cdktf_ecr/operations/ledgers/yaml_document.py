"""YAML whose every value knows its line, read without guessing types: what a value is to be, who reads it says.

PyYAML's loader would turn ``until: 2026-99-99`` into an error without a line, an unquoted ``1.10`` into a number, and
keep the last of two equal keys. Its nodes have everything needed not to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import yaml

from cdktf_ecr.model.errors import InvalidSettingError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from pathlib import Path

_TRUTH = {"true": True, "false": False}
_SYNTAX = "YAML"


@dataclass(frozen=True, slots=True)
class Item:
    """A value in a file.

    Attributes:
        file: The file.
        node: The value.
        setting: What the value is called, for errors: its key.
    """

    file: Path
    node: yaml.Node
    setting: str

    @property
    def line(self) -> int:
        """The line, from 1, on which the value begins."""
        return int(self.node.start_mark.line) + 1

    @property
    def place(self) -> str:
        """Where the value stands: "security/ignore.yaml:12"."""
        return f"{self.file}:{self.line}"

    def refused(self, rule: str, value: object = None) -> InvalidSettingError:
        """Return the error that says that the value must be something else."""
        shown = self.node.value if value is None and isinstance(self.node, yaml.ScalarNode) else value
        return InvalidSettingError(self.setting, shown, rule, source=self.place)

    @property
    def is_list(self) -> bool:
        """Whether the value is a list."""
        return isinstance(self.node, yaml.SequenceNode)

    @property
    def is_null(self) -> bool:
        """Whether there is nothing."""
        return isinstance(self.node, yaml.ScalarNode) and self.node.tag == "tag:yaml.org,2002:null"

    def items(self) -> list[Item]:
        """Return the items of a list. Raises an InvalidSettingError for anything else."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.refused("must be a list")
        return [Item(self.file, node, self.setting) for node in self.node.value]

    def fields(self, known: Collection[str], required: Collection[str] = ()) -> Mapping[str, Item]:
        """Return the values of a mapping by their keys.

        Raises:
            InvalidSettingError: It is no mapping, or has an unknown key, the same key twice, or not a required one.
        """
        if not isinstance(self.node, yaml.MappingNode):
            raise self.refused(f"must be a mapping with {', '.join(known)}")
        fields: dict[str, Item] = {}
        for key_node, value_node in self.node.value:
            key = Item(self.file, key_node, "key")
            if key.text() not in known:
                raise key.refused(f"is unknown: must be one of {', '.join(known)}")
            if key.text() in fields:
                raise key.refused(f"stands here a second time, after line {fields[key.text()].line}")
            fields[key.text()] = Item(self.file, value_node, key.text())
        for name in required:
            if name not in fields:
                raise Item(self.file, self.node, name).refused("must be given")
        return fields

    def text(self) -> str:
        """Return a value that must be text on one or more lines, without the space around it."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.refused("must be text")
        text = str(self.node.value).strip()
        if not text or self.is_null:
            raise self.refused("must not be empty", "")
        return text

    def truth(self) -> bool:
        """Return a value that must be true or false."""
        if not isinstance(self.node, yaml.ScalarNode) or self.node.value.lower() not in _TRUTH:
            raise self.refused("must be true or false")
        return _TRUTH[self.node.value.lower()]

    def day(self) -> date:
        """Return a value that must be a date."""
        try:
            # What later versions of Python take as well, such as 20261231, is no date of YAML's.
            return datetime.strptime(self.text(), "%Y-%m-%d").replace(tzinfo=timezone.utc).date()
        except ValueError:
            raise self.refused("must be a date such as 2026-12-31") from None


def read_yaml(setting: str, file: Path, content: bytes) -> Item | None:
    """Return the one document in ``content``; None if there is nothing in it.

    Args:
        setting: The option that named the file, for the error.
        file: The file, for the error.
        content: What is in it.

    Raises:
        InvalidSettingError: It is not YAML, or several documents.
    """
    try:
        node = yaml.compose(content, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{file}:{mark.line + 1}" if mark else str(file)
        raise InvalidSettingError(setting, str(file), f"is not valid YAML: {error.problem}", source=place) from None
    except (yaml.YAMLError, RecursionError, UnicodeDecodeError) as error:
        said = str(error).splitlines()[0]
        raise InvalidSettingError(setting, str(file), f"is not valid YAML: {said}", source=_SYNTAX) from None
    return None if node is None else Item(file, node, setting)
