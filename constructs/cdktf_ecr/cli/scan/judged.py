"""What ``scan report`` and ``scan gate`` do: read, judge, write. Only the exit code of findings differs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from cdktf_ecr.cli import exits
from cdktf_ecr.cli.version import tool_version
from cdktf_ecr.model.findings.judging import judge
from cdktf_ecr.model.findings.policy import Policy
from cdktf_ecr.model.findings.report import FAILED, NO_VERDICT

from .openvex import OpenVex
from .parameters import NO_LIMIT
from .wait import wait_for_image
from .writing import Writing

if TYPE_CHECKING:
    from pathlib import Path

    from cdktf_ecr.cli.aws_options import Aws
    from cdktf_ecr.model.findings.ignores import IgnoreEntry
    from cdktf_ecr.model.findings.scan import Baseline, Scan
    from cdktf_ecr.operations.readers.scanner_report import ScannerReport


@dataclass(frozen=True, slots=True)
class _Found:
    """What is to be judged."""

    scan: Scan
    baseline: Baseline | None = None
    timed_out: bool = False


def judged(
    image: str | None,
    aws: Aws,
    *,
    fail_on: str,
    maxima: dict[str, int],
    only_fixable: bool,
    new_since: str | None,
    ignore_files: tuple[Path, ...],
    trivy_files: tuple[Path, ...],
    grype_files: tuple[Path, ...],
    offline: Path | None,
    outputs: dict[str, str],
    openvex: Path | None,
    openvex_author: str,
    **waiting: Any,
) -> int:
    """Do what the options say and return the exit code of a gate.

    Whatever can be wrong with files is found out before the wait begins. Whatever goes wrong, the reports are written:
    one of an earlier run must not be taken for this one's.
    """
    if image is None and offline is None:
        raise click.UsageError("Missing argument 'IMAGE': it may be left out with --offline only.")
    policy = Policy(
        fail_on=None if fail_on == NO_LIMIT else fail_on,
        maxima=maxima,
        only_fixable=only_fixable,
        only_new=new_since is not None,
    )
    document = None if openvex is None else OpenVex(file=openvex, author=openvex_author)
    writing = Writing(outputs=outputs, openvex=document, aws=aws)
    try:
        if document is not None and image is not None:
            document.registry_of(image)
        entries = _ledger(ignore_files)
        reports = _scanner_reports(trivy_files, grype_files)
        if offline is not None:
            found = _offline(offline, image, new_since, **waiting)
        else:
            found = _online(str(image), aws, new_since, waiting)
        scan = _combined(found.scan, reports)
    except Exception as error:
        writing.write_failure(image or str(offline), error)
        raise
    now = datetime.now(timezone.utc)
    report = judge(scan, policy, entries=entries, baseline=found.baseline, tool_version=tool_version(), now=now)
    writing.write(report, scan, entries)
    if report.verdict == NO_VERDICT:
        return exits.TIMED_OUT if found.timed_out else exits.NO_VERDICT
    return exits.GATE_FAILED if report.verdict == FAILED else exits.PASSED


def _ledger(files: tuple[Path, ...]) -> list[IgnoreEntry]:
    if not files:
        return []
    from cdktf_ecr.operations.ledgers.reading import read_ledger  # noqa: PLC0415 - loads YAML

    return [entry for file in files for entry in read_ledger(file)]


def _scanner_reports(trivy_files: tuple[Path, ...], grype_files: tuple[Path, ...]) -> list[ScannerReport]:
    if not (trivy_files or grype_files):
        return []
    from cdktf_ecr.operations.readers.files import read_bytes  # noqa: PLC0415 - loads msgspec
    from cdktf_ecr.operations.readers.grype import read_grype  # noqa: PLC0415
    from cdktf_ecr.operations.readers.trivy import read_trivy  # noqa: PLC0415

    trivy = [read_trivy("trivy", file, read_bytes("trivy", file)) for file in trivy_files]
    return trivy + [read_grype("grype", file, read_bytes("grype", file)) for file in grype_files]


def _combined(scan: Scan, reports: list[ScannerReport]) -> Scan:
    from cdktf_ecr.operations.combining import with_reports  # noqa: PLC0415

    return with_reports(scan, reports)


def _online(image: str, aws: Aws, new_since: str | None, waiting: dict[str, Any]) -> _Found:
    from cdktf_ecr.operations.references import parse_image  # noqa: PLC0415
    from cdktf_ecr.operations.scans import read_baseline  # noqa: PLC0415 - loads botocore

    reference = parse_image(image, registry_id=waiting["registry_id"], region=aws.asked_region)
    baseline = None
    if new_since is not None:
        other = parse_image(new_since)
        other = replace(
            other,
            registry_id=other.registry_id or reference.registry_id,
            region=other.region or reference.region,
        )
        baseline = read_baseline(aws.client(other.region), other, platforms=waiting["platforms"])
    outcome = wait_for_image(image, aws, **waiting)
    return _Found(outcome.scan, baseline, outcome.timed_out)


def _offline(file: Path, image: str | None, new_since: str | None, *, platforms: tuple[str, ...], **_: Any) -> _Found:
    from pathlib import Path  # noqa: PLC0415

    from cdktf_ecr.operations.offline import of_platforms, read_offline, read_offline_baseline  # noqa: PLC0415

    # A configuration file may have it for the other runs.
    if click.get_current_context().get_parameter_source("start") is ParameterSource.COMMANDLINE:
        raise click.UsageError("--start asks AWS for a scan, --offline asks AWS nothing.")
    scan = of_platforms(read_offline(file, image=image), platforms)
    return _Found(scan, None if new_since is None else read_offline_baseline(Path(new_since)))
