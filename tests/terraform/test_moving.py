"""The guide's stack as CDK Terrain writes it, applied for real."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terraform.conftest import Place
from tests.terraform.emulator import Emulator

pytestmark = pytest.mark.terraform


def test_the_stack_of_cdk_terrain_applies_settles_and_goes_away(
    tmp_path: Path, place: Place, emulator: Emulator, moved: Path
) -> None:
    emulator.reset()
    terraform = place(tmp_path, moved / "guide" / "stacks" / "ecr")

    applied = terraform.apply()

    assert applied.totals[0] > 40
    assert terraform.outputs()["ecr_repository_url"].endswith("/inscribe/customer-data-service")
    assert terraform.plan().exit_code == 0
    assert terraform.destroy().totals[2] == applied.totals[0]
