"""What a team changes: whose account, which repository, whose jobs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import cdktf_ecr  # before cdktf

if TYPE_CHECKING:
    from collections.abc import Sequence

ACCOUNT_ID = "123456789012"
REGION = "us-east-1"
REPOSITORY = "inscribe/customer-data-service"
# The bucket of both states. A bucket's name is unique in the world, hence the account in it.
STATE_BUCKET = f"customer-data-service-{ACCOUNT_ID}"
# Who is told of findings; each address has to confirm a message from AWS first.
NOTIFICATION_EMAILS: list[str] = []
# Who may connect to the hosts, by names of yours: blocks of addresses, or a load balancer's security group.
INGRESS: dict[str, str] = {}
# Whether the Dockerfile's base image may come through a cache in this registry (the pipelines' base-image).
BASE_IMAGES_THROUGH_CACHE = os.environ.get("BASE_IMAGES_THROUGH_CACHE") == "yes"

# The CI provider whose jobs the roles trust. Only `main` may push and deploy: pull requests are built and scanned
# without any role.
CI_PROVIDER = os.environ.get("CI_PROVIDER", "circleci")


def build_trust() -> cdktf_ecr.CircleCi | cdktf_ecr.GitHubActions:
    """Return the jobs that push, and that judge what runs."""
    return _github(branches=["main"]) if CI_PROVIDER == "github" else _circleci()


def deploy_trust() -> cdktf_ecr.CircleCi | cdktf_ecr.GitHubActions:
    """Return the jobs that plan, apply and deploy.

    A job of GitHub's that names an environment has that in its token, and no branch: the environments' own rules say
    which branches may use them, and who has to approve.
    """
    if CI_PROVIDER == "github":
        return _github(environments=["infrastructure-plan", "infrastructure", "production"])
    return _circleci()


def _circleci() -> cdktf_ecr.CircleCi:
    return cdktf_ecr.CircleCi(
        organization_id="5f2ad3c1-7a1e-4a0f-9b53-1d2f9d6f7c11",
        project_ids=["0b2fdc34-24d5-4c8f-a9a8-6c4f5d6f0a22"],
        vcs_origin="github.com/inscribe/customer-data-service",
        branches=["main"],
    )


def _github(*, branches: Sequence[str] = (), environments: Sequence[str] = ()) -> cdktf_ecr.GitHubActions:
    repositories = ["inscribe/customer-data-service"]
    return cdktf_ecr.GitHubActions(repositories=repositories, branches=branches, environments=environments)
