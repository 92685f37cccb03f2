"""``cdktf-ecr scan gate`` against ECR as the stand-in plays it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.operations.readers.samples import grype, grype_match, trivy, trivy_finding, write
from tests.standin.ecr import NOT_FOUND, Image, Told, attestation, basic, child, digest_of, ecr, enhanced
from tests.standin.server import THROTTLED, Fault

URI = "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/api"
CLEAN = Told("COMPLETE", [])
CRITICAL = Told("ACTIVE", [enhanced("CVE-2026-1", "CRITICAL"), enhanced("CVE-2026-2", "LOW")], enhanced=True)
HIGHS = Told("COMPLETE", [basic(f"CVE-2026-{number}") for number in range(6)])
AT_ONCE = ("--settle", 0, "--timeout", 0.5)


def image(*told: Told | Fault, **more: Any) -> Image:
    return Image("image", tags=["1"], told=told, **more)


def saved(file: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return document


@pytest.mark.parametrize(
    ("told", "options", "code", "verdict"),
    [
        (CLEAN, [], 0, "passed"),
        (CRITICAL, [], 1, "failed"),
        (CRITICAL, ["--exit-zero"], 0, "failed"),
        (CRITICAL, ["--fail-on", "none"], 0, "passed"),
        (CRITICAL, ["--only-fixable"], 0, "passed"),
        (HIGHS, [], 0, "passed"),
        (HIGHS, ["--fail-on", "high"], 1, "failed"),
        (HIGHS, ["--max", "HIGH=5"], 1, "failed"),
        (HIGHS, ["--max", "high=6", "--max", "LOW=0"], 0, "passed"),
        (HIGHS, ["--fail-on", "HIGH", "--only-fixable"], 1, "failed"),
        (Told("UNSUPPORTED_IMAGE"), [], 3, "none"),
        (Told("UNSUPPORTED_IMAGE"), ["--exit-zero"], 3, "none"),
        (Told("FAILED"), [], 3, "none"),
        (Told("IMAGE_SIZE_EXCEEDED"), [], 3, "none"),
        (Told("IMAGE_ARCHIVED"), [], 3, "none"),
        (Told("SCAN_ELIGIBILITY_EXPIRED"), [], 3, "none"),
        (NOT_FOUND, [], 3, "none"),
        (Told("IN_PROGRESS"), [], 75, "none"),
        (Told("IN_PROGRESS"), ["--exit-zero"], 75, "none"),
        (Told("COMPLETE"), [], 75, "none"),
        (Fault("AccessDeniedException"), [], 4, "none"),
        (Fault("AccessDeniedException"), ["--exit-zero"], 4, "none"),
        (Fault("ExpiredTokenException"), [], 4, "none"),
        (THROTTLED, [], 4, "none"),
    ],
)
def test_the_verdict_the_exit_code_and_the_report(  # noqa: PLR0917 - fixtures and a row of the table
    command: Command, tmp_path: Path, told: Told | Fault, options: list[str], code: int, verdict: str
) -> None:
    with ecr(image(told)) as service:
        ran = command(
            "scan", "gate", "team/api:1", "--endpoint-url", service.url, *AT_ONCE, "--output", "json=r.json", *options
        )

    assert ran.code == code, ran
    assert saved(tmp_path / "r.json")["verdict"] == verdict
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("kind", ["basic", "enhanced"])
@pytest.mark.parametrize("number", [0, 1, 25_000])
def test_any_number_of_findings(command: Command, tmp_path: Path, kind: str, number: int) -> None:
    made = {"basic": basic, "enhanced": enhanced}[kind]
    findings = [made(f"CVE-2026-{one}", "MEDIUM") for one in range(number)]
    with ecr(image(Told("ACTIVE", findings, enhanced=kind == "enhanced"))) as service:
        options = ("--settle", 0, "--timeout", 300, "--output", "json=r.json", "--max", "MEDIUM=24999")
        ran = command("scan", "gate", "team/api:1", "--endpoint-url", service.url, *options)

    report = saved(tmp_path / "r.json")
    assert (ran.code, report["scan_type"]) == (1 if number > 24_999 else 0, kind)
    assert (report["counts"]["MEDIUM"], len(report["findings"])) == (number, number)
    assert len(service.asked("DescribeImageScanFindings")) == 2 * max(1, number // 1_000)


def test_a_report_of_an_earlier_run_does_not_survive_an_error(command: Command, tmp_path: Path) -> None:
    with ecr(image(CLEAN)) as service:
        options = ("--endpoint-url", service.url, *AT_ONCE, "--output", "json=r.json")
        assert command("scan", "gate", "team/api:1", *options).code == 0
        service.faults = {"DescribeImages": [Fault("AccessDeniedException", "no")]}
        ran = command("scan", "gate", "team/api:1", *options)

    assert ran.code == 4
    assert ran.stderr.splitlines()[-1] == "error: permission denied: ecr:DescribeImages (no)"
    assert saved(tmp_path / "r.json")["verdict"] == "none"
    assert saved(tmp_path / "r.json")["reason"] == "permission denied: ecr:DescribeImages (no)."
    assert set(saved(tmp_path / "r.json")["counts"].values()) == {None}


def test_the_table_is_for_people_and_the_rest_of_the_words_on_stderr(command: Command) -> None:
    with ecr(image(Told("IN_PROGRESS"), CRITICAL)) as service:
        ran = command("scan", "gate", f"{URI}:1", "--endpoint-url", service.url, "--settle", 0)

    assert "CVE-2026-1" in ran.stdout
    assert ran.stdout.endswith("Failed: 1 finding of severity CRITICAL or worse, where none is allowed.\n")
    assert [line.rpartition(" (")[0] or line for line in ran.stderr.splitlines()] == [
        f"waiting for the scan of {URI}:1",
        f"{digest_of('image')[:19]}: IN_PROGRESS",
        f"{digest_of('image')[:19]}: ACTIVE, findings: 2",
    ]


def test_one_format_may_go_to_stdout(command: Command) -> None:
    with ecr(image(CRITICAL)) as service:
        ran = command("scan", "gate", "team/api:1", "--endpoint-url", service.url, *AT_ONCE, "--output", "json")

    assert json.loads(ran.stdout)["verdict"] == "failed"
    assert ran.stderr.splitlines()[-1].startswith("failed: 1 finding of severity CRITICAL")


def test_every_format_is_written_before_the_gate_fails(command: Command, tmp_path: Path) -> None:
    names = ("table", "json", "sarif", "junit", "markdown", "csv", "html")
    with ecr(image(CRITICAL)) as service:
        outputs = [word for name in names for word in ("--output", f"{name}=security/report.{name}")]
        ran = command("scan", "gate", "team/api:1", "--endpoint-url", service.url, *AT_ONCE, *outputs)

    assert ran.code == 1
    assert sorted(file.name for file in (tmp_path / "security").iterdir()) == sorted(f"report.{name}" for name in names)
    for name in names:
        assert "CVE-2026-1" in (tmp_path / f"security/report.{name}").read_text(encoding="utf-8")


def test_a_platform_without_a_verdict_is_none_for_the_image(command: Command, tmp_path: Path) -> None:
    index = Image(
        "index", tags=["1"], children=[child("amd", "linux/amd64"), child("arm", "linux/arm64"), attestation("amd")]
    )
    images = (index, Image("amd", told=[CLEAN]), Image("arm", told=[Told("UNSUPPORTED_IMAGE")]))
    with ecr(*images) as service:
        options = ("--endpoint-url", service.url, *AT_ONCE, "--output", "json=r.json", "--exit-zero")
        ran = command("scan", "gate", "team/api:1", *options)
        report = saved(tmp_path / "r.json")
        selected = command("scan", "gate", "team/api:1", *options, "--platform", "linux/amd64")

    assert (ran.code, selected.code) == (3, 0)
    assert [(one["platform"], one["status"], one["reason"]) for one in report["images"]] == [
        ("linux/amd64", "COMPLETE", None),
        ("linux/arm64", "UNSUPPORTED_IMAGE", "the scanner does not support the image (UNSUPPORTED_IMAGE)"),
    ]
    assert set(report["counts"].values()) == {None}


LEDGER = """\
- {id: CVE-2026-1, reason: not reachable, until: 2999-12-31}
- {id: CVE-2026-2, reason: over, until: 2020-01-01}
- {id: CVE-2026-9, reason: covers nothing}
- {id: CVE-2026-9, reason: for others, image: team/web}
"""


def test_a_ledger_lets_pass_and_is_told_about(command: Command, tmp_path: Path) -> None:
    write(tmp_path, LEDGER, "ignore.yaml")
    with ecr(image(CRITICAL)) as service:
        options = ("--endpoint-url", service.url, *AT_ONCE, "--ignore-file", "ignore.yaml", "--output", "json=r.json")
        ran = command("scan", "gate", "team/api:1", *options)

    report = saved(tmp_path / "r.json")
    assert ran.code == 0
    assert [(one["id"], one["reason"], one["until"]) for one in report["ignored"]] == [
        ("CVE-2026-1", "not reachable", "2999-12-31")
    ]
    assert [one["id"] for one in report["findings"]] == ["CVE-2026-2"]
    assert [one["source"] for one in report["expired_ignores"]] == ["ignore.yaml:2"]
    assert [one["source"] for one in report["unused_ignores"]] == ["ignore.yaml:3"]


def test_several_ledgers_of_all_kinds(command: Command, tmp_path: Path) -> None:
    write(tmp_path, "vulnerabilities: [{id: CVE-2026-1}]", ".trivyignore.yaml")
    write(tmp_path, "CVE-2026-2 # reviewed\n", ".inspector-ignore")
    with ecr(image(CRITICAL)) as service:
        options = ("--ignore-file", ".trivyignore.yaml", "--ignore-file", ".inspector-ignore", "--fail-on", "UNTRIAGED")
        ran = command("scan", "gate", "team/api:1", "--endpoint-url", service.url, *AT_ONCE, *options)

    assert ran.code == 0, ran


def test_only_what_the_image_that_runs_does_not_have(command: Command, tmp_path: Path) -> None:
    old = Image("old", tags=["0"], told=[Told("COMPLETE", [basic("CVE-2026-1"), basic("CVE-2026-2")])])
    new = image(Told("COMPLETE", [basic("CVE-2026-2"), basic("CVE-2026-3")]))
    with ecr(old, new) as service:
        options = ("--fail-on", "HIGH", "--new-since", f"{URI}@{old.digest}", "--output", "json=r.json")
        ran = command("scan", "gate", "team/api:1", "--endpoint-url", service.url, *AT_ONCE, *options)

    report = saved(tmp_path / "r.json")
    assert ran.code == 1
    assert [(one["id"], one["new"], len(one["violates"])) for one in report["findings"]] == [
        ("CVE-2026-2", False, 0),
        ("CVE-2026-3", True, 1),
    ]


@pytest.mark.parametrize(("told", "code"), [(CRITICAL, 3), (CLEAN, 0)])
def test_what_to_compare_with_may_be_gone(command: Command, told: Told, code: int) -> None:
    with ecr(image(told)) as service:
        options = ("--new-since", "team/api:gone", "--endpoint-url", service.url, *AT_ONCE)
        ran = command("scan", "gate", "team/api:1", *options)

    assert ran.code == code
    if code:
        assert "What is new is unknown: team/api:gone: the repository has no such image" in ran.stdout


def test_two_scanners_and_one_policy(command: Command, tmp_path: Path) -> None:
    write(tmp_path, trivy(trivy_finding(Severity="CRITICAL"), Metadata={}), "trivy.json")
    write(tmp_path, grype(grype_match("CVE-2026-7"), source=None), "grype.json")
    told = Told("COMPLETE", [basic("CVE-2026-1", "LOW")])
    with ecr(image(told)) as service:
        options = ("--trivy", "trivy.json", "--grype", "grype.json", "--output", "json=r.json")
        ran = command("scan", "gate", "team/api:1", "--endpoint-url", service.url, *AT_ONCE, *options)

    assert ran.code == 1
    assert [(one["id"], one["severity"], one["sources"]) for one in saved(tmp_path / "r.json")["findings"]] == [
        ("CVE-2026-1", "CRITICAL", ["ecr", "trivy"]),
        ("CVE-2026-7", "HIGH", ["grype"]),
    ]


def test_offline_asks_aws_nothing(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdktf_ecr.cli.aws_options.Aws.client", lambda *_, **__: pytest.fail("asked AWS"))
    write(tmp_path, trivy(trivy_finding()), "trivy.json")
    write(tmp_path, trivy(trivy_finding(Severity="CRITICAL"), trivy_finding(VulnerabilityID="CVE-2026-2")), "now.json")

    assert command("scan", "gate", "--offline", "trivy.json").code == 0
    assert command("scan", "gate", "--offline", "trivy.json", "--fail-on", "HIGH").code == 1
    assert command("scan", "gate", "--offline", "now.json", "--new-since", "trivy.json").code == 0
    ran = command("scan", "gate", "--offline", "now.json", "--new-since", "trivy.json", "--fail-on", "HIGH")
    assert (ran.code, "1 new finding of severity HIGH" in ran.stdout) == (1, True)


def test_an_openvex_document_of_the_ledger(command: Command, tmp_path: Path) -> None:
    write(tmp_path, LEDGER, "ignore.yaml")
    options = (
        *AT_ONCE,
        "--ignore-file",
        "ignore.yaml",
        "--openvex",
        "vex.json",
        "--openvex-author",
        "security@example.com",
    )
    with ecr(image(CRITICAL)) as service:
        ran = command("scan", "gate", f"{URI}:1", "--endpoint-url", service.url, *options)
        short = command("scan", "gate", "team/api:1", "--endpoint-url", service.url, *options)

    document = saved(tmp_path / "vex.json")
    assert ran.code == 0, ran
    assert [one["vulnerability"]["name"] for one in document["statements"]] == ["CVE-2026-1", "CVE-2026-9"]
    product = document["statements"][0]["products"][0]["@id"]
    assert digest_of("image").replace(":", "%3A") in product
    assert document["author"] == "security@example.com"
    assert (short.code, short.stderr.count("\n")) == (2, 1)
    assert "openvex 'team/api:1': needs IMAGE as a full URI" in short.stderr


def test_no_openvex_document_where_no_entry_holds(command: Command, tmp_path: Path) -> None:
    write(tmp_path, trivy(), "trivy.json")

    ran = command("scan", "gate", "--offline", "trivy.json", "--openvex", "vex.json")

    assert (ran.code, (tmp_path / "vex.json").exists()) == (0, False)
    assert "no entry of the ledger holds for the image: no OpenVEX document is written" in ran.stderr


def test_no_openvex_document_of_an_image_that_never_came(command: Command, tmp_path: Path) -> None:
    write(tmp_path, LEDGER, "ignore.yaml")
    with ecr() as service:
        options = ("--ignore-file", "ignore.yaml", "--openvex", "vex.json", "--endpoint-url", service.url)
        ran = command("scan", "gate", f"{URI}:1", *AT_ONCE, *options)

    assert (ran.code, "the image's digest is not known: no OpenVEX document is written" in ran.stderr) == (75, True)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ([], "Missing argument 'IMAGE': it may be left out with --offline or --running only."),
        (["team/api"], "image 'team/api': must be repository:tag or repository@sha256:"),
        (["ghcr.io/team/api:1"], "is of another registry (ghcr.io)"),
        ([f"{URI}:1", "--region", "eu-west-1"], "region 'eu-west-1': contradicts"),
        ([f"{URI}:1", "--registry-id", "210987654321"], "registry-id '210987654321': contradicts"),
        (["team/api:1", "--fail-on", "SEVERE"], "Invalid value for '--fail-on': 'SEVERE' is not one of"),
        (["team/api:1", "--max", "HIGH"], "Invalid value for '--max': 'HIGH' must be SEVERITY=N, such as HIGH=5"),
        (["team/api:1", "--max", "HIGH=-1"], "'HIGH=-1' must be SEVERITY=N"),
        (["team/api:1", "--max", "HIGH=1", "--max", "high=2"], "'high=2' gives HIGH a second number"),
        (["team/api:1", "--output", "pdf=x"], "Invalid value for '--output': 'pdf=x' must be FORMAT=PATH"),
        (["team/api:1", "--output", "json=a", "--output", "json=b"], "'json=b' gives json a second path"),
        (["team/api:1", "--output", "json", "--output", "csv=-"], "stdout takes one format"),
        (["team/api:1", "--output", "json=a", "--output", "csv=a"], "'csv=a' gives two formats one file"),
        (["team/api:1", "--timeout", "-1"], "Invalid value for '--timeout'"),
        (["team/api:1", "--ignore-file", "missing.yaml"], "ignore-file 'missing.yaml': cannot be read"),
        (["team/api:1", "--trivy", "missing.json"], "trivy 'missing.json': cannot be read"),
        (["team/api:1", "--new-since", "x"], "image 'x': must be repository:tag"),
        (["team/api:1", "--offline", "missing.json"], "offline 'missing.json': cannot be read"),
        (["--offline", "x", "--start"], "--start asks AWS for a scan, --offline asks AWS nothing"),
        (["team/api:1", "--profile", "nobody"], "profile 'nobody': must be a profile"),
        (["team/api:1", "team/api:2"], "Got unexpected extra argument"),
        (["team/api:1", "--no-such"], "No such option '--no-such'"),
    ],
)
def test_a_mistake_is_one_line_and_2(command: Command, arguments: list[str], error: str) -> None:
    ran = command("scan", "gate", *AT_ONCE, "--endpoint-url", "http://127.0.0.1:9", *arguments)

    assert ran.code == 2
    assert error in ran.stderr
    assert ran.stderr.startswith("error: ")
    assert (ran.stderr.count("\n"), ran.stdout) == (1, "")


def test_nobody_listens(command: Command) -> None:
    ran = command("scan", "gate", "team/api:1", "--endpoint-url", "http://127.0.0.1:9", *AT_ONCE)

    assert ran.code == 4
    assert ran.stderr.splitlines()[-1].startswith("error: AWS cannot be reached: Could not connect")


def test_an_error_of_ours_is_none_of_the_other_codes(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdktf_ecr.cli.scan.judged.judge", lambda *_, **__: 1 / 0)

    with ecr(image(CLEAN)) as service:
        ran = command("scan", "gate", "team/api:1", "--endpoint-url", service.url, *AT_ONCE)

    assert ran.code == 70
    assert "ZeroDivisionError" in ran.stderr


def test_a_file_that_cannot_be_written(command: Command, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with ecr(image(CLEAN)) as service:
        options = ("--endpoint-url", service.url, *AT_ONCE, "--output", "json=taken")
        ran = command("scan", "gate", "team/api:1", *options)

    assert (ran.code, "output 'taken': must be a file" in ran.stderr) == (2, True)


def test_verbose_says_which_requests_are_made(command: Command, caplog: pytest.LogCaptureFixture) -> None:
    with ecr(image(CLEAN)) as service:
        command("scan", "gate", "team/api:1", "--endpoint-url", service.url, *AT_ONCE)
        assert caplog.messages == []
        command("scan", "gate", "team/api:1", "--endpoint-url", service.url, *AT_ONCE, "-v")

    assert caplog.messages[0] == f"DescribeImages to {service.url}/"
