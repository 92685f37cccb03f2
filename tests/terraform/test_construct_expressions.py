"""A construct makes of every setting that is an expression what it makes of the value, as Terraform works both out."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from cdktf import TerraformStack, Token

import cdktf_ecr
from cdktf_ecr import (
    CollectionSettings,
    EcrCollection,
    EcrModule,
    InvalidSettingError,
    ModuleSettings,
    declare_outputs,
)
from cdktf_ecr.model.collection.rules import REPOSITORIES_TYPE
from cdktf_ecr.model.module.shared_settings import SharedSettings
from cdktf_ecr.model.terraform.variables import declared_variables
from tests.terraform import given_ci, given_hosts, given_registry, given_repositories
from tests.terraform.conftest import Bare
from tests.terraform.legal_values import legal
from tests.terraform.spelling import Spelling
from tests.terraform.worked_out import synthesized, worked_out

pytestmark = [pytest.mark.terraform, pytest.mark.xdist_group("jsii")]

SEED = 20261124
MODULES = 2

# What Python knows of the scan type decides which events of a repository are watched, and whether an alarm is there for
# images that cannot be scanned, which enhanced scanning alone tells of.
SCAN_TYPE = ("enable_enhanced_scanning", "manage_registry_scanning")
BY_SCAN_TYPE = re.compile("cloudwatch_event_|cloudwatch_dashboard|sqs_queue_policy|_not_scanned$|output_alarm_arns")
# What a key's policy names is looked up where there may be a key: only Python's False rules that out.
LOOKED_UP = re.compile("^data__aws_(caller_identity|partition)__.*_key$")

SHARED = declared_variables(SharedSettings)

Build: TypeAlias = "Callable[[Any], Callable[[TerraformStack], object]]"


def known_settings(chance: random.Random, settings: type[SharedSettings]) -> SharedSettings:
    """Return settings whose values go together."""
    # Filters of one's own have to cover a collection's repositories, which test_collection_expressions.py is about.
    fixed = {"scan_repository_filters": ()} if settings is CollectionSettings else {}
    while True:
        values = {name: chance.choice(legal(name, each)) for name, each in declared_variables(settings).items()} | fixed
        try:
            return settings(**values)
        except InvalidSettingError:
            continue


def as_user_writes(value: Any, type_: str, spelling: Spelling, *, token: bool) -> Any:
    """Return an expression of a value: text, or CDKTF's token of it."""
    template = spelling.whole(value) if not isinstance(value, str) else spelling.template(value)
    if not token:
        return template
    if type_ == "bool":
        return Token.as_any(template)
    if type_ == "number":
        return Token.as_number(template)
    if type_.startswith("list"):
        return Token.as_list(template)
    return Token.as_string_map(template) if type_ == "map(string)" else Token.as_string(template)


def expressions_of(known: SharedSettings, spelling: Spelling) -> SharedSettings:
    """Return the same settings as expressions."""
    written = {}
    for name, variable in declared_variables(type(known)).items():
        value = getattr(known, name)
        value = list(value) if isinstance(value, tuple) else value
        if name == "repositories":
            written[name] = repositories(value, spelling)
        elif value is not None or (name != "kms_key_id" and spelling.chance.random() < 0.5):
            written[name] = as_user_writes(value, variable.type, spelling, token=spelling.chance.random() < 0.5)
    return dataclasses.replace(known, **written)


def repositories(known: Any, spelling: Spelling) -> Any:
    """Return a collection's repositories as one expression, or with settings that are."""
    if spelling.chance.random() < 0.5:
        return spelling.variable("repositories", REPOSITORIES_TYPE, known)
    return {
        repository: {
            name: as_user_writes(value, SHARED[name].type, spelling, token=False) for name, value in own.items()
        }
        for repository, own in known.items()
    }


def ecr_module(settings: Any) -> Callable[[TerraformStack], object]:
    return lambda stack: declare_outputs(stack, EcrModule(stack, "module", settings=settings))


def ecr_collection(settings: Any) -> Callable[[TerraformStack], object]:
    return lambda stack: declare_outputs(stack, EcrCollection(stack, "collection", settings=settings))


def resources(found: dict[str, Any]) -> dict[str, Any]:
    """Return what Terraform worked out without what is only looked up for it."""
    return {name: one for name, one in found.items() if not LOOKED_UP.search(name)}


