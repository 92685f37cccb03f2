"""Stacks side by side in one account: a second region, and another repository in the same region."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.terraform.account import ACCOUNT_ID, EMPTY, Account
from tests.terraform.conftest import Place
from tests.terraform.emulator import Emulator

pytestmark = pytest.mark.terraform

COMMON = {
    "ecr_enable_notifications": False,  # For which the provider waits a minute.
    "ecr_create_pull_policy": True,
    "ecr_alarm_thresholds": {"CRITICAL": 1, "HIGH": 5},
}
STACKS: dict[str, dict[str, Any]] = {
    "here": COMMON,
    "elsewhere": {**COMMON, "aws_region": "eu-west-1"},
    # The registry's one scanning configuration is the first stack's.
    "other": {**COMMON, "ecr_repository_name": "team/api", "ecr_manage_registry_scanning": False},
}


def test_two_regions_and_two_stacks_of_one_account_leave_each_other_alone(
    tmp_path: Path, place: Place, emulator: Emulator, stack_directory: Path
) -> None:
    emulator.reset()
    here, elsewhere = Account(emulator.url), Account(emulator.url, "eu-west-1")
    stacks = {name: place(tmp_path / name, stack_directory) for name in STACKS}

    created = {name: stack.apply(STACKS[name]).totals[0] for name, stack in stacks.items()}

    for name, stack in stacks.items():
        again = stack.plan(STACKS[name])
        assert (again.exit_code, again.changes, again.warnings) == (0, {}, []), name
    contents, second = here.contents(), elsewhere.contents()
    for kind in ("roles", "policies", "instance_profiles"):
        assert contents[kind].keys() == second[kind].keys()
        assert len(contents[kind]) == 3, kind
    # AWS has one list of dashboards for all regions, where a second of a name replaces the first; the emulator has one
    # for each region.
    assert contents["dashboards"].keys() & second["dashboards"].keys() == set()
    assert len(contents["dashboards"] | second["dashboards"]) == 3
    assert len(contents["alarms"]) == 8
    assert len(second["alarms"]) == 4
    (board,) = second["dashboards"].values()
    (shown,) = {arn for *_, arn in board["metrics"]}
    assert shown == f"arn:aws:ecr:eu-west-1:{ACCOUNT_ID}:repository/inscribe/customer-data-service"

    assert stacks["here"].destroy(STACKS["here"]).totals == (0, 0, created["here"])

    for name in ("elsewhere", "other"):
        again = stacks[name].plan(STACKS[name])
        assert (again.exit_code, again.changes) == (0, {}), name
    for name in ("elsewhere", "other"):
        stacks[name].destroy(STACKS[name])
    assert here.contents() == elsewhere.contents() == EMPTY
