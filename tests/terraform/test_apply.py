"""The guide's stack, applied for real with the example's settings.

Without notifications, for which the provider waits a minute; test_monitoring has them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.terraform.account import EMPTY, Account
from tests.terraform.conftest import Bare
from tests.terraform.monitoring import FILTERS, NOT_SCANNED
from tests.terraform.monitoring_events import FINDING_OR_COVERAGE
from tests.terraform.runner import Terraform

pytestmark = pytest.mark.terraform

GUIDE = Path(__file__).resolve().parents[2] / "examples" / "stack" / "guide.tfvars"

NAME = "inscribe/customer-data-service"
SAFE_NAME = "inscribe-customer-data-service-46fb5915"
REPOSITORY_ARN = "arn:aws:ecr:us-east-1:123456789012:repository/inscribe/customer-data-service"
SCAN_LOG = f"/aws/events/ecr/{NAME}"
AUDIT_LOG = f"/aws/events/ecr/{NAME}#audit"
ALARM_ARNS = [
    f"arn:aws:cloudwatch:us-east-1:123456789012:alarm:{SAFE_NAME}-not-scanned",
    f"arn:aws:cloudwatch:us-east-1:123456789012:alarm:{SAFE_NAME}-critical-findings",
    f"arn:aws:cloudwatch:us-east-1:123456789012:alarm:{SAFE_NAME}-scan-failed",
]
TAGS = {"ManagedBy": "Terraform", "Stack": "ecr", "Environment": "production"}

LIFECYCLE_POLICY = {
    "rules": [
        {
            "rulePriority": 1,
            "description": "Keep the newest production images tagged v*",
            "selection": {
                "tagStatus": "tagged",
                "tagPatternList": ["v*"],
                "countType": "imageCountMoreThan",
                "countNumber": 10,
            },
            "action": {"type": "expire"},
        },
        {
            "rulePriority": 2,
            "description": "Keep the newest production images tagged release*",
            "selection": {
                "tagStatus": "tagged",
                "tagPatternList": ["release*"],
                "countType": "imageCountMoreThan",
                "countNumber": 10,
            },
            "action": {"type": "expire"},
        },
        {
            "rulePriority": 3,
            "description": "Keep the newest development images tagged dev*",
            "selection": {
                "tagStatus": "tagged",
                "tagPatternList": ["dev*"],
                "countType": "imageCountMoreThan",
                "countNumber": 5,
            },
            "action": {"type": "expire"},
        },
        {
            "rulePriority": 4,
            "description": "Keep the newest development images tagged feature*",
            "selection": {
                "tagStatus": "tagged",
                "tagPatternList": ["feature*"],
                "countType": "imageCountMoreThan",
                "countNumber": 5,
            },
            "action": {"type": "expire"},
        },
        {
            "rulePriority": 5,
            "description": "Keep the newest development images tagged main*",
            "selection": {
                "tagStatus": "tagged",
                "tagPatternList": ["main*"],
                "countType": "imageCountMoreThan",
                "countNumber": 5,
            },
            "action": {"type": "expire"},
        },
        {
            "rulePriority": 6,
            "description": "Expire untagged images",
            "selection": {
                "tagStatus": "untagged",
                "countType": "sinceImagePushed",
                "countUnit": "days",
                "countNumber": 1,
            },
            "action": {"type": "expire"},
        },
    ]
}

GUIDE_CONTENTS = {
    "repositories": {
        NAME: {
            "mutability": "MUTABLE",
            "scan_on_push": True,
            "encryption": {"encryptionType": "AES256"},
            "lifecycle_policy": LIFECYCLE_POLICY,
            "policy": None,
            "tags": TAGS,
        }
    },
    "registry_scanning": {
        "scanType": "ENHANCED",
        "rules": [
            {
                "scanFrequency": "SCAN_ON_PUSH",
                "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}],
            }
        ],
    },
    "policies": {},
    "roles": {
        f"{SAFE_NAME}-us-east-1-ecr-pull": {
            "trust": {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Sid": "AssumeRole",
                        "Effect": "Allow",
                        "Principal": {"Service": "ec2.amazonaws.com"},
                        "Action": "sts:AssumeRole",
                    }
                ],
            },
            "attached": [],
            "inline": {
                "ecr-pull": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {"Sid": "LogIn", "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"},
                        {
                            "Sid": "PullImages",
                            "Effect": "Allow",
                            "Action": [
                                "ecr:BatchCheckLayerAvailability",
                                "ecr:GetDownloadUrlForLayer",
                                "ecr:BatchGetImage",
                            ],
                            "Resource": REPOSITORY_ARN,
                        },
                    ],
                }
            },
            "tags": TAGS,
        }
    },
    "instance_profiles": {
        f"{SAFE_NAME}-us-east-1-ecr-pull": {"roles": [f"{SAFE_NAME}-us-east-1-ecr-pull"], "tags": TAGS}
    },
    "keys": [],
    "log_groups": {
        SCAN_LOG: {"retention": 14, "key": None, "tags": TAGS},
        AUDIT_LOG: {"retention": 365, "key": None, "tags": TAGS},
    },
    "log_resource_policies": {
        f"{SAFE_NAME}-ecr-events": {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "DeliverEvents",
                    "Effect": "Allow",
                    "Principal": {"Service": ["events.amazonaws.com", "delivery.logs.amazonaws.com"]},
                    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                    "Resource": "arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/ecr/*:*",
                }
            ],
        }
    },
    "event_rules": {
        f"{SAFE_NAME}-scans": {
            "state": "ENABLED",
            "pattern": {
                "source": ["aws.ecr", "aws.inspector2"],
                "detail-type": ["ECR Image Scan", "Inspector2 Scan"],
                "detail": {"repository-name": [NAME, REPOSITORY_ARN]},
            },
            "targets": [{"Id": "logs", "Arn": f"arn:aws:logs:us-east-1:123456789012:log-group:{SCAN_LOG}"}],
            "tags": TAGS,
        },
        f"{SAFE_NAME}-findings": {
            "state": "ENABLED",
            "pattern": {
                "source": ["aws.inspector2"],
                "detail-type": ["Inspector2 Finding", "Inspector2 Coverage"],
                "resources": [{"prefix": f"{REPOSITORY_ARN}/sha256:"}],
                "detail": FINDING_OR_COVERAGE,
            },
            "targets": [{"Id": "logs", "Arn": f"arn:aws:logs:us-east-1:123456789012:log-group:{SCAN_LOG}"}],
            "tags": TAGS,
        },
        f"{SAFE_NAME}-audit": {
            "state": "ENABLED",
            "pattern": {
                "source": ["aws.ecr"],
                "detail-type": ["ECR Image Action"],
                "detail": {"repository-name": [NAME], "action-type": ["PUSH", "DELETE"]},
            },
            "targets": [{"Id": "logs", "Arn": f"arn:aws:logs:us-east-1:123456789012:log-group:{AUDIT_LOG}"}],
            "tags": TAGS,
        },
    },
    "metric_filters": {
        SCAN_LOG: {
            **{
                name: ("CdktfEcr/ImageScans", metric, value, {"Repository": "$.resources[0]"})
                for name, (metric, value) in FILTERS.items()
            },
            NOT_SCANNED: ("CdktfEcr/ImageScans", f"NotScanned-{SAFE_NAME}", "1", {}),
        }
    },
    "alarms": {
        f"{SAFE_NAME}-critical-findings": {
            "metric": ("CdktfEcr/ImageScans", "Critical"),
            "dimensions": {"Repository": REPOSITORY_ARN},
            "statistic": "Maximum",
            "period": 300,
            "comparison": "GreaterThanOrEqualToThreshold",
            "threshold": 1.0,
            "missing_data": "ignore",
            "alarm_actions": [],
            "ok_actions": [],
            "tags": TAGS,
        },
        f"{SAFE_NAME}-not-scanned": {
            "metric": ("CdktfEcr/ImageScans", f"NotScanned-{SAFE_NAME}"),
            "dimensions": {},
            "statistic": "Sum",
            "period": 300,
            "comparison": "GreaterThanOrEqualToThreshold",
            "threshold": 1.0,
            "missing_data": "notBreaching",
            "alarm_actions": [],
            "ok_actions": [],
            "tags": TAGS,
        },
        f"{SAFE_NAME}-scan-failed": {
            "metric": ("CdktfEcr/ImageScans", "ScansFailed"),
            "dimensions": {"Repository": REPOSITORY_ARN},
            "statistic": "Sum",
            "period": 300,
            "comparison": "GreaterThanOrEqualToThreshold",
            "threshold": 1.0,
            "missing_data": "notBreaching",
            "alarm_actions": [],
            "ok_actions": [],
            "tags": TAGS,
        },
    },
    "dashboards": {
        f"{SAFE_NAME}-us-east-1-ecr": {
            "metrics": [
                ("CdktfEcr/ImageScans", metric, "Repository", REPOSITORY_ARN)
                for metric in (
                    *("Critical", "Critical", "High", "High", "Informational", "Low", "Medium", "Medium"),
                    *("ScansCompleted", "ScansFailed", "Total", "Undefined", "Untriaged"),
                )
            ],
            "worked_out": ["all0 - FILL(critical0, 0) - FILL(high0, 0) - FILL(medium0, 0)"],
            "log_groups": [SCAN_LOG, SCAN_LOG, SCAN_LOG, AUDIT_LOG],
            "alarms": sorted(ALARM_ARNS),
            "regions": ["us-east-1"],
        }
    },
    "topics": {},
    "queues": {},
}


@pytest.fixture
def terraform(terraform: Terraform) -> Terraform:
    """The stack with the guide's defaults but for notifications."""
    return terraform.with_variables(ecr_enable_notifications="false")


