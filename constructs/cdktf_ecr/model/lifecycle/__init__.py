"""ECR lifecycle policies: rules, policies, ready-made policies, and what a policy does to given images."""

from .evaluation import Image, ImageAction, evaluate, matches_pattern, selects
from .policy import LifecyclePolicy
from .presets import keep_newest_of_each, standard_policy
from .rules import LifecycleRule

__all__ = [
    "Image",
    "ImageAction",
    "LifecyclePolicy",
    "LifecycleRule",
    "evaluate",
    "keep_newest_of_each",
    "matches_pattern",
    "selects",
    "standard_policy",
]
