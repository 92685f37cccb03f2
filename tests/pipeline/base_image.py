"""A base image with a Python, made of the machine's own: what the Dockerfile names cannot be pulled here.

It has the modules that the service loads, no shell, and no more: an engine without a storage driver for layers copies
all of an image with each step.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import sysconfig
import tarfile
from collections.abc import Iterator
from pathlib import Path

from tests.pipeline.engine import Engine
from tests.pipeline.files import EXAMPLE

NAME = "local/python:3"
_HOME = "/usr/local"
# What is loaded at the start, and what only a request needs.
_LOADED = """\
import json, sys
sys.path.append(sys.argv[1])
import customer_data.__main__
print(json.dumps([module.__file__ for module in sys.modules.values() if getattr(module, "__file__", None)]))
"""
_LATER = ("encodings/*.py", "stringprep.py", "lib-dynload/unicodedata.*")


def make(engine: Engine) -> str:
    """Put the image into an engine and return its name."""
    archive = engine.directory / "base.tar"
    with tarfile.open(archive, "w") as tar:
        _add_directories(tar, "tmp", mode=0o1777)
        made: set[str] = set()
        for source, name in _files():
            parents = [str(parent) for parent in reversed(Path(name).parents) if str(parent) not in {".", "/"}]
            _add_directories(tar, *(parent for parent in parents if parent not in made))
            made |= set(parents)
            tar.add(source, name, recursive=False)
    changes = (f"ENV PATH={_HOME}/bin", f"ENV PYTHONHOME={_HOME}", f"ENV LD_LIBRARY_PATH={_HOME}/lib")
    engine.docker("import", *(each for change in changes for each in ("--change", change)), str(archive), NAME)
    archive.unlink()
    return NAME


def _add_directories(tar: tarfile.TarFile, *names: str, mode: int = 0o755) -> None:
    for name in names:
        entry = tarfile.TarInfo(name.lstrip("/"))
        entry.type, entry.mode = tarfile.DIRTYPE, mode
        tar.addfile(entry)


def _files() -> Iterator[tuple[Path, str]]:
    executable = Path(sys.base_prefix, "bin", f"python{sys.version_info.major}.{sys.version_info.minor}")
    yield executable.resolve(), f"{_HOME}/bin/python3"
    library = Path(sysconfig.get_path("stdlib"))
    command = [str(executable), "-I", "-B", "-c", _LOADED, str(EXAMPLE)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    loaded = [Path(file) for file in json.loads(done.stdout)]
    later = [file for pattern in _LATER for file in library.glob(pattern)]
    modules = sorted({file for file in [*loaded, *later] if file.is_relative_to(library)})
    for file in modules:
        yield file, f"{_HOME}/lib/{library.name}/{file.relative_to(library)}"
    binaries = [executable, *(file for file in modules if file.suffix == ".so")]
    for shared in sorted({needed for binary in binaries for needed in _needed(binary)}):
        name = f"{_HOME}/lib/{shared.name}" if shared.is_relative_to(sys.base_prefix) else str(shared)
        yield shared.resolve(), name


def _needed(binary: Path) -> list[Path]:
    """Return the shared libraries that a binary is loaded with."""
    listed = subprocess.run(["ldd", str(binary)], check=False, capture_output=True, text=True).stdout
    return [Path(path) for path in re.findall(r"(?:=> |^\s*)(/\S+) \(0x", listed, re.MULTILINE)]
