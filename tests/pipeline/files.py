"""The CI files of this repository and of its example, and the surroundings that they name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.pipeline.circleci import Compiler
from tests.pipeline.circleci_references import References
from tests.pipeline.github_references import GitHubReferences

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "customer-data-service"

CIRCLECI = {
    "this repository": ROOT / ".circleci" / "config.yml",
    "delivery": EXAMPLE / ".circleci" / "config.yml",
    "rollback": EXAMPLE / ".circleci" / "rollback.yml",
}
GITHUB = {
    "delivery": EXAMPLE / ".github" / "workflows" / "delivery.yml",
    "rollback": EXAMPLE / ".github" / "workflows" / "rollback.yml",
}
# As the comment at the head of the example's configuration has them.
CONTEXTS = {
    "customer-data-service-build": {"AWS_DEFAULT_REGION", "AWS_BUILD_ROLE_ARN", "NOTIFICATION_TOPIC_ARN"},
    "customer-data-service-deploy": {"AWS_DEFAULT_REGION", "AWS_DEPLOY_ROLE_ARN"},
}
# Likewise, at the head of this repository's.
OWN_CONTEXTS = {"cdktf-ecr-release": {"TWINE_PASSWORD"}}
VARIABLES = {"AWS_REGION", "AWS_BUILD_ROLE_ARN", "AWS_DEPLOY_ROLE_ARN", "NOTIFICATION_TOPIC_ARN"}
ENVIRONMENTS = {"infrastructure-plan", "infrastructure", "production"}


def circleci_problems(file: Path, *, root: Path, project: frozenset[str] = frozenset(), **parameters: Any) -> list[str]:
    """Return what does not resolve in a file of CircleCI's, of a checkout at ``root``."""
    compiler = Compiler.of(file, **parameters)
    contexts = OWN_CONTEXTS if root == ROOT else CONTEXTS
    return References(compiler, root=root, contexts=contexts, project=project).problems()


def github_problems(file: Path) -> list[str]:
    """Return what does not resolve in a file of GitHub's."""
    return GitHubReferences(file, root=EXAMPLE, variables=VARIABLES, environments=ENVIRONMENTS).problems()
