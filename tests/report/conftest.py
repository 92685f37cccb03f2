"""What the tests of the formats share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

TextSnapshot = Callable[[str], SnapshotAssertion]


@pytest.fixture
def text_snapshot(snapshot: SnapshotAssertion) -> TextSnapshot:
    """A snapshot in a file of its own, which a reviewer opens as what it is."""

    def of(extension: str) -> SnapshotAssertion:
        class Extension(SingleFileSnapshotExtension):
            _write_mode = WriteMode.TEXT
            file_extension = extension

        return snapshot.use_extension(Extension)

    return of
