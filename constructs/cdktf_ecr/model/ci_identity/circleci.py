"""Jobs of CircleCI, as its OpenID Connect tokens tell them apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.rules import Each, Matches
from cdktf_ecr.model.terraform.types import check_fields

from .trust import REFS, git_refs

if TYPE_CHECKING:
    from collections.abc import Sequence

# Format of the OpenID Connect ID token (CircleCI's documentation, "Using OpenID Connect tokens in jobs"):
# sub is org/<id>/project/<id>/user/<id>, to which $CIRCLE_OIDC_TOKEN_V2 adds /vcs-origin/<origin>/vcs-ref/<ref>.
_TOKENS = "CircleCI OpenID Connect tokens"
# As many characters as a UUID has. With "*" the subject of a fork's job would match whose branch is called
# "x/vcs-origin/<the origin>/vcs-ref/refs/heads/main": IAM's "*" also matches "/".
_ANY_UUID = "-".join("?" * length for length in (8, 4, 4, 4, 12))
_ORIGIN = Matches(
    pattern=r"(?!.*[.]git\Z)[a-z0-9-]+([.][a-z0-9-]+)+(/[A-Za-z0-9._-]+){2,}",
    words="must be a repository's address, as in 'github.com/acme/api', without 'https://' and '.git'",
    source=_TOKENS,
)


def _uuid(whose: str) -> Matches:
    return Matches(
        pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        words=f"must be the {whose} id, a UUID in lower case: CircleCI writes it so, and IAM compares every letter",
        source=_TOKENS,
    )


_CHECKS = {
    "organization_id": ("string", _uuid("organization's")),
    "project_ids": ("known set(string)", Each(rule=_uuid("project's"))),
    "whole_organization": ("known bool",),
    "vcs_origin": ("string", _ORIGIN),
    "branches": REFS,
    "tags": REFS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleCi:
    """Jobs of projects in one CircleCI organization.

    Neither contexts nor the reruns with SSH can be told apart here: AWS offers no condition key for these claims.

    Attributes:
        organization_id: The organization's UUID (Organization Settings, Overview).
        project_ids: The projects' UUIDs (Project Settings, Overview).
        whole_organization: True, and no project ids, to trust every project, present and future.
        vcs_origin: The repository the change must come from, such as "github.com/acme/api", as CircleCI's tokens spell
            it; needed with branches and tags, and wherever builds of forks receive secrets.
        branches: The branches whose jobs are trusted, where ``*`` matches any characters; by default all.
        tags: The git tags, likewise. Like the branches they are only in ``$CIRCLE_OIDC_TOKEN_V2``, which is what the
            ``circleci/aws-cli`` orb sends, and not in the tokens of pipelines that a custom webhook triggered.

    Raises:
        InvalidSettingError: An id is no UUID, no project is named, or a name is malformed.
    """

    organization_id: str
    project_ids: Sequence[str] = ()
    whole_organization: bool = False
    vcs_origin: str | None = None
    branches: Sequence[str] = ()
    tags: Sequence[str] = ()

    def __post_init__(self) -> None:
        check_fields(self, _CHECKS)
        if self.whole_organization is bool(self.project_ids):
            either = "must name projects, or be empty and whole_organization True to trust all of the organization's"
            raise InvalidSettingError("project_ids", list(self.project_ids), either, source=_TOKENS)
        if self.limited and self.vcs_origin is None:
            needed = f"{_ORIGIN.words}; without it a fork's branch of the same name would be trusted too"
            raise InvalidSettingError("vcs_origin", None, needed, source=_TOKENS)

    @property
    def issuer(self) -> str:
        """The URL of the organization's own provider, without ``https://``."""
        return f"oidc.circleci.com/org/{self.organization_id}"

    @property
    def audience(self) -> str:
        """The organization's id, which CircleCI's tokens are for."""
        return self.organization_id

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects trusted, in which ``*`` and ``?`` are IAM's wildcards."""
        projects = [f"org/{self.organization_id}/project/{project}" for project in self.project_ids or [_ANY_UUID]]
        if self.vcs_origin is None:
            return tuple(f"{project}/user/*" for project in projects)
        origin = f"user/{_ANY_UUID}/vcs-origin/{self.vcs_origin}/vcs-ref"
        refs = git_refs(self.branches, self.tags) or ("*",)
        return tuple(f"{project}/{origin}/{ref}" for project in projects for ref in refs)

    @property
    def limited(self) -> bool:
        """Whether branches or tags limit the jobs."""
        return bool(self.branches or self.tags)
