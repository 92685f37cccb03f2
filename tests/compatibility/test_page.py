"""The page on compatibility names what there is, and every feature with its release."""

from __future__ import annotations

import re

import pytest

from cdktf_ecr.model.terraform.versions import FEATURES, ProviderFeature, required_provider
from tests.compatibility.configurations import ROOT
from tests.compatibility.reader import BINDINGS
from tests.terraform.releases import CARRIED

PAGE = (ROOT / "docs" / "compatibility.md").read_text(encoding="utf-8")


def test_the_tests_that_it_names_are_there() -> None:
    named = re.findall(r"`(tests/[\w/.]+)`", PAGE)

    assert len(set(named)) >= 6
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.title)
def test_a_feature_stands_with_its_release_and_source(feature: ProviderFeature) -> None:
    major, minor = feature.since
    (request,) = re.findall(r"pull request \d+", feature.source)

    assert f"| {feature.title} | {major}.{minor} | provider's changelog, {request} |\n" in PAGE


def test_nothing_else_is_in_that_table() -> None:
    assert len(re.findall(r"\| provider's changelog, pull request \d+ \|\n", PAGE)) == len(FEATURES)


def test_the_releases_that_it_names_are_those_that_are_tried() -> None:
    *others, last = CARRIED
    assert f"Terraform {', '.join(others)} and {last}" in PAGE
    first, second = (".".join(map(str, bindings.release)) for bindings in BINDINGS)
    assert PAGE.count(f"schema of {first} and {second}") == 3
    assert f"`{required_provider()}`" in PAGE
