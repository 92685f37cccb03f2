"""Everything that is synthesized here for users, as Terraform reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cdktf_ecr import PROFILES
from tests.library_examples import NAMES as LIBRARY_EXAMPLES
from tests.synthesized import Synthesize, SynthesizeProgram

ROOT = Path(__file__).resolve().parents[2]
_SERVICE = "customer-data-service"
_INFRASTRUCTURE = ROOT / "examples" / _SERVICE / "infrastructure" / "app.py"

_STACKS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    **{f"stack, {profile}": ("ecr", {"profile": profile}) for profile in PROFILES},
    "stack, state in a bucket": ("ecr", {"state_bucket": "our-terraform-state", "state_region": "eu-west-1"}),
    "stack of hosts": ("host", {"hosts": True}),
}
_MODULES = ("modules/ecr", "modules/ecr-repositories")
_OF_SERVICE = tuple(f"{_SERVICE}{part}" for part in ("", "-foundation", "-hosts"))
NAMES = [*_STACKS, *_MODULES, *(f"examples/library/{name}" for name in LIBRARY_EXAMPLES), *_OF_SERVICE]


class Configurations:
    """What is synthesized once in a run of the tests, by name."""

    def __init__(self, synthesize: Synthesize, synthesize_program: SynthesizeProgram, library_examples: Path) -> None:
        self._synthesize, self._synthesize_program = synthesize, synthesize_program
        self._library_examples = library_examples

    def read(self, name: str) -> dict[str, Any]:
        """Return a configuration, all its files as one."""
        whole: dict[str, Any] = {}
        for file in sorted(self._directory(name).glob("*.tf.json")):
            whole |= json.loads(file.read_text(encoding="utf-8"))
        return whole

    def _directory(self, name: str) -> Path:
        if name in _STACKS:
            stack, context = _STACKS[name]
            return self._synthesize(**context) / "stacks" / stack
        if name in _MODULES:
            return ROOT / name
        if name in _OF_SERVICE:
            return self._synthesize_program(_INFRASTRUCTURE) / name
        (directory,) = (self._library_examples / Path(name).name / "cdktf.out" / "stacks").iterdir()
        return directory
