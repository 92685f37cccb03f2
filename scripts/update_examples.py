"""Write the tables of examples/README.md from the examples' first lines: ``python scripts/update_examples.py``."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from scripts.blocks import with_block

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
INDEX = EXAMPLES / "README.md"


def words(example: Path) -> str:
    """Return what an example says of itself, as one paragraph.

    Args:
        example: A program, whose docstring it is, or a file that begins with a comment.

    Raises:
        ValueError: The file does not say.
    """
    text = example.read_text(encoding="utf-8")
    said = ast.get_docstring(ast.parse(text)) if example.suffix == ".py" else None
    comment = re.match(r"(?:# .*\n)+", text)
    if said is None and comment is not None:
        said = comment[0].replace("# ", " ")
    if said is None:
        raise ValueError(f"{example} does not begin by saying what it shows")
    return " ".join(said.split())


def table(files: dict[str, Path]) -> str:
    """Return a table of examples.

    Args:
        files: By what an example is called, the file of it that says what it shows.
    """
    rows = [f"| [`{name}`]({file.relative_to(EXAMPLES)}) | {words(file)} |" for name, file in sorted(files.items())]
    return "\n".join(["| | |", "| --- | --- |", *rows])


def with_tables(text: str) -> str:
    """Return the index with its tables up to date.

    Args:
        text: The index as it is.

    Raises:
        ValueError: A marker is missing, or an example does not say what it shows.
    """
    tables = {
        "python": {file.name: file for file in EXAMPLES.glob("library/*.py")},
        "hcl": {file.parent.name: file for file in EXAMPLES.glob("*/main.tf")},
        "stack": {file.name: file for file in EXAMPLES.glob("stack/*.tfvars")},
    }
    for name, files in tables.items():
        text = with_block(text, name, table(files))
    return text


if __name__ == "__main__":
    INDEX.write_text(with_tables(INDEX.read_text(encoding="utf-8")), encoding="utf-8")
