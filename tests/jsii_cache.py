"""A machine with a package in jsii's cache, on which Node runs without jsii itself."""

from __future__ import annotations

import json
import os
import subprocess
from importlib.resources import as_file, files
from pathlib import Path

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
