"""Terraform derives the same names from a repository's name as Python does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cdktf_ecr.model.repository.names import safe_name, safe_name_expression
from tests.terraform.conftest import Bare

pytestmark = pytest.mark.terraform

NAMES = [
    "a1",
    "inscribe/customer-data-service",
    "a/b",
    "a-b",
    "a.b",
    "a_b",
    "a__b",
    "a--b",
    "0/1.2_3__4-5---6",
    "team.one/app_two/image__three",
    *(f"{'x' * length}/y" for length in range(20, 254, 13)),
    *("a" * length for length in (39, 40, 41, 49, 50, 51, 63, 64, 65, 128, 255, 256)),
]
LIMITS = [10, 55, 58, 64, 119, 128, 246, 256]


def test_terraform_and_python_derive_the_same_names(bare: Bare, tmp_path: Path) -> None:
    outputs = {
        f"limit_{limit}": {"value": f"${{[for name in var.names : {safe_name_expression('name', limit=limit)}]}}"}
        for limit in LIMITS
    }
    configuration = {"variable": {"names": {"type": "list(string)"}}, "output": outputs}
    (tmp_path / "main.tf.json").write_text(json.dumps(configuration), encoding="utf-8")
    terraform = bare(tmp_path)

    terraform.apply({"names": NAMES})

    expected = {f"limit_{limit}": [safe_name(name, limit=limit) for name in NAMES] for limit in LIMITS}
    assert terraform.outputs() == expected
    for limit, derived in zip(LIMITS, expected.values(), strict=True):
        assert len(set(derived)) == len(NAMES)
        assert max(map(len, derived)) <= limit
