"""Write the generated tables into README.md, between their markers: ``python scripts/update_readme.py``."""

from __future__ import annotations

import re
from pathlib import Path

from cdktf_ecr.model.documentation import outputs_table, variables_table

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
        block = re.compile(f"(<!-- {name}: .*? -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
        found = block.search(text)
        if found is None:
            raise ValueError(f"README.md has no markers for the table of {name}")
        text = text[: found.end(1)] + table("ecr_") + "\n" + text[found.start(2) :]
    return text


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
