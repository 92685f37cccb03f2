"""What the scripts of a pipeline read, write and need, told from their text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_CALL = re.compile(r"(?:^|[\s;&|(])(ci/[\w-]+\.sh)\b")
_ASSIGNMENT = re.compile(r"^(\w+)=([\w./-]+)$", re.MULTILINE)
_TAKEN_OVER = re.compile(r"^take_over (\S+)$", re.MULTILINE)
_GUARDED = re.compile(r'^\[\[ -f (\S+) \]\] \|\| fail "\S+ is missing', re.MULTILINE)
_HANDED_ON = re.compile(r"^(?:hand_on|docker save --output) (\S+) ", re.MULTILINE)
_REPORT = re.compile(r'--output "?[a-z]+=([^\s"]+)')
_NEEDED = re.compile(r"\$\{([A-Z][A-Z0-9_]*):\?")


@dataclass(frozen=True)
class Script:
    """One script below ``ci``.

    Attributes:
        file: The script.
        reads: Files of earlier jobs or scripts that it cannot do without.
        writes: Files that it hands on.
        reports: Files that ``cdktf-ecr`` is told to write.
        needs: Variables that it ends without.
    """

    file: Path
    reads: frozenset[str]
    writes: frozenset[str]
    reports: frozenset[str]
    needs: frozenset[str]

    @classmethod
    def of(cls, file: Path) -> Script:
        """Read a script."""
        text = file.read_text(encoding="utf-8").replace("\\\n", " ")
        for name, value in _ASSIGNMENT.findall(text):
            text = text.replace(f"${{{name}}}", value).replace(f"${name}", value)
        return cls(
            file=file,
            reads=frozenset(_TAKEN_OVER.findall(text)) | frozenset(_GUARDED.findall(text)),
            writes=frozenset(_HANDED_ON.findall(text)),
            reports=frozenset(_REPORT.findall(text)),
            needs=frozenset(_NEEDED.findall(text)),
        )


def called(command: str) -> list[str]:
    """Return the scripts that a command of a step calls, as it writes them."""
    return _CALL.findall(command)
