"""A construct makes of every setting that is an expression what it makes of the value, as Terraform works both out."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cdktf import TerraformStack, Token

from cdktf_ecr import (
    EcrModule,
    InvalidSettingError,
    ModuleSettings,
    declare_outputs,
)
from cdktf_ecr.model.module.shared_settings import SharedSettings
from cdktf_ecr.model.terraform.variables import declared_variables
from tests.terraform.conftest import Bare
from tests.terraform.legal_values import legal
from tests.terraform.spelling import Spelling
from tests.terraform.worked_out import synthesized, worked_out

pytestmark = [pytest.mark.terraform, pytest.mark.xdist_group("jsii")]

SEED = 20261124
MODULES = 6

# What decides how many of something there are: Terraform has to know it when it plans.
STRUCTURE = {
    *("create_kms_key", "enable_enhanced_scanning", "scan_frequency", "scan_on_push", "scan_repository_filters"),
    *("manage_registry_scanning", "pull_account_ids", "create_ec2_role", "enable_scan_logging", "alarm_thresholds"),
    *("manage_log_resource_policy", "enable_notifications", "notification_emails", "notification_subscriptions"),
    *(
        "enable_finding_notifications",
        "enable_audit_trail",
        "enable_dashboard",
        "repository_name",
        "notification_severity",
    ),
}


def known_settings(chance: random.Random, settings: type[SharedSettings]) -> SharedSettings:
    """Return settings whose values go together."""
    while True:
        values = {name: legal(chance, name) for name in declared_variables(settings) if name != "repositories"}
        try:
            return settings(**values)
        except InvalidSettingError:
            continue


def as_user_writes(value: Any, type_: str, spelling: Spelling) -> Any:
    """Return a value as text, or as CDKTF's token."""
    template = spelling.whole(value) if not isinstance(value, str) else spelling.template(value)
    if spelling.chance.random() < 0.5:
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
        spelling.with_resources = name not in STRUCTURE
        if value is not None or spelling.chance.random() < 0.5:
            written[name] = as_user_writes(value, variable.type, spelling)
    return dataclasses.replace(known, **written)


def ecr_module(settings: ModuleSettings) -> Callable[[TerraformStack], object]:
    def build(stack: TerraformStack) -> None:
        declare_outputs(stack, EcrModule(stack, "module", settings=settings))

    return build


def test_the_module(bare: Bare, tmp_path: Path) -> None:
    cases = {}
    for number in range(MODULES):
        chance = random.Random(SEED + number)  # noqa: S311 - the same settings each time
        spelling = Spelling(chance)
        known = known_settings(chance, ModuleSettings)
        cases[f"known{number}"] = synthesized(ecr_module(known), {})
        written = expressions_of(known, spelling)
        cases[f"written{number}"] = synthesized(ecr_module(written), spelling.configuration())

    found = worked_out(cases, tmp_path, bare)

    for number in range(MODULES):
        assert found[f"written{number}"] == found[f"known{number}"]
