"""Ways to write a value in Terraform's language, so that what Terraform has to make of an expression is known."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tests.terraform.texts import as_template, fits_heredoc, literal, other, quoted, random_text

# How tightly an expression binds, from a conditional to what may stand in front of an index.
CONDITIONAL, OR, AND, EQUAL, COMPARISON, SUM, PRODUCT, UNARY, ATOM, INDEXABLE = range(10)

Spelled: TypeAlias = "tuple[str, int]"
"""An expression, and how tightly it binds."""

_COMMENTS = ['/* } ) ] " ? */', "/* ${ */"]
_LINE_COMMENTS = ['# } ) ] " ? ${ <<EOT\n', "// ' */ \" {\n", "\n", "\n\n  "]


@dataclass
class Spelling:
    """Writes values in random ways.

    Attributes:
        chance: Where the ways come from.
        variables: The values of the variables that what was written refers to, as ``var.<name>``.
        types: The types of those variables whose values do not tell.
        given: The values that are known once a resource is there, as ``terraform_data.given.output.<name>``.
        depth: How deep expressions are nested.
    """

    chance: random.Random
    depth: int = 3
    variables: dict[str, Any] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    given: dict[str, Any] = field(default_factory=dict)

    def template(self, value: Any) -> str:
        """Return an argument that Terraform evaluates to ``value``: ``${...}``, or text that holds such."""
        if isinstance(value, str) and self.chance.random() < 0.4:
            return self._text(value)
        return self.whole(value)

    def whole(self, value: Any) -> str:
        """Return an argument that is one ``${...}``, which Terraform evaluates to ``value``."""
        source = self._any(value, CONDITIONAL, self.depth, lines=True)
        start, end = self.chance.choice([("", ""), ("", ""), (" ", " "), ("~ ", " ~"), ("\n  ", "\n"), ("\t", "\t")])
        if source.startswith("{") and not start:
            start = " "
        return f"${{{start}{source}{end}}}"

    def variable(self, name: str, type_: str, value: Any) -> str:
        """Return the variable of a type whose value is ``value``."""
        self.variables[name], self.types[name] = value, type_
        return f"${{var.{name}}}"

    def configuration(self) -> dict[str, Any]:
        """Return the declarations that what was written needs, as Terraform's JSON."""
        variables = {
            name: {"default": value, "type": self.types.get(name) or _type(value)}
            for name, value in self.variables.items()
        }
        given = {"terraform_data": {"given": {"input": literal(self.given)}}} if self.given else {}
        return {"variable": variables, "resource": given}

    def _any(self, value: Any, least: int, depth: int, *, lines: bool) -> str:
        """Return ``value`` as an expression that binds at least as tightly as ``least``.

        Args:
            value: The value.
            least: How tightly it has to bind.
            depth: How deep it may nest others.
            lines: Whether it may go on over lines.
        """
        chance = self.chance
        if chance.random() < 0.1:
            return f"({self._padded(self._any(value, CONDITIONAL, depth, lines=True), lines=True)})"
        source, binding = self._simple(value) if depth == 0 else self._nested(value, depth, lines=lines)
        if binding < least:
            return f"({self._padded(source, lines=True)})"
        return source

    def _padded(self, source: str, *, lines: bool) -> str:
        """Return the expression with comments and line breaks about it."""
        around = _COMMENTS + (_LINE_COMMENTS if lines else [])
        before, after = (self.chance.choice(around) if self.chance.random() < 0.15 else "" for _ in range(2))
        return f"{before}{source} {after}" if after else f"{before}{source}"

    def _simple(self, value: Any) -> Spelled:
        if value is None or self.chance.random() < 0.4:
            return self._written(value)
        # A resource's attribute is an object, and no map. Behind a lone carriage return Terraform leaves text as it is.
        fits = not isinstance(value, dict) and "\\r" not in repr(value)
        names, prefix = self.variables, "var."
        if fits and self.chance.random() < 0.3:
            names, prefix = self.given, "terraform_data.given.output."
        name = f"x{len(self.variables) + len(self.given)}"
        names[name] = value
        return f"{prefix}{name}", INDEXABLE

    def _written(self, value: Any) -> Spelled:
        if value is None:
            return "null", ATOM
        if isinstance(value, bool):
            return str(value).lower(), ATOM
        if isinstance(value, int):
            return str(value), ATOM if value >= 0 else UNARY
        if isinstance(value, str):
            return quoted(value, self.chance), ATOM
        if isinstance(value, dict):
            pairs = (f"{quoted(key, self.chance)} = {self._simple(item)[0]}" for key, item in value.items())
            return f"{{{', '.join(pairs)}}}", INDEXABLE
        return f"[{', '.join(self._simple(item)[0] for item in value)}]", INDEXABLE

    def _nested(self, value: Any, depth: int, *, lines: bool) -> Spelled:
        chance = self.chance
        ways: list[Any] = [self._simple, self._of_any]
        kinds = ((bool, self._boolean), (int, self._number), (str, self._string), (dict, self._map), (list, self._list))
        for kind, way in kinds:
            if isinstance(value, kind):
                ways += [way, way]
                break
        way = chance.choice(ways)
        return self._simple(value) if way == self._simple else way(value, depth - 1, lines)

    def _of_any(self, value: Any, depth: int, lines: bool) -> Spelled:  # noqa: FBT001
        chance, another = self.chance, other(value)
        one = self._any(value, CONDITIONAL, depth, lines=True)
        way = chance.randrange(6)
        if way == 0:
            return f"one([{self._padded(one, lines=True)}])", INDEXABLE
        if way == 1:
            return f"[{self._any(another, CONDITIONAL, depth, lines=True)}, {one}][1]", INDEXABLE
        if way == 2:
            in_object = self._any(value, CONDITIONAL, depth, lines=False)
            return f"{{ a = 1, b = {self._padded(in_object, lines=False)} }}.b", INDEXABLE
        if way == 3:
            return f"try({one}, {self._any(another, CONDITIONAL, depth, lines=True)})", INDEXABLE
        break_ = chance.choice([" ", "\n  ", " # ?\n"]) if lines else " "
        holds = chance.random() < 0.5
        condition = self._any(holds, OR, depth, lines=lines)
        arms = [self._any(each, CONDITIONAL, depth, lines=lines) for each in (value, another)]
        first, second = arms if holds else reversed(arms)
        return f"{condition}{break_}? {first}{break_}: {second}", CONDITIONAL

    def _boolean(self, value: bool, depth: int, lines: bool) -> Spelled:  # noqa: FBT001
        chance, any_ = self.chance, self._any
        break_ = chance.choice([" ", "\n"]) if lines else " "
        way = chance.randrange(8)
        if way == 0:
            return f"!{any_(not value, UNARY, depth, lines=lines)}", UNARY
        if way in {1, 2}:
            first = value and chance.random() < 0.5
            sides = [any_(each, AND, depth, lines=lines) for each in ((first, value) if value else (False, False))]
            return f"{sides[0]} ||{break_}{sides[1]}", OR
        if way in {3, 4}:
            both = (True, True) if value else chance.choice([(True, False), (False, True), (False, False)])
            sides = [any_(each, EQUAL, depth, lines=lines) for each in both]
            return f"{sides[0]} &&{break_}{sides[1]}", AND
        if way == 5:
            of = chance.choice([True, random_text(chance), chance.randint(-5, 5)])
            sides = [any_(each, COMPARISON, depth, lines=lines) for each in (of, of)]
            if not value:
                sides[1] = any_(other(of), COMPARISON, depth, lines=lines)
            return f"{sides[0]} == {sides[1]}", EQUAL
        if way == 6:
            sides = [any_(number, SUM, depth, lines=lines) for number in ((1, 2) if value else (2, 1))]
            return f"{sides[0]} <{break_}{sides[1]}", COMPARISON
        text = random_text(chance)
        items = [other(text), text] if value else [other(text)]
        return (
            f"contains({any_(items, CONDITIONAL, depth, lines=True)}, {any_(text, OR, depth, lines=True)})",
            INDEXABLE,
        )

    def _number(self, value: int, depth: int, lines: bool) -> Spelled:  # noqa: FBT001
        chance, any_ = self.chance, self._any
        part = chance.randint(-3, 3)
        way = chance.randrange(5)
        if way == 0:
            return f"{any_(value - part, SUM, depth, lines=lines)} + {any_(part, PRODUCT, depth, lines=lines)}", SUM
        if way == 1:
            return f"{any_(value + part, SUM, depth, lines=lines)} - {any_(part, PRODUCT, depth, lines=lines)}", SUM
        if way == 2:
            return f"{any_(value, PRODUCT, depth, lines=lines)} * {any_(1, UNARY, depth, lines=lines)}", PRODUCT
        if way == 3:
            return f"-{any_(-value, INDEXABLE, depth, lines=lines)}", UNARY
        return f"max({any_(value, OR, depth, lines=True)}, {value - 1})", INDEXABLE

    def _string(self, value: str, depth: int, lines: bool) -> Spelled:  # noqa: FBT001
        chance, any_ = self.chance, self._any
        way = chance.randrange(6)
        if way in {0, 1}:
            parts = (
                quoted(part, self.chance)[1:-1]
                if chance.random() < 0.5 and part[-1:] not in {"$", "%"}
                else self._in_text(part, depth)
                for part in self._cut(value)
            )
            return f'"{"".join(parts)}"', ATOM
        if way == 2:
            return f'join("", {any_(self._cut(value), CONDITIONAL, depth, lines=True)})', INDEXABLE
        if way == 3:
            return f'format("%s%s", {any_(value, OR, depth, lines=True)}, "")', INDEXABLE
        if way == 4 and fits_heredoc(value):
            heredoc = f"<<EOT\n{as_template(value)}\nEOT\n"
            return f'trimsuffix({heredoc}, "\\n")', INDEXABLE
        if way == 5 and lines and value.endswith("\n") and fits_heredoc(value):
            return f"<<EOT\n{as_template(value)}EOT\n", ATOM
        return f"jsondecode(jsonencode({any_(value, OR, depth, lines=True)}))", INDEXABLE

    def _list(self, value: list[Any], depth: int, lines: bool) -> Spelled:  # noqa: ARG002, FBT001
        chance, any_ = self.chance, self._any
        way = chance.randrange(5)
        if way == 0:
            cut = chance.randint(0, len(value))
            halves = [any_(half, CONDITIONAL, depth, lines=True) for half in (value[:cut], value[cut:])]
            return f"concat({halves[0]},\n {halves[1]})", INDEXABLE
        if way == 1:
            noise = "none of them, surely"
            noisy = any_([noise, *value, noise], CONDITIONAL, depth, lines=True)
            return f'[for x in {noisy} :\n x if x != "{noise}"]', INDEXABLE
        if way == 2 and value:
            objects = ", ".join(f"{{ x = {any_(item, CONDITIONAL, depth, lines=False)} }}" for item in value)
            return f"[{objects}][*].x", UNARY
        return f"[{', '.join(any_(item, CONDITIONAL, depth, lines=True) for item in value)}]", INDEXABLE

    def _map(self, value: dict[str, Any], depth: int, lines: bool) -> Spelled:  # noqa: ARG002, FBT001
        chance, any_ = self.chance, self._any
        way = chance.randrange(4)
        if way == 0:
            noise = any_(value, CONDITIONAL, depth, lines=True)
            return f"merge({noise}, {{}})", INDEXABLE
        if way == 1:
            return f"{{for k, v in {any_(value, OR, depth, lines=True)} : k => v}}", INDEXABLE
        if way == 2:
            sides = (any_(list(side), CONDITIONAL, depth, lines=True) for side in (value, value.values()))
            return f"zipmap({', '.join(sides)})", INDEXABLE
        pairs = (
            f"({any_(key, CONDITIONAL, depth, lines=True)}) = {any_(item, CONDITIONAL, depth, lines=False)}"
            for key, item in value.items()
        )
        return f"{{ {chance.choice([', ', chr(10)]).join(pairs)} }}", INDEXABLE

    def _text(self, value: str) -> str:
        """Return text that Terraform evaluates to ``value``, some of it in ``${...}`` or ``%{...}``."""
        text = ""
        for part in self._cut(value):
            # Behind a lone carriage return Terraform finds no expression.
            plain = self.chance.random() < 0.5 and part[-1:] not in {"$", "%"} and "\r" not in part
            text += as_template(part) if plain else self._in_text(part, self.depth - 1)
        return text or self.whole(value)

    def _in_text(self, value: str, depth: int) -> str:
        if self.chance.random() < 0.3:
            holds = self.chance.random() < 0.5
            condition = self._any(holds, CONDITIONAL, depth, lines=False)
            arms = [f"${{{self._any(each, CONDITIONAL, depth, lines=True)}}}" for each in (value, other(value))]
            first, second = arms if holds else reversed(arms)
            return f"%{{ if {condition} }}{first}%{{ else ~}}   {second}%{{ endif }}"
        return f"${{{self._padded(self._any(value, CONDITIONAL, depth, lines=True), lines=True)}}}"

    def _cut(self, value: str) -> list[str]:
        cuts = sorted(self.chance.randint(0, len(value)) for _ in range(self.chance.randint(0, 2)))
        bounds = [0, *cuts, len(value)]
        return [value[start:end] for start, end in itertools.pairwise(bounds)]


def _type(value: Any) -> str:
    items = value.values() if isinstance(value, dict) else value
    if isinstance(items, (bool, str, int)):
        return {bool: "bool", str: "string", int: "number"}[type(items)]
    collection = "map" if isinstance(value, dict) else "list"
    return f"{collection}(string)" if all(isinstance(item, str) for item in items) else "any"
