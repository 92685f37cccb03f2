"""What a person at a terminal sees."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

import pytest

from cdktf_ecr.model.lifecycle import Image as LifecycleImage
from tests.operations.lifecycle.samples import described, save
from tests.operations.readers.samples import trivy, trivy_finding, write
from tests.standin.ecr import PUSHED, Image, Told, basic, digest_of, ecr

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "import sys; sys.argv[0] = 'cdktf-ecr'; from cdktf_ecr.cli import main; main()"
# SGR 30 to 37, 90 to 97 and 38: a colour of the text (ECMA-48).
_COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3\d|9\d)(?:;\d+)*m")

SINCE = datetime(2026, 11, 1, tzinfo=timezone.utc)
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")

pytestmark = pytest.mark.usefixtures("aws_environment")


def at_a_terminal(*arguments: str, **variables: str) -> str:
    """Return what the command line writes to a terminal of 100 columns, unless a variable says otherwise."""
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


def lines_of(seen: str) -> list[str]:
    """Return the lines that are there in the end: a spinner writes over its own."""
    lines = _CONTROL.sub("", seen).replace("\r\n", "\n").split("\n")
    return [line.rpartition("\r")[2] for line in lines]


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


def test_a_narrow_terminal_breaks_no_digest_and_no_date() -> None:
    image = Image("image", tags=["a-tag-that-is-rather-long-1.2.3"], told=(Told("COMPLETE", [basic("CVE-2026-1")]),))
    with ecr(image) as service:
        seen = at_a_terminal("images", "list", "team/api", "--endpoint-url", service.url, COLUMNS="80")

    lines = lines_of(seen)
    assert max(map(len, lines)) <= 80
    (row,) = [line for line in lines if image.digest[:19] in line]
    assert f"{datetime.fromtimestamp(PUSHED, timezone.utc):%Y-%m-%d}" in row


def test_a_narrow_terminal_has_the_notes_of_an_estimate_below_the_table() -> None:
    save(Path("images.json"), [described(LifecycleImage(digest=digest_of("v1"), tags=["v1"], pushed_at=SINCE))])
    arguments = ("cost", "estimate", "--images", "images.json", "--scanning", "on-push", "--region", "us-east-1")

    narrow, wide = (lines_of(at_a_terminal(*arguments, COLUMNS=columns)) for columns in ("80", "160"))

    titles = [next(line for line in lines if line.startswith("What")) for lines in (narrow, wide)]
    assert [line.split()[-1] for line in titles] == ["USD", "Note"]
    assert "Images, standard storage: 1 image" in [line.strip() for line in narrow]
    (storage,) = [line for line in wide if line.startswith("Images, standard storage")]
    assert storage.rstrip().endswith("1 image")
