"""Shellcheck has nothing against any shell line of the CI files and their scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipeline.files import EXAMPLE, ROOT
from tests.pipeline.shell import commands, findings

SCRIPTS = sorted((EXAMPLE / "ci").glob("*.sh"))


def test_scripts_are_clean() -> None:
    assert findings(SCRIPTS, "--external-sources", "--source-path=SCRIPTDIR", "--enable=avoid-nullary-conditions") == ""
    assert findings([ROOT / ".ci" / "run"]) == ""


def test_commands_are_clean_once_their_references_are_filled_in(tmp_path: Path) -> None:
    found = dict(commands())
    files = []
    for number, (where, command) in enumerate(found.items()):
        assert "<<" not in command, where
        file = tmp_path / f"{number}.sh"
        # As runners start it; which file a step sources is known only where it runs.
        file.write_text(f"#!/bin/bash\n# shellcheck disable=SC1091\nset -eo pipefail\n{command}\n", encoding="utf-8")
        files.append(file)

    assert len(files) > 60
    assert findings(files) == ""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda file: file.name)
def test_a_script_ends_at_the_first_error(script: Path) -> None:
    lines = script.read_text(encoding="utf-8").splitlines()

    assert "set -euo pipefail" in lines
    assert script.name == "common.sh" or lines[0] == "#!/usr/bin/env bash"


def test_an_unquoted_variable_is_seen(tmp_path: Path) -> None:
    (tmp_path / "broken.sh").write_text("#!/bin/bash\nrm $1\n", encoding="utf-8")

    assert "SC2086" in findings([tmp_path / "broken.sh"])
