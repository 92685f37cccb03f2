from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.errors import EcrError, InvalidSettingError
from cdktf_ecr.model.findings.ignores import IgnoreEntry
from cdktf_ecr.operations.ledgers.own import JUSTIFICATIONS
from cdktf_ecr.operations.ledgers.reading import read_ledger
from tests.operations.readers.samples import write

OURS = """\
# What we live with.
- id: CVE-2026-1
  reason: >-
    Not reachable:
    we never parse certificates.

- id: CVE-2026-2
  package: openssl
  image: team/api:*
  reason: The vendor says so.
  until: 2026-12-31
  until-fixed: true
  justification: vulnerable_code_not_in_execute_path
- {id: GHSA-1, reason: "yes", until-fixed: false}
"""


def test_our_ledger(tmp_path: Path) -> None:
    file = write(tmp_path, OURS, "ignore.yaml")

    assert read_ledger(file) == [
        IgnoreEntry(id="CVE-2026-1", reason="Not reachable: we never parse certificates.", source=f"{file}:2"),
        IgnoreEntry(
            id="CVE-2026-2",
            package="openssl",
            image="team/api:*",
            reason="The vendor says so.",
            until=date(2026, 12, 31),
            until_fixed=True,
            justification="vulnerable_code_not_in_execute_path",
            source=f"{file}:7",
        ),
        IgnoreEntry(id="GHSA-1", reason="yes", source=f"{file}:14"),
    ]


def test_the_list_may_stand_under_a_key(tmp_path: Path) -> None:
    file = write(tmp_path, "ignore:\n  - id: CVE-2026-1\n    reason: because\n", "ignore.yaml")

    assert read_ledger(file) == [IgnoreEntry(id="CVE-2026-1", reason="because", source=f"{file}:2")]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n", "[]\n", "ignore:\n", "null\n", "vulnerabilities:\n"])
def test_a_ledger_may_be_empty(tmp_path: Path, text: str) -> None:
    assert read_ledger(write(tmp_path, text, "ignore.yaml")) == []


@pytest.mark.parametrize(
    ("text", "line", "error"),
    [
        ("- id: CVE-1\n  reason: x\n  until: 2026-99-99", 3, "until '2026-99-99': must be a date such as 2026-12-31"),
        ("- id: CVE-1\n  reason: x\n  until: 31.12.2026", 3, "until '31.12.2026': must be a date such as 2026-12-31"),
        ("- id: CVE-1\n  reason: x\n  until: 2026-12-31T10:00:00Z", 3, "until '2026-12-31T10:00:00Z': must be a date"),
        ("- id: CVE-1\n  reason: x\n  until: [1]", 3, "until None: must be a date"),
        ("- id: CVE-1\n  reason: x\n  untill: 2026-12-31", 3, "key 'untill': is unknown: must be one of id, package"),
        ("- id: CVE-1\n  reason: x\n  reason: y", 3, "key 'reason': stands here a second time, after line 2"),
        ("- id: CVE-1\n  package: x", 1, "reason None: must be given"),
        ("- id: CVE-1\n  reason:", 2, "reason '': must not be empty"),
        ("- id: CVE-1\n  reason: '  '", 2, "reason '': must not be empty"),
        ("- reason: x", 1, "id None: must be given"),
        ("- id: CVE-1 CVE-2\n  reason: x", 1, "id 'CVE-1 CVE-2': must be the id of one vulnerability"),
        ("- id: CVE-1\n  reason: x\n  until-fixed: maybe", 3, "until-fixed 'maybe': must be true or false"),
        ("- id: CVE-1\n  reason: x\n  justification: trust me", 3, "justification 'trust me': must be one of"),
        ("- CVE-1", 1, "ignore-file 'CVE-1': must be a mapping with id"),
        ("CVE-1", 1, "ignore-file 'CVE-1': must be a mapping with ignore"),
        ("ignore: {id: CVE-1}", 1, "ignore None: must be a list"),
        ("entries: []", 1, "key 'entries': is unknown: must be one of ignore"),
        ("- id: CVE-1\n  reason: x\n\n- reason: y\n  id: CVE-1", 4, "'CVE-1': stands there a second time, after .*:1"),
        ("vulnerabilities:\n- id: CVE-1\n  expires: 2026-12-31", 3, "key 'expires': is unknown: must be one of id, p"),
        ("vulnerabilities:\n- id: CVE-1\n  expired_at: soon", 3, "expired_at 'soon': must be a date"),
        ("vulnerabilities:\n- id: CVE-1\n  purls:\n  - openssl", 4, "purls 'openssl': must be a package URL such as"),
        ("vulnerabilities:\n- paths: [x]", 2, "id None: must be given"),
        ("vulnerabilities:\n- id: CVE-1\nsecret: []", 3, "key 'secret': is unknown"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_its_line(tmp_path: Path, text: str, line: int, error: str) -> None:
    file = write(tmp_path, text, "ignore.yaml")

    with pytest.raises(InvalidSettingError, match=error) as raised:
        read_ledger(file)
    assert raised.value.source == f"{file}:{line}"
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("- id: CVE-1\n  reason: x: y", r"is not valid YAML: mapping values are not allowed here \(.*:2\)"),
        ("- id: [", r"is not valid YAML: .*\(.*ignore.yaml:1\)"),
        ("a: 1\n---\nb: 2", "is not valid YAML: but found another document"),
        ("\x00", "is not valid YAML: unacceptable character"),
        ("- " * 3_000, "is not valid YAML|must be a mapping"),
    ],
)
def test_what_is_no_yaml_is_said_too(tmp_path: Path, text: str, error: str) -> None:
    file = write(tmp_path, text, "ignore.yaml")

    with pytest.raises(InvalidSettingError, match=error) as raised:
        read_ledger(file)
    assert "\n" not in str(raised.value)


def test_a_ledger_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettingError, match=r"ignore-file '.*': cannot be read: No such file or directory"):
        read_ledger(tmp_path / "ignore.yaml")


