"""Text that is hard to write in Terraform's language, and how it is written."""

from __future__ import annotations

import random
import re
import unicodedata
from typing import Any

# Whatever means something to Terraform, and what Python and Terraform escape in different ways.
_PIECES = [
    *("a", "Z", "0", " ", '"', "'", "\\", "\\n", "{", "}", "(", ")", "[", "]", "${", "%{", "$", "%", "~", "#", "//"),
    *("/*", "*/", "<<EOT", "EOT", "\n", "\t", "\r", "\b", "\f", "\x7f", "\u2028", "é", "ß", "🎉", ",", ":", "=", "?"),
    *("||", "&&", "!", "var.x", "null", "true", "$${", "%%{", "~}", "${~", "\n\n", "  "),
]


def random_text(chance: random.Random) -> str:
    """Return text of signs that are hard to write; composed, as Terraform composes every string."""
    return unicodedata.normalize("NFC", "".join(chance.choices(_PIECES, k=chance.choice([0, 1, 1, 2, 3, 6]))))


def other(value: Any) -> Any:
    """Return a value of the same type and shape that is not ``value``."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return f"{value}1"
    if isinstance(value, int):
        return value + 1
    if isinstance(value, dict):
        return {key: other(item) for key, item in value.items()}
    return None if value is None else [other(item) for item in value]


def quoted(value: str, chance: random.Random) -> str:
    """Return a quoted string, with some signs by their numbers."""
    return f'"{"".join(_sign(sign, chance) for sign in re.split(r"([$%]{|.)", value, flags=re.DOTALL))}"'


def _sign(sign: str, chance: random.Random) -> str:
    if sign in {"${", "%{"}:
        return sign[0] + sign
    escaped = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(sign)
    number = ord(sign) if sign else 0
    if sign and sign not in "$%" and (number < 32 or number == 127 or chance.random() < 0.05):
        return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
    return escaped or sign


def as_template(value: str) -> str:
    """Return ``value`` as a template that holds no expression."""
    return value.replace("${", "$${").replace("%{", "%%{")


def fits_heredoc(value: str) -> bool:
    """Whether text can stand in a heredoc as it is."""
    return "\r" not in value and not any(line.strip() == "EOT" for line in value.split("\n"))


def literal(value: Any) -> Any:
    """Return ``value`` as a resource's argument, in which every string is a template."""
    if isinstance(value, dict):
        return {as_template(key): literal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [literal(item) for item in value]
    return as_template(value) if isinstance(value, str) else value
