"""Rules between settings, with the same two faces: decided here if Python knows enough, or by Terraform at plan."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError

from .expressions import Expression, is_expression, operand_of, source_of
from .variables import called, renamed

if TYPE_CHECKING:
    from .rules import Rule

Values = Mapping[str, Any]
"""Settings by name, read."""


class Condition(ABC):
    """Something that holds of some settings or not, or that nobody knows yet."""

    @property
    @abstractmethod
    def settings(self) -> tuple[str, ...]:
        """The settings it depends on."""

    @abstractmethod
    def decide(self, values: Values) -> bool | None:
        """Return whether it holds, or None if Terraform has to say."""

    @abstractmethod
    def source(self, values: Values) -> str:
        """Return the Terraform expression of type bool, to stand beside ``||``."""

    def __or__(self, other: Condition) -> Condition:
        """Return the condition that holds when one of the two does."""
        return _Either(self, other)

    def __invert__(self) -> Condition:
        """Return the condition that holds when this one does not."""
        return _Not(self)


@dataclass(frozen=True, slots=True)
class Is(Condition):
    """A setting has a value: a string, True or None.

    Attributes:
        setting: The setting.
        value: The value.
    """

    setting: str
    value: str | bool | None

    @property
    def settings(self) -> tuple[str, ...]:
        """The one setting."""
        return (self.setting,)

    def decide(self, values: Values) -> bool | None:
        """Return whether the setting is known and has the value."""
        value = values[self.setting]
        return None if isinstance(value, Expression) else value == self.value

    def source(self, values: Values) -> str:
        """Return the comparison."""
        operand = operand_of(values[self.setting])
        return operand if self.value is True else f"{operand} == {source_of(self.value)}"


@dataclass(frozen=True, slots=True)
class EndsWith(Condition):
    """A setting's text has an end.

    Attributes:
        setting: The setting.
        end: What it ends with.
    """

    setting: str
    end: str

    @property
    def settings(self) -> tuple[str, ...]:
        """The one setting."""
        return (self.setting,)

    def decide(self, values: Values) -> bool | None:
        """Return whether the setting is known and ends so."""
        value = values[self.setting]
        return None if isinstance(value, Expression) else value.endswith(self.end)

    def source(self, values: Values) -> str:
        """Return the call."""
        return f"endswith({source_of(values[self.setting])}, {source_of(self.end)})"


@dataclass(frozen=True, slots=True)
class Keeps(Condition):
    """A setting keeps a rule.

    Attributes:
        setting: The setting.
        rule: The rule.
    """

    setting: str
    rule: Rule

    @property
    def settings(self) -> tuple[str, ...]:
        """The one setting."""
        return (self.setting,)

    def decide(self, values: Values) -> bool | None:
        """Return whether the setting keeps the rule, or does not as far as it is known."""
        value = values[self.setting]
        if isinstance(value, Expression):
            return None
        return False if not self.rule.holds(value) else None if is_expression(value) else True

    def source(self, values: Values) -> str:
        """Return the rule's condition."""
        return self.rule.condition(operand_of(values[self.setting]))


@dataclass(frozen=True, slots=True)
class _Not(Condition):
    inner: Condition

    @property
    def settings(self) -> tuple[str, ...]:
        return self.inner.settings

    def decide(self, values: Values) -> bool | None:
        inner = self.inner.decide(values)
        return None if inner is None else not inner

    def source(self, values: Values) -> str:
        inner = self.inner
        if isinstance(inner, Is) and inner.value is not True:
            return f"{operand_of(values[inner.setting])} != {source_of(inner.value)}"
        return f"!{Expression(inner.source(values)).operand}"


@dataclass(frozen=True, slots=True)
class _Either(Condition):
    first: Condition
    second: Condition

    @property
    def settings(self) -> tuple[str, ...]:
        return (*self.first.settings, *self.second.settings)

    def decide(self, values: Values) -> bool | None:
        found = {self.first.decide(values), self.second.decide(values)}
        return True if True in found else None if None in found else False

    def source(self, values: Values) -> str:
        return f"{self.first.source(values)} || {self.second.source(values)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What must hold between a setting and others.

    Attributes:
        setting: The setting that an error names.
        condition: What must hold.
        words: The same in plain words, with the settings' names in it.
        origin: Where the rule comes from: a URL, or a page's exact title.
    """

    setting: str
    condition: Condition
    words: str
    origin: str

    def check(self, values: Values, names: Mapping[str, str] | None = None) -> None:
        """Check settings as far as Python knows them.

        Args:
            values: The settings.
            names: What the caller calls them, where that differs.

        Raises:
            InvalidSettingError: The rule is broken, whatever Terraform finds.
        """
        if self.condition.decide(values) is False:
            names = names or {}
            words = renamed(self.words, names)
            raise InvalidSettingError(
                names.get(self.setting, self.setting), values[self.setting], words, source=self.origin
            )

    def precondition(self, values: Values, *, names: Mapping[str, str], place: str = "") -> dict[str, str] | None:
        """Return the precondition that Terraform checks; None where Python values alone decide.

        Args:
            values: The settings, without CDKTF tokens.
            names: What the user calls them.
            place: What stands in front of the setting's name in the error.
        """
        if not any(is_expression(values[name]) for name in self.condition.settings):
            return None
        shown = source_of(values[self.setting])
        message = f"{names.get(self.setting, self.setting)} ${{jsonencode({shown})}}: {self.words} ({self.origin})."
        return {
            "condition": f"${{{self.condition.source(values)}}}",
            "error_message": place + renamed(message, names),
        }


def preconditions_of(values: Values, relations: Iterable[Relation], *, place: str = "") -> list[dict[str, str]]:
    """Return the preconditions that Terraform checks; relations that Python values alone decide are left out.

    Args:
        values: The settings, without CDKTF tokens.
        relations: What must hold between them.
        place: What stands in front of a setting's name in an error.
    """
    names = {name: called(name, value) for name, value in values.items()}
    found = (relation.precondition(values, names=names, place=place) for relation in relations)
    return [each for each in found if each is not None]
