"""Values that Terraform works out: a type that knows how to stand inside other expressions.

CDKTF encodes such values in ordinary Python types: strings that hold ``${...}``, one-element lists that hold
``#{TfToken[...]}``, maps with a key that holds ``&{TfToken[...]}``, numbers in a range no setting of ours comes near,
and ``IResolvable`` objects. `read` makes an `Expression` of each; nothing else looks at the encoding. Doing it here
instead of asking ``Token.is_unresolved`` keeps the model free of jsii.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from .source import UnclosedError, in_parentheses, interpolated, is_condition, is_operand, is_template, segments

if TYPE_CHECKING:
    from typing_extensions import Self


class Resolvable(Protocol):
    """CDKTF's ``IResolvable``, as ``TerraformVariable.boolean_value`` returns it."""

    def resolve(self, context: Any) -> Any:
        """Return what the token stands for."""


BooleanValue: TypeAlias = "bool | str | Resolvable"
"""True, False, or what Terraform evaluates to a bool: ``"${...}"``, or CDKTF's ``IResolvable``, as of a variable."""

NumberValue: TypeAlias = "int | float | str"
"""A whole number, or what Terraform evaluates to one: ``"${...}"``, or CDKTF's number token."""

StringListValue: TypeAlias = "Sequence[str] | str"
"""A list of strings, or what Terraform evaluates to one: ``"${...}"``, or CDKTF's list token."""

StringMapValue: TypeAlias = "Mapping[str, str] | str"
"""A map of strings, or what Terraform evaluates to one: ``"${...}"``, or CDKTF's map token."""

_MARKERS = ("${", "%{")
_STRIPPING = ("${~", "%{~", "~}")
_LIST_TOKEN, _MAP_TOKEN = "#{TfToken[", "&{TfToken["
_TOKEN = "TfToken["  # noqa: S105 - a marker, no secret
# CDKTF's number tokens are doubles whose two highest bytes are 0xFBFF: all near -1.888e+289.
_NUMBER_TOKEN_CEILING = -1e288
# All others are written \uNNNN (HCL Native Syntax Specification, Template Expressions): there is no \b and no \f.
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')


class Expression(str):
    """What Terraform works out. As a string it is a template, ``${var.name}``: what a resource's argument takes.

    Attributes:
        source: The expression itself, as it stands where no operator is beside it: ``var.name``.
        token: What CDKTF gave for it, to be handed back to CDKTF; None for plain Terraform.
    """

    __slots__ = ("source", "token")
    source: str
    token: Any

    def __new__(cls, source: str) -> Self:
        """Return the expression ``source``, written without ``${}``.

        Raises:
            ValueError: ``source`` has another expression in it as text: that one's `operand` belongs there.
        """
        if is_template(source):
            raise ValueError(f"no expression, but a template: {source}")
        return cls._made(f"${{{source}}}", source)

    @classmethod
    def _made(cls, template: str, source: str, token: object = None) -> Self:
        made = str.__new__(cls, template)
        made.source, made.token = source, token
        return made

    @classmethod
    def of_template(cls, template: str) -> Self:
        """Return what Terraform makes of text that holds ``${...}`` or ``%{...}``."""
        template = _unstripping(template)
        token = template if _TOKEN in template else None
        return cls._made(template, _template_source(template), token)

    @classmethod
    def of_token(cls, token: object) -> Self:
        """Return what CDKTF gave for a list, map, number or boolean. Until it is a local, its text is an error."""
        return cls._made("${unresolved_token}", "unresolved_token", token)

    @property
    def operand(self) -> str:
        """The expression as it may stand anywhere: beside an operator, in front of an index, in a template."""
        return self.source if is_operand(self.source) else in_parentheses(self.source)

    def __reduce__(self) -> tuple[Any, ...]:
        return Expression._made, (str(self), self.source, self.token)


def _unstripping(template: str) -> str:
    """Return a template that means the same without ``~``, which would strip white space of ours beside it."""
    if not any(marker in template for marker in _STRIPPING):
        return template
    try:
        return "".join(text for _, text in segments(template))
    except UnclosedError:
        return template  # Terraform says what is wrong, and where.


def _template_source(template: str) -> str:
    whole = interpolated(template)
    if whole is not None:
        # Terraform lets an expression go on over several lines, but in an object it ends with its line.
        return in_parentheses(whole) if "\n" in whole else whole
    try:
        parts = [text if evaluated else _escaped(text)[1:-1] for evaluated, text in segments(template)]
    except UnclosedError:
        return f'"{template}"'  # Terraform says what is wrong, and where.
    return f'"{"".join(parts)}"'


def read(value: Any) -> Any:
    """Return a user's value with everything that only Terraform knows as an `Expression`; all else as it is."""
    if isinstance(value, str):
        known = isinstance(value, Expression) or not any(marker in value for marker in _MARKERS)
        return value if known else Expression.of_template(value)
    if value is None or isinstance(value, bool):
        return value
    if _is_token(value):
        return Expression.of_token(value)
    if isinstance(value, Mapping):
        return {read(key): read(item) for key, item in value.items()}
    return type(value)(map(read, value)) if type(value) in (list, tuple) else value


