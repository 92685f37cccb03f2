"""The README says what is so: its tables are the code's, its examples run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cdktf_ecr import ModuleSettings
from cdktf_ecr.model.monitoring.metrics import REPOSITORY_DIMENSION, metric_filters
from scripts.update_readme import with_tables

README = Path(__file__).resolve().parent.parent / "README.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


def test_the_tables_are_up_to_date() -> None:
    text = README.read_text(encoding="utf-8")

    assert text == with_tables(text), "run: python scripts/update_readme.py"
    assert "| `ecr_max_image_count` | `number` | `10` |" in text
    assert "| `ecr_repository_url` | URL" in text


def test_missing_markers_are_an_error() -> None:
    with pytest.raises(ValueError, match="no markers for variables"):
        with_tables("# Nothing generated here\n")


def test_the_first_screen_says_how_to_synthesize_test_and_apply() -> None:
    first_screen = "\n".join(README.read_text(encoding="utf-8").splitlines()[:30])

    for command in ("make synth", "make test", "terraform init", "terraform apply"):
        assert command in first_screen


def test_the_custom_metrics_of_a_repository_are_as_many_as_their_price_says() -> None:
    filters = (each for each in metric_filters(not_scanned="NotScanned") if REPOSITORY_DIMENSION in each.dimensions)
    count = len({each.metric_name for each in filters})
    text = " ".join(README.read_text(encoding="utf-8").split())

    assert set(re.findall(r"up to (\d+) custom metrics", text)) == {str(count)}
    assert f"up to {count} custom metrics are ${count * 0.30:.2f} a month for each repository" in text


def test_the_costs_of_scanning_are_said_with_their_source_and_whom_they_are_for() -> None:
    text = README.read_text(encoding="utf-8")
    (table,) = re.findall(r"\| Signal \|.*?\n\n", text, re.DOTALL)
    (section,) = re.findall(r"## What enhanced scanning costs\n(.*?)\n## ", text, re.DOTALL)

    price = re.compile(r"\$0\.\d\d")
    assert price.findall(table.splitlines()[2]) == price.findall(section) == ["$0.09", "$0.01"]
    source = (
        r"us-east-1, \[Amazon Inspector pricing\]\(https://\S+\) as of 2026-\d\d-\d\d; other regions have other prices"
    )
    assert re.search(source, " ".join(section.split()))
    default = list(ModuleSettings().scan_repository_filters)
    assert f"With the default of `ecr_scan_repository_filters`, `{json.dumps(default)}`," in " ".join(section.split())


def run(example: str, directory: Path) -> str:
    """Run an example as its reader would: as a program in a directory of its own."""
    (directory / "example.py").write_text(example, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(README.parent / "constructs")}
    ran = subprocess.run(
        [sys.executable, "example.py"], cwd=directory, env=environment, check=True, capture_output=True, text=True
    )
    return ran.stdout


def test_the_stack_example_synthesizes(tmp_path: Path) -> None:
    run(EXAMPLES[0], tmp_path)

    written = json.loads((tmp_path / "cdktf.out/stacks/registry/cdk.tf.json").read_text())
    assert written["resource"]["aws_ecr_repository"]["api"]["image_tag_mutability"] == "IMMUTABLE"
    assert "aws_iam_instance_profile" in written["resource"]


def test_the_lifecycle_example_prints_what_the_comment_says(tmp_path: Path) -> None:
    printed = run(EXAMPLES[1], tmp_path).splitlines()

    assert sorted(printed) == ["v1.10 expire by rule 1", "v1.11 expire by rule 1"]
