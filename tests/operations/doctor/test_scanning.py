"""What scans, how often, and whether Amazon Inspector does."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest

from cdktf_ecr.operations.doctor.check import Outcome
from cdktf_ecr.operations.references import parse_image
from tests.operations.doctor import healthy
from tests.operations.doctor.conftest import Examine
from tests.standin.account import Account

ON_PUSH = {"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [{"filter": "web", "filterType": "WILDCARD"}]}


def registry(account: Account, scan_type: str, *rules: Any) -> None:
    account.answers["ecr", "GetRegistryScanningConfiguration"] = {
        "registryId": healthy.ACCOUNT_ID,
        "scanningConfiguration": {"scanType": scan_type, "rules": list(rules)},
    }


def test_the_rules_of_the_registry(examine: Examine) -> None:
    (check,) = examine("registry-scanning")

    assert (check.outcome, check.fix) == (Outcome.PASS, None)
    assert check.found == "enhanced scanning, by Amazon Inspector: CONTINUOUS_SCAN of *"


def test_a_registry_without_rules_scans_nothing_by_itself(account: Account, examine: Examine) -> None:
    registry(account, "BASIC")

    (check,) = examine("registry-scanning")

    assert check.outcome is Outcome.WARN
    assert check.found == "basic scanning, of ECR's own: no rules, so that nothing is scanned by itself"
    assert rules_of(check.fix) == [
        {"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}]}
    ]


@pytest.mark.parametrize(
    ("frequency", "said"),
    [("CONTINUOUS_SCAN", "Scanned again whenever"), ("SCAN_ON_PUSH", "Scanned once: what becomes known later")],
)
def test_how_often_a_repository_is_scanned(account: Account, examine: Examine, frequency: str, said: str) -> None:
    account.answers["ecr", "BatchGetRepositoryScanningConfiguration"] = healthy.repository_scanning(frequency)

    (check,) = examine("repository-scanning")

    assert check.outcome is Outcome.PASS
    assert check.found == f"team/api: {frequency} by the filter *, enhanced scanning, by Amazon Inspector"
    assert check.meaning.startswith(said)


def test_enhanced_scanning_leaves_out_what_no_filter_matches(account: Account, examine: Examine) -> None:
    registry(account, "ENHANCED", ON_PUSH)
    account.answers["ecr", "BatchGetRepositoryScanningConfiguration"] = healthy.repository_scanning("MANUAL")

    (check,) = examine("repository-scanning")

    assert (check.outcome, check.found) == (
        Outcome.FAIL,
        "team/api: MANUAL: no filter of the registry's matches it",
    )
    # The rules of others stay: writing the configuration replaces all of it.
    (rule,) = rules_of(check.fix)
    assert [each["filter"] for each in rule["repositoryFilters"]] == ["web", "team/api"]


def test_a_rule_on_push_is_added_beside_a_continuous_one(account: Account, examine: Examine) -> None:
    registry(account, "ENHANCED", {**ON_PUSH, "scanFrequency": "CONTINUOUS_SCAN"})
    account.answers["ecr", "BatchGetRepositoryScanningConfiguration"] = healthy.repository_scanning("MANUAL")

    (check,) = examine("repository-scanning")

    assert [(rule["scanFrequency"], rule["repositoryFilters"][0]["filter"]) for rule in rules_of(check.fix)] == [
        ("CONTINUOUS_SCAN", "web"),
        ("SCAN_ON_PUSH", "team/api"),
    ]


def test_basic_scanning_scans_it_by_hand(account: Account, examine: Examine) -> None:
    registry(account, "BASIC")
    account.answers["ecr", "BatchGetRepositoryScanningConfiguration"] = healthy.repository_scanning("MANUAL")

    (check,) = examine("repository-scanning")

    assert check.outcome is Outcome.WARN
    assert check.fix is not None
    assert check.fix.startswith("aws ecr put-image-scanning-configuration --repository-name team/api")


def test_a_repository_that_aws_says_nothing_of(account: Account, examine: Examine) -> None:
    account.answers["ecr", "BatchGetRepositoryScanningConfiguration"] = {"scanningConfigurations": [], "failures": []}

    (check,) = examine("repository-scanning")

    assert check.outcome is Outcome.SKIP


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("ENABLED", Outcome.PASS),
        ("ENABLING", Outcome.WARN),
        ("DISABLED", Outcome.FAIL),
        ("SUSPENDED", Outcome.FAIL),
        ("A_NEW_ONE", Outcome.FAIL),
    ],
)
def test_whether_inspector_is_on(account: Account, examine: Examine, status: str, outcome: Outcome) -> None:
    account.answers["inspector2", "BatchGetAccountStatus"] = {"accounts": [healthy.account_state(status)]}

    (check,) = examine("inspector")

    assert (check.outcome, check.found) == (outcome, f"scanning of ECR by Amazon Inspector is {status}")
    assert (check.fix is not None) == (outcome is Outcome.FAIL)


def test_an_account_that_inspector_does_not_know(account: Account, examine: Examine) -> None:
    account.answers["inspector2", "BatchGetAccountStatus"] = {"accounts": []}

    (check,) = examine("inspector")

    assert (check.outcome, check.found) == (Outcome.WARN, "AWS does not say whether Amazon Inspector is on")


def test_a_region_without_inspector_is_not_asked(account: Account, examine: Examine) -> None:
    registry(account, "ENHANCED", ON_PUSH)

    (check,) = examine("inspector", region="ap-southeast-6")

    assert check.outcome is Outcome.FAIL
    assert check.found.startswith("Amazon Inspector is not in ap-southeast-6 (endpoints of inspector2 in botocore")
    assert account.asked("inspector2", "BatchGetAccountStatus") == []


@pytest.mark.parametrize("name", ["inspector", "inspector-coverage", "inspector-watch"])
def test_basic_scanning_needs_no_inspector(account: Account, examine: Examine, name: str) -> None:
    registry(account, "BASIC", ON_PUSH)

    (check,) = examine(name)

    assert check.outcome is Outcome.SKIP
    assert [service for service, _, _ in account.requests if service == "inspector2"] == []


@pytest.mark.parametrize(
    ("status", "reason", "outcome"),
    [
        ("ACTIVE", "SUCCESSFUL", Outcome.PASS),
        ("INACTIVE", "SCAN_FREQUENCY_SCAN_ON_PUSH", Outcome.PASS),
        ("ACTIVE", "PENDING_INITIAL_SCAN", Outcome.WARN),
        ("INACTIVE", "SCAN_ELIGIBILITY_EXPIRED", Outcome.FAIL),
        ("INACTIVE", "UNSUPPORTED_OS", Outcome.FAIL),
        ("INACTIVE", "A_NEW_ONE", Outcome.FAIL),
    ],
)
def test_what_inspector_says_of_an_image(
    account: Account, examine: Examine, digest: str, *, status: str, reason: str, outcome: Outcome
) -> None:
    account.answers["inspector2", "ListCoverage"] = {"coveredResources": [healthy.covered(digest, status, reason)]}

    (check,) = examine("inspector-coverage", image=parse_image("team/api:1.4.0"))

    assert (check.outcome, check.found) == (outcome, f"team/api 1.4.0 {digest}: {status}, {reason}")
    (asked,) = account.asked("inspector2", "ListCoverage")
    assert asked["filterCriteria"]["ecrRepositoryName"] == [{"comparison": "EQUALS", "value": "team/api"}]


def test_an_image_that_inspector_does_not_know(account: Account, examine: Examine) -> None:
    account.answers["inspector2", "ListCoverage"] = {"coveredResources": [healthy.covered("sha256:other")]}

    (check,) = examine("inspector-coverage")

    assert check.outcome is Outcome.FAIL
    assert check.found.startswith("Amazon Inspector does not know team/api 1.4.0")


def test_the_images_of_an_index_are_counted(account: Account, examine: Examine) -> None:
    account.answers["ecr", "DescribeImages"] = {"imageDetails": [index()]}
    account.answers["inspector2", "ListCoverage"] = {
        "coveredResources": [
            healthy.covered("sha256:a"),
            healthy.covered("sha256:b"),
            healthy.covered("sha256:c", "INACTIVE", "SCAN_ELIGIBILITY_EXPIRED"),
        ]
    }

    (check,) = examine("inspector-coverage")

    assert check.outcome is Outcome.WARN
    assert check.found == "images of team/api: 2 ACTIVE (SUCCESSFUL), 1 INACTIVE (SCAN_ELIGIBILITY_EXPIRED)"
    assert account.asked("ecr", "BatchGetImage") == []


def test_no_images_known_is_no_pass(account: Account, examine: Examine) -> None:
    account.answers["ecr", "DescribeImages"] = {"imageDetails": [index()]}
    account.answers["inspector2", "ListCoverage"] = {"coveredResources": []}

    (check,) = examine("inspector-coverage")

    assert (check.outcome, check.found) == (Outcome.WARN, "images of team/api: Amazon Inspector knows none")


def index() -> dict[str, Any]:
    return {
        "repositoryName": "team/api",
        "imageDigest": "sha256:index",
        "imagePushedAt": 1_790_000_000,
        "imageManifestMediaType": "application/vnd.oci.image.index.v1+json",
    }


def rules_of(fix: str | None) -> Any:
    assert fix is not None
    words = shlex.split(fix)
    assert words[:3] == ["aws", "ecr", "put-registry-scanning-configuration"]
    return json.loads(words[words.index("--rules") + 1])
