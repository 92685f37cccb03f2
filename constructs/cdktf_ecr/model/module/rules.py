"""The rules of the ECR module's settings, as Terraform checks them at plan.

The same rules, with the same words, are checked in Python when a setting is a Python value.
"""

from __future__ import annotations

from cdktf_ecr.model.access.boundaries import BOUNDARIES, BOUNDARY_ARN_PATTERN, BOUNDARY_ARN_RULE
from cdktf_ecr.model.access.principals import ACCOUNT_ID_PATTERN, ACCOUNT_ID_RULE
from cdktf_ecr.model.aws.tags import (
    TAG_CHARACTERS_PATTERN,
    TAG_KEY_LENGTH,
    TAG_VALUE_LENGTH,
    TAGGING_RULES,
    TAGS_PER_RESOURCE,
    tag_rule,
)
from cdktf_ecr.model.repository.encryption import AES256, ENCRYPTION_TYPES, KMS_KEY_ARN_PATTERN, KMS_KEY_ARN_RULE
from cdktf_ecr.model.repository.names import (
    ECR_NAMING_RULES,
    REPOSITORY_NAME_LENGTH,
    REPOSITORY_NAME_PATTERN,
    REPOSITORY_NAME_RULE,
)
from cdktf_ecr.model.repository.tag_mutability import TAG_MUTABILITY_MODES
from cdktf_ecr.model.scanning.configuration import (
    ENHANCED,
    SCAN_FILTER_COUNT,
    SCAN_FILTER_LENGTH,
    SCAN_FILTER_PATTERN,
    SCAN_FILTER_RULE,
    SCAN_FREQUENCIES,
    SCAN_ON_PUSH,
)
from cdktf_ecr.model.terraform.expressions import expression_of
from cdktf_ecr.model.terraform.variables import VALUE, Rule, VariableRule

SCANNING_API = "ECR API, PutRegistryScanningConfiguration"
ENCRYPTION_SOURCE = "ECR encryption at rest"
MUTABILITY_API = "ECR API, PutImageTagMutability"
LIFECYCLE_SOURCE = "ECR lifecycle policies"
OUR_RULES = "cdktf-ecr"

# The environment's name becomes a tag's value; the narrower rule keeps it usable in file and workspace names.
ENVIRONMENT_PATTERN = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
ENVIRONMENT_RULE = "must be 1 to 64 letters, digits, '.', '_' and '-', the first a letter or digit"

REGION_PATTERN = "^[a-z]{2,4}(-[a-z]+)+-[0-9]+$"
REGION_RULE = "must be the code of an AWS region, such as us-east-1"


def _one_of(*choices: str, source: str) -> VariableRule:
    return VariableRule(f"contains({expression_of(choices)}, {VALUE})", f"must be one of {', '.join(choices)}", source)


def _matching(pattern: str) -> str:
    return f"can(regex({expression_of(pattern)}, {VALUE}))"


def _for_each_item(condition: str) -> str:
    return f"alltrue([for item in {VALUE} : {condition}])"


