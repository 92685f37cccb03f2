"""Who pulls images without their pull times being recorded."""

from __future__ import annotations

from cdktf_ecr.model.terraform.rules import Matches

# PrincipalArn of RegisterPullTimeUpdateExclusion (ECR API reference).
PULLING_PRINCIPAL_ARN = Matches(
    pattern=r"^arn:aws(-[a-z]+)*:iam::[0-9]{12}:(role|user)/[A-Za-z0-9_+=,.@-]+(/[A-Za-z0-9_+=,.@-]+)*$",
    length=(1, 200),
    words="must be the ARN of a role or user, of at most 200 characters: arn:<partition>:iam::<account>:role/<name>",
    source="ECR API, RegisterPullTimeUpdateExclusion",
)
