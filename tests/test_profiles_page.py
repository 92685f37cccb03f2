"""What docs/profiles.md says of profiles, and their files of values, are what the code has.

What a profile makes and costs takes a plan: `tests/terraform/test_profiles.py` compares that.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from cdktf_ecr import PROFILES, ModuleSettings, profile_settings
from cdktf_ecr.model.terraform.variables import variable_names
from scripts.update_profiles import PAGE, ROOT, with_settings

VALUES = ROOT / "examples" / "stack"


def test_the_tables_that_need_no_plan_are_up_to_date() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert text == with_settings(text), "run: python scripts/update_profiles.py"
    assert "| `enable_scan_logging` | `true` | `true` | `false` |" in text
    assert "| Enhanced scans, first | $0.09 per image |" in text


def test_the_page_names_every_profile_and_its_file_of_values() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert [f"{profile}.tfvars" for profile in sorted(PROFILES)] == sorted(file.name for file in VALUES.iterdir())
    for profile in PROFILES:
        assert f"| `{profile}` | " in text
        assert f"{profile}.tfvars" in text


@pytest.mark.parametrize("profile", PROFILES)
def test_a_file_of_values_has_the_defaults_of_its_profile(profile: str) -> None:
    """Whoever passes it on changes nothing."""
    settings = profile_settings(ModuleSettings, profile)
    defaults = {variable: getattr(settings, name) for name, variable in variable_names(ModuleSettings, "ecr_").items()}
    defaults["aws_region"] = "us-east-1"

    values = assignments((VALUES / f"{profile}.tfvars").read_text(encoding="utf-8"))

    assert values == {name: json.loads(json.dumps(defaults[name])) for name in values}


def test_a_file_of_values_has_everything_that_its_profile_sets_otherwise_than_the_guide() -> None:
    names, guide = variable_names(ModuleSettings, "ecr_"), ModuleSettings()
    for profile in PROFILES:
        settings = profile_settings(ModuleSettings, profile)
        differing = {names[name] for name in names if getattr(settings, name) != getattr(guide, name)}
        assert differing <= assignments((VALUES / f"{profile}.tfvars").read_text(encoding="utf-8")).keys()


def assignments(text: str) -> dict[str, Any]:
    """Return what the lines of a file of values assign: JSON, but for the keys of a map."""
    found = re.findall(r"^(\w+)\s*= (.*?)\s*(?:#.*)?$", text, re.MULTILINE)
    return {name: json.loads(re.sub(r"(\w+) = ", r'"\1": ', value)) for name, value in found}