_NAME_REGEX = expression_of("^" + REPOSITORY_NAME_PATTERN.replace("\\.", "[.]").replace("\\/", "/") + "$")
REPOSITORY_NAME = VariableRule(
    f"length({VALUE}) >= {REPOSITORY_NAME_LENGTH[0]} && length({VALUE}) <= {REPOSITORY_NAME_LENGTH[1]} "
    f"&& can(regex({_NAME_REGEX}, {VALUE}))",
    REPOSITORY_NAME_RULE,
    ECR_NAMING_RULES,
)
TAG_MUTABILITY = _one_of(*TAG_MUTABILITY_MODES, source=MUTABILITY_API)
ENCRYPTION_TYPE = _one_of(*ENCRYPTION_TYPES, source=ENCRYPTION_SOURCE)
KMS_KEY = VariableRule(
    f"{VALUE} == null || {_matching(KMS_KEY_ARN_PATTERN)}", KMS_KEY_ARN_RULE, "AWS provider, aws_ecr_repository"
)
SCAN_FREQUENCY = _one_of(*SCAN_FREQUENCIES[ENHANCED], source=SCANNING_API)
SCAN_FILTERS = (
    VariableRule(
        f"length({VALUE}) >= {SCAN_FILTER_COUNT[0]} && length({VALUE}) <= {SCAN_FILTER_COUNT[1]} "
        f"&& length(distinct({VALUE})) == length({VALUE})",
        "must be {} to {} filters, none listed twice".format(*SCAN_FILTER_COUNT),
        SCANNING_API,
    ),
    VariableRule(
        _for_each_item(
            f"length(item) <= {SCAN_FILTER_LENGTH[1]} && can(regex({expression_of(SCAN_FILTER_PATTERN)}, item))"
        ),
        f"each filter {SCAN_FILTER_RULE}",
        SCANNING_API,
    ),
)
LIFECYCLE_COUNT = VariableRule(
    f"{VALUE} >= 1 && floor({VALUE}) == {VALUE}", "must be a whole number of 1 or more", LIFECYCLE_SOURCE
)
ROLE_BOUNDARY = VariableRule(f"{VALUE} == null || {_matching(BOUNDARY_ARN_PATTERN)}", BOUNDARY_ARN_RULE, BOUNDARIES)
DISTINCT_ACCOUNTS = VariableRule(
    f"length(distinct({VALUE})) == length({VALUE})", "must not list an account twice", "ECR repository policies"
)
ACCOUNTS = (
    VariableRule(
        _for_each_item(f"can(regex({expression_of(ACCOUNT_ID_PATTERN)}, item))"),
        f"each account id {ACCOUNT_ID_RULE}",
        "AWS account identifiers",
    ),
    DISTINCT_ACCOUNTS,
)
ENVIRONMENT = VariableRule(_matching(ENVIRONMENT_PATTERN), ENVIRONMENT_RULE, OUR_RULES)
REGION = VariableRule(_matching(REGION_PATTERN), REGION_RULE, "AWS regions")
# 50 tags a resource, less Environment, which the module adds, and the two default tags of the stack's provider.
TAG_LIMIT = TAGS_PER_RESOURCE - 3
_TAG_TEXT = expression_of(TAG_CHARACTERS_PATTERN)
TAGS = VariableRule(
    f"length({VALUE}) <= {TAG_LIMIT} && alltrue([for key, value in {VALUE} : length(key) >= 1 "
    f"&& length(key) <= {TAG_KEY_LENGTH} && length(value) <= {TAG_VALUE_LENGTH} "
    f'&& !startswith(lower(key), "aws:") && can(regex({_TAG_TEXT}, key)) && can(regex({_TAG_TEXT}, value))])',
    tag_rule(TAG_LIMIT),
    TAGGING_RULES,
)

# Rules between settings. Terraform checks them as preconditions of the repository, which is always there.
KEY_NEEDS_KMS = Rule(
    f"must be null when encryption_type is {AES256}; a key goes with KMS or KMS_DSSE", ENCRYPTION_SOURCE
)
CREATED_KEY_NEEDS_KMS = Rule(
    f"must be false when encryption_type is {AES256}; a key goes with KMS or KMS_DSSE", ENCRYPTION_SOURCE
)
ONE_KEY = Rule("must be false when kms_key_id names a key: a repository has one key", ENCRYPTION_SOURCE)
CONTINUOUS_NEEDS_ENHANCED = Rule(
    f"must be {SCAN_ON_PUSH} when enable_enhanced_scanning is false: basic scanning is never continuous", SCANNING_API
)
EXCLUSIONS_NEED_FILTERS = Rule(
    "must be MUTABLE or IMMUTABLE where no image_tag_mutability_exclusion_filters were given at synth", MUTABILITY_API
)
FILTERS_NEED_EXCLUSIONS = Rule(
    "must be MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION where image_tag_mutability_exclusion_filters were "
    "given at synth",
    MUTABILITY_API,
)