def _is_token(value: object) -> bool:
    """Whether CDKTF gave ``value``, which is no string, for what only Terraform knows."""
    if isinstance(value, (int, float)):
        return value <= _NUMBER_TOKEN_CEILING
    if isinstance(value, Mapping):
        return any(isinstance(key, str) and _MAP_TOKEN in key for key in value)
    if isinstance(value, (list, tuple)):
        return len(value) == 1 and isinstance(value[0], str) and value[0].startswith(_LIST_TOKEN)
    # An IResolvable, which unlike a construct or a path has both. jsii's proxies answer to `getattr` alone: no protocol
    # recognizes them since Python 3.12.
    return all(callable(getattr(value, method, None)) for method in ("resolve", "to_string"))


def is_expression(value: object) -> bool:
    """Whether Terraform alone knows ``value``, or something in it."""
    if isinstance(value, str):
        return any(marker in value for marker in (*_MARKERS, _LIST_TOKEN, _MAP_TOKEN))
    if isinstance(value, Mapping):
        return any(is_expression(item) for pair in value.items() for item in pair)
    if isinstance(value, (list, tuple, set, frozenset)):
        return any(map(is_expression, value))
    return isinstance(read(value), Expression)


def source_of(value: object) -> str:
    """Return ``value`` in Terraform's language, as it stands in a list, as an argument or as a whole.

    Args:
        value: None, a boolean, number, string, list or mapping, in which any string may hold ``${...}``.

    Raises:
        TypeError: ``value`` is, or holds, something that has no literal in Terraform's language.
    """
    value = read(value)
    if isinstance(value, Expression):
        return value.source
    if isinstance(value, str):
        return _escaped(value)
    if value is None or isinstance(value, (bool, int, float)):
        return json.dumps(value)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_key(key)}: {source_of(item)}' for key, item in value.items())}}}"
    if isinstance(value, Sequence):
        return f"[{', '.join(map(source_of, value))}]"
    raise TypeError(f"no Terraform expression stands for {value!r}")


def operand_of(value: object) -> str:
    """Return ``value`` in Terraform's language, as it may stand anywhere: beside an operator, in front of an index.

    Args:
        value: As `source_of` takes it.

    Raises:
        TypeError: ``value`` is, or holds, something that has no literal in Terraform's language.
    """
    value = read(value)
    return value.operand if isinstance(value, Expression) else source_of(value)


def conditional(condition: object, then: object, otherwise: object) -> Expression:
    """Return ``then`` where ``condition`` holds, and ``otherwise`` where it does not."""
    source = source_of(condition)
    if not is_condition(source):
        source = in_parentheses(source)
    return Expression(f"{source} ? {operand_of(then)} : {operand_of(otherwise)}")


def both(first: BooleanValue, second: BooleanValue) -> Any:
    """Return the condition that holds when both do, decided here where one of them is a Python value."""
    if first is False or second is False:
        return False
    if first is True:
        return second
    if second is True:
        return first
    return Expression(" && ".join(in_parentheses(source_of(each)) for each in (first, second)))


def either(first: BooleanValue, second: BooleanValue) -> Any:
    """Return the condition that holds when one of the two does, decided here where a Python value settles it."""
    if first is True or second is True:
        return True
    if first is False:
        return second
    if second is False:
        return first
    return Expression(f"{operand_of(first)} || {operand_of(second)}")


def json_document(document: Mapping[str, object]) -> str:
    """Return ``document`` as JSON text, through Terraform's ``jsonencode`` where it holds expressions.

    Args:
        document: A policy or pattern, as a literal dict.
    """
    if is_expression(document):
        return Expression(f"jsonencode({source_of(document)})")
    return json.dumps(document, separators=(",", ":"), sort_keys=True)


def known_part(value: Any) -> Any:
    """Return as much of a document as Python knows: all but what stands in ``${...}`` and ``%{...}``.

    Args:
        value: Text, or lists and mappings of text.
    """
    if isinstance(value, Mapping):
        return {known_part(key): known_part(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [known_part(item) for item in value]
    if not isinstance(value, str):
        return value
    try:
        return "".join(text for evaluated, text in segments(value) if not evaluated)
    except UnclosedError:
        return value


def _key(key: object) -> str:
    key = read(str(key) if not isinstance(key, str) else key)
    return f"({key.source})" if isinstance(key, Expression) and not key.source.startswith('"') else source_of(key)


def _escaped(text: str) -> str:
    return f'"{_ESCAPED.sub(lambda found: _escape(found.group()), text)}"'


def _escape(character: str) -> str:
    return _ESCAPES.get(character) or f"\\u{ord(character):04x}"
