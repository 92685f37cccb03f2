"""What is written into hand-written pages: blocks between a pair of comments."""

from __future__ import annotations

import re


def with_block(text: str, name: str, block: str) -> str:
    """Return a page with one generated block replaced.

    Args:
        text: The page as it is.
        name: What the block's markers are called.
        block: What to put between them.

    Raises:
        ValueError: The markers are missing.
    """
    found = re.search(f"(<!-- {name}: .*? -->\n).*?(<!-- end of {name} -->)", text, re.DOTALL)
    if found is None:
        raise ValueError(f"The page has no markers for {name}")
    return f"{text[: found.end(1)]}{block}\n{text[found.start(2) :]}"