def compared(bare: Bare, directory: Path, build: Build, settings: type[SharedSettings]) -> Iterator[tuple[Any, Any]]:
    """Yield what Terraform works settings out to that are expressions, and what it does if they are their values."""
    cases = {}
    for number in range(MODULES):
        chance = random.Random(SEED + number)  # noqa: S311 - the same settings each time
        spelling = Spelling(chance)
        known = known_settings(chance, settings)
        written = expressions_of(known, spelling)
        if number % 2:
            written = dataclasses.replace(written, **{name: getattr(known, name) for name in SCAN_TYPE})
        cases[f"known{number}"] = synthesized(build(known))
        cases[f"written{number}"] = synthesized(build(written), spelling)
    found = worked_out(cases, directory, bare)
    for number in range(MODULES):
        left_out = re.compile("$^") if number % 2 else BY_SCAN_TYPE
        expressions, values = (
            {name: one for name, one in resources(found[f"{kind}{number}"]).items() if not left_out.search(name)}
            for kind in ("written", "known")
        )
        yield expressions, values


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Arguments chosen by chance: values, or expressions of the same values, as text or wherever they fit as tokens."""

    chance: random.Random
    spelling: Spelling | None = None
    tokens: bool = False

    def __call__(self, type_: str, *values: Any, text: bool = False) -> Any:
        value = self.chance.choice(values)
        if self.spelling is None:
            return value
        return as_user_writes(value, type_, self.spelling, token=self.tokens and not text)


CONSTRUCTS = (
    given_repositories.repository,
    given_repositories.encrypted_by_a_key,
    given_repositories.lifecycle,
    given_repositories.existing_repository,
    given_repositories.pull_access,
    given_ci.ci_roles,
    given_ci.other_ci_roles,
    given_registry.monitoring,
    given_registry.registry,
    given_registry.public_repository,
    given_hosts.hosts,
    given_hosts.deployment,
)


def create_every_construct(given: Chosen, stack: TerraformStack) -> None:
    for create in CONSTRUCTS:
        create(stack, given)


# What belongs to synth time, or what test_the_module gives.
NOT_GIVEN = {"id", "address", "log_delivery_address", "provider", "preconditions", "scan_type"}
# What the AWS provider that is there does not know.
NOT_KNOWN = {"region"}


def test_no_argument_is_left_out() -> None:
    given: dict[str, set[str]] = {}
    for module in (given_ci, given_registry, given_repositories):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in cdktf_ecr.__all__:
                named = given.setdefault(ast.unparse(node.func), set())
                named |= {keyword.arg or "" for keyword in node.keywords}
    del given["MonitoringSettings"]
    given["ScanMonitoring"] |= set(given_registry.LOCATION)

    for name, named in given.items():
        arguments = inspect.signature(getattr(cdktf_ecr, name).__init__).parameters.values()
        texts = {
            each.name for each in arguments if re.search("str|Value", str(each.annotation).replace("Construct", ""))
        }
        assert texts - named - NOT_GIVEN - NOT_KNOWN == set(), name


def test_every_construct(bare: Bare, tmp_path: Path) -> None:
    def case(spelling: Spelling | None = None, *, tokens: bool = False) -> dict[str, Any]:
        given = Chosen(chance=random.Random(SEED), spelling=spelling, tokens=tokens)  # noqa: S311 - the same arguments
        return synthesized(partial(create_every_construct, given), spelling)

    cases = {
        "known": case(),
        "texts": case(Spelling(random.Random(SEED))),  # noqa: S311 - the same expressions each time
        "tokens": case(Spelling(random.Random(SEED)), tokens=True),  # noqa: S311
    }

    found = worked_out(cases, tmp_path, bare)

    assert resources(found["texts"]) == resources(found["known"])
    assert resources(found["tokens"]) == resources(found["known"])


def test_the_module(bare: Bare, tmp_path: Path) -> None:
    for written, known in compared(bare, tmp_path, ecr_module, ModuleSettings):
        assert written == known


def test_the_collection(bare: Bare, tmp_path: Path) -> None:
    for written, known in compared(bare, tmp_path, ecr_collection, CollectionSettings):
        assert written == known
