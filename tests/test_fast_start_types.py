"""What generated modules ask of types: answered once, and as it would be each time."""

from __future__ import annotations

import typing
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import Mock

import pytest

from cdktf_ecr._start.generated import RememberingTypes
from tests.fast_start import fake_provider, run

GENERATED = """
import typing

def check_type(argname, value, expected_type):
    checked.append((argname, value, expected_type))

def _typecheckingstub__1(name: "str", tags: "typing.Optional[Later]" = None) -> None:
    pass

def other(name: "str") -> None:
    pass

class Later:
    pass

checked = []
"""


@pytest.fixture
def generated(tmp_path: Path) -> Any:
    """A module as jsii generates them."""
    source = tmp_path / "generated.py"
    source.write_text(GENERATED)
    loader = RememberingTypes("generated", str(source))
    module = ModuleType("generated")
    module.__spec__ = ModuleSpec("generated", loader, origin=str(source))
    loader.exec_module(module)
    return module


def test_hints_are_those_of_typing_and_looked_up_once(generated: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stock = typing.get_type_hints
    asked = Mock(wraps=stock)
    monkeypatch.setattr(typing, "get_type_hints", asked)

    hints = [generated.typing.get_type_hints(generated._typecheckingstub__1) for _ in range(3)]  # noqa: SLF001

    assert hints == [stock(generated._typecheckingstub__1)] * 3  # noqa: SLF001
    assert hints[0]["tags"] == typing.Optional[generated.Later]  # noqa: UP045
    assert asked.call_count == 1


def test_other_questions_are_asked_each_time(generated: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Mock()
    monkeypatch.setattr(typing, "get_type_hints", asked)

    for _ in range(2):
        generated.typing.get_type_hints(generated.other)
        generated.typing.get_type_hints(generated._typecheckingstub__1, include_extras=True)  # noqa: SLF001

    assert asked.call_count == 4


def test_typing_is_otherwise_itself_here_and_unchanged_elsewhere(generated: Any) -> None:
    assert generated.typing is not typing
    assert {name for name in vars(typing) if getattr(generated.typing, name) is not getattr(typing, name)} == {
        "get_type_hints"
    }
    assert typing.get_type_hints.__module__ == "typing"


@pytest.mark.parametrize(
    ("value", "expected", "is_checked"),
    [
        (None, typing.Optional[str], False),  # noqa: UP045
        (None, typing.Union[int, None, str], False),  # noqa: UP007
        (None, str | None, False),
        (None, str, True),
        (None, typing.Any, True),
        (None, typing.List[None], True),  # noqa: UP006
        (None, typing.Union[int, str], True),  # noqa: UP007
        ("", typing.Optional[str], True),  # noqa: UP045
        (0, typing.Optional[str], True),  # noqa: UP045
    ],
    ids=str,
)
def test_only_a_none_that_may_be_is_not_checked(
    generated: Any, value: object, expected: Any, *, is_checked: bool
) -> None:
    generated.check_type(argname="argument it", value=value, expected_type=expected)

    assert generated.checked == ([("argument it", value, expected)] if is_checked else [])


def test_a_module_without_any_of_it_loads_as_it_is(tmp_path: Path) -> None:
    fake_provider(tmp_path)

    assert run("import cdktf_ecr; from cdktf_cdktf_provider_aws import one; print(one.NAME)", path=tmp_path).stdout == (
        "one\n"
    )


ERRORS = """
import cdktf_ecr
from cdktf import App, TerraformOutput, TerraformStack, TerraformVariable, Testing
stack = TerraformStack(Testing.app(), "stack")
for wrong in (
    lambda: TerraformOutput(stack, 1, value=1),
    lambda: TerraformOutput(None, "a", value=1),
    lambda: TerraformOutput(stack, "b", value=1, description=2),
    lambda: TerraformVariable(stack, "c", sensitive="no"),
    lambda: TerraformVariable(stack, "d", validation=[{"condition": 1}]),
    lambda: App(context=3),
):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
    else:
        print("accepted")
print(type(TerraformOutput).__name__, "typing" in vars(__import__("cdktf")))
"""


def test_wrong_arguments_are_refused_in_the_same_words() -> None:
    fast, stock = run(ERRORS), run(ERRORS, {"CDKTF_ECR_FAST_START": "0"})

    assert fast.stdout == stock.stdout
    assert "TypeError type of argument id must be str; got int instead\n" in fast.stdout


def test_the_real_modules_remember() -> None:
    program = """
import typing, cdktf_ecr
from cdktf import TerraformOutput, TerraformStack, Testing
from cdktf_cdktf_provider_aws.ecr_repository import EcrRepository
stack = TerraformStack(Testing.app(), "stack")
asked = []
stock = typing.get_type_hints
typing.get_type_hints = lambda stub: asked.append(stub.__name__) or stock(stub)
for number in range(2):
    TerraformOutput(stack, f"output{number}", value=1)
    EcrRepository(stack, f"repository{number}", name="team/api")
assert len(asked) == len(set(asked)) >= 4, asked
"""
    run(program)
