"""An application with collections of repositories in Python: a few that differ, and in a stack of their own many."""

from __future__ import annotations

import json
from typing import Any

import cdktf_ecr  # noqa: F401 # isort: skip - before cdktf
from cdktf import App, LocalBackend, TerraformStack
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.provider import AwsProvider

from cdktf_ecr.model.collection.settings import CollectionSettings
from cdktf_ecr.module.ecr_collection import EcrCollection
from cdktf_ecr.module.outputs import declare_outputs

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},
        ],
    }
)

FEW: dict[str, Any] = {
    "team/api": {"scan_frequency": "CONTINUOUS_SCAN", "pull_account_ids": ["111122223333"], "max_image_count": 30},
    "team/api.v2": {"image_tag_mutability": "MUTABLE", "tags": {"Team": "API", "Größe": "groß"}},
    "jobs": {"encryption_type": "AES256", "untagged_image_days": 7},
    "quiet": {"scan_on_push": False},
}


def many(count: int) -> dict[str, Any]:
    """Return repositories of which every third is scanned continuously and every fifth lets others pull."""
    return {
        f"team-{number % 7}/service-{number}": {
            **({"scan_frequency": "CONTINUOUS_SCAN"} if number % 3 == 0 else {}),
            **({"pull_account_ids": ["111122223333"], "max_image_count": 20} if number % 5 == 0 else {}),
        }
        for number in range(count)
    }


def stack_with(name: str, settings: CollectionSettings) -> EcrCollection:
    stack = TerraformStack(app, name)
    LocalBackend(stack, path=f"../../../terraform.{name}.tfstate")
    stack.add_override("terraform.required_providers.aws", {"source": "hashicorp/aws", "version": ">= 5.100, < 7.0"})
    AwsProvider(stack, "aws", region="eu-west-1")
    collection = EcrCollection(stack, "repositories", settings=settings)
    declare_outputs(stack, collection)
    return collection


app = App()
few = CollectionSettings(
    collection_name="team",
    repositories=FEW,
    image_tag_mutability="IMMUTABLE",
    encryption_type="KMS",
    create_kms_key=True,
    environment="staging",
    tags={"Team": "everybody"},
    enable_scan_logging=False,
    enable_audit_trail=False,
    enable_notifications=False,
)
collection = stack_with("few", few)
deployer = IamRole(TerraformStack.of(collection), "deployer", name="deployer", assume_role_policy=TRUST)
collection.repository("team/api").grant_push(deployer)
collection.repository("team/api").grant_pull("444455556666")
collection.repository("team/api.v2").grant_pull("444455556666")
stack_with("many", CollectionSettings(repositories=many(300)))
app.synth()
