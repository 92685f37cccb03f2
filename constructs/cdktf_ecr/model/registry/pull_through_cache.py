"""Pull-through cache rules: repositories that ECR fills from another registry, image by image as they are pulled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from cdktf_ecr.model.access.iam import pull_policy
from cdktf_ecr.model.aws.roles import ECR_ROLE_ARN
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression
from cdktf_ecr.model.terraform.rules import Matches
from cdktf_ecr.model.terraform.types import check_fields

from .prefixes import ROOT, namespace_prefix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf_ecr.model.access.iam import PolicyDocument

# CreatePullThroughCacheRule, parameter upstreamRegistryUrl (ECR API reference), by the names of its upstreamRegistry.
# The reference names chainguard without a URL: this is the address of Chainguard's registry.
UPSTREAM_REGISTRIES = {
    "docker-hub": "registry-1.docker.io",
    "ecr-public": "public.ecr.aws",
    "quay": "quay.io",
    "k8s": "registry.k8s.io",
    "github-container-registry": "ghcr.io",
    "gitlab-container-registry": "registry.gitlab.com",
    "chainguard": "cgr.dev",
}
# "Sync an upstream registry with an Amazon ECR private registry" (ECR user guide): the others want credentials.
_WITHOUT_CREDENTIALS = ("public.ecr.aws", "quay.io", "registry.k8s.io")
_AZURE = "[A-Za-z0-9-]+[.]azurecr[.]io"
_PRIVATE_ECR = "[0-9]{12}[.]dkr[.]ecr[.][a-z0-9-]+[.]amazonaws[.]com([.]cn)?"

_CREDENTIAL = "credential_arn"
_ROLE = "custom_role_arn"
_UPSTREAM_PREFIX = "upstream_prefix"
_API = "ECR API, CreatePullThroughCacheRule"
_GUIDE = "ECR user guide, pull through cache"

# PullThroughCacheRuleRepositoryPrefix, and CredentialArn (ECR API reference).
_PREFIX = namespace_prefix(30, source=_API)
_CREDENTIAL_ARN = Matches(
    pattern="^arn:aws(-[A-Za-z0-9_]+)*:secretsmanager:[a-zA-Z0-9:-]+:secret:ecr-pullthroughcache/[a-zA-Z0-9/_+=.@-]+$",
    length=(1, 612),
    words="must be the ARN, of at most 612 characters, of a Secrets Manager secret whose name starts with "
    "'ecr-pullthroughcache/', in the registry's account and region",
    source=_API,
)
_CHECKS = {
    "prefix": ("string", _PREFIX),
    "upstream": ("string",),
    _CREDENTIAL: ("string", _CREDENTIAL_ARN),
    _ROLE: ("string", ECR_ROLE_ARN),
    _UPSTREAM_PREFIX: ("string", _PREFIX),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PullThroughCacheRule:
    """A prefix whose repositories ECR fills from another registry.

    Attributes:
        prefix: What the names of the cached repositories start with, 2 to 30 characters: with "docker-hub" the image
            ``library/nginx`` of the upstream is pulled as ``docker-hub/library/nginx``. ROOT stands for every name.
        upstream: The upstream registry: docker-hub, ecr-public, quay, k8s, github-container-registry,
            gitlab-container-registry or chainguard; or a URL without ``https://``, such as
            ``team.azurecr.io`` or ``111122223333.dkr.ecr.us-east-1.amazonaws.com``.
        credential_arn: The Secrets Manager secret with the keys ``username`` and ``accessToken`` for the upstream,
            whose name starts with ``ecr-pullthroughcache/``. Needed unless the upstream is ecr-public, quay, k8s or a
            private ECR registry, which take none.
        custom_role_arn: The role with which ECR pulls from a private ECR registry of another account.
        upstream_prefix: The prefix of the repositories in an upstream private ECR registry, where it differs from
            ``prefix``; by default ROOT, any repository.

    Raises:
        InvalidSettingError: Something is malformed, or the upstream and the way to authenticate do not go together.
    """

    prefix: str
    upstream: str
    credential_arn: str | None = None
    custom_role_arn: str | None = None
    upstream_prefix: str | None = None

    def __post_init__(self) -> None:
        check_fields(self, _CHECKS)
        if not isinstance(self.upstream, Expression):
            self._check_url()
            self._check_credentials()
            self._check_private_ecr_only()

    @property
    def url(self) -> str:
        """The upstream's URL."""
        return UPSTREAM_REGISTRIES.get(self.upstream, self.upstream)

    @property
    def repositories(self) -> str:
        """The pattern that the names of the cached repositories match, to end an ARN with."""
        return "*" if self.prefix == ROOT else f"{self.prefix}/*"

    def render(self) -> dict[str, str]:
        """Return the arguments of ``aws_ecr_pull_through_cache_rule``."""
        arguments = {
            "ecr_repository_prefix": self.prefix,
            "upstream_registry_url": self.url,
            "credential_arn": self.credential_arn,
            "custom_role_arn": self.custom_role_arn,
            "upstream_repository_prefix": self.upstream_prefix,
        }
        return {name: value for name, value in arguments.items() if value is not None}

    @property
    def _is_private_ecr(self) -> bool:
        return re.fullmatch(_PRIVATE_ECR, self.url) is not None

    def _check_url(self) -> None:
        if self.url in UPSTREAM_REGISTRIES.values() or re.fullmatch(f"{_AZURE}|{_PRIVATE_ECR}", self.url):
            return
        names = ", ".join(f"{name} ({known})" for name, known in UPSTREAM_REGISTRIES.items())
        rule = (
            f"must be one of {names}, '<name>.azurecr.io' or '<account>.dkr.ecr.<region>.amazonaws.com', without "
            "'https://'"
        )
        raise InvalidSettingError("upstream", self.upstream, rule, source=_API)

    def _check_credentials(self) -> None:
        takes_none = self.url in _WITHOUT_CREDENTIALS or self._is_private_ecr
        if takes_none and self.credential_arn is not None:
            instead = f"; another account's takes {_ROLE}" if self._is_private_ecr else ""
            rule = f"must not be set for {self.url}, for which ECR takes no credentials{instead}"
            raise InvalidSettingError(_CREDENTIAL, self.credential_arn, rule, source=_GUIDE)
        if not takes_none and self.credential_arn is None:
            rule = (
                f"must be set for {self.url}, which wants credentials: {_CREDENTIAL_ARN.words.removeprefix('must be ')}"
            )
            raise InvalidSettingError(_CREDENTIAL, None, rule, source=_GUIDE)

    def _check_private_ecr_only(self) -> None:
        for setting, value in ((_ROLE, self.custom_role_arn), (_UPSTREAM_PREFIX, self.upstream_prefix)):
            if value is not None and not self._is_private_ecr:
                rule = f"must not be set for {self.url}: it goes with an upstream private ECR registry"
                raise InvalidSettingError(setting, value, rule, source=_GUIDE)
        other = self.upstream_prefix is not None and not isinstance(self.upstream_prefix, Expression)
        if self.prefix == ROOT and other and self.upstream_prefix != ROOT:
            rule = f"must not be set when prefix is {ROOT}"
            raise InvalidSettingError(_UPSTREAM_PREFIX, self.upstream_prefix, rule, source=_GUIDE)


def pull_through_policy(repository_arn: str | Sequence[str]) -> PolicyDocument:
    """Return the permissions to log in, to pull through a cache, and to pull what it holds.

    The first pull of an image creates its repository and imports the image, for which the one who pulls needs two
    permissions more than for any other pull (ECR user guide, "IAM permissions required to sync an upstream registry").

    Args:
        repository_arn: The cached repositories, such as
            ``arn:aws:ecr:eu-west-1:111122223333:repository/docker-hub/*``, or a list of them; each may be a Terraform
            expression.

    Raises:
        InvalidSettingError: Something is not a repository's ARN, or the list is empty.
    """
    pull = pull_policy(repository_arn)
    statements = cast("list[dict[str, object]]", pull["Statement"])
    fill_cache = {
        "Sid": "FillCache",
        "Effect": "Allow",
        "Action": ["ecr:CreateRepository", "ecr:BatchImportUpstreamImage"],
        "Resource": statements[-1]["Resource"],
    }
    return {**pull, "Statement": [*statements, fill_cache]}
