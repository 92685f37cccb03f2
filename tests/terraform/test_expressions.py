"""Terraform reads the expressions we write as we mean them; no provider takes part."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.scanning.variables import VariableScanning
from cdktf_ecr.model.terraform.expressions import json_document
from tests.terraform.conftest import Bare

pytestmark = pytest.mark.terraform

VARIABLES = {"name": {"default": "team/api"}, "ids": {"default": ["1", "2"], "type": "list(string)"}}

# What stands in a document, and what Terraform is to make of it.
DOCUMENTS: list[tuple[Any, Any]] = [
    ('a "quoted" \\ back\nline\ttab', 'a "quoted" \\ back\nline\ttab'),
    ("Zürich 🎉 } {", "Zürich 🎉 } {"),
    ("${var.name}", "team/api"),
    ("a ${var.name} b } c", "a team/api b } c"),
    ('${[for id in var.ids : "x:${id}"]}', ["x:1", "x:2"]),
    (["${var.ids}", {"k": "${length(var.ids)}"}], [["1", "2"], {"k": 2}]),
    (None, None),
]


def evaluated(directory: Path, bare: Bare, values: list[str]) -> list[Any]:
    """Return what Terraform computes for expressions that yield JSON text."""
    outputs = {f"value{number}": {"value": value} for number, value in enumerate(values)}
    (directory / "main.tf.json").write_text(json.dumps({"variable": VARIABLES, "output": outputs}), encoding="utf-8")
    terraform = bare(directory)
    terraform.apply()
    computed = terraform.outputs()
    return [json.loads(computed[name]) for name in outputs]


def test_documents(tmp_path: Path, bare: Bare) -> None:
    written = [json_document({"value": value, "expression": "${var.name}"}) for value, _ in DOCUMENTS]

    assert [read["value"] for read in evaluated(tmp_path, bare, written)] == [meant for _, meant in DOCUMENTS]


def frequency_meant(*, enhanced: bool, frequency: str, scan_on_push: bool) -> str | None:
    if enhanced and frequency == "CONTINUOUS_SCAN":
        return "CONTINUOUS_SCAN"
    return "SCAN_ON_PUSH" if scan_on_push else None


def test_scan_type_and_frequency(tmp_path: Path, bare: Bare) -> None:
    combinations: list[dict[str, Any]] = [
        {"enhanced": enhanced, "frequency": frequency, "scan_on_push": on_push}
        for enhanced, frequency, on_push in itertools.product(
            [True, False], ["SCAN_ON_PUSH", "CONTINUOUS_SCAN"], [True, False]
        )
    ]
    scannings = [VariableScanning(filters=["*"], **each) for each in combinations]
    written = [f"${{jsonencode([{each.scan_type.operand}, {each.effective_frequency.operand}])}}" for each in scannings]

    assert evaluated(tmp_path, bare, written) == [
        ["ENHANCED" if each["enhanced"] else "BASIC", frequency_meant(**each)] for each in combinations
    ]
