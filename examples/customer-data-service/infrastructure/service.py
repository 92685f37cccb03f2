"""What the pipeline plans and applies: the registry of the service, with all that watches over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cdktf_ecr  # before cdktf
from cdktf import S3Backend, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider

import settings

if TYPE_CHECKING:
    from constructs import Construct

STACK = "customer-data-service"
STATE_KEY = f"{STACK}.tfstate"


class Service(TerraformStack):
    """The repository and its scanning, lifecycle rules, role for EC2, monitoring and notifications."""

    def __init__(self, scope: Construct) -> None:
        """Create the stack.

        Args:
            scope: The application.
        """
        super().__init__(scope, STACK)
        keep_state(self, key=STATE_KEY)
        # The deploy role may change keys with this tag, and no others.
        choose_provider(self, tags={"Stack": STACK})
        ecr = cdktf_ecr.EcrModule(
            self,
            "ecr",
            settings=cdktf_ecr.ModuleSettings(
                repository_name=settings.REPOSITORY,
                image_tag_mutability="IMMUTABLE",
                scan_frequency="CONTINUOUS_SCAN",
                notification_emails=settings.NOTIFICATION_EMAILS,
                # What continuous scanning finds later in what runs arrives only so.
                enable_finding_notifications=True,
            ),
        )
        cdktf_ecr.declare_outputs(self, ecr, prefix="ecr_")


def keep_state(stack: TerraformStack, *, key: str) -> None:
    """Keep a stack's state in the bucket, locked while somebody changes it.

    Args:
        stack: The stack.
        key: The state's key.
    """
    backend = S3Backend(stack, bucket=settings.STATE_BUCKET, key=key, region=settings.REGION, encrypt=True)
    backend.add_override("use_lockfile", value=True)
    stack.add_override("terraform.required_version", ">= 1.10")  # use_lockfile


def choose_provider(stack: TerraformStack, *, tags: dict[str, str] | None = None) -> None:
    """Give a stack the AWS provider of the region.

    Args:
        stack: The stack.
        tags: Tags of all that it creates.
    """
    AwsProvider(stack, "aws", region=settings.REGION, default_tags=[{"tags": tags}] if tags else None)
    # The bindings would ask for exactly the release that they were made of.
    cdktf_ecr.require_provider(stack)
