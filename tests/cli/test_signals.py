"""The command line in a process of its own: signals in mid-wait, a reader that goes away, what starting it loads."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.operations.readers.samples import trivy, trivy_finding, write
from tests.standin.ecr import Ecr, Image, Told, basic, ecr

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "import sys; sys.argv[0] = 'cdktf-ecr'; from cdktf_ecr.cli import main; main()"
_PATIENCE = 60.0

pytestmark = pytest.mark.usefixtures("aws_environment")


@contextmanager
def started(*arguments: str, program: str = PROGRAM) -> Iterator[subprocess.Popen[str]]:
    """Run the command line beside this process."""
    # What runs in a shell's background ignores the interrupt, and so do the programs it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Unbuffered, Python does not notice that a pipe took only part of what it wrote.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    process = subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        env={**inherited, "PYTHONPATH": str(ROOT / "constructs"), "AWS_MAX_ATTEMPTS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until_it_asks(service: Ecr, operation: str) -> None:
    """Wait until the command has asked for something."""
    deadline = time.monotonic() + _PATIENCE
    while not service.asked(operation):
        assert time.monotonic() < deadline, "the command never asked"
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("number", "code", "word"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")]
)
def test_a_signal_in_mid_wait_ends_it_with_nothing_half_written(
    tmp_path: Path, number: signal.Signals, code: int, word: str
) -> None:
    (tmp_path / "r.json").write_text("from before", encoding="utf-8")
    with ecr(Image("image", tags=["1"], told=[Told("IN_PROGRESS")])) as service:
        outputs = ["--output", "json=r.json", "--output", "html=r.html"]
        with started("scan", "gate", "team/api:1", "--endpoint-url", service.url, *outputs) as process:
            until_it_asks(service, "DescribeImageScanFindings")
            process.send_signal(number)
            out, err = process.communicate(timeout=_PATIENCE)

    assert (process.returncode, out) == (code, "")
    assert err.splitlines()[-1] == f"error: {word}"
    assert "Traceback" not in err
    assert [file.name for file in tmp_path.iterdir()] == ["r.json"]
    assert (tmp_path / "r.json").read_text(encoding="utf-8") == "from before"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_does_not_wait_for_requests_that_hang(number: signal.Signals, code: int) -> None:
    with ecr(*[Image(str(one)) for one in range(20)]) as service:
        release = False

        def hang(_: object) -> dict[str, object]:
            while not release:
                time.sleep(0.01)
            return {"imageScanStatus": {"status": "PENDING"}}

        service.handlers["DescribeImageScanFindings"] = hang
        with started("images", "list", "team/api", "--endpoint-url", service.url) as process:
            until_it_asks(service, "DescribeImageScanFindings")
            process.send_signal(number)
            # Sooner than the 20 seconds after which a request is given up.
            out, err = process.communicate(timeout=15)
        release = True

    assert (process.returncode, out) == (code, "")
    assert "Traceback" not in err


def test_a_heartbeat_tells_a_pipeline_that_it_lives() -> None:
    program = f"import cdktf_ecr.cli.waiting_line as line; line._HEARTBEAT = 0.2; {PROGRAM}"
    with ecr(Image("image", tags=["1"], told=[Told("PENDING")])) as service:
        arguments = ["scan", "wait", "team/api:1", "--endpoint-url", service.url, "--timeout", "3"]
        with started(*arguments, program=program) as process:
            _, err = process.communicate(timeout=_PATIENCE)

    assert process.returncode == 75
    beats = [line for line in err.splitlines() if ": PENDING (" in line]
    assert len(beats) > 3
    assert beats[-1] != beats[0]


def test_a_reader_that_goes_away_changes_no_exit_code(tmp_path: Path) -> None:
    findings = [trivy_finding(VulnerabilityID=f"CVE-2026-{number}", Severity="CRITICAL") for number in range(3_000)]
    write(tmp_path, trivy(*findings), "trivy.json")
    with started("scan", "gate", "--offline", "trivy.json", "--output", "json") as process:
        assert process.stdout is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr is not None
        err = process.stderr.read()
        assert (process.wait(timeout=_PATIENCE), "Traceback" in err) == (1, False)


def test_messages_that_nobody_reads_are_no_verdict(tmp_path: Path) -> None:
    write(tmp_path, trivy(trivy_finding()), "trivy.json")
    with started("scan", "gate", "--offline", "trivy.json", "--output", "json") as process:
        assert process.stderr is not None
        process.stderr.close()
        process.wait(timeout=_PATIENCE)

    assert process.returncode == 141


@pytest.mark.parametrize("arguments", [[], ["scan"], ["images"], ["migrate"]])
def test_no_command_is_help_and_2(arguments: list[str]) -> None:
    with started(*arguments) as process:
        out, err = process.communicate(timeout=_PATIENCE)

    assert (process.returncode, out) == (2, "")
    assert err.startswith(f"Usage: {' '.join(['cdktf-ecr', *arguments])} [OPTIONS] COMMAND [ARGS]...\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["scan", "--help"],
        ["scan", "gate", "--help"],
        ["images", "list", "--help"],
        ["migrate", "check", "--help"],
        ["migrate", "images", "--help"],
        ["deploy", "--help"],
        ["deploy", "status", "--help"],
        ["--version"],
    ],
)
def test_help_loads_nothing_that_is_slow(arguments: list[str]) -> None:
    slow = {
        "boto3",
        "botocore",
        "jsii",
        "cdktf",
        "rich",
        "msgspec",
        "yaml",
        "jinja2",
        "urllib3",
        "cdktf_ecr.model.module.settings",
    }
    program = f"import atexit, sys; atexit.register(lambda: print(sorted({slow!r} & set(sys.modules)))); {PROGRAM}"

    with started(*arguments, program=program) as process:
        out, err = process.communicate(timeout=_PATIENCE)

    assert (process.returncode, err) == (0, "")
    assert out.splitlines()[-1] == "[]"


def test_a_gate_never_loads_jsii() -> None:
    program = f"import atexit, sys; atexit.register(lambda: print('jsii' in sys.modules)); {PROGRAM}"
    with ecr(Image("image", tags=["1"], told=[Told("COMPLETE", [basic("CVE-2026-1")])])) as service:
        arguments = ["scan", "gate", "team/api:1", "--endpoint-url", service.url, "--settle", "0"]
        with started(*arguments, program=program) as process:
            out, _ = process.communicate(timeout=_PATIENCE)

    assert (process.returncode, out.splitlines()[-1]) == (0, "False")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_and_options(shell: str) -> None:
    words = {"bash": {"COMP_WORDS": "cdktf-ecr scan ga", "COMP_CWORD": "2"}}.get(
        shell, {"COMP_WORDS": "cdktf-ecr scan ga", "COMP_CWORD": "ga" if shell == "fish" else "2"}
    )
    with started("completion", shell) as process:
        script, _ = process.communicate(timeout=_PATIENCE)
    assert "_CDKTF_ECR_COMPLETE" in script

    completed = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "constructs"),
            "_CDKTF_ECR_COMPLETE": f"{shell}_complete",
            **words,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE,
    )
    assert (completed.returncode, "gate" in completed.stdout) == (0, True), completed.stderr
