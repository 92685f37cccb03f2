"""What there is one of, or few: the registry's configuration and policies, the resource policies of the logs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdktf_ecr.model.monitoring.policies import log_delivery_policy
from cdktf_ecr.operations.doctor.check import Outcome
from cdktf_ecr.operations.stack_directory import StackResource
from tests.operations.doctor.before_apply.resources import TERRAFORM, Examine, resource
from tests.standin.account import DENIED, Account
from tests.standin.server import Fault

SCANNING = "aws_ecr_registry_scanning_configuration"
LOG_POLICY = "aws_cloudwatch_log_resource_policy"


def scanning(account: Account, scan_type: str, *filters: str, frequency: str = "SCAN_ON_PUSH") -> None:
    rules = [
        {
            "scanFrequency": frequency,
            "repositoryFilters": [{"filter": each, "filterType": "WILDCARD"} for each in filters],
        }
    ]
    account.answers["ecr", "GetRegistryScanningConfiguration"] = {
        "scanningConfiguration": {"scanType": scan_type, "rules": rules if filters else []}
    }


def wanted(scan_type: str = "ENHANCED", *filters: str) -> StackResource:
    rule = {"scan_frequency": "SCAN_ON_PUSH", "repository_filter": [{"filter": each} for each in filters or ("*",)]}
    return resource(SCANNING, scan_type=scan_type, rule=[rule])


def test_rules_of_others_would_be_lost(account: Account, examine: Examine) -> None:
    scanning(account, "BASIC", "web", "*")

    _, check = examine(wanted())

    assert (check.name, check.outcome) == ("registry-scanning", Outcome.FAIL)
    assert check.found == (
        "the registry's rules would be replaced, and lost: SCAN_ON_PUSH of web; "
        "the scan type changes from BASIC to ENHANCED"
    )
    assert check.meaning.startswith("Results of earlier scans are hidden when the type changes. There is one")
    assert check.fix == f"{TERRAFORM} apply -var=environment=prod -var=ecr_manage_registry_scanning=false"


def test_another_frequency_is_another_rule(account: Account, examine: Examine) -> None:
    scanning(account, "ENHANCED", "*", frequency="CONTINUOUS_SCAN")

    _, check = examine(wanted())

    assert "lost: CONTINUOUS_SCAN of *; the scan type stays ENHANCED" in check.found


@pytest.mark.parametrize("filters", [(), ("*",)])
def test_no_rule_is_lost(account: Account, examine: Examine, filters: tuple[str, ...]) -> None:
    scanning(account, "BASIC", *filters)

    _, check = examine(wanted())

    assert (check.outcome, check.fix) == (Outcome.PASS, None)
    assert check.found == "no rule is lost; the scan type changes from BASIC to ENHANCED"
    assert check.meaning == "Results of earlier scans are hidden when the type changes."


@pytest.mark.parametrize(("region", "outcome"), [("us-east-1", Outcome.PASS), ("ap-southeast-6", Outcome.FAIL)])
def test_a_region_without_inspector(account: Account, examine: Examine, region: str, outcome: Outcome) -> None:
    scanning(account, "BASIC")

    check, _ = examine(wanted(), region=region)

    assert (check.name, check.outcome) == ("inspector-region", outcome)
    assert (check.fix is not None) == (outcome is Outcome.FAIL)


def test_basic_scanning_is_everywhere(account: Account, examine: Examine) -> None:
    scanning(account, "BASIC")

    assert [check.name for check in examine(wanted("BASIC"), region="ap-southeast-6")] == ["registry-scanning"]


@pytest.mark.parametrize(
    ("type_", "operation", "there", "free", "said"),
    [
        (
            "aws_ecr_registry_policy",
            "GetRegistryPolicy",
            {"policyText": "{}"},
            Fault("RegistryPolicyNotFoundException"),
            "the registry has a policy already: {}",
        ),
        (
            "aws_ecr_replication_configuration",
            "DescribeRegistry",
            {"replicationConfiguration": {"rules": [{"destinations": []}]}},
            {"replicationConfiguration": {"rules": []}},
            "the registry replicates by 1 rules already",
        ),
    ],
)
def test_what_a_registry_has_one_of(  # noqa: PLR0917 - a row of the table
    account: Account, examine: Examine, type_: str, operation: str, there: Any, free: Any, said: str
) -> None:
    found = []
    for answer in (there, free, DENIED):
        account.answers["ecr", operation] = answer
        found += examine(resource(type_))

    assert [check.outcome for check in found] == [Outcome.FAIL, Outcome.PASS, Outcome.SKIP]
    assert (found[0].found, found[1].found) == (said, "the registry has none yet")
    assert found[0].fix == f"{TERRAFORM} import -var=environment=prod {type_}.this 123456789012"
    assert found[2].action == f"ecr:{operation}"


def held(account: Account, *names: str, document: Any = None) -> None:
    text = json.dumps(document or {"Statement": []})
    account.answers["logs", "DescribeResourcePolicies"] = {
        "resourcePolicies": [{"policyName": name, "policyDocument": text} for name in names]
    }


@pytest.mark.parametrize(("count", "outcome"), [(9, Outcome.PASS), (10, Outcome.FAIL)])
def test_the_eleventh_resource_policy(account: Account, examine: Examine, count: int, outcome: Outcome) -> None:
    held(account, *map(str, range(count)))

    (check,) = examine(
        resource(LOG_POLICY, policy_name="ours"), resource("aws_cloudwatch_log_group", name="/aws/events/ecr/x")
    )[:1]

    assert (check.name, check.outcome) == ("log-resource-policies", outcome)
    if outcome is Outcome.FAIL:
        assert check.found == "10 of 10 are in use, and 1 more is to be made"
        assert check.fix is None


def test_a_policy_too_many_that_is_not_needed(account: Account, examine: Examine) -> None:
    held(
        account,
        *map(str, range(10)),
        document=log_delivery_policy("arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/*:*"),
    )

    check = examine(
        resource(LOG_POLICY, policy_name="ours"), resource("aws_cloudwatch_log_group", name="/aws/events/ecr/x")
    )[0]

    assert check.outcome is Outcome.FAIL
    assert check.fix == f"{TERRAFORM} apply -var=environment=prod -var=ecr_manage_log_resource_policy=false"


def test_a_policy_of_the_same_name_is_replaced(account: Account, examine: Examine) -> None:
    # It takes no room: it takes the other's place.
    held(account, "ours", *map(str, range(9)))

    (check,) = examine(resource(LOG_POLICY, policy_name="ours"))

    assert (check.outcome, check.found) == (
        Outcome.FAIL,
        "aws_cloudwatch_log_resource_policy.this: a policy ours is there already",
    )


def test_resource_policies_that_nobody_may_list(account: Account, examine: Examine) -> None:
    account.answers["logs", "DescribeResourcePolicies"] = DENIED

    (check,) = examine(resource(LOG_POLICY, policy_name="ours"))

    assert (check.outcome, check.action) == (Outcome.SKIP, "logs:DescribeResourcePolicies")


def test_scanning_that_nobody_may_read(account: Account, examine: Examine) -> None:
    account.answers["ecr", "GetRegistryScanningConfiguration"] = DENIED

    region, check = examine(wanted())

    assert (region.outcome, check.outcome) == (Outcome.PASS, Outcome.SKIP)
    assert check.action == "ecr:GetRegistryScanningConfiguration"
