"""What every suite shares: the application, synthesized once for all workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from botocore.loaders import create_loader
from filelock import FileLock
from hypothesis import HealthCheck, settings
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

import cdktf_ecr  # noqa: F401 - before any test imports cdktf, which starts Node
from tests.frameworks import use_the_one_asked_for
from tests.library_examples import run_examples
from tests.moved_programs import write_all
from tests.synthesized import Synth, Synthesize, SynthesizeProgram, parsed

if TYPE_CHECKING:
    from cdktf import TerraformStack

ROOT = Path(__file__).resolve().parent.parent

use_the_one_asked_for()

# Terraform and Node run beside the properties: how long an example takes says nothing about the code.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def one_loader() -> Iterator[None]:
    """Have botocore read its descriptions once: each client's own loader would take a tenth of a second for them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("botocore.session.create_loader", cache(create_loader))
        yield


@pytest.fixture(scope="session")
def shared_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory that all pytest-xdist workers of this run see."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def synthesize(shared_directory: Path) -> Synthesize:
    """Run main.py with some context, once per context and run, and return the output directory."""

    def run(**context: object) -> Path:
        context = {"profile": "guide", **context}
        name = "-".join(f"{key}={json.dumps(value)}" for key, value in sorted(context.items()))
        out = shared_directory / "synthesized" / "".join(c if c.isalnum() or c in "=-_" else "_" for c in name)
        return _written(out, "main.py", CDKTF_CONTEXT_JSON=json.dumps(context))

    return run


@pytest.fixture(scope="session")
def synthesize_program(shared_directory: Path) -> SynthesizeProgram:
    """Run an application of the tests, once per run, and return the directory of its stacks."""

    def run(program: Path, *arguments: str) -> Path:
        out = shared_directory / "synthesized" / "-".join([program.stem, *arguments])
        return _written(out, str(program), *arguments) / "stacks"

    return run


def _written(out: Path, *command: str, **variables: str) -> Path:
    """Return a directory to which a program of Python's has written."""
    out.parent.mkdir(exist_ok=True)
    search = os.pathsep.join([str(ROOT / "constructs"), str(ROOT), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, **variables, "CDKTF_OUTDIR": str(out), "PYTHONPATH": search}
    with FileLock(f"{out}.lock"):
        if not (out / "manifest.json").exists():
            subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True)
    return out


@pytest.fixture(scope="session")
def library_examples(shared_directory: Path) -> Path:
    """The output of each of the library's examples, once per run, in a directory called like it."""
    out, done = shared_directory / "library_examples", shared_directory / "library_examples.done"
    with FileLock(f"{out}.lock"):
        if not done.exists():
            run_examples(sys.executable, out, PYTHONPATH=str(ROOT / "constructs"))
            done.touch()
    return out


@pytest.fixture(scope="session")
def moved(shared_directory: Path) -> Path:
    """What our own programs write on CDK Terrain, once per run, in a directory for each."""
    directory, done = shared_directory / "moved", shared_directory / "moved.done"
    with FileLock(f"{directory}.lock"):
        if not done.exists():
            directory.mkdir()
            write_all(directory)
            done.touch()
    return directory / "written"


@pytest.fixture
def json_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """A snapshot in a file of its own, which a reviewer reads as JSON."""
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(scope="session")
def stack_directory(synthesize: Synthesize) -> Path:
    """The directory of the stack with the guide's defaults, as `terraform` runs in it."""
    return synthesize() / "stacks" / "ecr"


# Where the tests are that take longest. Begun last, one of them would keep one worker busy while the others wait.
LONGEST = (
    *("pipeline", "docker", "terraform", "wheel", "test_stock_imports.py", "test_moving.py", "test_frameworks.py"),
    *("compatibility", "resources", "module", "stacks", "site"),
)


def _begins(item: pytest.Item) -> int:
    room = item.path.relative_to(ROOT / "tests").parts[0]
    return LONGEST.index(room) if room in LONGEST else len(LONGEST)


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the marks in a hook of the same name
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep tests in one worker that share what costs more than they do: jsii, or what their module makes once."""
    items.sort(key=_begins)
    for item in items:
        if not isinstance(item, pytest.Function) or item.get_closest_marker("xdist_group"):
            continue
        definitions = item._fixtureinfo.name2fixturedefs  # noqa: SLF001 - nothing public says what a test shares
        if "new_stack" in definitions:
            item.add_marker(pytest.mark.xdist_group("jsii"))
        elif any(found[-1].scope == "module" for found in definitions.values()):
            item.add_marker(pytest.mark.xdist_group(item.module.__name__))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why tests were skipped; pytest's own -rs says it once for each test function."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"{count} skipped: {reason}", yellow=True)


@pytest.fixture
def new_stack() -> TerraformStack:
    """An empty stack of a throw-away application."""
    from cdktf import TerraformStack, Testing  # noqa: PLC0415

    return TerraformStack(Testing.app(stub_version=True), "test")


@pytest.fixture
def synth(new_stack: TerraformStack) -> Synth:
    """Synthesize the test's stack."""
    from cdktf import Testing  # noqa: PLC0415

    return lambda: parsed(json.loads(Testing.synth(new_stack)))
