"""Write what type checkers read of the handles in ``resources/framework``, by the names that the library uses.

A resource is a subclass of both frameworks' classes, and so fits where either is wanted; of a framework that is not
installed, checkers know nothing, and ask nothing.
"""

from __future__ import annotations

import re
from pathlib import Path

from cdktf_ecr.resources.framework.frameworks import CDKTF, FRAMEWORKS, module_of

LIBRARY = Path(__file__).resolve().parents[1] / "constructs" / "cdktf_ecr"
_HEADER = "# Written by scripts/update_framework_types.py.\n"


def used(handle: str) -> list[str]:
    """Return the names that the library takes from a handle."""
    sources = (file.read_text(encoding="utf-8") for room in ("resources", "module") for file in rooms(room))
    return sorted({name for source in sources for name in re.findall(rf"(?<![\w.\"]){handle}\.([A-Z]\w+)", source)})


def rooms(room: str) -> list[Path]:
    """Return the modules of a room."""
    return sorted((LIBRARY / room).rglob("*.py"))


def stubs() -> dict[Path, str]:
    """Return the stubs by their files."""
    directory = LIBRARY / "resources" / "framework"
    return {directory / "terraform.pyi": elements(used("terraform")), directory / "aws.pyi": resources(used("aws"))}


def elements(names: list[str]) -> str:
    """Return the stub of what is the framework's own, of which the library lets out nothing but values."""
    return _HEADER + "".join(f"from {CDKTF.package} import {name} as {name}\n" for name in names)


def resources(names: list[str]) -> str:
    """Return the stub of the AWS provider's resources, which are attributes of constructs."""
    modules = {name: [module_of(framework.bindings, name) for framework in FRAMEWORKS] for name in names}
    imports = sorted(f"import {module}\n" for each in modules.values() for module in each)
    classes = [
        f"class {name}({', '.join(f'{module}.{name}' for module in each)}): ...  # type: ignore[misc]\n"
        for name, each in modules.items()
    ]
    return _HEADER + "".join([*imports, "\n", *classes])


if __name__ == "__main__":
    for file, text in stubs().items():
        file.write_text(text, encoding="utf-8")
