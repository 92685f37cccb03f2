"""Repository names."""

from __future__ import annotations

import hashlib
import re

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

HASH_LENGTH = 8


def check_repository_name(name: object, *, setting: str = "repository_name") -> str:
    """Return ``name`` if ECR accepts it as the name of a repository.

    Args:
        name: The name, namespace included ("team/api"), without the registry's host and without a tag.
        setting: The setting to name in the error.

    Raises:
        InvalidSettingError: ECR's CreateRepository would refuse the name.
    """
    text = string(setting, name)
    if not REPOSITORY_NAME.holds(text):
        raise REPOSITORY_NAME.refusal(setting, text)
    return text


def short_hash(name: str) -> str:
    """Return what tells two names apart whose readable parts are the same."""
    return hashlib.sha256(name.encode()).hexdigest()[:HASH_LENGTH]


def terraform_identifier(repository_name: str) -> str:
    """Return what stands for a repository in a Terraform name: different for every two repositories.

    A slash becomes an underscore; names that have an underscore or a dot of their own are told apart by a hash.

    Args:
        repository_name: The repository's name.
    """
    readable = re.sub("[/.]", "_", repository_name)
    if not re.search("[._]", repository_name):
        return readable
    return f"{readable}_{short_hash(repository_name)}"
