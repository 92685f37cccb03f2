"""What deploying repositories, their scanning and the pull role takes. Every list is in alphabetical order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.repository import derived_names as names

if TYPE_CHECKING:
    from .deployment import Deployment

_INSPECTOR = "inspector2.amazonaws.com"
_INSPECTOR_ROLE = f"role/aws-service-role/{_INSPECTOR}/AWSServiceRoleForAmazonInspector2"

Statement = dict[str, object]


def repository_statements(deployment: Deployment) -> list[Statement]:
    """Return the permissions for the repositories with their lifecycle and permissions policies."""
    return [
        {
            "Sid": "ManageRepositories",
            "Effect": "Allow",
            "Action": [
                "ecr:CreateRepository",
                "ecr:DeleteLifecyclePolicy",
                "ecr:DeleteRepository",
                "ecr:DeleteRepositoryPolicy",
                "ecr:DescribeRepositories",
                "ecr:GetLifecyclePolicy",
                "ecr:GetRepositoryPolicy",
                "ecr:ListTagsForResource",
                "ecr:PutImageScanningConfiguration",
                "ecr:PutImageTagMutability",
                "ecr:PutLifecyclePolicy",
                "ecr:SetRepositoryPolicy",
                "ecr:TagResource",
                "ecr:UntagResource",
            ],
            "Resource": [deployment.arn("ecr", f"repository/{name}") for name in deployment.repository_names],
        }
    ]


def scanning_statements(deployment: Deployment) -> list[Statement]:
    """Return the permissions for the registry's scanning.

    ECR activates and deactivates Amazon Inspector on the caller's behalf ("IAM permissions required for enhanced
    scanning", ECR user guide).
    """
    return [
        {
            "Sid": "ConfigureScanning",
            "Effect": "Allow",
            "Action": [
                "ecr:GetRegistryScanningConfiguration",
                "ecr:PutRegistryScanningConfiguration",
                "inspector2:Disable",
                "inspector2:Enable",
                "inspector2:ListAccountPermissions",
            ],
            "Resource": "*",
        },
        {
            "Sid": "CreateInspectorRole",
            "Effect": "Allow",
            "Action": "iam:CreateServiceLinkedRole",
            "Resource": deployment.arn("iam", _INSPECTOR_ROLE, region=""),
            "Condition": {"StringEquals": {"iam:AWSServiceName": _INSPECTOR}},
        },
    ]


def pull_policy_statements(deployment: Deployment) -> list[Statement]:
    """Return the permissions for the managed policies that allow to pull.

    A new version of a policy is in force at once wherever the policy is attached, and IAM cannot limit what it says.
    """
    return [
        {
            "Sid": "ManagePullPolicies",
            "Effect": "Allow",
            "Action": [
                "iam:CreatePolicy",
                "iam:CreatePolicyVersion",
                "iam:DeletePolicy",
                "iam:DeletePolicyVersion",
                "iam:GetPolicy",
                "iam:GetPolicyVersion",
                "iam:ListPolicyVersions",
                "iam:TagPolicy",
                "iam:UntagPolicy",
            ],
            "Resource": deployment.arns(names.PULL_POLICY),
        }
    ]


def pull_role_statements(deployment: Deployment) -> list[Statement]:
    """Return the permissions for the roles of instances that pull, and for their instance profiles.

    A role without a boundary may be given one, and where one has to be, only that. None may be taken away: that is for
    whoever wanted it.
    """
    roles = deployment.arns(names.PULL_ROLE)
    boundary = deployment.role_boundary_arn
    bounded: dict[str, object] = {"iam:PermissionsBoundary": boundary} if boundary else {}
    return [
        {
            "Sid": "CreatePullRoles",
            "Effect": "Allow",
            "Action": ["iam:CreateRole", "iam:PutRolePermissionsBoundary"],
            "Resource": roles,
            **({"Condition": {"ArnEquals": bounded}} if bounded else {}),
        },
        {
            "Sid": "ManagePullRoles",
            "Effect": "Allow",
            "Action": [
                "iam:DeleteRole",
                "iam:GetRole",
                "iam:GetRolePolicy",
                "iam:ListAttachedRolePolicies",
                "iam:ListInstanceProfilesForRole",
                "iam:ListRolePolicies",
                "iam:TagRole",
                "iam:UntagRole",
            ],
            "Resource": roles,
        },
        {
            "Sid": "GivePullPermissions",
            "Effect": "Allow",
            "Action": ["iam:DeleteRolePolicy", "iam:PutRolePolicy"],
            "Resource": roles,
            **({"Condition": {"ArnEquals": bounded}} if bounded else {}),
        },
        {
            # AddRoleToInstanceProfile passes the role ("must be granted the PassRole permission", IAM API reference).
            "Sid": "PassPullRoles",
            "Effect": "Allow",
            "Action": "iam:PassRole",
            "Resource": roles,
            "Condition": {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}},
        },
        {
            "Sid": "ManageInstanceProfiles",
            "Effect": "Allow",
            "Action": [
                "iam:AddRoleToInstanceProfile",
                "iam:CreateInstanceProfile",
                "iam:DeleteInstanceProfile",
                "iam:GetInstanceProfile",
                "iam:RemoveRoleFromInstanceProfile",
                "iam:TagInstanceProfile",
                "iam:UntagInstanceProfile",
            ],
            "Resource": deployment.arns(names.PULL_INSTANCE_PROFILE),
        },
    ]
