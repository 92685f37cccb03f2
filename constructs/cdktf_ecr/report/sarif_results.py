"""The rules and results of a SARIF run: a rule for each vulnerability, a result for each package that has it."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from cdktf_ecr.model.scanning.events import CRITICAL, HIGH, INFORMATIONAL, LOW, MEDIUM, UNDEFINED, UNTRIAGED

from .figures import UNKNOWN, broken_rules, fix_text, term_text
from .text import one_line, web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cdktf_ecr.model.findings.finding import Finding
    from cdktf_ecr.model.findings.ignores import IgnoredFinding
    from cdktf_ecr.model.findings.report import ScanReport

# SARIF has three levels (section 3.27.10); of what has no severity yet it is not known that it is harmless.
_LEVELS = {
    CRITICAL: "error",
    HIGH: "error",
    MEDIUM: "warning",
    LOW: "note",
    INFORMATIONAL: "note",
    UNDEFINED: "warning",
    UNTRIAGED: "warning",
}
# Code scanning reads a severity off this number (GitHub, SARIF support for code scanning: above 9.0 is critical, 7.0 to
# 8.9 high, 4.0 to 6.9 medium, 0.1 to 3.9 low). A vendor's severity often is not that of the CVSS score; the gate goes
# by the severity, so a score from another band gives way to a number of the severity's own.
_BANDS = {CRITICAL: (9.1, 10.0, 9.5), HIGH: (7.0, 8.9, 8.0), MEDIUM: (4.0, 6.9, 5.5), LOW: (0.1, 3.9, 2.0)}

_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")


class Results:
    """The rules and results of a report.

    Attributes:
        rules: One for each vulnerability, in the order of its worst finding.
    """

    def __init__(self, report: ScanReport) -> None:
        self._report = report
        self._repository = repository_of(report.image)
        shown = [*report.findings, *(ignored.finding for ignored in report.ignored)]
        first = {finding.id: finding for finding in reversed(shown)}
        self._index = {name: index for index, name in enumerate(dict.fromkeys(finding.id for finding in shown))}
        self.rules = [_rule(first[name]) for name in self._index]
        # All results of a run have a baseline or none (section 3.27.24).
        self._compared = all(finding.new is not None for finding in shown)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield a result for each finding, then one, suppressed, for each that is ignored."""
        broken = broken_rules(self._report)
        for finding in self._report.findings:
            yield self._result(finding, broken.get(finding, ()))
        for ignored in self._report.ignored:
            yield {**self._result(ignored.finding, ()), "suppressions": [_suppression(ignored)]}

    def _result(self, finding: Finding, broken: Sequence[str]) -> dict[str, Any]:
        fingerprint = _fingerprint(finding)
        result = {
            "ruleId": finding.id,
            "ruleIndex": self._index[finding.id],
            "level": _LEVELS[finding.severity],
            "message": {"text": _message(_sentence(finding))},
            "locations": [self._location(finding)],
            # The second is the one that GitHub's code scanning knows.
            "partialFingerprints": {
                "vulnerabilityInPackage/v1": fingerprint,
                "primaryLocationLineHash": f"{fingerprint[:16]}:1",
            },
            "properties": _properties(finding, broken),
        }
        if self._compared:
            result["baselineState"] = "new" if finding.new else "unchanged"
        return result

    def _location(self, finding: Finding) -> dict[str, Any]:
        # Code scanning wants a file and a line; an image has neither where the scanner names no path.
        uri = quote((finding.path or "").lstrip("/") or self._repository, errors="replace")
        place = {"artifactLocation": {"uri": uri}, "region": {"startLine": 1}}
        package = f"{finding.package or UNKNOWN}@{finding.version or UNKNOWN}"
        name = f"{self._report.image}/{finding.platform or finding.image_digest or UNKNOWN}/{package}"
        return {
            "physicalLocation": place,
            "logicalLocations": [{"name": package, "fullyQualifiedName": name, "kind": "package"}],
        }


def repository_of(image: str) -> str:
    """Return ``image`` without its tag and digest: what stays the same from one build to the next."""
    head, slash, name = image.partition("@")[0].rpartition("/")
    return f"{head}{slash}{name.partition(':')[0]}"


def _rule(finding: Finding) -> dict[str, Any]:
    title = finding.title or finding.id
    properties: dict[str, Any] = {"tags": ["security", "vulnerability", finding.severity]}
    if finding.severity in _BANDS:
        lowest, highest, middle = _BANDS[finding.severity]
        score = finding.score
        properties["security-severity"] = f"{score if score and lowest <= score <= highest else middle:.1f}"
    rule = {
        "id": finding.id,
        "shortDescription": {"text": _message(title)},
        "fullDescription": {"text": _message(finding.description or title)},
        "help": {"text": _message(f"Upgrade {finding.package or 'the package'} to a version without {finding.id}.")},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": properties,
    }
    address = web_address(finding.url)
    return {**rule, "helpUri": address} if address else rule


def _sentence(finding: Finding) -> str:
    package = f"{finding.package or 'an unnamed package'} {finding.version or '(version unknown)'}"
    on = f" on {finding.platform}" if finding.platform else ""
    title = f" {finding.title}" if finding.title else ""
    return f"{finding.severity}: {finding.id} in {package}{on}. Fixed in: {fix_text(finding)}.{title}"


def _fingerprint(finding: Finding) -> str:
    """Tell one finding from another across scans: a rebuilt image has another digest and the same vulnerability."""
    parts = (finding.id, finding.package, finding.version, finding.path, finding.platform)
    return hashlib.sha256("\0".join(part or "" for part in parts).encode("utf-8", "replace")).hexdigest()


def _properties(finding: Finding, broken: Sequence[str]) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "aliases": finding.aliases,
        "package": finding.package,
        "version": finding.version,
        "fixedIn": finding.fixed_in,
        "sources": finding.sources,
        "imageDigest": finding.image_digest,
        "platform": finding.platform,
        "violates": broken,
    }


def _suppression(ignored: IgnoredFinding) -> dict[str, Any]:
    return {
        # Outside the source code, in the ledger (section 3.35.2).
        "kind": "external",
        "status": "accepted",
        "justification": f"{ignored.reason} ({term_text(ignored)})",
    }


def _message(text: str) -> str:
    """Keep ``text`` from being read as a placeholder (section 3.11.5) or as a link (section 3.11.6)."""
    return _LINK.sub(r"\\[", one_line(text)).replace("{", "{{").replace("}", "}}")
