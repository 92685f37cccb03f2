"""jsii's index of the provider's types: made once, by jsii's own worker, and otherwise jsii as it is."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest

from tests.fast_start import run

TYPE = {
    "assembly": "@cdktf/provider-aws",
    "fqn": "@cdktf/provider-aws.Thing",
    "kind": "class",
    "name": "Thing",
    "properties": [{"name": "word", "static": True, "immutable": True, "type": {"primitive": "string"}}],
}
ASSEMBLY = {
    "schema": "jsii/0.10.0",
    "jsiiVersion": "5.9.1 (build 0)",
    "name": "@cdktf/provider-aws",
    "version": "1.2.3",
    "author": {"name": "nobody", "roles": ["author"]},
    "description": "A package of the provider's name, with one type.",
    "fingerprint": "none",
    "homepage": "https://example.com",
    "license": "MIT",
    "repository": {"type": "git", "url": "https://example.com"},
    "types": {TYPE["fqn"]: TYPE},
}
FILES = {
    "package.json": json.dumps({"name": ASSEMBLY["name"], "version": ASSEMBLY["version"], "main": "index.js"}),
    ".jsii": json.dumps(ASSEMBLY),
    "index.js": "class Thing {} Thing.word = 'spoken'; exports.Thing = Thing;",
}

# jsii itself, with a package of the provider's name that has one type.
PROGRAM = """
import cdktf_ecr
from jsii import kernel
kernel.load("@cdktf/provider-aws", "1.2.3", {tarball!r})
class Thing:
    __jsii_type__ = "@cdktf/provider-aws.Thing"
print(kernel.sget(Thing, "word"))
"""


class Home:
    """A home of its own for jsii's cache, and a program that uses it."""

    def __init__(self, directory: Path, files: dict[str, str] = FILES) -> None:
        self.root = directory / "cache"
        tarball = directory / "provider.tgz"
        with tarfile.open(tarball, "w:gz") as archive:
            for name, text in files.items():
                entry = tarfile.TarInfo(f"package/{name}")
                entry.size = len(text.encode())
                archive.addfile(entry, io.BytesIO(text.encode()))
        self.environment = {"JSII_RUNTIME_PACKAGE_CACHE_ROOT": str(self.root)}
        self.program = PROGRAM.format(tarball=str(tarball))

    def run(self, **environment: str) -> list[str]:
        """Run the program and return what the fast start said of the index."""
        ran = run(self.program, self.environment | environment)
        assert ran.stdout == "spoken\n"
        said = [line.partition("jsii's index of @cdktf/provider-aws ") for line in ran.stderr.splitlines()]
        return [rest for _, found, rest in said if found]

    @property
    def entry(self) -> Path:
        """Where the package lies in jsii's cache."""
        (assembly,) = self.root.rglob(".jsii")
        return assembly.parent

    @property
    def added(self) -> dict[str, Path]:
        """What lies there besides the package, by name."""
        known = {*FILES, ".jsii-runtime-package-cache"}
        return {file.name: file for file in self.entry.iterdir() if file.name not in known}


INDEX = {".jsii.runtime.v1.json", ".jsii.runtime-index.v1", ".jsii.runtime-defs.v1.jsonl"}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_the_first_program_makes_it_and_the_next_finds_it(home: Home) -> None:
    (first,) = home.run()
    made = {name: file.stat().st_mtime_ns for name, file in home.added.items()}
    (second,) = home.run()

    assert first.startswith("was made in ")
    assert second == "is there"
    assert {name: file.stat().st_mtime_ns for name, file in home.added.items()} == made
    assert set(made) == INDEX


def test_it_is_what_jsii_makes(home: Home, tmp_path: Path) -> None:
    (tmp_path / "stock").mkdir()
    stock = Home(tmp_path / "stock")
    home.run()
    # A small assembly is one that jsii's own worker is done with before the program ends, if that waits for it.
    waits = "import time; time.sleep(2)"
    run(stock.program + waits, stock.environment | {"CDKTF_ECR_FAST_START": "0"})

    assert set(stock.added) == INDEX
    for name in INDEX:
        assert home.added[name].read_bytes() == stock.added[name].read_bytes()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".jsii.runtime.v1.json", '{"schema": "jsii/runt'),
        (".jsii.runtime-index.v1", "short"),
        (".jsii.runtime-defs.v1.jsonl", ""),
    ],
)
def test_one_that_jsii_refuses_is_made_again(home: Home, name: str, text: str) -> None:
    home.run()
    home.added[name].write_text(text)

    assert home.run() == ["is there", "was refused and removed: the next start makes it again"]
    # Unless jsii's own worker was faster: this assembly is small.
    assert home.run()[0].startswith(("was made in ", "is there"))
    assert home.run() == ["is there"]


def test_an_assembly_that_jsii_cannot_read_is_jsiis_error(tmp_path: Path) -> None:
    home = Home(tmp_path, FILES | {".jsii": json.dumps(ASSEMBLY | {"usedFeatures": ["teleportation"]})})

    ran = run(home.program, home.environment, fails=True)

    assert "using unsupported feature(s): teleportation" in ran.stderr
    assert "was not made: " in ran.stderr


@pytest.mark.parametrize(
    "environment",
    [{"CDKTF_ECR_FAST_START": "0"}, {"JSII_RUNTIME_PACKAGE_CACHE": "disabled"}, {"JSII_VALIDATE_ASSEMBLIES": "1"}],
    ids=["off", "without a cache", "validating"],
)
def test_where_jsii_does_not_look_for_it_nothing_is_made(home: Home, environment: dict[str, str]) -> None:
    assert home.run(**environment) == []
    assert list(home.root.rglob(".cdktf-ecr*")) == []
