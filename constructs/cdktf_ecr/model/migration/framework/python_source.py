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
_IN_TEXT = re.compile(
    r"(?<![\w./-])(?:cdktf(?![\w/-]|\.(?:json|out|log)\b)|cdktf([-_])cdktf\1provider\1\w+)(?!\w)", re.ASCII
)
_REGENERATE = "is generated for CDKTF: run 'cdktn get'"
_DYNAMIC = "names the framework in a string: change it if a module is meant"
_REBOUND = "is also the name of something else in this file, which is left as it is here: change it yourself"
_FROM_ELSEWHERE = "is taken from another module: change it if that module gets it from the framework"
_LOCKFILE = (
    "S3Backend's use_lockfile of CDK Terrain wants targetVersions: leave it out, and write "
    'stack.add_override("terraform.backend.s3.use_lockfile", True)'
)


def mentions_framework(source: str) -> bool:
    """Return whether Python source may name the framework, in code or in a string, without parsing it."""
    return _IN_TEXT.search(source) is not None


def moved_python(source: str) -> Moved:
    """Return Python source that imports CDK Terrain instead.

    Raises:
        SyntaxError: It does not parse.
    """
    tree = ast.parse(source)
    if any(map(_is_generated, ast.walk(tree))):
        return Moved(text=source, left=(Left(line=0, text="this file", advice=_REGENERATE),))
    lines = source.encode().splitlines(keepends=True)
    starts = _line_starts(lines)
    content = b"".join(lines)
    edits: dict[int, tuple[bytes, bytes]] = {}
    bound = {name for node in ast.walk(tree) for name in _bound(node)}
    rebound = bound & {name for node in ast.walk(tree) for name in _bound_otherwise(node)}
    for node in ast.walk(tree):
        for offset, old in _places(node, starts, content, bound):
            new = new_module(old)
            if new is not None and not (old in rebound and isinstance(node, ast.Import | ast.Name)):
                edits[offset] = (old.encode(), new.encode())
    for offset, (was, becomes) in sorted(edits.items(), reverse=True):
        content = content[:offset] + becomes + content[offset + len(was) :]
    return Moved(text=content.decode(), left=tuple(sorted(_left(tree, rebound), key=lambda left: left.line)))


def _line_starts(lines: list[bytes]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


def _is_generated(node: ast.AST) -> bool:
    """Whether jsii wrote this: its bindings load an assembly, and their classes carry their types' names."""
    if isinstance(node, ast.ClassDef):
        return any(keyword.arg == "jsii_type" for keyword in node.keywords)
    return isinstance(node, ast.Attribute) and node.attr == "load" and _name(node.value) == "JSIIAssembly"


def _bound(node: ast.AST) -> Iterator[str]:
    """Yield the top-level modules that a statement binds under their own names."""
    if isinstance(node, ast.Import):
        yield from (alias.name.partition(".")[0] for alias in node.names if alias.asname is None)


def _bound_otherwise(node: ast.AST) -> Iterator[str]:
    """Yield the names that a node binds, or declares, without being a plain import or a name itself."""
    if isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Global | ast.Nonlocal):
        yield from node.names
    elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        yield node.name
    elif isinstance(node, ast.MatchMapping) and node.rest:
        yield node.rest
    elif isinstance(node, ast.ImportFrom):
        yield from (alias.asname or alias.name for alias in node.names)
    elif isinstance(node, ast.Import):
        yield from (alias.asname for alias in node.names if alias.asname)


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


def _left(tree: ast.Module, rebound: set[str]) -> Iterator[Left]:
    documentation = {id(text) for text in _docstrings(tree)}
    backends = {"S3Backend", *_other_names_of_the_backend(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            if _IN_TEXT.search(node.value):
                yield Left(line=node.lineno, text=_first_line(node.value), advice=_DYNAMIC)
        elif isinstance(node, ast.Call) and _name(node.func) in backends:
            for keyword in node.keywords:
                if keyword.arg == "use_lockfile":
                    yield Left(line=keyword.value.lineno, text="use_lockfile", advice=_LOCKFILE)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from _left_imports(node, rebound)


def _left_imports(node: ast.Import | ast.ImportFrom, rebound: set[str]) -> Iterator[Left]:
    """Yield the imports of a module whose name means something else too, and of one that another module hands on."""
    for alias in node.names:
        if isinstance(node, ast.ImportFrom) and new_module(alias.name) is not None:
            yield Left(line=alias.lineno, text=alias.name, advice=_FROM_ELSEWHERE)
        elif isinstance(node, ast.Import) and alias.name.partition(".")[0] in rebound:
            module = alias.name.partition(".")[0]
            if new_module(module) is not None:
                yield Left(line=alias.lineno, text=module, advice=_REBOUND)


def _other_names_of_the_backend(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (alias.asname for alias in node.names if alias.name == "S3Backend" and alias.asname)


def _docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the strings that are statements: they are prose."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if _IN_TEXT.search(line)), text)
