"""What a project's files show that it has: for what of the checklist a directory can tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CIRCLECI = "CircleCI"
REPOSITORY = "an ECR repository"
ECR_LOGIN = "a login to ECR"
AWS_CREDENTIALS = "AWS credentials"
SCAN_CHECK = "a look at the scan"
NOTIFICATIONS = "notifications of scans"

# Looked for in every file's text and in its path.
FACTS: Mapping[str, re.Pattern[str]] = {
    CIRCLECI: re.compile(r"(?:^|/)\.circleci/[^/]+\.ya?ml$"),
    REPOSITORY: re.compile(r"aws_ecr_repository\b|AWS::ECR::Repository|\bcdktf_ecr\b|modules/ecr\b"),
    ECR_LOGIN: re.compile(r"ecr\s+get-login-password|amazon-ecr-login@|circleci/aws-ecr@|docker-credential-ecr-login"),
    AWS_CREDENTIALS: re.compile(r"\bAWS_ACCESS_KEY_ID\b|\brole-to-assume\b|\brole_arn\b|\bAWS_ROLE_ARN\b"),
    SCAN_CHECK: re.compile(r"cdktf-ecr scan (?:gate|wait|report)|describe-image-scan-findings"),
    # Declared, or left empty, they tell nobody.
    NOTIFICATIONS: re.compile(
        r"\b(?:ecr_)?notification_(?:emails|subscriptions)[\"']?\s*[=:]\s*(?!\[\s*\]|\{\s*\}|null\b|None\b)\S"
    ),
}
