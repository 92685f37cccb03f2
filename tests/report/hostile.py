"""Reports full of what an advisory's author could write to do harm, or write without meaning to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from cdktf_ecr.model.findings.finding import SOURCES, Finding
from cdktf_ecr.model.findings.ignores import IgnoredFinding, IgnoreEntry
from cdktf_ecr.model.findings.report import VERDICTS, ScannedImage, ScanReport, Violation
from cdktf_ecr.model.scanning.events import SEVERITIES
from tests.report.samples import ARM, EXPIRED, FAILED

ATTACKS = (
    "</script><script>window.harmed = 1</script>",
    "<img src=x onerror='window.harmed = 1'>",
    '"><svg onload="window.harmed = 1">',
    "javascript:window.harmed=1",
    "{{ 7 * 7 }}{% raw %}{# #}",
    "]]>",
    "-->",
    "&lt;b&gt;&copy;",
    "=cmd|' /C calc'!A1",
    "\t=1+1",
    "1;=1+1",
    "\uff1d1+1",
    "@everyone #1 GH-2",
    "[text](https://evil.example)",
    "![image](https://evil.example/image.png)",
    "https://evil.example www.evil.example me@evil.example",
    "`code` ``code``` **bold** _slanted_ ~~gone~~",
    "| cell \\| cell |",
    "\\",
    "# Heading\n\n---\n\n- list\n",
    "[/red][bold]",
    "\x1b[31m\x1b]8;;https://evil.example\x07",
    "\x00\x08\x7f\x85\x9b",
    "\u202eltr\u2066isolated\u2028line",
    "\ud800",
    "\ufffe\uffff",
    "\N{PILE OF POO}\N{ZERO WIDTH JOINER}\N{WOMAN}",
    "long" * 2000,
)

texts = st.lists(
    st.sampled_from(ATTACKS) | st.text(st.characters(), min_size=1, max_size=10), min_size=1, max_size=4
).map("".join)
optional = st.none() | texts
answers = st.none() | st.booleans()
severities = st.sampled_from(SEVERITIES)

findings = st.builds(
    Finding,
    id=texts,
    aliases=st.lists(texts, max_size=2).map(tuple),
    severity=severities,
    sources=st.lists(st.sampled_from(SOURCES), min_size=1, unique=True).map(tuple),
    package=optional,
    version=optional,
    fixed_in=optional,
    fix_available=answers,
    image_digest=optional,
    platform=optional,
    new=answers,
    title=optional,
    description=optional,
    url=optional | texts.map("https://example.com/{}".format),
    score=st.none() | st.floats(0, 10),
    exploit_available=answers,
    path=optional,
)
ignored = st.builds(
    IgnoredFinding,
    finding=findings,
    reason=texts,
    until=st.sampled_from([None, date(2027, 1, 31)]),
    until_fixed=st.booleans(),
)
entries = st.builds(IgnoreEntry, id=texts, reason=texts, source=texts, package=optional, image=optional)
images = st.builds(ScannedImage, digest=texts, status=texts, platform=optional, reason=optional)


@st.composite
def reports(draw: st.DrawFn) -> ScanReport:
    """Any report of such texts, with counts and broken rules that fit its findings."""
    found = tuple(draw(st.lists(findings, max_size=4)))
    broken = Violation(rule=draw(texts), message=draw(texts), findings=found)
    return replace(
        FAILED,
        image=draw(texts),
        digest=draw(optional),
        verdict=draw(st.sampled_from(VERDICTS)),
        reason=draw(texts),
        counts={severity: sum(each.severity == severity for each in found) or None for severity in SEVERITIES},
        images=tuple(draw(st.lists(images, max_size=2))),
        findings=found,
        violations=draw(st.sampled_from([(), (broken,)])),
        ignored=tuple(draw(st.lists(ignored, max_size=2))),
        expired_ignores=tuple(draw(st.lists(entries, max_size=2))),
        unused_ignores=tuple(draw(st.lists(entries, max_size=2))),
        new_since=draw(optional),
    )


def attacked(attack: str) -> ScanReport:
    """A report in which every text is one attack."""
    finding = Finding(
        id=f"CVE-1{attack}",
        aliases=(attack,),
        severity="HIGH",
        sources=("trivy",),
        package=attack,
        version=attack,
        fixed_in=attack,
        image_digest=attack,
        platform=attack,
        title=attack,
        description=attack,
        url=attack,
        path=attack,
        new=True,
    )
    return replace(
        FAILED,
        image=f"image{attack}",
        digest=attack,
        reason=attack,
        new_since=attack,
        images=(ScannedImage(digest=ARM, status=attack, platform=attack, reason=attack),),
        findings=(finding, replace(finding, id="CVE-2")),
        violations=(Violation(rule=attack, message=attack, findings=(finding,)),),
        ignored=(IgnoredFinding(finding=finding, reason=attack),),
        expired_ignores=(replace(EXPIRED, id=attack, reason=attack, source=attack, package=attack),),
        unused_ignores=(),
    )
