"""What a person at a terminal sees."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.operations.readers.samples import trivy, trivy_finding, write
from tests.standin.ecr import Image, Told, basic, ecr

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "import sys; sys.argv[0] = 'cdktf-ecr'; from cdktf_ecr.cli import main; main()"
# SGR 30 to 37, 90 to 97 and 38: a colour of the text (ECMA-48).
_COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3\d|9\d)(?:;\d+)*m")

pytestmark = pytest.mark.usefixtures("aws_environment")


def at_a_terminal(*arguments: str, **variables: str) -> str:
    """Return what the command line writes to a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "constructs"), "TERM": "xterm-256color", "COLUMNS": "100"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        env={**environment, **variables},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ):
        os.close(theirs)
        seen = b""
        while True:
            try:
                part = os.read(ours, 65_536)
            except OSError:  # Linux: nobody has the other end any more.
                part = b""
            if not part:
                break
            seen += part
    os.close(ours)
    return seen.decode()


def test_severities_have_colours_unless_somebody_does_not_want_them(tmp_path: Path) -> None:
    write(tmp_path, trivy(trivy_finding(Severity="CRITICAL")), "trivy.json")
    gate = ("scan", "gate", "--offline", "trivy.json")

    assert _COLOUR.search(at_a_terminal(*gate))
    for plain in (at_a_terminal(*gate, NO_COLOR="1"), at_a_terminal(*gate, "--no-color")):
        assert _COLOUR.search(plain) is None
        assert "CVE-2026-1" in plain
    assert _COLOUR.search(at_a_terminal(*gate, NO_COLOR=""))


def test_a_wait_shows_where_it_is() -> None:
    told = [Told("PENDING"), Told("IN_PROGRESS"), Told("COMPLETE", [basic("CVE-2026-1")])]
    with ecr(Image("image", tags=["1"], told=told)) as service:
        seen = at_a_terminal("scan", "wait", "team/api:1", "--endpoint-url", service.url, "--settle", "0")

    for status in ("PENDING", "IN_PROGRESS"):
        assert status in seen
    assert "COMPLETE 1 finding (basic)" in seen


def test_hostile_text_moves_nothing_at_the_terminal(tmp_path: Path) -> None:
    write(tmp_path, trivy(trivy_finding(PkgName="a\x1b[2J\x1b]0;owned\x07b")), "trivy.json")

    seen = at_a_terminal("scan", "gate", "--offline", "trivy.json")
    lost = at_a_terminal("scan", "gate", "--offline", "no\x1b[2Jfile")

    for text in (seen, lost):
        assert "\x1b[2J" not in text
        assert "\x1b]0;" not in text
