"""YAML and JSON as nodes that know their lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a document.

    Args:
        yaml: The node.
    """

    yaml: yaml.Node

    @property
    def line(self) -> int:
        """The line, from 1, on which the value begins: of a block of text, its first line."""
        style = getattr(self.yaml, "style", None)
        return int(self.yaml.start_mark.line) + (2 if style in ("|", ">") else 1)

    @property
    def text(self) -> str | None:
        """The text of a scalar that is not null; None of anything else."""
        if not isinstance(self.yaml, yaml.ScalarNode) or self.yaml.tag == "tag:yaml.org,2002:null":
            return None
        # CloudFormation's functions: !Ref Image is what !Sub writes as ${Image}.
        is_function = self.yaml.tag.startswith("!") and self.yaml.tag not in ("!", "!Sub")
        return f"${{{self.yaml.value}}}" if is_function else str(self.yaml.value)

    def fields(self) -> Iterator[tuple[str, Node]]:
        """Yield the keys and values of a mapping; nothing of anything else."""
        if isinstance(self.yaml, yaml.MappingNode):
            for key, value in self.yaml.value:
                if isinstance(key, yaml.ScalarNode):
                    yield str(key.value), Node(value)

    def items(self) -> Iterator[Node]:
        """Yield the items of a list; nothing of anything else."""
        if isinstance(self.yaml, yaml.SequenceNode):
            for item in self.yaml.value:
                yield Node(item)

    def get(self, *keys: str) -> Node | None:
        """Return what is below one key after the other; None if there is nothing."""
        node: Node | None = self
        for key in keys:
            node = None if node is None else dict(node.fields()).get(key)
        return node

    def texts(self) -> Iterator[Node]:
        """Yield a scalar, or the scalars in a list."""
        if self.text is not None:
            yield self
        for item in self.items():
            if item.text is not None:
                yield item

    def walk(self) -> Iterator[tuple[str, Node]]:
        """Yield every key and value below, each once however often an alias repeats it; "" is the key of an item."""
        seen: set[int] = set()
        waiting = [("", self)]
        while waiting:
            key, node = waiting.pop()
            if id(node.yaml) in seen:
                continue
            seen.add(id(node.yaml))
            yield key, node
            waiting += node.fields()
            waiting += (("", item) for item in node.items())


def documents(text: str) -> list[Node]:
    """Return the documents in a text of YAML or JSON.

    Args:
        text: The text. In JSON a tab may stand between values; in YAML it may not.

    Raises:
        ValueError: It is neither; the error says where.
    """
    try:
        return [Node(node) for node in yaml.compose_all(text, Loader=yaml.SafeLoader) if node is not None]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise ValueError(f"is not valid YAML{f' at line {mark.line + 1}' if mark else ''}: {error.problem}") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(f"is not valid YAML: {str(error).splitlines()[0]}") from None
