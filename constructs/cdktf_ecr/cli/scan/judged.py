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
from cdktf_ecr.model.findings.scan import Scan

from .openvex import OpenVex
from .parameters import NO_LIMIT
from .wait import wait_for_image
from .writing import Writing

if TYPE_CHECKING:
    from pathlib import Path

    from cdktf_ecr.cli.aws_options import Aws
    from cdktf_ecr.model.findings.ignores import IgnoreEntry
    from cdktf_ecr.model.findings.report import ScanReport
    from cdktf_ecr.model.findings.scan import Baseline
    from cdktf_ecr.operations.readers.scanner_report import ScannerReport


@dataclass(frozen=True, slots=True)
class _Found:
    """What is to be judged."""

    scan: Scan
    baseline: Baseline | None = None
    timed_out: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """An image under a policy.

    Args:
        report: What was found, and the verdict.
        scan: What was judged.
        entries: The ledger.
        timed_out: Whether time ran out while a result could still have come.
    """

    report: ScanReport
    scan: Scan
    entries: list[IgnoreEntry]
    timed_out: bool

    @property
    def code(self) -> int:
        """The exit code of a gate."""
        if self.report.verdict == NO_VERDICT:
            return exits.TIMED_OUT if self.timed_out else exits.NO_VERDICT
        return exits.GATE_FAILED if self.report.verdict == FAILED else exits.PASSED


def judged(
    image: str | None,
    aws: Aws,
    *,
    running: str | None = None,
    outputs: dict[str, str],
    openvex: Path | None,
    openvex_author: str,
    **options: Any,
) -> Judged:
    """Judge an image as the options say, and write the reports.

    Whatever can be wrong with files is found out before the wait begins. Whatever goes wrong, the reports are written:
    one of an earlier run must not be taken for this one's.

    Args:
        image: The image; None with ``running``, or with a scan that is read from a file.
        aws: How AWS is asked.
        running: The repository whose deployed image is judged instead.
        outputs: Where the reports go, by format.
        openvex: Where the ledger's decisions go as OpenVEX.
        openvex_author: Who decided.
        **options: Those of `judge_image`.
    """
    if image is None and running is None and options["offline"] is None:
        raise click.UsageError("Missing argument 'IMAGE': it may be left out with --offline or --running only.")
    document = None if openvex is None else OpenVex(file=openvex, author=openvex_author)
    writing = Writing(outputs=outputs, openvex=document, aws=aws)
    return judged_and_written(image, aws, writing, running=running, **options)


def judged_and_written(
    image: str | None, aws: Aws, writing: Writing, *, running: str | None = None, **options: Any
) -> Judged:
    """Judge an image, and write the reports whatever comes of it.

    Args:
        image: As `judged` takes it.
        aws: How AWS is asked.
        writing: Where the reports go.
        running: As `judged` takes it.
        **options: Those of `judge_image`.
    """
    try:
        if writing.openvex is not None and image is not None:
            writing.openvex.registry_of(image)
        result = judge_image(image, aws, running=running, **options)
    except Exception as error:
        writing.write_failure(image or running or str(options.get("offline")), error)
        raise
    writing.write(result.report, result.scan, result.entries)
    return result


def judge_image(
    image: str | None,
    aws: Aws,
    *,
    running: str | None = None,
    fail_on: str,
    maxima: dict[str, int],
    only_fixable: bool,
    new_since: str | None,
    ignore_files: tuple[Path, ...],
    trivy_files: tuple[Path, ...],
    grype_files: tuple[Path, ...],
    offline: Path | None = None,
    **waiting: Any,
) -> Judged:
    """Judge an image as the options say."""
    policy = Policy(
        fail_on=None if fail_on == NO_LIMIT else fail_on,
        maxima=maxima,
        only_fixable=only_fixable,
        only_new=new_since is not None,
    )
    entries = _ledger(ignore_files)
    reports = _scanner_reports(trivy_files, grype_files)
    if offline is not None:
        found = _offline(offline, image, new_since, **waiting)
    elif running is not None:
        found = _running(running, aws, new_since, waiting)
    else:
        found = _online(str(image), aws, new_since, waiting)
    scan = _combined(found.scan, reports)
    now = datetime.now(timezone.utc)
    report = judge(scan, policy, entries=entries, baseline=found.baseline, tool_version=tool_version(), now=now)
    return Judged(report, scan, entries, found.timed_out)


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


def _running(repository: str, aws: Aws, new_since: str | None, waiting: dict[str, Any]) -> _Found:
    from .running import deployed_image  # noqa: PLC0415 - loads botocore

    deployed = deployed_image(repository, aws, registry_id=waiting["registry_id"])
    if deployed.image is None:
        failure = f"nothing was deployed yet: the parameter {deployed.parameter} holds {deployed.value}"
        return _Found(Scan(image=repository, names=(deployed.repository,), images=(), failure=failure))
    click.echo(f"the parameter {deployed.parameter} holds {deployed.image}", err=True)
    # Which registry it is in is what the parameter says.
    return _online(deployed.image, aws, new_since, {**waiting, "registry_id": None})


def _offline(file: Path, image: str | None, new_since: str | None, *, platforms: tuple[str, ...], **_: Any) -> _Found:
    from pathlib import Path  # noqa: PLC0415

    from cdktf_ecr.operations.offline import of_platforms, read_offline, read_offline_baseline  # noqa: PLC0415

    # A configuration file may have it for the other runs.
    if click.get_current_context().get_parameter_source("start") is ParameterSource.COMMANDLINE:
        raise click.UsageError("--start asks AWS for a scan, --offline asks AWS nothing.")
    scan = of_platforms(read_offline(file, image=image), platforms)
    return _Found(scan, None if new_since is None else read_offline_baseline(Path(new_since)))
