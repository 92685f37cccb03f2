"""Rules with two faces: a check of a Python value, and the condition Terraform checks, in the same words."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError

from .expressions import Expression, source_of

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(ABC):
    """What a value must be, and who says so.

    Attributes:
        words: What the value must be, in plain words: "must be ...".
        source: Where the rule comes from: a URL, or a page's exact title.
    """

    words: str
    source: str

    @abstractmethod
    def holds(self, value: Any) -> bool:
        """Whether a Python value of the setting's type keeps the rule."""

    @abstractmethod
    def condition(self, operand: str) -> str:
        """Return the Terraform expression of type bool that says the same of ``operand``."""

    def advice(self, value: Any) -> str:  # noqa: ARG002 - for rules that know what was meant
        """Return what to add to the words about a value that does not keep the rule."""
        return ""

    def shown(self, operand: str) -> str:
        """Return the Terraform expression of what an error shows of ``operand``."""
        return operand

    def check(self, setting: str, value: Any) -> None:
        """Check a value; what only Terraform knows is left to Terraform.

        Raises:
            InvalidSettingError: The value does not keep the rule.
        """
        if not isinstance(value, Expression) and not self.holds(value):
            raise self.refusal(setting, value)

    def refusal(self, setting: str, value: object) -> InvalidSettingError:
        """Return the error for a value that does not keep the rule."""
        return InvalidSettingError(setting, value, self.words + self.advice(value), source=self.source)

    def message(self, setting: str, operand: str) -> str:
        """Return Terraform's error message, a template that shows the value of ``operand``."""
        return f"{setting} ${{jsonencode({operand})}}: {self.words} ({self.source})."

    def validation(self, name: str) -> dict[str, str]:
        """Return the ``validation`` block of the variable called ``name``."""
        operand = f"var.{name}"
        return {
            "condition": f"${{{self.condition(operand)}}}",
            "error_message": self.message(name, self.shown(operand)),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf(Rule):
    """One of some values, letter for letter.

    Attributes:
        choices: The values.
    """

    words: str = ""
    choices: tuple[object, ...]

    def __post_init__(self) -> None:
        if not self.words:
            object.__setattr__(self, "words", f"must be one of {', '.join(map(str, self.choices))}")

    def holds(self, value: Any) -> bool:
        """Whether it is one of them."""
        return any(value == choice and type(value) is type(choice) for choice in self.choices)

    def condition(self, operand: str) -> str:
        """Return whether the list of them contains it."""
        return f"contains({source_of(self.choices)}, {operand})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches(Rule):
    """Text that a regular expression matches from end to end, of limited length.

    Attributes:
        pattern: A regular expression that reads the same in Python and in Terraform's ``regex``, from ``^`` to ``$``.
        length: The fewest and the most characters, where the pattern does not say.
        not_starting_with: What the text may not begin with, where a pattern cannot say.
    """

    pattern: str
    length: tuple[int, int] | None = None
    not_starting_with: str | None = None

    def holds(self, value: Any) -> bool:
        """Whether it does."""
        fits = self.length is None or self.length[0] <= len(value) <= self.length[1]
        starts = self.not_starting_with is not None and value.startswith(self.not_starting_with)
        return fits and not starts and re.fullmatch(self.pattern, value) is not None

    def condition(self, operand: str) -> str:
        """Return whether length and ``regex`` accept it."""
        parts = []
        if self.length is not None:
            parts.append(f"length({operand}) >= {self.length[0]} && length({operand}) <= {self.length[1]}")
        parts.append(f"can(regex({source_of(self.pattern)}, {operand}))")
        if self.not_starting_with is not None:
            parts.append(f"!startswith({operand}, {source_of(self.not_starting_with)})")
        return " && ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeNumber(Rule):
    """A whole number within bounds.

    Attributes:
        minimum: The least it may be.
        maximum: The most it may be, or None.
    """

    words: str = ""
    minimum: int
    maximum: int | None = None

    def __post_init__(self) -> None:
        if not self.words:
            bounds = f"of {self.minimum} or more" if self.maximum is None else f"from {self.minimum} to {self.maximum}"
            object.__setattr__(self, "words", f"must be a whole number {bounds}")

    def holds(self, value: Any) -> bool:
        """Whether it is one, and no boolean."""
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole and value >= self.minimum and (self.maximum is None or value <= self.maximum)

    def condition(self, operand: str) -> str:
        """Return whether it is within the bounds and its own floor."""
        bounds = [f"{operand} >= {self.minimum}"]
        if self.maximum is not None:
            bounds.append(f"{operand} <= {self.maximum}")
        return " && ".join([*bounds, f"floor({operand}) == {operand}"])

    def advice(self, value: Any) -> str:
        """Say what it is, where it is no whole number."""
        return "" if isinstance(value, int) and not isinstance(value, bool) else f", not {kind_of(value)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct(Rule):
    """A list within bounds in which nothing stands twice.

    Attributes:
        count: The fewest and the most items; None for any number.
    """

    count: tuple[int, int] | None = None

    def holds(self, value: Any) -> bool:
        """Whether the number fits, and each item stands there once."""
        fits = self.count is None or self.count[0] <= len(value) <= self.count[1]
        return fits and len(set(value)) == len(value)

    def check(self, setting: str, value: Any) -> None:
        """Check the list, and show the item that is there twice.

        Raises:
            InvalidSettingError: One is, or the number of items does not fit.
        """
        if not isinstance(value, Expression) and not self.holds(value):
            twice = [item for item in value if value.count(item) > 1]
            raise self.refusal(setting, twice[0] if twice else list(value))

    def condition(self, operand: str) -> str:
        """Return whether the number fits and is that of the distinct items."""
        parts = []
        if self.count is not None:
            fewest, most = self.count
            parts = [f"length({operand}) >= {fewest}"] if fewest else []
            parts.append(f"length({operand}) <= {most}")
        return " && ".join([*parts, f"length(distinct({operand})) == length({operand})"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Each(Rule):
    """A list each of whose items, or a map each of whose keys or values, keeps a rule.

    Attributes:
        rule: The rule of one.
        of: "items" of a list, or "keys" or "values" of a map.
        name: What one is called in the condition.
    """

    words: str = ""
    source: str = ""
    rule: Rule
    of: str = "items"
    name: str = "item"

    def __post_init__(self) -> None:
        if not self.words:
            object.__setattr__(self, "words", self.rule.words)
        if not self.source:
            object.__setattr__(self, "source", self.rule.source)

    def holds(self, value: Any) -> bool:
        """Whether each of those that Python knows does."""
        return all(isinstance(item, Expression) or self.rule.holds(item) for item in self._those(value))

    def condition(self, operand: str) -> str:
        """Return whether all of them do."""
        those = operand if self.of == "items" else f"{self.of}({operand})"
        one = self.rule.condition(self.name)
        # An item may be null, of which most functions and operators make an error.
        bears_null = self.of == "keys" or re.fullmatch(r"can\(.*\)", one)
        return f"alltrue([for {self.name} in {those} : {one if bears_null else f'try({one}, false)'}])"

    def check(self, setting: str, value: Any) -> None:
        """Check each, and show the one that is wrong.

        Raises:
            InvalidSettingError: One does not keep the rule.
        """
        if isinstance(value, Expression):
            return
        names = [f"{setting}[{key}]" for key in value] if self.of == "values" else [setting] * len(value)
        for name, item in zip(names, self._those(value), strict=True):
            if not isinstance(item, Expression) and not self.rule.holds(item):
                words = (self.rule.words or self.words) + self.rule.advice(item)
                raise InvalidSettingError(name, item, words, source=self.source)

    def _those(self, value: Any) -> Iterable[Any]:
        if self.of == "items":
            return tuple(value)
        return tuple(value.keys() if self.of == "keys" else value.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class OrNull(Rule):
    """Null, or what keeps a rule.

    Attributes:
        rule: The rule.
    """

    words: str = field(init=False, default="")
    source: str = field(init=False, default="")
    rule: Rule

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", self.rule.words)
        object.__setattr__(self, "source", self.rule.source)

    def holds(self, value: Any) -> bool:
        """Whether it is None, or keeps the rule."""
        return value is None or self.rule.holds(value)

    def condition(self, operand: str) -> str:
        """Return whether it is null, or keeps the rule."""
        return f"{operand} == null || {self.rule.condition(operand)}"

    def advice(self, value: Any) -> str:
        """Return what the rule says of it."""
        return self.rule.advice(value)


def kind_of(value: object) -> str:
    """Return what a value is, in words."""
    names = {str: "a string", bool: "a boolean", int: "a number", float: "a number", type(None): "None"}
    return "an expression" if isinstance(value, Expression) else names.get(type(value), f"a {type(value).__name__}")
