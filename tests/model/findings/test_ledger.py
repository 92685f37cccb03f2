from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.findings.finding import Finding
from cdktf_ecr.model.findings.ignores import IgnoredFinding, IgnoreEntry
from cdktf_ecr.model.findings.ledger import apply_ledger, holding
from tests.model.findings.samples import TODAY, entry, finding, findings

NAMES = ("team/api", "team/api:1.2", "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/api:1.2")


@pytest.mark.parametrize(
    ("entry_has", "finding_has", "covered"),
    [
        ({}, {}, True),
        ({"name": "CVE-2026-2"}, {}, False),
        ({"name": "GHSA-1"}, {"aliases": ("GHSA-1",)}, True),
        ({"package": "openssl"}, {}, True),
        ({"package": "OpenSSL"}, {}, True),
        ({"package": "zlib"}, {}, False),
        ({"package": "openssl"}, {"package": None}, False),
        ({"version": "1.0"}, {"version": "1.0"}, True),
        ({"version": "1.0"}, {"version": "1.1"}, False),
        ({"version": "1.0"}, {"version": None}, False),
        ({"paths": ("usr/lib/*", "opt/a.jar")}, {"path": "/opt/a.jar"}, True),
        ({"paths": ("usr/lib/*",)}, {"path": "usr/lib/node/a.js"}, True),
        ({"paths": ("usr/lib/*",)}, {"path": "opt/a.jar"}, False),
        ({"paths": ("usr/lib/*",)}, {"path": None}, False),
        ({"until": TODAY}, {}, True),
        ({"until": TODAY - timedelta(days=1)}, {}, False),
        ({"until_fixed": True}, {"fix_available": False}, True),
        ({"until_fixed": True}, {"fix_available": True}, False),
        ({"until_fixed": True}, {"fix_available": None}, False),
        ({"image": "team/*"}, {}, True),
        ({"image": "team/api:1.*"}, {}, True),
        ({"image": "*.dkr.ecr.us-east-1.amazonaws.com/team/*"}, {}, True),
        ({"image": "team/api:2.*"}, {}, False),
        ({"image": "api"}, {}, False),
    ],
)
def test_what_an_entry_covers(entry_has: dict[str, Any], finding_has: dict[str, Any], *, covered: bool) -> None:
    found = finding(**finding_has)
    wanted = entry(entry_has.pop("name", "CVE-2026-1"), **entry_has)

    parted = apply_ledger([found], [wanted], names=NAMES, today=TODAY)

    assert (len(parted.ignored), len(parted.kept)) == ((1, 0) if covered else (0, 1))


def test_an_ignored_finding_has_the_reason_of_the_first_entry_that_covers_it() -> None:
    first = entry(reason="until the vendor answers", until=TODAY, until_fixed=True)
    found = finding(fix_available=False)

    parted = apply_ledger([found], [first, entry()], names=NAMES, today=TODAY)

    assert parted.ignored == (
        IgnoredFinding(finding=found, reason="until the vendor answers", until=TODAY, until_fixed=True),
    )
    assert parted.unused == ()


def test_an_entry_that_is_over_is_told_and_covers_nothing() -> None:
    over = entry(until=TODAY - timedelta(days=1))

    parted = apply_ledger([finding()], [over], names=NAMES, today=TODAY)

    assert (parted.kept, parted.expired, parted.unused) == ((finding(),), (over,), ())


def test_an_entry_that_covers_nothing_is_told_unless_it_is_for_another_image() -> None:
    useless = entry("CVE-2026-9")
    elsewhere = entry("CVE-2026-9", image="team/web")
    over_elsewhere = entry(image="team/web", until=TODAY - timedelta(days=1))

    parted = apply_ledger([finding()], [useless, elsewhere, over_elsewhere], names=NAMES, today=TODAY)

    assert (parted.unused, parted.expired) == ((useless,), ())


def test_the_entries_that_hold_are_those_for_this_image_that_are_not_over() -> None:
    entries = [entry(), entry(image="team/web"), entry(until=TODAY - timedelta(days=1))]

    assert holding(entries, names=NAMES, today=TODAY) == (entry(),)


entries = st.builds(
    IgnoreEntry,
    id=st.sampled_from(["CVE-2026-1", "CVE-2026-2"]),
    reason=st.just("because"),
    source=st.just("ignore.yaml:1"),
    package=st.sampled_from([None, "openssl"]),
    image=st.sampled_from([None, "team/*", "other/*"]),
    until=st.sampled_from([None, TODAY, TODAY - timedelta(days=1)]),
    until_fixed=st.booleans(),
)


@given(st.lists(findings()), st.lists(entries))
def test_every_finding_and_every_entry_for_the_image_ends_up_in_one_place(
    found: list[Finding], ledger: list[IgnoreEntry]
) -> None:
    parted = apply_ledger(found, ledger, names=NAMES, today=TODAY)

    assert Counter(found) == Counter([*parted.kept, *(one.finding for one in parted.ignored)])
    held = holding(ledger, names=NAMES, today=TODAY)
    assert set(parted.unused) <= set(held)
    assert set(parted.expired).isdisjoint(held)
    # Without the entries that are said to cover nothing, the outcome is the same.
    used = [one for one in held if one not in parted.unused]
    assert apply_ledger(found, used, names=NAMES, today=TODAY).ignored == parted.ignored
