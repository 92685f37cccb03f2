"""A registry's scanning configuration decided by Terraform, evaluated by Terraform for every combination."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from cdktf_ecr.model.scanning_variables import VariableScanning


def expected_frequency(*, enhanced: bool, frequency: str, scan_on_push: bool) -> str | None:
    if enhanced and frequency == "CONTINUOUS_SCAN":
        return "CONTINUOUS_SCAN"
    return "SCAN_ON_PUSH" if scan_on_push else None


@pytest.mark.terraform
def test_terraform_chooses_type_and_frequency(tmp_path: Path) -> None:
    terraform = shutil.which("terraform")
    if terraform is None:
        pytest.skip("terraform is not on PATH")
    combinations = list(itertools.product([True, False], ["SCAN_ON_PUSH", "CONTINUOUS_SCAN"], [True, False], repeat=1))
    outputs = {}
    for number, (enhanced, frequency, on_push) in enumerate(combinations):
        scanning = VariableScanning(enhanced=enhanced, frequency=frequency, scan_on_push=on_push, filters=["*"])
        value = f"${{jsonencode([{scanning.scan_type}, {scanning.effective_frequency}])}}"
        outputs[f"case{number}"] = {"value": value}
    (tmp_path / "main.tf.json").write_text(json.dumps({"output": outputs}))

    subprocess.run([terraform, "apply", "-auto-approve", "-input=false"], cwd=tmp_path, check=True, capture_output=True)
    shown = subprocess.run([terraform, "output", "-json"], cwd=tmp_path, check=True, capture_output=True, text=True)

    computed = json.loads(shown.stdout)
    for number, (enhanced, frequency, on_push) in enumerate(combinations):
        scan_type, chosen = json.loads(computed[f"case{number}"]["value"])
        assert scan_type == ("ENHANCED" if enhanced else "BASIC")
        assert chosen == expected_frequency(enhanced=enhanced, frequency=frequency, scan_on_push=on_push)


def test_filters_become_a_block_each() -> None:
    scanning = VariableScanning(
        enhanced="${var.enhanced}", frequency="${var.frequency}", scan_on_push=True, filters="${var.filters}"
    )

    rule = scanning.render()["dynamic"]["rule"]

    assert rule["content"]["dynamic"]["repository_filter"] == {
        "for_each": "${toset(var.filters)}",
        "content": {"filter": "${repository_filter.value}", "filter_type": "WILDCARD"},
    }