def test_the_same_id_for_other_packages_and_images_is_no_duplicate(tmp_path: Path) -> None:
    lines = ["- {id: CVE-1, reason: x}", "- {id: CVE-1, reason: x, package: a}", "- {id: CVE-1, reason: x, image: b}"]

    assert len(read_ledger(write(tmp_path, "\n".join(lines), "ignore.yaml"))) == 3


@pytest.mark.parametrize("justification", JUSTIFICATIONS)
def test_every_justification_of_openvex(tmp_path: Path, justification: str) -> None:
    text = f"- {{id: CVE-1, reason: x, justification: {justification}}}"

    assert read_ledger(write(tmp_path, text, "ignore.yaml"))[0].justification == justification


TRIVYS = """\
vulnerabilities:
  - id: CVE-2026-1
  - id: CVE-2026-2
    statement: Accept the risk
    expired_at: 2026-08-20
    paths:
      - usr/lib/python3/*
  - id: CVE-2026-3
    purls:
      - "pkg:deb/debian/libssl1.1"
      - "pkg:npm/%40babel/core@7.0.0"
      - pkg:maven/org.apache.logging.log4j/log4j-core
      - pkg:golang/golang.org/x/net@v0.1.0
misconfigurations:
  - id: AVD-DS-0001
    whatever: else
secrets:
licenses: []
"""


def test_trivys_ledger(tmp_path: Path) -> None:
    file = write(tmp_path, TRIVYS, ".trivyignore.yaml")
    none = "no statement given"

    assert read_ledger(file) == [
        IgnoreEntry(id="CVE-2026-1", reason=none, source=f"{file}:2"),
        IgnoreEntry(
            id="CVE-2026-2",
            reason="Accept the risk",
            # Trivy no longer ignores it on the day itself.
            until=date(2026, 8, 19),
            paths=("usr/lib/python3/*",),
            source=f"{file}:3",
        ),
        *(
            IgnoreEntry(id="CVE-2026-3", reason=none, package=package, version=version, source=f"{file}:8")
            for package, version in [
                ("libssl1.1", None),
                ("@babel/core", "7.0.0"),
                ("org.apache.logging.log4j:log4j-core", None),
                ("golang.org/x/net", "v0.1.0"),
            ]
        ),
    ]


def test_trivys_ledger_is_known_by_its_section_too(tmp_path: Path) -> None:
    assert len(read_ledger(write(tmp_path, TRIVYS, "trivy-ledger.yaml"))) == 6


def test_an_hour_in_trivys_ledger_ends_the_day_before(tmp_path: Path) -> None:
    text = "vulnerabilities: [{id: CVE-1, expired_at: 2026-08-20T12:00:00Z}]"

    assert read_ledger(write(tmp_path, text, ".trivyignore.yaml"))[0].until == date(2026, 8, 19)


def test_inspectors_ledger(tmp_path: Path) -> None:
    text = "# reviewed\nCVE-2026-1\n\n  CVE-2026-2   # until the base image is updated\r\nGHSA-mqqf-5wvp-8fh8"
    file = write(tmp_path, text, ".inspector-ignore")

    assert [(one.id, one.source, one.reason) for one in read_ledger(file)] == [
        ("CVE-2026-1", f"{file}:2", "no reason given"),
        ("CVE-2026-2", f"{file}:4", "no reason given"),
        ("GHSA-mqqf-5wvp-8fh8", f"{file}:5", "no reason given"),
    ]


def test_more_than_an_id_in_a_line_of_inspectors_ledger(tmp_path: Path) -> None:
    file = write(tmp_path, "CVE-2026-1\nCVE-2026-2 not reachable\n", ".inspector-ignore")

    with pytest.raises(InvalidSettingError, match=r"line 'CVE-2026-2 not reachable': must be the id .*ignore:2\)"):
        read_ledger(file)


def test_inspectors_ledger_must_be_text(tmp_path: Path) -> None:
    file = tmp_path / ".inspector-ignore"
    file.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(InvalidSettingError, match="must be text in UTF-8"):
        read_ledger(file)


@given(
    text=st.recursive(
        st.text("abcC:-[]{}'\"#& *!|>\n", max_size=12),
        lambda inner: st.lists(inner, max_size=4).map(lambda parts: "\n- id: ".join(["", *parts])),
    ),
    name=st.sampled_from(["ignore.yaml", ".trivyignore.yaml", ".inspector-ignore"]),
)
def test_any_text_is_a_ledger_or_is_refused(tmp_path_factory: pytest.TempPathFactory, text: str, name: str) -> None:
    file = write(tmp_path_factory.mktemp("ledger"), text, name)

    try:
        entries = read_ledger(file)
    except EcrError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either is right
    else:
        assert all(entry.id and entry.reason for entry in entries)
