"""Who runs the pipeline, by the tokens of its CI provider, and what that may do in AWS."""

from .circleci import CircleCi
from .deployment import Deployment, StateBucket
from .github import GitHubActions
from .policies import build_policy, deploy_policy
from .trust import CiTrust, check_limited, trust_policy

__all__ = [
    "CiTrust",
    "CircleCi",
    "Deployment",
    "GitHubActions",
    "StateBucket",
    "build_policy",
    "check_limited",
    "deploy_policy",
    "trust_policy",
]
