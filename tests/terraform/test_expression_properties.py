"""Whatever expression a user writes, Terraform makes of what we put it into what Python makes of its value."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.terraform.expressions import (
    Expression,
    both,
    conditional,
    either,
    json_document,
    operand_of,
    read,
    source_of,
)
from cdktf_ecr.model.terraform.relations import Condition, EndsWith, Is, Relation
from tests.terraform.conftest import Bare
from tests.terraform.spelling import Spelling
from tests.terraform.texts import as_template, random_text

pytestmark = pytest.mark.terraform

SEED = 20261124
SAMPLES = 200
COMBINATIONS = 10


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A value, and an argument that Terraform evaluates to it."""

    value: Any
    template: str


@dataclass(frozen=True, kw_only=True)
class Case:
    """What we wrote with a sample's expression in it, and what Terraform has to make of that."""

    sample: Sample
    written: object
    meant: Any


def random_value(chance: random.Random) -> Any:
    kind = chance.choice("bbbnsssslm")
    if kind == "b":
        return chance.random() < 0.5
    if kind == "n":
        return chance.randint(-20, 20)
    if kind == "s":
        return random_text(chance)
    if kind == "l":
        return [random_text(chance) for _ in range(chance.randint(0, 3))]
    return {random_text(chance): random_text(chance) for _ in range(chance.randint(0, 3))}


def cases(sample: Sample) -> Iterator[Case]:
    """Yield every way in which an expression gets into one of ours."""
    value, given = sample.value, read(sample.template)
    source, operand = source_of(given), operand_of(given)
    written: dict[object, Any] = {
        given: value,
        Expression(f"[{source}, 1]"): [value, 1],
        Expression(f"jsondecode(jsonencode({source}))"): value,
        Expression(f"{{for each in [{source}] : 1 => each}}"): {"1": value},
        json_document(document(given)): document(value),
        Expression(f"{operand} == {operand}"): True,
        Expression(f"[{operand}].0"): value,
        conditional(condition=True, then=given, otherwise=given): value,
    }
    if isinstance(value, bool):
        written[Expression(f"!{operand}")] = not value
        written[conditional(given, "yes", "no")] = "yes" if value else "no"
        written[Expression(f"[for each in [1] : each if {source}]")] = [1] if value else []
    elif isinstance(value, int):
        written[Expression(f"{operand} + {operand} * {operand}")] = value + value * value
        written[Expression(f"-{operand}")] = -value
    elif isinstance(value, str):
        written[Expression(source_of({given: given, "x": 1}))] = {"x": 1, value: value} if value != "x" else None
        written[Expression(source_of({f"<{given}>": f"{given}."}))] = {f"<{value}>": f"{value}."}
        written[read(f'say " {given} "\\n')] = f'say " {value} "\\n'
    elif isinstance(value, dict):
        written[Expression(f"merge({source}, {{}})")] = value
        for key, item in value.items():
            written[Expression(f"{operand}[{source_of(as_template(key))}]")] = item
    elif value:
        written[Expression(f"{operand}[0]")] = value[0]
        written[Expression(f"[for item in {operand} : item]")] = value
    for text, meant in written.items():
        if meant is not None:
            yield Case(sample=sample, written=text, meant=meant)


class Document(dict[str, Any]):
    """What JSON text says, whatever the order of its keys."""


def document(value: Any) -> Document:
    return Document({"a": value, "b": {"c": [value, {"d": value}]}, "e": 1})


def combinations(chance: random.Random, spelling: Spelling) -> Iterator[Case]:
    """Yield what combines two or three conditions, each known to Python or to Terraform."""
    for first, second in itertools.product([True, False], repeat=2):
        samples = [Sample(value=value, template=spelling.template(value)) for value in (first, second)]
        for one, other in itertools.product(*((sample.value, read(sample.template)) for sample in samples)):
            name = Sample(value=(first, second), template=f"{one} and {other}")
            yield Case(sample=name, written=both(one, other), meant=first and second)
            yield Case(sample=name, written=either(one, other), meant=first or second)
    choices: dict[str, list[Any]] = {"on": [True, False], "mode": ["FAST", "A_X", "_XA"], "key": [None, "k"]}
    known = {name: chance.choice(values) for name, values in choices.items()}
    given = {name: read(spelling.whole(value)) for name, value in known.items()}
    for condition in conditions():
        relation = Relation(setting="mode", condition=condition, words="must", origin="us")
        precondition = relation.precondition(given, names={})
        assert precondition is not None
        name = Sample(value=known, template=repr(given))
        yield Case(sample=name, written=precondition["condition"], meant=condition.decide(known))
        shown = f"mode {json.dumps(known['mode'])}: must (us)."
        yield Case(sample=name, written=precondition["error_message"], meant=shown)


def conditions() -> Iterator[Condition]:
    simple = [Is("on", True), Is("on", False), Is("mode", "FAST"), EndsWith("mode", "_X"), Is("key", None)]  # noqa: FBT003
    for one in simple:
        yield from (one, ~one, ~~one)
    for one, other in itertools.permutations(simple, 2):
        yield from (one | other, ~one | other, ~(one | other), ~(one | ~other) | one)


@pytest.fixture(scope="module")
def computed(bare: Bare, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Case, Any]]:
    chance = random.Random(SEED)  # noqa: S311 - the same expressions each time
    spelling = Spelling(chance)
    values = [random_value(chance) for _ in range(SAMPLES)]
    groups = [list(cases(Sample(value=value, template=spelling.template(value)))) for value in values]
    groups += [list(combinations(chance, spelling)) for _ in range(COMBINATIONS)]
    # An output for each case would take Terraform four times as long.
    outputs = {f"group{number}": {"value": [case.written for case in group]} for number, group in enumerate(groups)}
    directory = tmp_path_factory.mktemp("expressions")
    evaluated = apply(directory, bare, {**spelling.configuration(), "output": outputs})
    return [
        pair for number, group in enumerate(groups) for pair in zip(group, evaluated[f"group{number}"], strict=True)
    ]


def apply(directory: Path, bare: Bare, configuration: dict[str, Any]) -> dict[str, Any]:
    (directory / "main.tf.json").write_text(json.dumps(configuration), encoding="utf-8")
    terraform = bare(directory)
    terraform.apply()
    return terraform.outputs()


def test_terraform_makes_of_every_expression_what_its_value_makes(computed: list[tuple[Case, Any]]) -> None:
    for case, found in computed:
        is_document = isinstance(case.meant, Document)
        assert (json.loads(found) if is_document else found) == case.meant, case
