"""What earlier runs saw and did: how a run goes on, and how it notices that a tag has moved."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cdktf_ecr.model.migration.copies import Copy

SCHEMA = "urn:cdktf-ecr:migration-state:1"
_SETTING = "state"
_SOURCE = "state of a migration"


@dataclass(slots=True)
class MigrationState:
    """What is known from earlier runs, by the images' references at the target.

    Args:
        seen: What each tag meant at the source.
        copied: What was copied to it.
        save: Called with the text of the state whenever it has changed.
    """

    seen: dict[str, str] = field(default_factory=dict)
    copied: dict[str, str] = field(default_factory=dict)
    save: Callable[[str], None] = lambda _text: None

    def note_seen(self, copies: list[Copy]) -> None:
        """Take note of what tags mean now."""
        self.seen |= {
            copy.reference: copy.digest for copy in copies if copy.tag is not None and copy.digest is not None
        }
        self.save(self.text())

    def note_copied(self, copy: Copy, digest: str) -> None:
        """Take note of an image that arrived.

        Args:
            copy: The image.
            digest: What it is at the target.
        """
        self.copied[copy.reference] = digest
        self.save(self.text())

    def text(self) -> str:
        """Return the state as JSON."""
        document = {"schema": SCHEMA, "seen": self.seen, "copied": self.copied}
        return json.dumps(document, indent=2, sort_keys=True) + "\n"


def read_state(file: Path, save: Callable[[str], None]) -> MigrationState:
    """Return the state in a file; an empty one if there is no file.

    Args:
        file: The file.
        save: Called with the text of the state whenever it has changed.

    Raises:
        InvalidSettingError: It is something else.
    """
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return MigrationState(save=save)
    except (OSError, ValueError) as error:
        raise InvalidSettingError(_SETTING, str(file), f"cannot be read: {error}", source=_SOURCE) from None
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise InvalidSettingError(_SETTING, str(file), f"must be a file of schema {SCHEMA}", source=_SOURCE)
    return MigrationState(seen=_digests(file, document, "seen"), copied=_digests(file, document, "copied"), save=save)


def _digests(file: Path, document: dict[str, Any], key: str) -> dict[str, str]:
    found = document.get(key)
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise InvalidSettingError(_SETTING, str(file), f"must have digests by reference in {key}", source=_SOURCE)
    return found
