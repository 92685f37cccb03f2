"""What the pipeline stands on, applied once by an administrator: the state's bucket, and the roles of its jobs.

Neither role may change this stack: whoever gets hold of the pipeline cannot widen what it may do.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import cdktf_ecr  # before cdktf
from cdktf import LocalBackend, TerraformOutput, TerraformStack
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from cdktf_cdktf_provider_aws.s3_bucket import S3Bucket
from cdktf_cdktf_provider_aws.s3_bucket_public_access_block import S3BucketPublicAccessBlock
from cdktf_cdktf_provider_aws.s3_bucket_versioning import S3BucketVersioningA

import settings
from service import STACK, STATE_KEY, choose_provider

if TYPE_CHECKING:
    from constructs import Construct

_REGISTRY = f"{settings.REGION}:{settings.ACCOUNT_ID}"


class Foundation(TerraformStack):
    """The bucket, CircleCI's or GitHub's OIDC provider, the two roles, and what a registry has once.

    Its own state cannot be in the bucket that it creates: keep the file, or move it there with ``-migrate-state``.
    """

    def __init__(self, scope: Construct) -> None:
        """Create the stack.

        Args:
            scope: The application.
        """
        super().__init__(scope, f"{STACK}-foundation")
        LocalBackend(self, path=f"../../../terraform.{STACK}-foundation.tfstate")
        choose_provider(self)
        self._create_state_bucket()
        provider = cdktf_ecr.OidcProvider(self, "ci", trust=settings.build_trust())
        roles = cdktf_ecr.CiRoles(
            self,
            "pipeline",
            name=settings.REPOSITORY,
            region=settings.REGION,
            oidc_provider_arn=provider.arn,
            build_trust=settings.build_trust(),
            repositories=[f"arn:aws:ecr:{_REGISTRY}:repository/{settings.REPOSITORY}"],
            deploy_trust=settings.deploy_trust(),
            deployment=cdktf_ecr.Deployment(
                repository_names=[settings.REPOSITORY],
                account_id=settings.ACCOUNT_ID,
                region=settings.REGION,
                create_kms_key=False,
                key_tags={"Stack": STACK},
                deploy_hosts=True,
                state=cdktf_ecr.StateBucket(bucket=settings.STATE_BUCKET, key=STATE_KEY),
            ),
        )
        self._let_build_role("judge-running", roles, _judge_running())
        if settings.BASE_IMAGES_THROUGH_CACHE:
            cache = cdktf_ecr.PullThroughCache(self, "cache", prefix="ecr-public", upstream="ecr-public")
            cached = f"arn:aws:ecr:{_REGISTRY}:repository/{cache.repositories}"
            self._let_build_role("base-images", roles, cdktf_ecr.pull_through_policy(cached))
        TerraformOutput(self, "build_role_arn", value=roles.build_role_arn)
        TerraformOutput(self, "deploy_role_arn", value=roles.deploy_role_arn)

    def _create_state_bucket(self) -> None:
        bucket = S3Bucket(self, "state", bucket=settings.STATE_BUCKET, lifecycle={"prevent_destroy": True})
        S3BucketVersioningA(self, "state_versions", bucket=bucket.id, versioning_configuration={"status": "Enabled"})
        S3BucketPublicAccessBlock(
            self,
            "state_private",
            bucket=bucket.id,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
        )

    def _let_build_role(self, name: str, roles: cdktf_ecr.CiRoles, policy: dict[str, object]) -> None:
        IamRolePolicy(self, name.replace("-", "_"), name=name, role=roles.build_role.name, policy=json.dumps(policy))


def _judge_running() -> dict[str, object]:
    """Return what the daily job needs beyond reading scans: to know what runs, and to tell the topic."""
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "ReadWhatRuns",
                "Effect": "Allow",
                "Action": "ssm:GetParameter",
                "Resource": f"arn:aws:ssm:{_REGISTRY}:parameter/ecr/{settings.REPOSITORY}/image",
            },
            {
                "Sid": "TellTheTopic",
                "Effect": "Allow",
                "Action": "sns:Publish",
                "Resource": f"arn:aws:sns:{_REGISTRY}:{settings.REPOSITORY.replace('/', '-')}-*",
            },
            {
                # Whoever publishes to an encrypted topic uses its key (SNS, "Managing Amazon SNS encryption keys").
                "Sid": "EncryptForTheTopic",
                "Effect": "Allow",
                "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
                "Resource": f"arn:aws:kms:{_REGISTRY}:key/*",
                "Condition": {
                    "StringEquals": {
                        "kms:ViaService": f"sns.{settings.REGION}.amazonaws.com",
                        "aws:ResourceTag/Stack": STACK,
                    }
                },
            },
        ],
    }