def test_the_guides_settings_create_what_the_guide_says(terraform: Terraform, account: Account) -> None:
    assert account.contents() == EMPTY

    applied = terraform.with_a_provider_of_its_own().apply(GUIDE)
    assert (applied.totals, applied.warnings) == ((45, 0, 0), [])
    assert account.contents() == GUIDE_CONTENTS

    url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/inscribe/customer-data-service"
    assert terraform.raw_output("ecr_repository_url") == url
    outputs = terraform.outputs()
    assert json.loads(outputs.pop("ecr_lifecycle_policy")) == LIFECYCLE_POLICY
    assert outputs == {
        "ecr_repository_url": url,
        "ecr_repository_arn": REPOSITORY_ARN,
        "ecr_repository_name": NAME,
        "ecr_registry_id": "123456789012",
        "ecr_scan_configuration": {"scan_on_push": True, "scan_type": "ENHANCED", "scan_frequency": "SCAN_ON_PUSH"},
        "ecr_ec2_role_arn": f"arn:aws:iam::123456789012:role/{SAFE_NAME}-us-east-1-ecr-pull",
        "ecr_instance_profile_name": f"{SAFE_NAME}-us-east-1-ecr-pull",
        "ecr_scan_log_group_name": SCAN_LOG,
        "ecr_audit_log_group_name": AUDIT_LOG,
        "ecr_dashboard_name": f"{SAFE_NAME}-us-east-1-ecr",
        "ecr_alarm_arns": ALARM_ARNS,
    }

    again = terraform.plan(GUIDE)
    assert (again.exit_code, again.changes, again.warnings) == (0, {}, [])
    defaults = terraform.plan(refresh=False)
    assert (defaults.exit_code, defaults.changes) == (0, {}), "the example's settings are not the defaults"

    assert terraform.destroy(GUIDE).totals == (0, 0, 45)
    assert account.contents() == EMPTY


def test_an_interrupted_apply_is_finished_by_the_next_and_a_third_does_nothing(
    terraform: Terraform, account: Account
) -> None:
    assert terraform.apply(GUIDE, "-target=aws_ecr_repository.this").totals == (1, 0, 0)
    assert terraform.apply(GUIDE).totals == (44, 0, 0)
    assert account.contents() == GUIDE_CONTENTS
    assert terraform.apply(GUIDE).totals == (0, 0, 0)
    assert account.contents() == GUIDE_CONTENTS


def test_a_repository_with_images_is_not_destroyed(terraform: Terraform, account: Account) -> None:
    terraform.apply(None, "-target=aws_ecr_repository.this")
    account.push_image(NAME)
    refused = terraform.refused_destroy()
    assert "RepositoryNotEmptyException" in refused.text
    assert list(account.contents()["repositories"]) == [NAME]


def test_the_example_is_formatted_as_terraform_formats(bare: Bare, tmp_path: Path) -> None:
    assert bare(tmp_path).is_formatted(GUIDE)
