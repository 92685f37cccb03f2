"""The registry's scanning configuration for a collection that is known in Python.

What Terraform works out is in tests/terraform/test_collection_expressions.py.
"""

from __future__ import annotations

import hashlib

import pytest

from cdktf_ecr.model.collection.scanning import CollectionScanning, known_scanning
from cdktf_ecr.model.errors import InvalidSettingError

PUSH, CONTINUOUS = "SCAN_ON_PUSH", "CONTINUOUS_SCAN"

TEAM = {"team/api": PUSH, "team/web": PUSH, "live/api": CONTINUOUS, "quiet": None}

# Names without anything in common, half of them not to be scanned.
SCATTERED = {hashlib.sha256(bytes([n, n // 256])).hexdigest()[:8]: PUSH if n % 2 else None for n in range(1, 250)}
SCATTERED |= {f"{name[::-1]}z": frequency for name, frequency in SCATTERED.items()}


@pytest.mark.parametrize(
    ("wanted", "frequency", "filters", "expected"),
    [
        ({"team/api": PUSH}, PUSH, (), {PUSH: ("*",)}),
        ({"team/api": CONTINUOUS}, PUSH, (), {CONTINUOUS: ("*",)}),
        ({"team/api": None}, PUSH, (), {}),
        (TEAM, PUSH, (), {PUSH: ("team/*",), CONTINUOUS: ("live/api",)}),
        (TEAM, PUSH, ("team",), {PUSH: ("team",), CONTINUOUS: ("live/api",)}),
        (TEAM, CONTINUOUS, ("live/*",), {CONTINUOUS: ("live/*",), PUSH: ("team/*",)}),
        ({"team/api": CONTINUOUS}, CONTINUOUS, ("team/*", "other"), {CONTINUOUS: ("team/*", "other")}),
        # A filter of the collection's own frequency may match what is scanned continuously: that rule wins.
        ({"team/api": PUSH, "team/web": CONTINUOUS}, PUSH, ("*",), {PUSH: ("*",), CONTINUOUS: ("team/web",)}),
        ({}, PUSH, ("team/*",), {PUSH: ("team/*",)}),
    ],
)
def test_each_repository_is_scanned_as_often_as_it_should_be(
    wanted: dict[str, str | None], frequency: str, filters: tuple[str, ...], expected: dict[str, tuple[str, ...]]
) -> None:
    scanning = known_scanning(wanted, enhanced=True, frequency=frequency, filters=filters)

    assert {rule.frequency: tuple(rule.filters) for rule in scanning.rules} == expected
    assert scanning.scan_type == "ENHANCED"
    assert scanning.frequencies_for(wanted) == wanted


@pytest.mark.parametrize("default", [PUSH, CONTINUOUS, None])
def test_without_repositories_the_default_holds_for_the_registry(default: str | None) -> None:
    scanning = known_scanning({}, enhanced=True, frequency=PUSH, filters=(), default=default)

    assert {rule.frequency: tuple(rule.filters) for rule in scanning.rules} == ({default: ("*",)} if default else {})


def test_basic_scanning_has_one_rule() -> None:
    scanning = known_scanning({"team/api": PUSH, "quiet": None}, enhanced=False, frequency=PUSH, filters=())

    assert scanning.scan_type == "BASIC"
    assert [(rule.frequency, tuple(rule.filters)) for rule in scanning.rules] == [(PUSH, ("team/api",))]


@pytest.mark.parametrize(
    ("wanted", "frequency", "filters", "message"),
    [
        ({"team/api": PUSH, "web": PUSH}, PUSH, ("team/*",), "'web' gets None instead of SCAN_ON_PUSH, add 'web' to"),
        ({"team/api": PUSH, "quiet": None}, PUSH, ("*",), r"'quiet' gets SCAN_ON_PUSH instead of None, narrow '\*'"),
        ({"team/api": PUSH}, CONTINUOUS, ("team",), "'team/api' gets CONTINUOUS_SCAN instead of SCAN_ON_PUSH, narrow"),
        ({"aa": PUSH, "aaa": None, "a.a": None}, PUSH, ("aa",), "'aaa' gets SCAN_ON_PUSH instead of None"),
        (SCATTERED, PUSH, (), "takes at most 100 filters"),
    ],
)
def test_a_repository_that_no_filter_scans_as_it_should_be_is_reported(
    wanted: dict[str, str | None], frequency: str, filters: tuple[str, ...], message: str
) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        known_scanning(wanted, enhanced=True, frequency=frequency, filters=filters)


def test_the_locals_of_two_collections_differ_by_their_prefix() -> None:
    scanning = CollectionScanning(rows="${var.rows}", enhanced=True, filters=(), frequency=PUSH, prefix="api_")

    values = scanning.local_values()

    assert all(name.startswith("api_scan_") for name in values)
    assert scanning.rules == "local.api_scan_rules"
    assert "local.scan_" not in str(values)
