"""What is found out of a week, and what cannot be."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from cdktf_ecr.model.audit.report import Audit, Period, Source
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.monitoring import samples
from cdktf_ecr.operations.audit.everything import Places, audit
from cdktf_ecr.operations.doctor.asking import Asking
from tests.operations.audit.conftest import (
    AUDITS,
    DIGESTS,
    MARY,
    NOW,
    SCANS,
    SINCE,
    TEAM_API,
    WEEK,
    answers,
    happened,
    logged,
    push,
    pushed,
    trail,
)
from tests.standin.account import DENIED, Account
from tests.standin.server import Fault


def audited(
    asking: Asking, *, period: Period = WEEK, results: Path | None = None, ledgers: tuple[Path, ...] = ()
) -> Audit:
    places = Places(scan_log_group=SCANS, audit_log_group=AUDITS, results=results, ledgers=ledgers)
    return audit(asking, TEAM_API, period, places, now=NOW, tool_version="1")


def source(found: Audit, name: str) -> Source:
    (named,) = [one for one in found.sources if one.name == name]
    return named


def test_images_are_told_once_and_by_whom(asking: Asking) -> None:
    images = audited(asking).images

    assert images is not None
    assert [(one.action, one.digest, one.tags, one.result, one.by) for one in images] == [
        ("push", DIGESTS[0], ("v1",), "SUCCESS", MARY),
        ("push", DIGESTS[1], ("v2",), "SUCCESS", None),
        ("expire", DIGESTS[0], ("v1", "old"), "SUCCESS", "a lifecycle policy, rule 2"),
        ("push", DIGESTS[2], ("v3",), "FAILURE", None),
        ("delete", None, ("v9",), "AccessDenied", MARY),
    ]
    assert [one.sources for one in images] == [
        ("Amazon ECR", "CloudTrail"),
        ("Amazon ECR",),
        ("Amazon ECR", "CloudTrail"),
        ("Amazon ECR",),
        ("CloudTrail",),
    ]


def test_records_kept_in_the_audit_log_are_told_once_too(asking: Asking, account: Account) -> None:
    record = pushed(2.0001, DIGESTS[1], "v2")
    envelope = {"detail-type": "AWS API Call via CloudTrail", "time": record["eventTime"], "detail": record}
    groups = logged()
    groups[AUDITS].append(envelope)
    account.answers |= answers(groups, [*trail(), record])

    images = audited(asking).images

    assert [one.by for one in images or () if one.digest == DIGESTS[1]] == [MARY]


def test_two_pushes_of_one_image_stay_two(asking: Asking, account: Account) -> None:
    account.answers |= answers({SCANS: [], AUDITS: []}, [pushed(1, DIGESTS[0], "a"), pushed(1.0001, DIGESTS[0], "b")])

    assert [one.tags for one in audited(asking).images or ()] == [("a",), ("b",)]


def test_a_tag_that_only_cloudtrail_tells_of_is_a_push_of_its_own(asking: Asking, account: Account) -> None:
    groups = {SCANS: [], AUDITS: [push(1, DIGESTS[0], "v1")]}
    account.answers |= answers(groups, [pushed(1.0001, DIGESTS[0], "latest")])

    assert [(one.tags, one.sources) for one in audited(asking).images or ()] == [
        (("v1",), ("Amazon ECR",)),
        (("latest",), ("CloudTrail",)),
    ]


def test_an_enhanced_scan_without_a_total_leaves_it_unknown(asking: Asking, account: Account) -> None:
    event = happened(samples.enhanced_scan(TEAM_API, finding_severity_counts={}), 1)
    account.answers |= answers({SCANS: [event], AUDITS: []}, [])

    (scan,) = audited(asking).scans or ()

    assert (scan.status, scan.total, set(scan.counts.values())) == ("INITIAL_SCAN_COMPLETE", None, {None})


def test_scans_count_what_their_events_count_and_no_more(asking: Asking) -> None:
    scans = audited(asking).scans

    assert scans is not None
    basic, enhanced, failed = scans
    assert (basic.scan_type, basic.status, basic.tags, basic.total) == ("basic", "COMPLETE", ("v1",), 19)
    assert basic.counts == {
        "CRITICAL": 10, "HIGH": 0, "MEDIUM": 9, "LOW": 0, "INFORMATIONAL": 0, "UNDEFINED": 0, "UNTRIAGED": None,
    }  # fmt: skip
    assert (enhanced.scan_type, enhanced.total, enhanced.counts["HIGH"], enhanced.counts["LOW"]) == (
        "enhanced",
        158,
        61,
        None,
    )
    assert (failed.completed, failed.total, set(failed.counts.values())) == (False, None, {None})


def test_only_the_period_is_told(asking: Asking) -> None:
    day = Period(since=SINCE + timedelta(days=2), until=SINCE + timedelta(days=3))

    found = audited(asking, period=day)

    assert [one.time for one in found.scans or ()] == [SINCE + timedelta(days=2)]
    assert [one.tags for one in found.images or ()] == [("v2",)]


def test_who_may_pull(asking: Asking) -> None:
    (grant,) = audited(asking).grants or ()

    assert (grant.statement, grant.effect, grant.who, grant.what) == (
        "Others",
        "Allow",
        "arn:aws:iam::111122223333:root",
        ("pull",),
    )
    assert "IAM policies, which were not searched" in audited(asking).grants_note


def test_no_policy_lets_nobody_in_and_is_not_unknown(asking: Asking, account: Account) -> None:
    account.answers["ecr", "GetRepositoryPolicy"] = Fault("RepositoryPolicyNotFoundException", "none")

    assert audited(asking).grants == ()


@pytest.mark.parametrize(
    ("denied", "name", "unknown"),
    [
        (("logs", "FilterLogEvents"), "log group /aws/events/ecr/team/api", "scans"),
        (("cloudtrail", "LookupEvents"), "CloudTrail's event history", None),
        (("ecr", "GetRepositoryPolicy"), "policy of repository team/api", "grants"),
    ],
)
def test_what_is_denied_is_unknown_and_named(
    asking: Asking, account: Account, denied: tuple[str, str], name: str, unknown: str | None
) -> None:
    account.answers[denied] = DENIED

    found = audited(asking)

    said = source(found, name)
    assert (said.answered, said.action) == (False, ":".join(denied))
    if unknown is not None:
        assert getattr(found, unknown) is None
    # CloudTrail alone, or the log alone, still tells of images.
    assert found.images


MALFORMED = [
    {"detail-type": "ECR Image Action", "time": "2026-11-20T00:00:00Z", "detail": "PUSH"},
    {**push(1, DIGESTS[0], "v1"), "time": "yesterday"},
    {name: value for name, value in push(1, DIGESTS[0], "v1").items() if name != "time"},
]


def test_an_event_that_cannot_be_read_hides_no_other_and_is_said(asking: Asking, account: Account) -> None:
    scan = happened(samples.basic_scan(TEAM_API, finding_severity_counts={"HIGH": "many"}), 1)
    record = {**pushed(2, DIGESTS[1], "v2"), "userIdentity": "Mary"}
    account.answers |= answers({SCANS: [scan], AUDITS: [*MALFORMED, push(1, DIGESTS[0], "v1")]}, [record])

    found = audited(asking)

    assert [one.tags for one in found.images or ()] == [("v1",)]
    assert found.scans == ()
    assert {one.name: one.gaps[-1] for one in found.sources[:3]} == {
        f"log group {AUDITS}": "3 events here cannot be read: what they tell is not known",
        "CloudTrail's event history": "1 event here cannot be read: what it tells is not known",
        f"log group {SCANS}": "1 event here cannot be read: what it tells is not known",
    }


def test_a_time_without_an_offset_is_by_utc(asking: Asking, account: Account) -> None:
    event = push(1, DIGESTS[0], "v1")
    account.answers |= answers({SCANS: [], AUDITS: [{**event, "time": event["time"].removesuffix("Z")}]}, [])

    (image,) = audited(asking).images or ()

    assert image.time == SINCE + timedelta(days=1)


def test_images_are_unknown_where_neither_source_answers(asking: Asking, account: Account) -> None:
    account.answers["logs", "FilterLogEvents"] = account.answers["cloudtrail", "LookupEvents"] = DENIED

    assert audited(asking).images is None


def test_a_log_group_that_is_not_there_is_unknown(asking: Asking, account: Account) -> None:
    account.answers |= answers({AUDITS: []}, [])

    found = audited(asking)

    assert (found.scans, found.images) == (None, ())
    assert source(found, f"log group {SCANS}").gaps == ("There is no such log group",)


def described(**group: object) -> dict[str, object]:
    created = int((SINCE - timedelta(days=100)).timestamp() * 1000)
    return {"logGroups": [{"logGroupName": name, "creationTime": created, **group} for name in (SCANS, AUDITS)]}


@pytest.mark.parametrize(
    ("group", "gap"),
    [
        ({"retentionInDays": 3}, "It keeps 3 days: of the time before 2026-11-22 12:00 UTC nothing is known any more"),
        (
            {"creationTime": int((SINCE + timedelta(days=1)).timestamp() * 1000)},
            "It was created at 2026-11-19 00:00 UTC: of the time before nothing is known",
        ),
    ],
)
def test_what_a_log_group_does_not_reach_back_to_is_said(
    asking: Asking, account: Account, group: dict[str, object], gap: str
) -> None:
    account.answers["logs", "DescribeLogGroups"] = described(**group)

    found = audited(asking)

    assert gap in source(found, f"log group {SCANS}").gaps
    assert gap in source(found, f"log group {AUDITS}").gaps


@pytest.mark.parametrize("days", [14, None])
def test_a_log_group_that_reaches_back_far_enough_has_no_such_gap(
    asking: Asking, account: Account, days: int | None
) -> None:
    account.answers["logs", "DescribeLogGroups"] = described(**({"retentionInDays": days} if days else {}))

    (gap,) = source(audited(asking), f"log group {SCANS}").gaps

    assert "best effort" in gap


def test_a_retention_that_may_not_be_read_is_said(asking: Asking, account: Account) -> None:
    account.answers["logs", "DescribeLogGroups"] = DENIED

    found = audited(asking)

    assert found.scans is not None
    assert any(
        gap.startswith("How far back it reaches is not known: permission denied: logs:DescribeLogGroups")
        for gap in source(found, f"log group {SCANS}").gaps
    )


def test_cloudtrail_reaches_back_90_days(asking: Asking, account: Account) -> None:
    found = audited(asking, period=Period(since=NOW - timedelta(days=100), until=NOW))

    assert source(found, "CloudTrail's event history").gaps == (
        "It reaches back 90 days: of the time before 2026-08-27 12:00 UTC nothing is known",
    )
    assert account.asked("cloudtrail", "LookupEvents")[0]["StartTime"] in (
        NOW - timedelta(days=90),
        (NOW - timedelta(days=90)).timestamp(),
        (NOW - timedelta(days=90)).replace(tzinfo=None),
    )


def test_a_period_that_cloudtrail_has_forgotten_is_not_asked_for(asking: Asking, account: Account) -> None:
    old = Period(since=NOW - timedelta(days=200), until=NOW - timedelta(days=100))

    found = audited(asking, period=old)

    assert source(found, "CloudTrail's event history").answered is False
    assert account.asked("cloudtrail", "LookupEvents") == []


def saved(directory: Path, name: str, **changes: object) -> None:
    image = {"image": "team/api:1", "resolved_digest": DIGESTS[0], "digest": DIGESTS[0], "status": "COMPLETE"}
    dated = {**image, "scanned_at": "2026-11-20T10:00:00+00:00", **changes}
    report = {"schema": "urn:cdktf-ecr:scan-report:1", "verdict": "failed", "reason": "1 CRITICAL.", "images": [dated]}
    (directory / name).write_text(json.dumps(report), encoding="utf-8")


def test_what_gates_said(asking: Asking, tmp_path: Path) -> None:
    (tmp_path / "later").mkdir()
    saved(tmp_path / "later", "b.json", scanned_at="2026-11-21T10:00:00+00:00")
    saved(tmp_path, "a.json")
    saved(tmp_path, "undated.json", scanned_at=None)
    saved(tmp_path, "old.json", scanned_at="2026-01-01T00:00:00+00:00")
    saved(tmp_path, "web.json", image="team/web:1")
    saved(tmp_path, "file.json", image="trivy.json")
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")

    found = audited(asking, results=tmp_path)

    assert [(one.file, one.verdict, one.scanned_at) for one in found.verdicts or ()] == [
        ("a.json", "failed", datetime(2026, 11, 20, 10, tzinfo=timezone.utc)),
        ("b.json", "failed", datetime(2026, 11, 21, 10, tzinfo=timezone.utc)),
        ("undated.json", "failed", None),
    ]
    gaps = source(found, f"results in {tmp_path}").gaps
    assert gaps[:2] == (
        "other.json is no JSON report of cdktf-ecr",
        "1 of its reports do not say when the image was scanned",
    )


def test_without_results_or_ledger_both_are_unknown(asking: Asking) -> None:
    found = audited(asking)

    assert (found.verdicts, found.ignores) == (None, None)


def test_no_directory_of_results_is_a_mistake(asking: Asking, tmp_path: Path) -> None:
    with pytest.raises(InvalidSettingError, match=r"results '.*none': must be a directory"):
        audited(asking, results=tmp_path / "none")


def test_ignores_in_force_on_the_last_day(asking: Asking, tmp_path: Path) -> None:
    ledger = tmp_path / "ignore.yaml"
    ledger.write_text(
        "- {id: CVE-1, reason: for ever}\n"
        "- {id: CVE-2, reason: to the last day, until: 2026-11-25}\n"
        "- {id: CVE-3, reason: over, until: 2026-11-24}\n",
        encoding="utf-8",
    )

    found = audited(asking, ledgers=(ledger,))

    assert [(one.id, one.reason) for one in found.ignores or ()] == [
        ("CVE-1", "for ever"),
        ("CVE-2", "to the last day"),
    ]
