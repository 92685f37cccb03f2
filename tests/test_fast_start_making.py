"""Making jsii's index: one process at a time, and no program stopped by what goes wrong."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from tests.fast_start import NODE, START

# A program that looks for the index as jsii does, and reads the whole assembly where it finds none.
PROGRAM = """
const fs = require("fs");
const manifest = `${process.argv[2]}/.jsii.runtime.v1.json`;
let found;
try {
  found = JSON.parse(fs.readFileSync(manifest, "utf8"));
} catch {}
if (!found || process.env.REFUSES) fs.readFileSync(`${process.argv[2]}/.jsii`);
console.log(found ? "index" : "assembly");
"""

# Before jsii's own worker: says that it ran.
COUNTING = "require('fs').appendFileSync(`${require('worker_threads').workerData.packageDir}/ran`, 'x');\n"
SLOWLY = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);\n"
FOR_EVER = "setInterval(() => {}, 1000);\n"
FAILING = "require('worker_threads').parentPort.postMessage({ error: 'out of paper\\n at a line' });\n"
INTERRUPTED = "process.kill(process.pid, 'SIGINT');\n"
DYING = "process.kill(process.pid, 'SIGKILL');\n"
WRITING = "require('fs').writeFileSync(`${require('worker_threads').workerData.packageDir}/%s`, '{}');\n"
LEAVING = WRITING % ".jsii.runtime.v1.json.${process.pid}.tmp"

LOCK = ".cdktf-ecr.index.lock"
DAY = 24 * 60 * 60


class Machine:
    """What jsii lays out: its runtime, a package in its cache, and the link through which the package is loaded."""

    def __init__(self, directory: Path) -> None:
        self.program = directory / "runtime" / "lib" / "program.js"
        self.entry = directory / "cache" / "provider"
        self.package = directory / "node_modules" / "@cdktf" / "provider-aws"
        for each in (self.program, self.entry, self.package):
            each.parent.mkdir(parents=True)
        self.entry.mkdir()
        self.program.write_text(PROGRAM)
        (self.entry / ".jsii").write_text(json.dumps({"types": {"a.B": {"fqn": "a.B", "kind": "enum"}}}))
        self.package.symlink_to(self.entry)
        self.be(COUNTING)

    def be(self, before: str = "", *, instead: bool = False) -> None:
        """Have the worker do something first, or instead of making the index."""
        with as_file(files("jsii._embedded.jsii") / "lib__runtime-index-worker.js") as worker:
            theirs = "" if instead else worker.read_text(encoding="utf-8")
        self.program.with_name("runtime-index-worker.js").write_text(before + theirs, encoding="utf-8")

    def start(self, *options: str, prefix: tuple[str, ...] = (), **environment: str) -> subprocess.Popen[str]:
        hook = ["--require", str(START / "hook.js")]
        return subprocess.Popen(
            [*prefix, NODE, *options, *hook, str(self.program), str(self.package)],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *options: str, prefix: tuple[str, ...] = (), **environment: str) -> str:
        """Run the program and return what it read."""
        started = self.start(*options, prefix=prefix, **environment)
        out, error = started.communicate(timeout=60)
        assert (started.returncode, error) == (0, "")
        return out.strip()

    @property
    def notes(self) -> list[str]:
        """What the hook noted, and forget it."""
        file = self.program.parents[1] / "cdktf-ecr-fast-start.log"
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return [line.removeprefix("jsii's index of @cdktf/provider-aws ") for line in lines]

    @property
    def tries(self) -> int:
        """How often the worker ran."""
        ran = self.entry / "ran"
        return len(ran.read_text(encoding="utf-8")) if ran.exists() else 0

    @property
    def left(self) -> set[str]:
        """What is in the cache beside the package and its index."""
        return {file.name for file in self.entry.iterdir() if not file.name.startswith(".jsii.runtime")} - {
            *(".jsii", "ran")
        }


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


@pytest.mark.parametrize(
    ("holder", "age", "taken"),
    [
        ({"pid": os.getpid(), "host": os.uname().nodename}, 0, False),
        ({"pid": os.getpid(), "host": os.uname().nodename}, 200, True),
        ({"pid": 2**22 + 1, "host": os.uname().nodename}, 0, True),
        ({"pid": 2**22 + 1, "host": "another"}, 0, False),
        ({"pid": 2**22 + 1, "host": "another"}, 200, True),
        (None, 0, False),
        (None, 200, True),
        ({"failed": "out of paper"}, DAY - 100, False),
        ({"failed": "out of paper"}, DAY + 100, True),
    ],
    ids=str,
)
def test_a_lock_is_taken_over_from_whoever_cannot_be_at_it(
    tmp_path: Path, holder: dict[str, object] | None, age: float, *, taken: bool
) -> None:
    lock = tmp_path / "lock"
    lock.write_text(json.dumps(holder) if holder else "")
    os.utime(lock, (time.time() - age,) * 2)
    program = f"""
        const {{ take }} = require({json.dumps(str(START / "lock.js"))});
        let taken = false;
        try {{ taken = take({json.dumps(str(lock))}, () => false, 0); }} catch {{}}
        console.log(taken);
    """

    ran = subprocess.run([NODE, "-e", program], capture_output=True, text=True, check=True)

    assert ran.stdout == f"{str(taken).lower()}\n"


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
        pytest.skip("root, and no setpriv")
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
