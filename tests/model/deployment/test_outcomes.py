"""What came of a deployment, by the script's exit codes and by Systems Manager's words."""

from __future__ import annotations

import re

import pytest

from cdktf_ecr.model.deployment.outcomes import HostOutcome, status_word, tolerated
from cdktf_ecr.model.deployment.script import packaged


def outcome(status: str, code: int | None = None) -> HostOutcome:
    return HostOutcome(instance_id="i-0000000a", name="", status=status_word(status), exit_code=code)


@pytest.mark.parametrize(
    ("status", "code", "runs", "counts"),
    [
        ("Success", 0, "new", False),
        ("Failed", 1, "previous", True),
        ("Failed", 2, "previous", True),
        ("Failed", 3, "previous", True),
        ("Failed", 4, "unknown", True),
        ("Failed", 5, "nothing", True),
        ("Failed", 137, "unknown", True),
        ("Failed", None, "unknown", True),
        ("Delivery Timed Out", None, "unknown", False),
        ("DeliveryTimedOut", None, "unknown", False),
        ("Execution Timed Out", None, "unknown", True),
        ("Undeliverable", None, "unknown", False),
        ("Terminated", None, "previous", False),
        ("Cancelled", None, "unknown", True),
        ("In Progress", None, "unknown", False),
        ("Pending", None, "previous", False),
        ("Delayed", None, "unknown", False),
        ("Something New", None, "unknown", True),
    ],
)
def test_what_a_host_runs_and_whether_it_counts(status: str, code: int | None, runs: str, counts: bool) -> None:  # noqa: FBT001
    told = outcome(status, code)

    assert (told.runs, told.counts_as_error) == (runs, counts)
    assert told.meaning


def test_every_exit_code_of_the_script_has_a_meaning() -> None:
    (head,) = re.findall(r"^# Exit codes: (.*?)\nset ", packaged("deploy.sh"), re.MULTILINE | re.DOTALL)
    codes = {int(code) for code in re.findall(r"\b(\d) [a-z]", head.replace("\n# ", " "))}
    used = {int(code) for code in re.findall(r"\bfail (\d) ", packaged("deploy.sh"))}

    assert (codes, used) == ({0, 1, 2, 3, 4, 5}, {1, 2, 3, 4, 5})
    for code in used:
        assert "the script ended with" not in outcome("Failed", code).meaning


@pytest.mark.parametrize(
    ("max_errors", "hosts", "number"),
    [("0", 9, 0), ("2", 9, 2), ("0%", 9, 0), ("10%", 9, 0), ("50%", 9, 4), ("100%", 9, 9)],
)
def test_how_many_may_fail(max_errors: str, hosts: int, number: int) -> None:
    assert tolerated(max_errors, hosts) == number
