"""The ledger's decisions on an image as an OpenVEX document, beside the reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.findings.ledger import holding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cdktf_ecr.model.findings.ignores import IgnoreEntry
    from cdktf_ecr.model.findings.report import ScanReport
    from cdktf_ecr.model.findings.scan import Scan


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVex:
    """An OpenVEX document that is asked for.

    Args:
        file: Where it goes.
        author: Who decided.
    """

    file: Path
    author: str

    def registry_of(self, image: str) -> str:
        """Return the host of the image's registry, without which a document does not say which image it is about.

        Raises:
            InvalidSettingError: The image is not named by its full URI.
        """
        from cdktf_ecr.operations.references import registry_host  # noqa: PLC0415 - not for --help

        host = registry_host(image)
        if host is None:
            rule = "needs IMAGE as a full URI, with the registry's host"
            raise InvalidSettingError("openvex", image, rule, source="OpenVEX products")
        return host

    def write(self, report: ScanReport, scan: Scan, entries: Sequence[IgnoreEntry]) -> None:
        """Write the entries that hold for the image; where none does, or its digest is unknown, say so instead.

        Raises:
            InvalidSettingError: The image is not named by its full URI, or the file cannot be written.
        """
        from cdktf_ecr.report.files import write_whole  # noqa: PLC0415 - slow to load
        from cdktf_ecr.report.openvex import render_openvex  # noqa: PLC0415

        held = holding(entries, names=scan.names, today=report.created_at.date())
        if not held or report.digest is None:
            why = "no entry of the ledger holds for the image" if report.digest else "the image's digest is not known"
            click.echo(f"{why}: no OpenVEX document is written", err=True)
            return
        text = render_openvex(
            held,
            repository=f"{self.registry_of(report.image)}/{scan.names[0]}",
            digest=report.digest,
            author=self.author,
            created_at=report.created_at,
            tool_version=report.tool_version,
        )
        write_whole([(self.file, [text.encode()])])
