"""What CI providers have in common: tokens whose subject says who runs, and roles that trust some subjects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from cdktf_ecr.model.access.iam import POLICY_VERSION, PolicyDocument
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.values import check_text

from .limits import TRUST_POLICY_LENGTH, check_policy_length
from .lists import check_items

if TYPE_CHECKING:
    from collections.abc import Sequence

# git check-ref-format, in ASCII, and "*" for IAM, which git allows in no name: a wildcard is never part of a branch.
_REF = r"(?![/.])(?!.*(//|/\.|\.\.|@\{|\.lock(/|\Z)))[!-~]{1,244}(?<![/.])"
_NOT_IN_REFS = re.compile(r"[~^:?\[\\]")

_PROVIDER_ARN = "arn:aws[a-z0-9-]*:iam::[0-9]{12}:oidc-provider/[^ *?]+"
_ROLE_TRUST = "IAM roles for OIDC federation"


class CiTrust(Protocol):
    """Jobs of a CI provider that a role trusts."""

    @property
    def issuer(self) -> str:
        """The URL of the provider that signs the jobs' tokens, without ``https://``."""

    @property
    def audience(self) -> str:
        """Whom the tokens are for."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects trusted, in which ``*`` and ``?`` are IAM's wildcards."""

    @property
    def limited(self) -> bool:
        """Whether branches, tags or environments limit the jobs, which otherwise are all of a repository's."""


def trust_policy(trust: CiTrust, provider_arn: str) -> PolicyDocument:
    """Return the trust policy of a role for the jobs of a CI provider.

    Args:
        trust: The jobs.
        provider_arn: The ARN of the account's OIDC provider, or a Terraform expression of it.

    Raises:
        InvalidSettingError: The ARN is no OIDC provider's or another issuer's, or the policy is too long.
    """
    rule = f"must be the ARN of the account's OIDC provider for {trust.issuer}: arn:...:oidc-provider/{trust.issuer}"
    arn = check_text("oidc_provider_arn", provider_arn, _PROVIDER_ARN, rule, source=_ROLE_TRUST)
    if not is_expression([arn, trust.issuer]) and not arn.endswith(f":oidc-provider/{trust.issuer}"):
        raise InvalidSettingError("oidc_provider_arn", arn, rule, source=_ROLE_TRUST)
    audience, subject = f"{trust.issuer}:aud", f"{trust.issuer}:sub"
    subjects = trust.subjects[0] if len(trust.subjects) == 1 else list(trust.subjects)
    condition: dict[str, object]
    if any(wildcard in each for each in trust.subjects for wildcard in "*?"):
        condition = {"StringEquals": {audience: trust.audience}, "StringLike": {subject: subjects}}
    else:
        condition = {"StringEquals": {audience: trust.audience, subject: subjects}}
    document: PolicyDocument = {
        "Version": POLICY_VERSION,
        "Statement": [
            {
                "Sid": "AssumeRoleFromCi",
                "Effect": "Allow",
                "Principal": {"Federated": arn},
                "Action": "sts:AssumeRoleWithWebIdentity",
                "Condition": condition,
            },
        ],
    }
    remedy = "trust fewer branches, tags, environments, projects or repositories with one role"
    check_policy_length("trust", trust, document, limit=TRUST_POLICY_LENGTH, remedy=remedy)
    return document


def check_limited(setting: str, trust: CiTrust) -> None:
    """Refuse a trust in every job of a repository, for a role that must not obey whoever can push a branch.

    Raises:
        InvalidSettingError: No branch, tag or environment limits the trust.
    """
    if not trust.limited:
        rule = (
            "must name branches, tags or environments: whoever can push any branch could change the pipeline and run "
            "terraform apply; branches=['*'] says that everybody may"
        )
        raise InvalidSettingError(setting, trust, rule, source="cdktf-ecr")


def check_refs(setting: str, refs: Sequence[str]) -> tuple[str, ...]:
    """Return the names of branches or tags, each once.

    Args:
        setting: The setting to name in the error.
        refs: Names without ``refs/heads/`` or ``refs/tags/``, in which ``*`` stands for any characters.

    Raises:
        InvalidSettingError: Git would refuse a name, or a name starts with ``refs/``.
    """
    rule = "must be the name of a branch or tag, without 'refs/...', in printable ASCII; '*' matches any characters"
    names = check_items(setting, refs)
    for name in names:
        check_text(setting, name, _REF, rule, source="git check-ref-format")
        if not is_expression(name) and (_NOT_IN_REFS.search(name) or name.startswith("refs/")):
            raise InvalidSettingError(setting, name, rule, source="git check-ref-format")
    return names


def git_refs(branches: Sequence[str], tags: Sequence[str]) -> tuple[str, ...]:
    """Return branches and tags as tokens name them."""
    return (*(f"refs/heads/{name}" for name in branches), *(f"refs/tags/{name}" for name in tags))
