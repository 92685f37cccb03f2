"""Write the generated tables into README.md, between their markers: ``python scripts/update_readme.py``."""

from __future__ import annotations

import re
from pathlib import Path

from cdktf_ecr.module.publishing.documentation import outputs_table, variables_table

README = Path(__file__).resolve().parent.parent / "README.md"
TABLES = {"variables": variables_table, "outputs": outputs_table}


def with_tables(text: str) -> str:
    """Return a README with its generated tables up to date.

    Args:
        text: The README as it is.

    Raises:
        ValueError: A table's markers are missing.
    """
    for name, table in TABLES.items():
        text = with_block(text, name, table("ecr_"))
    return text


def with_block(text: str, name: str, block: str) -> str:
    """Return a README with one generated block replaced.

    Args:
        text: The README as it is.
        name: What the block's markers are called.
        block: What to put between them.

    Raises:
        ValueError: The markers are missing.
    """
    found = re.search(f"(<!-- {name}: .*? -->\n).*?(<!-- end of {name} -->)", text, re.DOTALL)
    if found is None:
        raise ValueError(f"README.md has no markers for {name}")
    return f"{text[: found.end(1)]}{block}\n{text[found.start(2) :]}"


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
