"""What the three commands share: which image, how long to wait, what to read beside, what to write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cdktf_ecr.cli.shared_options import registry_id_option
from cdktf_ecr.model.scanning.events import CRITICAL, SEVERITIES

from .parameters import NO_LIMIT, maxima, outputs

if TYPE_CHECKING:
    from collections.abc import Callable

    _Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

# CircleCI ends a step that prints nothing for 10 minutes, and keeps no artifacts of a job that ran into its limit.
DEFAULT_TIMEOUT = 540
DEFAULT_SETTLE = 15

_FILE = click.Path(path_type=Path, dir_okay=False)


def waiting_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of every command that waits for a scan."""
    return scan_waiting_options("--timeout", "Give up after so long.")(command)


def scan_waiting_options(timeout: str, timeout_help: str) -> _Decorator:
    """Return what adds the options of waiting for a scan, to a command that may wait for something else besides.

    Args:
        timeout: The option for how long to wait for the scan.
        timeout_help: Its help.
    """
    return all_of(
        image_options,
        click.option(
            timeout,
            type=click.FloatRange(min=0),
            default=DEFAULT_TIMEOUT,
            show_default=True,
            metavar="SECONDS",
            help=timeout_help,
        ),
        click.option(
            "--settle",
            type=click.FloatRange(min=0),
            default=DEFAULT_SETTLE,
            show_default=True,
            metavar="SECONDS",
            help="Take a result that has stayed the same for so long: ECR says COMPLETE before it lists all findings.",
        ),
        click.option("--start", is_flag=True, help="Ask for a basic scan where the image was never scanned."),
    )


def image_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which registry and which platforms."""
    return all_of(
        registry_id_option,
        click.option(
            "--platform",
            "platforms",
            multiple=True,
            metavar="OS/ARCH",
            help="Of an index, look at this platform only, such as linux/arm64. May be repeated.",
        ),
    )(command)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what to read besides, or instead of, what ECR found."""
    return all_of(
        scanner_options,
        click.option(
            "--offline",
            type=_FILE,
            metavar="FILE",
            help="Read the scan from this file and ask AWS nothing: a JSON report of cdktf-ecr, Trivy or Grype, or "
            "what 'aws ecr describe-image-scan-findings' printed.",
        ),
    )(command)


def scanner_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what to read besides what ECR found."""
    return all_of(
        click.option(
            "--trivy",
            "trivy_files",
            type=_FILE,
            multiple=True,
            metavar="FILE",
            help="Merge the findings of this JSON report of Trivy in. May be repeated.",
        ),
        click.option(
            "--grype",
            "grype_files",
            type=_FILE,
            multiple=True,
            metavar="FILE",
            help="Merge the findings of this JSON report of Grype in. May be repeated.",
        ),
    )(command)


def policy_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of the gate's policy and its ledger."""
    return _policy_options(" With --offline, a file.")(command)


def online_policy_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the same, of a command that always asks AWS."""
    return _policy_options("")(command)


def _policy_options(offline: str) -> _Decorator:
    return all_of(
        click.option(
            "--fail-on",
            type=click.Choice((*SEVERITIES, NO_LIMIT), case_sensitive=False),
            default=CRITICAL,
            show_default=True,
            metavar="SEVERITY",
            help=f"Fail on a finding of this severity or worse: {', '.join(SEVERITIES)}; or {NO_LIMIT}.",
        ),
        click.option(
            "--max",
            "maxima",
            callback=maxima,
            multiple=True,
            metavar="SEVERITY=N",
            help="Fail on more than N findings of exactly this severity, which --fail-on then leaves alone. "
            "May be repeated.",
        ),
        click.option("--only-fixable", is_flag=True, help="Count no finding that its scanner says has no fix."),
        click.option(
            "--new-since",
            metavar="IMAGE",
            help=f"Count only what this image does not have: the one that runs today.{offline}",
        ),
        click.option(
            "--ignore-file",
            "ignore_files",
            type=_FILE,
            multiple=True,
            metavar="FILE",
            help="Ignore what this ledger lists: ours, a .trivyignore.yaml or a .inspector-ignore. May be repeated.",
        ),
    )


def running_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that judge what runs, and tell a topic."""
    return all_of(
        click.option(
            "--running",
            is_flag=True,
            help="Judge what hosts are to run: the image in the parameter of a repository's deployment.",
        ),
        click.option(
            "--repository", metavar="NAME", help="With --running, the repository; or name it where IMAGE stands."
        ),
        click.option(
            "--notify-topic",
            metavar="ARN",
            help="Unless the image passes, say so, and why, on this topic of Amazon SNS.",
        ),
    )(command)


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what to write where."""
    return all_of(
        _report_option("; to stdout if the path is - or left out"),
        click.option(
            "--openvex",
            type=_FILE,
            metavar="FILE",
            help="Write the ledger's decisions on the image, named by its full URI, as OpenVEX.",
        ),
        click.option(
            "--openvex-author",
            default="Unknown Author",
            show_default=True,
            metavar="NAME",
            help="Who decided, for the OpenVEX document.",
        ),
    )(command)


def file_report_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that says which reports to write where, to a command that prints something else on stdout."""
    return _report_option("")(command)


def _report_option(stdout: str) -> _Decorator:
    return click.option(
        "--output",
        "outputs",
        callback=outputs,
        multiple=True,
        metavar="FORMAT=PATH",
        help=f"Write the report in this format to this file{stdout}. "
        "Formats: table, json, sarif, junit, markdown, csv, html. May be repeated.",
    )


def all_of(*options: _Decorator) -> _Decorator:
    """Return a decorator that adds options in the order in which they are to stand in the help."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return add
