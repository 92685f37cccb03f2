"""Repository names, and names for other services derived from them."""

from __future__ import annotations

import hashlib
import re

from cdktf_ecr.model.terraform.expressions import Expression, is_expression, operand_of
from cdktf_ecr.model.terraform.rules import Matches
from cdktf_ecr.model.terraform.types import string

# CreateRepository, parameter repositoryName (ECR API reference and botocore's service model): 2 to 256 characters.
REPOSITORY_NAME_PATTERN = "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*"
REPOSITORY_NAME_LENGTH = (2, 256)
REPOSITORY_NAME_RULE = (
    "must be 2 to 256 characters of lower-case letters and digits, in words joined by '.', '_', '__' or hyphens, "
    "in path segments joined by '/'"
)
ECR_NAMING_RULES = "ECR naming rules"
REPOSITORY_NAME = Matches(
    # In Python as in Terraform's regex(): the same language as AWS's pattern above.
    pattern="^" + REPOSITORY_NAME_PATTERN.replace("\\.", "[.]").replace("\\/", "/") + "$",
    length=REPOSITORY_NAME_LENGTH,
    words=REPOSITORY_NAME_RULE,
    source=ECR_NAMING_RULES,
)

_HASH_LENGTH = 8
# The characters IAM, SNS, EventBridge, KMS aliases, CloudWatch alarms and dashboards all accept.
_UNSAFE = re.compile(r"[^a-z0-9_-]")


def check_repository_name(name: object, *, setting: str = "repository_name") -> str:
    """Return ``name`` if ECR accepts it as the name of a repository.

    Args:
        name: The name, namespace included ("team/api"), without the registry's host and without a tag.
        setting: The setting to name in the error.

    Raises:
        InvalidSettingError: ECR's CreateRepository would refuse the name.
    """
    REPOSITORY_NAME.check(setting, string(setting, name))
    return str(name)


def safe_name(repository_name: str, *, limit: int) -> str:
    """Derive from a repository's name one that IAM, SNS, EventBridge, KMS aliases and CloudWatch accept.

    A repository name may hold "/" and "." and run to 256 characters; those services' names may not. The readable part
    is cut to fit and a hash of the whole name follows it, so that "a/b" and "a-b" do not end up with the same name.

    Args:
        repository_name: The repository's name.
        limit: The most characters the derived name may have.
    """
    readable = _UNSAFE.sub("-", repository_name)[: limit - _HASH_LENGTH - 1]
    return f"{readable}-{hashlib.sha256(repository_name.encode()).hexdigest()[:_HASH_LENGTH]}"


def safe_name_expression(repository_name: str, *, limit: int) -> str:
    """Return the Terraform expression that computes `safe_name`, for a repository name known only at plan.

    Args:
        repository_name: A Terraform expression without its ``${}``, such as ``var.repository_name``.
        limit: The most characters the derived name may have.
    """
    readable = f'substr(replace({repository_name}, "/[^a-z0-9_-]/", "-"), 0, {limit - _HASH_LENGTH - 1})'
    return f'format("%s-%s", {readable}, substr(sha256({repository_name}), 0, {_HASH_LENGTH}))'


def terraform_identifier(repository_name: str) -> str:
    """Return what stands for a repository in a Terraform name: different for every two repositories.

    A slash becomes an underscore; names that have an underscore or a dot of their own are told apart by a hash.

    Args:
        repository_name: The repository's name.
    """
    readable = re.sub("[/.]", "_", repository_name)
    if not re.search("[._]", repository_name):
        return readable
    return f"{readable}_{hashlib.sha256(repository_name.encode()).hexdigest()[:_HASH_LENGTH]}"


def derived_name(repository_name: str, *, limit: int, prefix: str = "", suffix: str = "") -> str:
    """Return a name that IAM, KMS, EventBridge and CloudWatch accept, unique to the repository.

    Args:
        repository_name: The repository's name, or a Terraform expression of it without CDKTF tokens.
        limit: The most characters the service accepts.
        prefix: What the name starts with.
        suffix: What the name ends with.
    """
    room = limit - len(prefix) - len(suffix)
    if is_expression(repository_name):
        return prefix + Expression(safe_name_expression(operand_of(repository_name), limit=room)) + suffix
    return prefix + safe_name(repository_name, limit=room) + suffix
