"""What one stack of an application creates, another uses, applied for real."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.synthesized import SynthesizeProgram
from tests.terraform.account import ACCOUNT_ID, Account
from tests.terraform.conftest import Place
from tests.terraform.emulator import Emulator

pytestmark = pytest.mark.terraform

PROGRAM = Path(__file__).with_name("two_stacks_app.py")
ARN = f"arn:aws:ecr:eu-west-1:{ACCOUNT_ID}:repository/{{}}"


def test_what_one_stack_creates_another_uses(
    tmp_path: Path, place: Place, emulator: Emulator, synthesize_program: SynthesizeProgram
) -> None:
    emulator.reset()
    stacks = synthesize_program(PROGRAM)
    producer, user = (place(tmp_path / name, stacks / name) for name in ("producer", "user"))

    producer.apply()
    shutil.copy(tmp_path / "producer" / "terraform.producer.tfstate", tmp_path / "user")
    user.apply()

    created = {name: value for name, value in producer.outputs().items() if not name.startswith("cross-stack-output-")}
    assert user.outputs() == created
    assert len(created) > 30
    assert "pull__policy_arn" not in created  # It is null.
    assert created["api__uri_for_tag"] == f"{ACCOUNT_ID}.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1"
    assert created["one__arn"] == ARN.format("many/one")
    contents = Account(emulator.url, "eu-west-1").contents()
    (role,) = (role for name, role in contents["roles"].items() if name.startswith("elsewhere"))
    (pull,) = role["inline"].values()
    assert pull["Statement"][1]["Resource"] == [ARN.format("many/one"), ARN.format("team/web")]
    (scans,) = (
        rule["pattern"] for name, rule in contents["event_rules"].items() if "elsewhere" in name and "scans" in name
    )
    assert scans["detail"]["repository-name"] == ["team/web", ARN.format("team/web")]
    again = user.plan(refresh=False)
    assert (again.exit_code, again.changes) == (0, {})
