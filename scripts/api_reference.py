"""Write entries of the reference, for Sphinx's Python domain in MyST, from the docstrings: read, never imported.

A page says which names it is about, ``<!-- api: Repository Encryption -->``, and ``docs/conf.py`` has the entries put
there when the pages are built: neither Node nor CDKTF is started for it, and nothing of it stands twice. What is
imported is the model's settings, which are plain Python.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import griffe

from cdktf_ecr.module.publishing.documentation import variables_table

if TYPE_CHECKING:
    from collections.abc import Iterator

LIBRARY = Path(__file__).resolve().parents[1] / "constructs"
MARKER = re.compile(r"<!-- api: ([\w\s]+?) -->")
_INDENTED = "\n  "
_MAGIC = "__init__"


def names_in(text: str) -> list[str]:
    """Return the names that a page has entries of, in its order."""
    return [name for found in MARKER.findall(text) for name in found.split()]


class Reference:
    """The library's public names, as its sources say them."""

    def __init__(self) -> None:
        loaded = griffe.load(
            "cdktf_ecr", search_paths=[LIBRARY], docstring_parser="google", allow_inspection=False, resolve_aliases=True
        )
        self._package = loaded if isinstance(loaded, griffe.Module) else loaded.module
        self.names = [str(name).strip("\"'") for name in self._package.exports or ()]

    def with_entries(self, text: str) -> str:
        """Return a page with the entries of the names that it asks for.

        Args:
            text: The page.

        Raises:
            ValueError: A name is not public, or has a docstring with a section that is not known here.
        """
        return MARKER.sub(lambda found: "\n\n".join(self.entry(name) for name in found[1].split()), text)

    def entry(self, name: str) -> str:
        """Return the entry of a public name.

        Args:
            name: The name.

        Raises:
            ValueError: As `with_entries` does.
        """
        if name not in self.names:
            raise ValueError(f"cdktf_ecr has no public {name}: change the page that names it")
        found = self._package[name].final_target
        if isinstance(found, griffe.Class):
            return self._class(name, found)
        if isinstance(found, griffe.Function):
            return self._described("function", f"{name}{self._signature(found.parameters, found.returns)}", found)
        return self._described("data", name, found, options=[f":value: {found.value}"] if found.value else [])

    def _class(self, name: str, found: griffe.Class) -> str:
        members = [_target(member) for member in found.all_members.values()]
        settings = _declares_variables(found)
        public = [
            each
            for each in members
            if each.docstring and not each.name.startswith("_") and (each.is_function or "property" in each.labels)
        ]
        if settings:
            signature = "(**settings)"
        elif _MAGIC in found.all_members or "dataclass" in found.labels:
            signature = self._signature([each for each in found.parameters if each.name != "self"], None)
        else:
            signature = ""
        kind = "exception" if found.name.endswith("Error") else "class"
        further = [_table(found)] if settings else []
        further += [self._member(each) for each in public]
        return self._described(kind, f"{name}{signature}", found, further=further)

    def _member(self, found: griffe.Object) -> str:
        if isinstance(found, griffe.Function):
            parameters = [each for each in found.parameters if each.name not in {"self", "cls"}]
            made = [f":{label}:" for label in ("classmethod", "staticmethod") if label in found.labels]
            signature = f"{found.name}{self._signature(parameters, found.returns)}"
            return self._described("method", signature, found, options=made, depth=3)
        type_ = [f":type: {found.annotation}"] if isinstance(found, griffe.Attribute) and found.annotation else []
        return self._described("property", found.name, found, options=type_, depth=3)

    def _described(
        self,
        kind: str,
        signature: str,
        found: griffe.Object,
        *,
        options: list[str] | None = None,
        further: list[str] | None = None,
        depth: int = 4,
    ) -> str:
        made = found.all_members.get(_MAGIC) if isinstance(found, griffe.Class) else None
        documented = [found, *([_target(made)] if made is not None and made.docstring else [])]
        parts = [part for each in documented for part in self._parts(each, made=each is not found)]
        fence = ":" * depth
        module = [] if depth == 3 else [":module: cdktf_ecr"]  # noqa: PLR2004 - the members' depth, below
        head = "\n".join([f"{fence}{{py:{kind}}} {signature}", *module, *(options or [])])
        return "\n\n".join([head, *parts, *(further or []), fence])

    def _parts(self, found: griffe.Object, *, made: bool) -> Iterator[str]:
        sections = found.docstring.parsed if found.docstring else []
        fields = [
            each
            for section in sections
            if section.kind is not griffe.DocstringSectionKind.text
            for each in self._fields(section, found)
        ]
        # What a constructor's docstring says beside its arguments is that it constructs.
        if not made:
            yield from (self._prose(s.value) for s in sections if s.kind is griffe.DocstringSectionKind.text)
        if fields:
            yield "\n".join(fields)

    def _fields(self, section: griffe.DocstringSection, found: griffe.Object) -> Iterator[str]:
        kinds = griffe.DocstringSectionKind
        # A dataclass is made of its attributes.
        attribute = "param" if "dataclass" in found.labels else "ivar"
        names = {kinds.parameters: "param", kinds.attributes: attribute}
        for each in section.value:
            said = self._prose(" ".join(each.description.split()))
            if section.kind in names:
                yield f":{names[section.kind]} {each.name}: {said}"
            elif section.kind is kinds.raises:
                yield f":raises {each.annotation}: {said}"
            elif section.kind in {kinds.returns, kinds.yields}:
                yield f":returns: {said}"
            else:
                raise ValueError(f"{found.path} has a section {section.kind.value}, which has no form in the reference")

    def _prose(self, text: str) -> str:
        """Return a docstring's text as MyST: a public name in backquotes is a link, any other is code."""
        pieces = re.split(r"(``.+?``|`[^`]+`)", text, flags=re.DOTALL)
        return "".join(self._piece(piece) for piece in pieces)

    def _piece(self, piece: str) -> str:
        if not piece.startswith("`"):
            return re.sub(r"([*_<\[\]])", r"\\\1", piece)
        name = piece.strip("`")
        return f"{{py:obj}}`~cdktf_ecr.{name}`" if not piece.startswith("``") and name in self.names else piece

    def _signature(self, parameters: list[griffe.Parameter] | griffe.Parameters, returns: object) -> str:
        shown = []
        keyword_only = False
        for each in parameters:
            if each.kind is griffe.ParameterKind.keyword_only and not keyword_only:
                shown.append("*")
                keyword_only = True
            annotation = f": {each.annotation}" if each.annotation else ""
            default = f" = {self._default(each.default)}" if each.default is not None else ""
            shown.append(f"{each.name}{annotation}{default}")
        return f"({', '.join(shown)})" + (f" -> {returns}" if returns else "")

    @staticmethod
    def _default(value: object) -> str:
        # A constant of the module's own says nothing to who calls; what it stands for is in the argument's meaning.
        return "..." if re.fullmatch(r"_\w+|field\(.*\)", text := str(value), re.DOTALL) else text


def _target(found: griffe.Object | griffe.Alias) -> griffe.Object:
    return found.final_target if isinstance(found, griffe.Alias) else found


def _declares_variables(found: griffe.Class) -> bool:
    return any(
        isinstance(value := getattr(_target(each), "value", None), griffe.ExprCall) and str(value.function) == "setting"
        for each in found.all_members.values()
    )


def _table(found: griffe.Class) -> str:
    home, _, name = found.canonical_path.rpartition(".")
    return variables_table("", getattr(import_module(home), name))
