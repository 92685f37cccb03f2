"""The guide's stack, applied for real with the example's settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.terraform.account import EMPTY, Account
from tests.terraform.conftest import Bare
from tests.terraform.runner import Terraform

pytestmark = pytest.mark.terraform

GUIDE = Path(__file__).resolve().parents[2] / "examples" / "stack" / "guide.tfvars"

NAME = "inscribe/customer-data-service"
SAFE_NAME = "inscribe-customer-data-service-46fb5915"
REPOSITORY_ARN = "arn:aws:ecr:us-east-1:123456789012:repository/inscribe/customer-data-service"
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
    "policies": {
        f"{SAFE_NAME}-ecr-pull": {
            "document": {
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
            },
            "tags": TAGS,
        }
    },
    "roles": {
        f"{SAFE_NAME}-ecr-pull": {
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
            "policies": [f"{SAFE_NAME}-ecr-pull"],
            "tags": TAGS,
        }
    },
    "instance_profiles": {f"{SAFE_NAME}-ecr-pull": {"roles": [f"{SAFE_NAME}-ecr-pull"], "tags": TAGS}},
    "keys": [],
    "log_groups": {f"/aws/events/ecr/{NAME}": {"retention": 14, "tags": TAGS}},
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
            "targets": [
                {
                    "Id": "scan-logs",
                    "Arn": f"arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/ecr/{NAME}",
                }
            ],
            "tags": TAGS,
        }
    },
}


def test_the_guides_settings_create_what_the_guide_says(terraform: Terraform, account: Account) -> None:
    assert account.contents() == EMPTY

    applied = terraform.apply(GUIDE)
    assert (applied.totals, applied.warnings) == ((11, 0, 0), [])
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
        "ecr_pull_policy_arn": f"arn:aws:iam::123456789012:policy/{SAFE_NAME}-ecr-pull",
        "ecr_ec2_role_arn": f"arn:aws:iam::123456789012:role/{SAFE_NAME}-ecr-pull",
        "ecr_instance_profile_name": f"{SAFE_NAME}-ecr-pull",
        "ecr_scan_log_group_name": f"/aws/events/ecr/{NAME}",
    }

    again = terraform.plan(GUIDE)
    assert (again.exit_code, again.changes, again.warnings) == (0, {}, [])
    defaults = terraform.plan()
    assert (defaults.exit_code, defaults.changes) == (0, {}), "the example's settings are not the defaults"

    assert terraform.destroy(GUIDE).totals == (0, 0, 11)
    assert account.contents() == EMPTY


def test_an_interrupted_apply_is_finished_by_the_next_and_a_third_does_nothing(
    terraform: Terraform, account: Account
) -> None:
    assert terraform.apply(GUIDE, "-target=aws_ecr_repository.this").totals == (1, 0, 0)
    assert terraform.apply(GUIDE).totals == (10, 0, 0)
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
