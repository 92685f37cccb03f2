"""Monitoring where Python knows the scan type: what watches for the events of the other one is not there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.synthesized import parsed
from tests.terraform.account import ACCOUNT_ID, EMPTY, Account
from tests.terraform.conftest import Place
from tests.terraform.emulator import Emulator
from tests.terraform.monitoring import FILTERS

pytestmark = pytest.mark.terraform

PROGRAM = Path(__file__).with_name("monitoring_app.py")

SAFE_NAME = "team-jobs-c2ab5ef6"
ARN = f"arn:aws:ecr:eu-west-1:{ACCOUNT_ID}:repository/team/jobs"
FOUND_CRITICAL = {"CRITICAL": [{"numeric": [">", 0]}]}

BASIC_RULES = {
    f"{SAFE_NAME}-scans": {
        "source": ["aws.ecr"],
        "detail-type": ["ECR Image Scan"],
        "detail": {"repository-name": ["team/jobs"]},
    },
    f"{SAFE_NAME}-notify-basic": {
        "source": ["aws.ecr"],
        "detail-type": ["ECR Image Scan"],
        "detail": {
            "repository-name": ["team/jobs"],
            "scan-status": ["COMPLETE"],
            "finding-severity-counts": FOUND_CRITICAL,
        },
    },
}
ENHANCED_RULES = {
    f"{SAFE_NAME}-scans": {
        "source": ["aws.inspector2"],
        "detail-type": ["Inspector2 Scan"],
        "detail": {"repository-name": [ARN]},
    },
    f"{SAFE_NAME}-findings": {
        "source": ["aws.inspector2"],
        "detail-type": ["Inspector2 Finding"],
        "resources": [{"prefix": f"{ARN}/sha256:"}],
        "detail": {"status": ["ACTIVE", "SUPPRESSED", "CLOSED"]},
    },
    f"{SAFE_NAME}-notify-enhanced": {
        "source": ["aws.inspector2"],
        "detail-type": ["Inspector2 Scan"],
        "detail": {
            "repository-name": [ARN],
            "scan-status": ["INITIAL_SCAN_COMPLETE"],
            "finding-severity-counts": FOUND_CRITICAL,
        },
    },
    f"{SAFE_NAME}-notify-findings": {
        "source": ["aws.inspector2"],
        "detail-type": ["Inspector2 Finding"],
        "resources": [{"prefix": f"{ARN}/sha256:"}],
        "detail": {"status": ["ACTIVE"], "severity": ["CRITICAL"]},
    },
}
AUDIT_RULES = {
    f"{SAFE_NAME}-audit": {
        "source": ["aws.ecr"],
        "detail-type": ["ECR Image Action"],
        "detail": {"repository-name": ["team/jobs"], "action-type": ["PUSH", "DELETE"]},
    },
}
WATCHED: dict[str, dict[str, object]] = {
    "BASIC": {**BASIC_RULES, **AUDIT_RULES},
    "ENHANCED": {**ENHANCED_RULES, **AUDIT_RULES},
}
ADDRESSES = {
    "BASIC": {"jobs_scan_logs_scans", "jobs_scan_audit_actions", "jobs_scan_basic_notifications"},
    "ENHANCED": {
        *("jobs_scan_logs_scans", "jobs_scan_logs_findings", "jobs_scan_audit_actions"),
        *("jobs_scan_enhanced_notifications", "jobs_scan_finding_notifications"),
    },
}


def synthesized(directory: Path, scan_type: str) -> Path:
    """Run the program and return the stack's directory."""
    out = directory / "synthesized" / f"monitoring-{scan_type}"
    out.parent.mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "CDKTF_OUTDIR": str(out),
        "PYTHONPATH": str(PROGRAM.parents[2] / "constructs"),
    }
    subprocess.run([sys.executable, str(PROGRAM), scan_type], env=environment, check=True)
    return out / "stacks" / "library"


@pytest.mark.parametrize("scan_type", WATCHED)
def test_only_the_events_of_the_known_scan_type_are_watched_for(
    shared_directory: Path, tmp_path: Path, place: Place, emulator: Emulator, scan_type: str
) -> None:
    emulator.reset()
    account = Account(emulator.url, "eu-west-1")
    stack = synthesized(shared_directory, scan_type)
    resources = parsed(json.loads((stack / "cdk.tf.json").read_text(encoding="utf-8")))["resource"]
    assert set(resources["aws_cloudwatch_event_rule"]) == ADDRESSES[scan_type]
    assert set(resources["aws_cloudwatch_event_target"]) == ADDRESSES[scan_type]
    terraform = place(tmp_path, stack)
    terraform.validate()

    # All but the queue, for which the provider waits a minute; test_monitoring has it.
    watching = [resource for resource in resources if not resource.startswith("aws_sqs_")]
    watching.remove("aws_cloudwatch_event_target")
    terraform.apply(None, *(f"-target={resource}.{name}" for resource in watching for name in resources[resource]))

    contents = account.contents()
    assert {name: rule["pattern"] for name, rule in contents["event_rules"].items()} == WATCHED[scan_type]
    assert set(contents["metric_filters"]["/aws/events/ecr/team/jobs"]) == set(FILTERS)
    assert {name: alarm["threshold"] for name, alarm in contents["alarms"].items()} == {
        f"{SAFE_NAME}-critical-findings": 1.0,
        f"{SAFE_NAME}-high-findings": 3.0,
        f"{SAFE_NAME}-scan-failed": 1.0,
    }
    (dashboard,) = contents["dashboards"].values()
    findings = ["/aws/events/ecr/team/jobs"] if scan_type == "ENHANCED" else []
    assert dashboard["log_groups"] == ["/aws/events/ecr/team/jobs", *findings, "/aws/events/ecr/team/jobs#audit"]
    (topic,) = contents["topics"].values()
    assert topic["subscriptions"] == [("email", "team@example.com")]

    terraform.destroy()

    assert account.contents() == EMPTY
