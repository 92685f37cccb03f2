"""JUnit XML: a suite for each image, a test case for each finding, and first of all one that is the verdict.

Written to what the schema of the Ant task and that of Jenkins both accept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # written here, never read

from cdktf_ecr.model.findings.report import FAILED, NO_VERDICT

from .figures import UNKNOWN, broken_rules, fix_text, image_name, term_text
from .text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cdktf_ecr.model.findings.finding import Finding
    from cdktf_ecr.model.findings.report import ScannedImage, ScanReport

_KINDS = ("failure", "error", "skipped")


def render(report: ScanReport) -> Iterator[str]:
    """Yield ``report`` as JUnit XML.

    A finding that breaks a rule of the policy fails, one that is ignored is skipped, any other passes; an image without
    a verdict is an error.
    """
    document = ET.Element("testsuites")
    suites = _Suites(document, report)
    suites.add("verdict", [_verdict(report)])
    for image in report.images:
        suites.add(image_name(image), [_scan(report, image), *suites.findings.pop(_place_of(image), [])])
    for (digest, platform), cases in suites.findings.items():
        suites.add(platform or digest or "image", cases)
    ET.indent(document, space=" ")
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(document, encoding="unicode")}\n'


class _Suites:
    def __init__(self, document: ET.Element, report: ScanReport) -> None:
        self._document = document
        self._report = report
        self.findings = _findings(report)

    def add(self, name: str, cases: Sequence[ET.Element]) -> None:
        counts = {kind: str(sum(case.find(kind) is not None for case in cases)) for kind in _KINDS}
        suite = ET.SubElement(
            self._document,
            "testsuite",
            {
                "name": one_line(name),
                "package": one_line(self._report.image),
                "id": str(len(self._document)),
                "hostname": "localhost",
                "timestamp": self._report.created_at.strftime("%Y-%m-%dT%H:%M:%S"),
                "time": "0",
                "tests": str(len(cases)),
                "failures": counts["failure"],
                "errors": counts["error"],
                "skipped": counts["skipped"],
            },
        )
        properties = ET.SubElement(suite, "properties")
        for key in ("verdict", "scan_type", "digest", "tool_version"):
            value = getattr(self._report, key)
            ET.SubElement(properties, "property", {"name": key, "value": one_line(value or UNKNOWN)})
        suite.extend(cases)
        ET.SubElement(suite, "system-out")
        ET.SubElement(suite, "system-err")


def _verdict(report: ScanReport) -> ET.Element:
    case = _case("verdict", report.image)
    if report.verdict == FAILED:
        broken = "\n".join(f"{violation.rule}: {violation.message}" for violation in report.violations)
        _outcome(case, "failure", "gate", report.reason, broken)
    elif report.verdict == NO_VERDICT:
        _outcome(case, "error", "no verdict", report.reason)
    return case


def _scan(report: ScanReport, image: ScannedImage) -> ET.Element:
    case = _case(f"scan of {image_name(image)}", report.image)
    if image.reason:
        _outcome(case, "error", "no verdict", f"{image.status}: {image.reason}", image.digest)
    return case


_Place = tuple["str | None", "str | None"]


def _place_of(image: ScannedImage) -> _Place:
    return image.digest, image.platform


def _findings(report: ScanReport) -> dict[_Place, list[ET.Element]]:
    rules = broken_rules(report)
    cases: dict[_Place, list[ET.Element]] = {}
    for finding in report.findings:
        case = _finding(report, finding)
        if finding in rules:
            _outcome(case, "failure", finding.severity, _message(finding), _details(finding, rules[finding]))
        cases.setdefault((finding.image_digest, finding.platform), []).append(case)
    for ignored in report.ignored:
        finding = ignored.finding
        case = _finding(report, finding)
        _outcome(case, "skipped", finding.severity, f"ignored {term_text(ignored)}: {ignored.reason}")
        cases.setdefault((finding.image_digest, finding.platform), []).append(case)
    return cases


def _finding(report: ScanReport, finding: Finding) -> ET.Element:
    name = " ".join(part for part in (finding.severity, finding.id, finding.package, finding.version) if part)
    return _case(name, f"{report.image} {finding.platform}" if finding.platform else report.image)


def _case(name: str, classname: str) -> ET.Element:
    return ET.Element("testcase", {"name": one_line(name), "classname": one_line(classname), "time": "0"})


def _outcome(case: ET.Element, kind: str, type_: str, message: str, text: str = "") -> None:
    outcome = ET.SubElement(case, kind, {"type": type_, "message": one_line(message)})
    outcome.text = "\n".join(one_line(line) for line in text.splitlines())


def _message(finding: Finding) -> str:
    return f"{finding.title or finding.id} (fixed in: {fix_text(finding)})"


def _details(finding: Finding, rules: Sequence[str]) -> str:
    lines = [
        f"breaks: {', '.join(rules)}",
        f"found by: {', '.join(finding.sources)}",
        f"also: {', '.join(finding.aliases)}" if finding.aliases else "",
        f"path: {finding.path}" if finding.path else "",
        finding.url or "",
        finding.description or "",
    ]
    return "\n".join(line for line in lines if line)
