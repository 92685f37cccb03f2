"""The constructs do not need the fast start: with the provider imported as it comes, they write the same bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

import cdktf_ecr
from tests.conftest import ROOT
from tests.fast_start import FACTS, run
from tests.library_examples import EXAMPLES, NAMES
from tests.synthesized import Synthesize, SynthesizeProgram

DRIVER = Path(__file__).with_name("stock_programs.py")
APPLICATIONS = Path(__file__).with_name("terraform")
PROFILES = ("guide", "hardened")
LIBRARY, REGISTRY = APPLICATIONS / "library_app.py", APPLICATIONS / "registry_app.py"
PROGRAMS = [*PROFILES, *NAMES, "library", "registry"]


@dataclass(frozen=True, slots=True)
class Stock:
    """What programs without the fast start wrote, below a directory for each, and what they made and loaded."""

    directory: Path
    constructs: set[str]
    modules: set[str]


@dataclass(frozen=True, slots=True)
class Program:
    """What `stock_programs` is told of a program."""

    words: list[str]
    out: str
    context: dict[str, object] | None = None


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    directory = tmp_path_factory.mktemp("stock")
    facts = directory / "facts.py"
    facts.write_text(FACTS, encoding="utf-8")
    programs = [
        *(Program([str(ROOT / "main.py")], str(directory / each), {"profile": each}) for each in PROFILES),
        *(Program([str(EXAMPLES / f"{name}.py")], str(directory / name)) for name in NAMES),
        Program([str(LIBRARY)], str(directory / "library")),
        Program([str(REGISTRY), "planned"], str(directory / "registry")),
        # The last, as it imports the provider again.
        Program([str(facts)], str(directory / "facts")),
    ]
    search = os.pathsep.join([str(ROOT / "constructs"), str(ROOT)])
    ran = subprocess.run(
        [sys.executable, str(DRIVER), json.dumps(list(map(asdict, programs)))],
        cwd=directory,
        env={**os.environ, "CDKTF_ECR_FAST_START": "0", "PYTHONPATH": search},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Stock(directory, **{kind: set(names) for kind, names in json.loads(ran.stdout).items()})


@pytest.fixture
def fast(
    library_examples: Path, synthesize: Synthesize, synthesize_program: SynthesizeProgram
) -> Callable[[str], Path]:
    """Return the directory of the stacks that a program writes with the fast start."""

    def stacks(program: str) -> Path:
        if program in PROFILES:
            return synthesize(profile=program) / "stacks"
        if program in NAMES:
            return library_examples / program / "cdktf.out" / "stacks"
        return synthesize_program(LIBRARY) if program == "library" else synthesize_program(REGISTRY, "planned")

    return stacks


def test_the_provider_is_imported_as_it_comes(stock: Stock) -> None:
    assert len(stock.modules) > 2000


def test_a_program_sees_the_same_of_the_provider(stock: Stock) -> None:
    seen, expected = (stock.directory / "facts.stdout").read_text(encoding="utf-8"), run(FACTS).stdout

    assert json.loads(seen)[1] == json.loads(expected)[1]


def test_every_construct_takes_part(stock: Stock) -> None:
    import constructs  # noqa: PLC0415 - starts Node

    public: dict[str, Any] = {name: getattr(cdktf_ecr, name) for name in cdktf_ecr.__all__}
    ours = {name for name, each in public.items() if isinstance(each, type) and issubclass(each, constructs.Construct)}
    assert ours <= stock.constructs


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_writes_the_same_bytes(
    stock: Stock, fast: Callable[[str], Path], library_examples: Path, program: str
) -> None:
    expected = files(fast(program), ran_in=library_examples / program)

    assert expected
    assert files(stock.directory / program / "stacks", ran_in=stock.directory) == expected


def files(directory: Path, *, ran_in: Path) -> dict[str, bytes]:
    """Return every file below a directory, without the place where the program ran: the state's, if not set."""
    return {
        str(file.relative_to(directory)): file.read_bytes().replace(f"{ran_in}/".encode(), b"")
        for file in directory.rglob("*")
        if file.is_file()
    }
