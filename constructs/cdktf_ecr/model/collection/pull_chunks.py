"""Dividing many repositories among as many IAM policies as they need."""

from __future__ import annotations

from cdktf_ecr.model.access.iam import pull_policy
from cdktf_ecr.model.terraform.expressions import Expression, json_document

# IAM and STS quotas: characters of a managed policy, white space not counted; a role has 10 policies, 20 on request.
_POLICY_LENGTH = 6144

_SAMPLE = "arn:aws-us-gov:ecr:ap-southeast-99:111122223333:repository/"
# What a name adds to the policy beside itself: the rest of its ARN, quotes and a comma.
_OVERHEAD = len(f'"{_SAMPLE}",')
_FIXED = len(json_document(pull_policy([f"{_SAMPLE}ab"])))


def pull_chunks(names: str, arn: str) -> Expression:
    """Return the expression of lists of ARNs by number, each of which fits one pull policy.

    How many there are depends on the names alone, which have to be known at plan.

    Args:
        names: An expression of a list of repository names, without its ``${}``.
        arn: An expression of the ARN of the repository called ``name``, without its ``${}``.
    """
    longest = f"max(1, [for name in {names} : length(name)]...)"
    size = f"floor({_POLICY_LENGTH - _FIXED} / ({longest} + {_OVERHEAD}))"
    return Expression(
        f"{{for index, chunk in chunklist(sort({names}), {size}) : tostring(index + 1) => [for name in chunk : {arn}]}}"
    )
