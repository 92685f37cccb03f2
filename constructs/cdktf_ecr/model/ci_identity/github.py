"""Jobs of GitHub Actions, as its OpenID Connect tokens tell them apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.values import check_boolean, check_text

from .lists import check_items
from .trust import check_refs, git_refs

if TYPE_CHECKING:
    from collections.abc import Sequence

# OpenID Connect reference (GitHub's documentation): sub is repo:<owner>/<name>:<context>; in repositories created,
# renamed or transferred since July 2026 owner and name are each followed by "@" and an id that never changes.
_TOKENS = "GitHub Actions OpenID Connect reference"
_OWNER = "[A-Za-z0-9][A-Za-z0-9_-]{0,38}"
_NAME = "(?![.]{1,2}(@|\\Z))[A-Za-z0-9._-]{1,100}"
_REPOSITORY = f"{_OWNER}(/{_NAME}|@[1-9][0-9]*/{_NAME}@[1-9][0-9]*)"
_ORGANIZATION = f"{_OWNER}(@[1-9][0-9]*)?"
_ENVIRONMENT = "[A-Za-z0-9*][A-Za-z0-9 :._/*-]{0,254}"
_AUDIENCE = "[!-)+->@-~]{1,255}"

_STS = "sts.amazonaws.com"


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
        repositories = check_items("repositories", self.repositories)
        rule = "must be 'owner/name' or 'owner@id/name@id', without wildcards"
        for repository in repositories:
            check_text("repositories", repository, _REPOSITORY, rule, source=_TOKENS)
        if (self.organization is not None) is bool(repositories):
            either = "must name repositories, or be empty and organization say whose repositories are all trusted"
            raise InvalidSettingError("repositories", list(repositories), either, source=_TOKENS)
        if self.organization is not None:
            owner = "must be the name of an organization or user, or 'name@id', without wildcards"
            check_text("organization", self.organization, _ORGANIZATION, owner, source=_TOKENS)
        environments = check_items("environments", self.environments)
        rule = "must be an environment's name of letters, digits, spaces and . _ : / -; '*' matches any characters"
        for environment in environments:
            check_text("environments", environment, _ENVIRONMENT, rule, source=_TOKENS)
        check_boolean("pull_requests", self.pull_requests)
        rule = f"must be a URL or host such as {_STS}, without wildcards"
        check_text("audience", self.audience, _AUDIENCE, rule, source=_TOKENS)
        object.__setattr__(self, "repositories", repositories)
        object.__setattr__(self, "branches", check_refs("branches", self.branches))
        object.__setattr__(self, "tags", check_refs("tags", self.tags))
        object.__setattr__(self, "environments", environments)

    @property
    def issuer(self) -> str:
        """The URL of GitHub's provider, without ``https://``: one for all of GitHub, so that the subject must tell."""
        return "token.actions.githubusercontent.com"

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects trusted, in which ``*`` is IAM's wildcard."""
        # "Filtering for metadata containing ':'": the separator is escaped in names.
        contexts = (
            *(f"ref:{ref}" for ref in git_refs(self.branches, self.tags)),
            *(f"environment:{name.replace(':', '%3A')}" for name in self.environments),
            *(["pull_request"] if self.pull_requests else []),
        )
        repositories = self.repositories or [f"{self.organization}/*"]
        return tuple(f"repo:{repository}:{context}" for repository in repositories for context in contexts or ("*",))

    @property
    def limited(self) -> bool:
        """Whether branches, tags or environments limit the jobs, and pull requests are not among them."""
        return bool(self.branches or self.tags or self.environments) and not self.pull_requests
