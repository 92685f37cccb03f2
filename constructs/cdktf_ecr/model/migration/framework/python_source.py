"""Python source: imports and the names they bind. Comments, strings and layout stay as they are."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from .moved import Left, Moved
from .names import new_module

if TYPE_CHECKING:
    from collections.abc import Iterator

_FROM = re.compile(rb"from(?:\s|\\\n)+([A-Za-z_]\w*)")
# Names of files, directories, distributions and variables that stay are none of them.
_IN_TEXT = re.compile(r"(?<![\w./-])(cdktf|cdktf_cdktf_provider_\w+)(?![\w/-]|\.(?:json|out|log)\b)")
_DYNAMIC = "names the framework in a string: change it if a module is meant"
_LOCKFILE = (
    "S3Backend's use_lockfile of CDK Terrain wants targetVersions: leave it out, and write "
    'stack.add_override("terraform.backend.s3.use_lockfile", True)'
)


def mentions_framework(source: str) -> bool:
    """Return whether Python source may import the framework, without parsing it."""
    return re.search(r"^\s*(?:from|import)\s.*\bcdktf(?:_cdktf_provider_\w+)?\b", source, re.MULTILINE) is not None


def moved_python(source: str) -> Moved:
    """Return Python source that imports CDK Terrain instead.

    Raises:
        SyntaxError: It does not parse.
    """
    tree = ast.parse(source)
    lines = source.encode().splitlines(keepends=True)
    starts = _line_starts(lines)
    content = b"".join(lines)
    edits: dict[int, tuple[bytes, bytes]] = {}
    bound = {name for node in ast.walk(tree) for name in _bound(node)}
    for node in ast.walk(tree):
        for offset, old in _places(node, starts, content, bound):
            new = new_module(old)
            if new is not None:
                edits[offset] = (old.encode(), new.encode())
    for offset, (was, becomes) in sorted(edits.items(), reverse=True):
        content = content[:offset] + becomes + content[offset + len(was) :]
    return Moved(text=content.decode(), left=tuple(sorted(_left(tree), key=lambda left: left.line)))


def _line_starts(lines: list[bytes]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


def _bound(node: ast.AST) -> Iterator[str]:
    """Yield the top-level modules that a statement binds under their own names."""
    if isinstance(node, ast.Import):
        yield from (alias.name.partition(".")[0] for alias in node.names if alias.asname is None)


def _places(node: ast.AST, starts: list[int], content: bytes, bound: set[str]) -> Iterator[tuple[int, str]]:
    """Yield where a node names a top-level module, as an offset in bytes, and which."""
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        start = starts[node.lineno - 1] + node.col_offset
        found = _FROM.match(content, start)
        if found:
            yield found.start(1), found[1].decode()
    elif isinstance(node, ast.Import):
        yield from ((starts[alias.lineno - 1] + alias.col_offset, alias.name.partition(".")[0]) for alias in node.names)
    elif isinstance(node, ast.Name) and node.id in bound:
        yield starts[node.lineno - 1] + node.col_offset, node.id


def _left(tree: ast.Module) -> Iterator[Left]:
    documentation = {id(text) for text in _docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            if _IN_TEXT.search(node.value):
                yield Left(line=node.lineno, text=_first_line(node.value), advice=_DYNAMIC)
        elif isinstance(node, ast.Call) and _name(node.func) == "S3Backend":
            for keyword in node.keywords:
                if keyword.arg == "use_lockfile":
                    yield Left(line=keyword.value.lineno, text="use_lockfile", advice=_LOCKFILE)


def _docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the strings that are statements: they are prose."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if _IN_TEXT.search(line)), text)
