"""Everything that is synthesized, once per run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compatibility.configurations import Configurations
from tests.synthesized import Synthesize, SynthesizeProgram


@pytest.fixture(scope="session")
def configurations(
    synthesize: Synthesize, synthesize_program: SynthesizeProgram, library_examples: Path
) -> Configurations:
    return Configurations(synthesize, synthesize_program, library_examples)
