"""What CI providers have in common: tokens whose subject says who runs, and roles that trust some subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cdktf_ecr.model.access.iam import POLICY_VERSION, PolicyDocument
from cdktf_ecr.model.aws.identity_providers import oidc_provider_arn
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import known_part
from cdktf_ecr.model.terraform.rules import Each, Matches
from cdktf_ecr.model.terraform.types import checked

from .limits import TRUST_POLICY_LENGTH, check_policy_length

if TYPE_CHECKING:
    from collections.abc import Sequence

_REF = Matches(
    # git check-ref-format, in ASCII, without the characters : ? [ \ ^ ~, and with "*" for IAM, which git allows in no
    # name: a wildcard is never part of a branch.
    pattern=r"(?![/.])(?!.*(//|/\.|\.\.|@\{|\.lock(/|\Z)))[!-9;->@-Z\]_-}]{1,244}(?<![/.])",
    not_starting_with="refs/",
    words="must be the name of a branch or tag, without 'refs/...', in printable ASCII; '*' matches any characters",
    source="git check-ref-format",
)
REFS = ("known set(string)", Each(rule=_REF))


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
    arn = checked("oidc_provider_arn", provider_arn, oidc_provider_arn(trust.issuer))
    audience, subject = f"{trust.issuer}:aud", f"{trust.issuer}:sub"
    subjects = trust.subjects[0] if len(trust.subjects) == 1 else list(trust.subjects)
    condition: dict[str, object]
    if any(wildcard in known_part(each) for each in trust.subjects for wildcard in "*?"):
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


def git_refs(branches: Sequence[str], tags: Sequence[str]) -> tuple[str, ...]:
    """Return branches and tags as tokens name them."""
    return (*(f"refs/heads/{name}" for name in branches), *(f"refs/tags/{name}" for name in tags))
