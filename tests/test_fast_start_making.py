"""Making jsii's index: one process at a time, and no program stopped by what goes wrong."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.jsii_cache import (
    COUNTING,
    DAY,
    DYING,
    FAILING,
    FOR_EVER,
    INTERRUPTED,
    LEAVING,
    LOCK,
    PROGRAM,
    SLOWLY,
    WRITING,
    Machine,
)
from tests.unavailable import unavailable

IMPATIENT = """
const child = require("child_process");
const stock = child.spawnSync;
child.spawnSync = (program, given, options) => stock(program, given, { ...options, timeout: 300 });
"""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_several_processes_at_once_make_it_once(machine: Machine) -> None:
    machine.be(COUNTING + SLOWLY)

    started = [machine.start() for _ in range(3)]

    assert [process.communicate(timeout=60)[0] for process in started] == ["index\n"] * 3
    assert machine.tries == 1
    assert sorted(note.split(" in ")[0] for note in machine.notes) == ["was made", *["was made by another process"] * 2]
    assert machine.left == set()


def test_a_program_killed_in_the_middle_leaves_the_work_to_the_next(machine: Machine) -> None:
    machine.be(COUNTING + LEAVING + FOR_EVER, instead=True)
    killed = machine.start()
    wait_until(lambda: machine.tries == 1)
    assert machine.left == {LOCK}
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    machine.be(COUNTING)

    assert machine.run() == "index"
    assert machine.tries == 2
    assert machine.left == set()


def test_half_files_of_killed_processes_are_removed_when_they_are_old(machine: Machine) -> None:
    old, new = (machine.entry / f".jsii.runtime-defs.v1.jsonl.{pid}.tmp" for pid in (1, 2))
    for file in (old, new):
        file.touch()
    os.utime(old, (time.time() - DAY,) * 2)

    machine.run()

    assert (old.exists(), new.exists()) == (False, True)


def test_a_failure_is_remembered_for_a_day(machine: Machine) -> None:
    machine.be(COUNTING + FAILING, instead=True)

    assert (machine.run(), machine.notes) == ("assembly", ["was not made: out of paper"])
    assert (machine.run(), machine.notes) == ("assembly", ["was not made: it failed lately: out of paper"])
    assert machine.tries == 1

    machine.be(COUNTING)
    os.utime(machine.entry / LOCK, (time.time() - DAY - 1,) * 2)
    assert machine.run() == "index"
    assert machine.left == set()


@pytest.mark.parametrize(
    ("worker", "note", "remembered"),
    [
        (LEAVING + DYING, "was not made: SIGKILL", True),
        (LEAVING + INTERRUPTED, "was not made: SIGINT", False),
        ("throw new Error('torn')", "was not made: ", True),
        ("", "was not made: jsii's worker made none (exit code 0)", True),
    ],
    ids=["killed", "interrupted", "broken", "without a result"],
)
def test_a_worker_that_does_not_finish(machine: Machine, worker: str, note: str, *, remembered: bool) -> None:
    machine.be(worker, instead=True)

    assert machine.run() == "assembly"
    assert machine.notes[0].startswith(note)
    assert machine.left == ({LOCK} if remembered else set())
    assert list(machine.entry.glob("*.tmp")) == []


@pytest.mark.parametrize(
    ("stub", "note"),
    [
        ("process.execPath = '/missing/node';", "was not made: spawnSync /missing/node ENOENT"),
        (IMPATIENT, "ETIMEDOUT"),
    ],
    ids=["cannot be started", "takes too long"],
)
def test_a_process_that_makes_nothing(machine: Machine, tmp_path: Path, stub: str, note: str) -> None:
    (tmp_path / "stub.js").write_text(stub)
    machine.be(LEAVING + FOR_EVER, instead=True)

    assert machine.run("--require", str(tmp_path / "stub.js")) == "assembly"
    assert note in machine.notes[0]
    assert machine.left == {LOCK}
    assert list(machine.entry.glob("*.tmp")) == []


def test_one_that_jsii_refuses_as_soon_as_it_is_made_is_not_made_at_each_start(machine: Machine) -> None:
    machine.run(REFUSES="1")
    assert machine.notes[1] == "was refused and removed"

    assert (machine.run(REFUSES="1"), machine.tries) == ("assembly", 1)
    assert machine.notes == ["was not made: it failed lately: jsii refused what its own worker had made"]


def test_one_that_jsii_refuses_later_is_made_anew(machine: Machine) -> None:
    machine.run()
    machine.run(REFUSES="1")
    assert machine.notes[1:] == ["is there", "was refused and removed: the next start makes it again"]

    assert (machine.run(), machine.tries) == ("index", 2)


def test_a_cache_that_may_only_be_read_is_left_as_it_is(machine: Machine) -> None:
    # Root may write anywhere, unless it gives that up.
    prefix = ("setpriv", "--bounding-set", "-dac_override") if os.geteuid() == 0 else ()
    if prefix and shutil.which(prefix[0]) is None:
        unavailable("the tests run as root, and setpriv is not on PATH")
    machine.entry.chmod(0o555)
    try:
        assert machine.run(prefix=prefix) == "assembly"
        assert machine.notes[0].startswith("was not made: EACCES")
        assert machine.tries == 0
    finally:
        machine.entry.chmod(0o755)


def test_a_full_disk_is_not_filled_further(machine: Machine, tmp_path: Path) -> None:
    full = tmp_path / "full.js"
    full.write_text("require('fs').statfsSync = () => ({ bavail: 0, bsize: 4096 });")

    assert machine.run("--require", str(full)) == "assembly"
    assert machine.notes == ["was not made: the disk is full"]
    assert (machine.tries, machine.left) == (0, set())


def test_a_jsii_without_the_worker_is_left_alone(machine: Machine) -> None:
    machine.program.with_name("runtime-index-worker.js").unlink()

    assert machine.run() == "assembly"
    assert machine.notes == ["was not made: this jsii has no runtime-index-worker.js"]
    assert machine.left == set()


def test_another_jsii_gets_the_index_of_its_own_version(machine: Machine) -> None:
    machine.program.write_text(PROGRAM.replace("runtime.v1", "runtime.v2"))
    machine.be(WRITING % ".jsii.runtime.v2.json", instead=True)

    assert machine.run() == "index"
    assert machine.notes[0].startswith("was made in ")


def test_a_package_that_is_no_link_into_the_cache_is_left_alone(machine: Machine) -> None:
    machine.package.unlink()
    shutil.copytree(machine.entry, machine.package)

    assert machine.run() == "assembly"
    assert machine.notes == ["was not made: the package is no link into jsii's cache"]
    assert machine.tries == 0


@pytest.mark.parametrize("name", ["@cdktf/provider-google", "cdktf"])
def test_packages_that_are_not_the_aws_provider_are_left_to_jsii(machine: Machine, name: str) -> None:
    machine.package = machine.package.parents[1] / name
    machine.package.symlink_to(machine.entry)

    assert (machine.run(), machine.tries, machine.notes) == ("assembly", 0, [])


def wait_until(is_so: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)
