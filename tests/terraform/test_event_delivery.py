"""From an event, as AWS documents it, to the log group: what is applied delivers it, or leaves it alone.

moto stands in for EventBridge. It takes events of the source aws.ecr from anybody, where AWS takes them from ECR only,
and delivers without asking CloudWatch Logs' resource policy.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.model.monitoring.samples import (
    REGION,
    TEAM_API,
    Event,
    basic_scan,
    coverage,
    enhanced_scan,
    finding,
    image_action,
    instance_coverage,
    instance_scan,
    registry_call,
    repository,
    repository_call,
    scan_frequency_change,
)
from tests.terraform.account import Account
from tests.terraform.conftest import Place
from tests.terraform.emulator import Emulator

pytestmark = pytest.mark.terraform

SCANS, AUDIT = "/aws/events/ecr/team/api", "/aws/events/ecr/team/api#audit"
SETTINGS: dict[str, Any] = {
    "aws_region": REGION,
    "ecr_repository_name": TEAM_API.name,
    "ecr_enable_notifications": False,
    "ecr_enable_cloudtrail_audit": True,
}
TARGETS = (
    "scan_logs_scans",
    "scan_logs_findings",
    "scan_audit_actions",
    "scan_audit_calls",
    "scan_audit_registry_calls",
)

LONGER, SHORTER, BELOW = repository("team/api-v2"), repository("team/ap"), repository("team/api/v2")
ABOVE = repository("my/team/api")
ELSEWHERE = repository("team/api", region="eu-west-1")
OF_ANOTHER_ACCOUNT = repository("team/api", account="444455556666")

DELIVERED = [
    pytest.param(basic_scan(), SCANS, id="basic scan"),
    pytest.param(basic_scan(scan_status="FAILED", finding_severity_counts={}), SCANS, id="failed basic scan"),
    pytest.param(basic_scan(finding_severity_counts={}), SCANS, id="basic scan that found nothing"),
    pytest.param(enhanced_scan(), SCANS, id="enhanced scan"),
    pytest.param(enhanced_scan(finding_severity_counts={"TOTAL": 0}), SCANS, id="enhanced scan that found nothing"),
    pytest.param(finding(), SCANS, id="finding"),
    pytest.param(finding(status="CLOSED"), SCANS, id="closed finding"),
    pytest.param(finding(status="SUPPRESSED", severity="UNTRIAGED"), SCANS, id="suppressed finding"),
    pytest.param(coverage(), SCANS, id="image that cannot be scanned"),
    pytest.param(coverage(reason="SCAN_ELIGIBILITY_EXPIRED"), SCANS, id="image that is not scanned any longer"),
    pytest.param(repository_call(), AUDIT, id="recorded push"),
    pytest.param(repository_call(name="DeleteRepository", errorCode="AccessDenied"), AUDIT, id="refused deletion"),
    pytest.param(registry_call(), AUDIT, id="recorded change of the registry's scanning"),
    pytest.param(image_action(), AUDIT, id="push"),
    pytest.param(image_action(action_type="DELETE"), AUDIT, id="delete"),
    pytest.param(image_action(action_type="DELETE", result="FAILURE"), AUDIT, id="failed delete"),
]
LEFT_ALONE = [
    *(
        pytest.param(sample(other), id=f"{sample.__name__} of {other.name}")
        for sample in (basic_scan, enhanced_scan, finding, coverage, image_action, repository_call)
        for other in (LONGER, SHORTER, BELOW, ABOVE)
    ),
    pytest.param(enhanced_scan(ELSEWHERE), id="enhanced scan in another region"),
    pytest.param(enhanced_scan(OF_ANOTHER_ACCOUNT), id="enhanced scan in another account"),
    pytest.param(finding(OF_ANOTHER_ACCOUNT), id="finding in another account"),
    pytest.param(coverage(OF_ANOTHER_ACCOUNT), id="image that cannot be scanned in another account"),
    pytest.param(coverage(statusCodeValue="ACTIVE"), id="image that is scanned"),
    pytest.param(instance_coverage(), id="instance that cannot be scanned"),
    pytest.param(repository_call(name="BatchGetImage"), id="recorded pull"),
    pytest.param(registry_call(name="GetRegistryPolicy"), id="recorded look at the registry"),
    pytest.param(repository_call(eventSource="ecr-public.amazonaws.com"), id="call to another service"),
    pytest.param(finding(status="ARCHIVED"), id="finding in an unknown state"),
    pytest.param(image_action(action_type="REPLICATE"), id="another action"),
    pytest.param(scan_frequency_change(), id="change of the scan frequency"),
    pytest.param(instance_scan(), id="scan of an instance"),
    *(
        pytest.param({**sample(), "detail-type": "ECR Replication Action"}, id=f"{sample.__name__} of another type")
        for sample in (basic_scan, enhanced_scan, finding, image_action)
    ),
    *(
        pytest.param({**sample(), "source": "team.api"}, id=f"{sample.__name__} from another source")
        for sample in (basic_scan, enhanced_scan, finding, image_action)
    ),
]


@pytest.fixture(scope="module")
def watching(
    place: Place, emulator: Emulator, stack_directory: Path, tmp_path_factory: pytest.TempPathFactory
) -> Account:
    """An account in which the log groups, rules and targets are applied."""
    emulator.reset()
    terraform = place(tmp_path_factory.mktemp("delivery"), stack_directory)
    terraform.apply(SETTINGS, *(f"-target=aws_cloudwatch_event_target.{name}" for name in TARGETS))
    return Account(emulator.url, REGION)


@pytest.mark.parametrize(("event", "log_group"), DELIVERED)
def test_an_event_reaches_the_log_group_it_is_for(watching: Account, event: Event, log_group: str) -> None:
    event_id = watching.put_event(event)

    logged = {name: watching.logged_events(name) for name in (SCANS, AUDIT)}
    assert [name for name, events in logged.items() if event_id in events] == [log_group]
    told = ("source", "detail-type", "resources", "detail", "region")  # moto leaves the account out.
    assert {key: logged[log_group][event_id][key] for key in told} == {key: event[key] for key in told}


@pytest.mark.parametrize("event", LEFT_ALONE)
def test_an_event_of_something_else_reaches_none(watching: Account, event: Event) -> None:
    event_id = watching.put_event(event)

    assert event_id not in {**watching.logged_events(SCANS), **watching.logged_events(AUDIT)}
