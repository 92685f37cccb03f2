"""Jobs of GitHub Actions, as its OpenID Connect tokens tell them apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression
from cdktf_ecr.model.terraform.rules import Each, Matches
from cdktf_ecr.model.terraform.types import check_fields

from .trust import REFS, git_refs

if TYPE_CHECKING:
    from collections.abc import Sequence

# OpenID Connect reference (GitHub's documentation): sub is repo:<owner>/<name>:<context>; in repositories created,
# renamed or transferred since July 2026 owner and name are each followed by "@" and an id that never changes.
_TOKENS = "GitHub Actions OpenID Connect reference"
_OWNER = "[A-Za-z0-9][A-Za-z0-9_-]{0,38}"
_NAME = "(?![.]{1,2}(@|\\Z))[A-Za-z0-9._-]{1,100}"
_STS = "sts.amazonaws.com"
_REPOSITORY = Matches(
    pattern=f"{_OWNER}(/{_NAME}|@[1-9][0-9]*/{_NAME}@[1-9][0-9]*)",
    words="must be 'owner/name' or 'owner@id/name@id', without wildcards",
    source=_TOKENS,
)
_ORGANIZATION = Matches(
    pattern=f"{_OWNER}(@[1-9][0-9]*)?",
    words="must be the name of an organization or user, or 'name@id', without wildcards",
    source=_TOKENS,
)
_ENVIRONMENT = Matches(
    pattern="[A-Za-z0-9*][A-Za-z0-9 :._/*-]{0,254}",
    words="must be an environment's name of letters, digits, spaces and . _ : / -; '*' matches any characters",
    source=_TOKENS,
)
_AUDIENCE = Matches(
    pattern="[!-)+->@-~]{1,255}", words=f"must be a URL or host such as {_STS}, without wildcards", source=_TOKENS
)

_CHECKS = {
    "repositories": ("known set(string)", Each(rule=_REPOSITORY)),
    "organization": ("string", _ORGANIZATION),
    "branches": REFS,
    "tags": REFS,
    "environments": ("known set(string)", Each(rule=_ENVIRONMENT)),
    "pull_requests": ("known bool",),
    "audience": ("string", _AUDIENCE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GitHubActions:
    """Jobs of workflows in repositories on github.com.

    Attributes:
        repositories: Repositories as their tokens name them, capitals included: "owner/name" or, with immutable subject
            claims, "owner@id/name@id"; ``gh api repos/OWNER/NAME/actions/oidc/customization/sub`` tells which.
        organization: An owner, instead of repositories, to trust all repositories it has and will have; "owner@id" for
            those with immutable subject claims.
        branches: The branches whose jobs are trusted, where ``*`` matches any characters.
        tags: The git tags, likewise.
        environments: The environments, likewise. A job with an environment has no branch or tag in its token: protect
            the environment.
        pull_requests: Whether to trust the jobs of pull requests; they run what the pull request says.
        audience: Whom the tokens are for: what ``aws-actions/configure-aws-credentials`` asks for, which outside of the
            partition ``aws`` may be told otherwise.

    Without branches, tags, environments and pull requests, every job of the repositories is trusted.

    Raises:
        InvalidSettingError: Nothing is named, everything is, or a name is malformed.
    """

    repositories: Sequence[str] = ()
    organization: str | None = None
    branches: Sequence[str] = ()
    tags: Sequence[str] = ()
    environments: Sequence[str] = ()
    pull_requests: bool = False
    audience: str = _STS

    def __post_init__(self) -> None:
        check_fields(self, _CHECKS)
        if (self.organization is not None) is bool(self.repositories):
            either = "must name repositories, or be empty and organization say whose repositories are all trusted"
            raise InvalidSettingError("repositories", list(self.repositories), either, source=_TOKENS)

    @property
    def issuer(self) -> str:
        """The URL of GitHub's provider, without ``https://``: one for all of GitHub, so that the subject must tell."""
        return "token.actions.githubusercontent.com"

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects trusted, in which ``*`` is IAM's wildcard."""
        contexts = (
            *(f"ref:{ref}" for ref in git_refs(self.branches, self.tags)),
            *(f"environment:{_escaped(name)}" for name in self.environments),
            *(["pull_request"] if self.pull_requests else []),
        )
        repositories = self.repositories or [f"{self.organization}/*"]
        return tuple(f"repo:{repository}:{context}" for repository in repositories for context in contexts or ("*",))

    @property
    def limited(self) -> bool:
        """Whether branches, tags or environments limit the jobs, and pull requests are not among them."""
        return bool(self.branches or self.tags or self.environments) and not self.pull_requests


def _escaped(name: str) -> str:
    """Return a name as a subject holds it: "Filtering for metadata containing ':'"."""
    if isinstance(name, Expression):
        return Expression(f'replace({name.source}, ":", "%3A")')
    return name.replace(":", "%3A")
