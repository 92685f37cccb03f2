"""The schemas of the AWS provider, as the packages of its bindings carry them.

A binding's file has a class for the resource, whose constructor takes its arguments, one for each nested block, and one
with the attributes of each. They are read as text: importing them would start Node and take as long as everything else.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.machinery import PathFinder
from pathlib import Path

_RELEASE = re.compile(r"/providers/hashicorp/aws/(\d+)\.(\d+)\.")
_KINDS = {"TerraformResource", "TerraformDataSource", "TerraformProvider"}
# Of Terraform itself, not of the resource.
META_ARGUMENTS = {"connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioners"}
# A name in Terraform may not be one in Python.
_DOCUMENTED = re.compile(r":param (\w+): (?P<block>\1 block\. )?.*?#(?P<name>\w+) \w+#\w+\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """An argument or a nested block.

    Attributes:
        required: Whether it has to be there.
        block: Whether it is a block, not an argument that takes any expression.
        repeatable: Whether there may be several, of a block.
        plain: Whether its value is a string, a number or a bool.
        nested: What is in it, where that is known.
    """

    required: bool
    block: bool
    repeatable: bool
    plain: bool
    nested: Mapping[str, Argument] | None


@dataclass(frozen=True, slots=True)
class Attributes:
    """What can be read of a resource or of a block in it.

    Attributes:
        names: Each attribute; with what is in it, where that is a block.
    """

    names: Mapping[str, Attributes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """A resource, a data source or the provider itself."""

    arguments: Mapping[str, Argument]
    attributes: Attributes


@dataclass(frozen=True)
class Bindings:
    """A package of bindings.

    Attributes:
        package: Its name in Python.
    """

    package: str

    @cached_property
    def release(self) -> tuple[int, int]:
        """The release of the provider that it was generated from."""
        found = _RELEASE.search((self._directory / "provider" / "__init__.py").read_text(encoding="utf-8"))
        assert found, f"{self.package} does not say of which provider it is"
        return int(found[1]), int(found[2])

    def schema(self, type_: str) -> Schema | None:
        """Return what the provider knows of a type: ``aws_kms_key``, ``data.aws_region`` or ``provider.aws``.

        Where it knows no such type, that is None.
        """
        return _read(self._directory, type_)

    @cached_property
    def _directory(self) -> Path:
        spec = PathFinder.find_spec(self.package)  # whatever another name may mean in this process
        assert spec, f"{self.package} is not installed"
        assert spec.origin, f"{self.package} is no ordinary package"
        return Path(spec.origin).parent


BINDINGS = (Bindings("cdktf_cdktf_provider_aws"), Bindings("cdktn_provider_aws"))


@cache
def _read(directory: Path, type_: str) -> Schema | None:
    kind, _, name = type_.rpartition(".")
    module = "provider" if kind == "provider" else f"{'data_aws_' if kind else ''}{name.removeprefix('aws_')}"
    file = directory / module / "__init__.py"
    if not file.is_file():
        return None
    parsed = ast.parse(file.read_text(encoding="utf-8"))
    classes = _Classes({node.name: node for node in parsed.body if isinstance(node, ast.ClassDef)})
    (main,) = (node for node in classes.by_name.values() if _bases(node) & _KINDS)
    arguments = classes.arguments(main)
    return Schema(
        arguments={name: each for name, each in arguments.items() if name not in META_ARGUMENTS},
        attributes=classes.attributes(main),
    )


def _bases(node: ast.ClassDef) -> set[str]:
    return {base.attr for base in node.bases if isinstance(base, ast.Attribute)}


class _Classes:
    """The classes of a binding's file."""

    def __init__(self, by_name: Mapping[str, ast.ClassDef]) -> None:
        self.by_name = by_name

    def arguments(self, node: ast.ClassDef) -> dict[str, Argument]:
        """Return what a class takes, by Terraform's name for it."""
        maker = next(each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__")
        documented = _documented(ast.get_docstring(maker) or "")
        found = {}
        for argument, default in zip(maker.args.kwonlyargs, maker.args.kw_defaults, strict=True):
            name, block = documented.get(argument.arg, (argument.arg, False))
            found[name] = self._argument(argument, required=default is None, block=block)
        return found

    def attributes(self, node: ast.ClassDef) -> Attributes:
        """Return what can be read of an instance of a class."""
        found = {
            each.name: self._read_as(each.returns)
            for each in node.body
            if isinstance(each, ast.FunctionDef) and _is_attribute(each)
        }
        return Attributes(found)

    def _argument(self, argument: ast.arg, *, required: bool, block: bool) -> Argument:
        assert argument.annotation
        words = list(_words(argument.annotation))
        structure = next((word for word in words if word in self.by_name), None)
        return Argument(
            required=required,
            block=block,
            repeatable="Sequence" in words,
            plain=structure is None and not {"Sequence", "Mapping", "Any"} & set(words),
            nested=self.arguments(self.by_name[structure]) if structure else None,
        )

    def _read_as(self, annotation: ast.expr | None) -> Attributes | None:
        for word in _words(annotation) if annotation else ():
            base = re.sub(r"(?:List|Map|OutputReference)$", "", word)
            found = self.by_name.get(f"{base}OutputReference")
            if found:
                return self.attributes(found)
        return None


def _is_attribute(method: ast.FunctionDef) -> bool:
    """Whether a method is a property that stands for an attribute, not for what the bindings were given for it."""
    of_property = any(isinstance(each, ast.Attribute) and each.attr == "property" for each in method.decorator_list)
    return of_property and not method.name.endswith(("_input", "internal_value"))


def _documented(text: str) -> dict[str, tuple[str, bool]]:
    """Return what a constructor's documentation says of its arguments: the name in Terraform, and whether a block."""
    lines = (_DOCUMENTED.match(line.strip()) for line in text.splitlines())
    return {found[1]: (found["name"], bool(found["block"])) for found in lines if found}


def _words(annotation: ast.expr) -> Iterator[str]:
    """Yield the names in an annotation, those in quotes too."""
    for node in ast.walk(annotation):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.rpartition(".")[2]
