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
    """Return the permissions for the policies that allow to pull."""
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
    """Return the permissions for the roles of instances that pull, and for their instance profiles."""
    roles = deployment.arns(names.PULL_ROLE)
    boundary = deployment.role_boundary_arn
    bounded: dict[str, object] = {"iam:PermissionsBoundary": boundary} if boundary else {}
    create = ["iam:CreateRole", "iam:PutRolePermissionsBoundary"] if boundary else ["iam:CreateRole"]
    return [
        {
            "Sid": "CreatePullRoles",
            "Effect": "Allow",
            "Action": create,
            "Resource": roles,
            **({"Condition": {"ArnEquals": bounded}} if bounded else {}),
        },
        {
            "Sid": "ManagePullRoles",
            "Effect": "Allow",
            "Action": [
                "iam:DeleteRole",
                "iam:GetRole",
                "iam:ListAttachedRolePolicies",
                "iam:ListInstanceProfilesForRole",
                "iam:ListRolePolicies",
                "iam:TagRole",
                "iam:UntagRole",
            ],
            "Resource": roles,
        },
        {
            "Sid": "AttachPullPolicies",
            "Effect": "Allow",
            "Action": ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
            "Resource": roles,
            "Condition": {"ArnEquals": {"iam:PolicyARN": deployment.arns(names.PULL_POLICY), **bounded}},
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
