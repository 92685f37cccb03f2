"""The framework that constructs are made with follows from the stack that they are made in."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from constructs import Construct, RootConstruct

import cdktf_ecr
from cdktf_ecr.resources.framework import aws, frameworks, terraform
from cdktf_ecr.resources.framework.frameworks import (
    CDK_TERRAIN,
    CDKTF,
    FRAMEWORKS,
    Framework,
    choose,
    choose_without_a_stack,
    current,
)
from scripts.update_framework_types import stubs, used

pytestmark = pytest.mark.xdist_group("jsii")

PACKAGES = [framework.package for framework in FRAMEWORKS]


@pytest.fixture
def undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process as it is before the first construct."""
    monkeypatch.setattr(frameworks._Process, "framework", None)  # noqa: SLF001


@pytest.fixture(params=PACKAGES)
def package(request: pytest.FixtureRequest) -> Any:
    return import_module(request.param)


@pytest.mark.usefixtures("undecided")
def test_a_stack_decides(package: Any) -> None:
    choose(package.TerraformStack(package.App(), "stack"))

    assert current().package == package.__name__
    assert aws.EcrRepository.__module__ == f"{current().bindings}.ecr_repository"
    assert terraform.TerraformStack is package.TerraformStack


@pytest.mark.usefixtures("undecided")
def test_so_does_the_stack_around_a_construct_of_somebody_elses(package: Any) -> None:
    class Stack(package.TerraformStack):  # type: ignore[misc]
        pass

    choose(Construct(Construct(Stack(package.App(), "stack"), "platform"), "team"))

    assert current().package == package.__name__


@pytest.mark.usefixtures("undecided")
def test_stacks_of_two_frameworks_are_refused_in_one_process() -> None:
    first, second = (import_module(package) for package in PACKAGES)
    cdktf_ecr.Repository(first.TerraformStack(first.App(), "first"), "api", name="team/api")
    stack = second.TerraformStack(second.App(), "second")

    with pytest.raises(cdktf_ecr.ConflictError) as refused:
        cdktf_ecr.Repository(stack, "api", name="team/api")

    assert str(refused.value) == (
        "'second' is of CDK Terrain (cdktn), and this process has made constructs of CDK for Terraform (cdktf): stacks "
        "of different frameworks belong in programs of their own"
    )
    cdktf_ecr.Repository(first.TerraformStack(first.App(), "third"), "api", name="team/api")


def test_a_construct_outside_any_stack_is_refused() -> None:
    with pytest.raises(cdktf_ecr.ConflictError, match=r"'root' is in no stack.*TerraformStack of cdktf or cdktn"):
        cdktf_ecr.Repository(Construct(RootConstruct(), "root"), "api", name="team/api")


@pytest.mark.usefixtures("undecided")
@pytest.mark.parametrize(("imported", "expected"), [(["cdktn"], CDK_TERRAIN), (["cdktf"], CDKTF), (PACKAGES, CDKTF)])
def test_before_the_first_construct_it_is_the_one_that_is_imported(
    monkeypatch: pytest.MonkeyPatch, imported: list[str], expected: Framework
) -> None:
    monkeypatch.setattr(frameworks, "sys", SimpleNamespace(modules=dict.fromkeys(imported, True)))

    choose_without_a_stack()

    assert current() is expected


@pytest.mark.usefixtures("undecided")
@pytest.mark.parametrize(
    ("installed", "expected"), [(["cdktn"], CDK_TERRAIN), (["cdktf"], CDKTF), (PACKAGES, CDKTF)], ids=str
)
def test_where_none_is_imported_it_is_the_one_that_is_installed(
    monkeypatch: pytest.MonkeyPatch, installed: list[str], expected: Framework
) -> None:
    monkeypatch.setattr(frameworks, "sys", SimpleNamespace(modules={}))
    monkeypatch.setattr(frameworks, "find_spec", lambda name: name if name in installed else None)

    choose_without_a_stack()

    assert current() is expected


@pytest.mark.usefixtures("undecided")
def test_without_any_there_is_one_line_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frameworks, "sys", SimpleNamespace(modules={}))
    monkeypatch.setattr(frameworks, "find_spec", lambda _: None)

    with pytest.raises(ImportError) as missing:
        choose_without_a_stack()

    assert str(missing.value) == (
        "neither cdktf nor cdktn is installed: pip install cdktf-ecr or, for CDK Terrain, "
        "pip install 'cdktf-ecr[cdktn]'"
    )


@pytest.mark.usefixtures("undecided")
def test_nothing_is_guessed_where_a_construct_has_to_choose() -> None:
    with pytest.raises(LookupError, match="no construct of cdktf_ecr has been made yet"):
        _ = aws.EcrRepository


@pytest.mark.usefixtures("undecided")
def test_variables_are_of_the_framework_of_their_stack(package: Any) -> None:
    stack = package.TerraformStack(package.App(), "stack")

    cdktf_ecr.declare_variables(stack)

    assert {type(found).__module__ for found in stack.node.find_child("variables").node.children} == {package.__name__}


def test_so_it_is_where_a_framework_lacks_its_bindings() -> None:
    without = Framework(name="CDK Terrain", package="cdktn", bindings="cdktn_provider_none", installation="do this")

    with pytest.raises(ImportError, match=r"^CDK Terrain is used here, and cdktn_provider_none is not installed: do t"):
        without.resource("EcrRepository")


def test_so_it_is_where_the_bindings_lack_a_resource() -> None:
    with pytest.raises(ImportError, match="cdktf_cdktf_provider_aws has no EcrBasket, and so is too old or too new: "):
        CDKTF.resource("EcrBasket")


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda framework: framework.package)
def test_each_framework_has_all_that_the_library_uses(framework: Framework) -> None:
    assert [framework.resource(name).__name__ for name in used("aws")] == used("aws")
    assert [framework.element(name).__name__ for name in used("terraform")] == used("terraform")
    assert len(used("aws")) > 40
    assert len(used("terraform")) > 10


@pytest.mark.parametrize("handle", [aws, terraform])
def test_a_handle_has_nothing_private(handle: Any) -> None:
    with pytest.raises(AttributeError, match="has no attribute '__path__'"):
        _ = handle.__path__


def test_type_checkers_know_what_is_used() -> None:
    for file, text in stubs().items():
        assert file.read_text(encoding="utf-8") == text, "run: python scripts/update_framework_types.py"
