"""What deploying images to hosts takes: ``cdktf-ecr deploy``, its status and its rollback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.access.iam import READ_SCANS_ACTIONS
from cdktf_ecr.model.deployment.document import TARGET_TAG
from cdktf_ecr.model.repository import derived_names as names

if TYPE_CHECKING:
    from .deployment import Deployment

Statement = dict[str, object]


def host_deployment_statements(deployment: Deployment) -> list[Statement]:
    """Return the permissions to judge images, to set which one is to run, and to send it to hosts by their tag.

    Every list of actions is in alphabetical order.
    """
    targets = [
        names.derived_pattern(names.DEPLOYMENT, name, region=deployment.region) for name in deployment.repository_names
    ]
    return [
        {
            # An index is read to judge each platform; a repository's URL is asked for where an image is named without.
            "Sid": "JudgeImages",
            "Effect": "Allow",
            "Action": sorted(["ecr:BatchGetImage", "ecr:DescribeRepositories", *READ_SCANS_ACTIONS]),
            "Resource": [deployment.arn("ecr", f"repository/{name}") for name in deployment.repository_names],
        },
        {
            "Sid": "SetDeployedImage",
            "Effect": "Allow",
            "Action": ["ssm:GetParameter", "ssm:GetParameterHistory", "ssm:PutParameter"],
            "Resource": deployment.arns(names.DEPLOYED_IMAGE),
        },
        {
            "Sid": "SendDeployDocument",
            "Effect": "Allow",
            "Action": "ssm:SendCommand",
            "Resource": deployment.arns(names.DEPLOY_DOCUMENT),
        },
        {
            # "Restricting Run Command access based on tags" (Systems Manager user guide).
            "Sid": "SendToHosts",
            "Effect": "Allow",
            "Action": "ssm:SendCommand",
            "Resource": deployment.arn("ec2", "instance/*"),
            "Condition": {"StringLike": {f"ssm:resourceTag/{TARGET_TAG}": targets}},
        },
        {
            # None of these takes a resource (service authorization reference, AWS Systems Manager).
            "Sid": "FollowCommands",
            "Effect": "Allow",
            "Action": [
                "ssm:CancelCommand",
                "ssm:DescribeInstanceInformation",
                "ssm:GetCommandInvocation",
                "ssm:ListCommandInvocations",
                "ssm:ListCommands",
            ],
            "Resource": "*",
        },
    ]
