"""The same repositories with the provider's bindings alone: ``python plain.py 100``."""

from __future__ import annotations

import json
import sys

from cdktf import App, TerraformStack
from cdktf_cdktf_provider_aws.ecr_lifecycle_policy import EcrLifecyclePolicy
from cdktf_cdktf_provider_aws.ecr_repository import EcrRepository
from cdktf_cdktf_provider_aws.provider import AwsProvider


def rule(priority: int, count: int, pattern: str) -> dict[str, object]:
    """Return the lifecycle rule that keeps so many images of a pattern."""
    selection = {"tagStatus": "tagged", "tagPatternList": [pattern], "countType": "imageCountMoreThan"}
    return {
        "rulePriority": priority,
        "description": f"Keep the newest images tagged {pattern}",
        "selection": {**selection, "countNumber": count},
        "action": {"type": "expire"},
    }


UNTAGGED = {
    "rulePriority": 6,
    "description": "Expire untagged images",
    "selection": {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 1},
    "action": {"type": "expire"},
}
COUNTS = {"v*": 10, "release*": 10, "dev*": 5, "feature*": 5, "main*": 5}

app = App()
stack = TerraformStack(app, "registry")
AwsProvider(stack, "aws", region="eu-west-1")
for number in range(int(sys.argv[1])):
    repository = EcrRepository(
        stack,
        f"repository{number}",
        name=f"team/service-{number}",
        image_tag_mutability="MUTABLE",
        image_scanning_configuration={"scan_on_push": True},
        encryption_configuration=[{"encryptionType": "AES256"}],
        force_delete=False,
    )
    rules = [rule(priority, count, pattern) for priority, (pattern, count) in enumerate(COUNTS.items(), start=1)]
    EcrLifecyclePolicy(
        stack,
        f"lifecycle{number}",
        repository=repository.name,
        policy=json.dumps({"rules": [*rules, UNTAGGED]}),
    )
app.synth()
