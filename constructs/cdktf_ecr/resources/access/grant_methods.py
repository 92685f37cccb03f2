"""`grant_pull`, `grant_push` and `grant_read_scans`, as constructs of a repository have them."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from cdktf_ecr.model.access.iam import Access
from cdktf_ecr.model.terraform.values import check_boolean

if TYPE_CHECKING:
    from .entities import GranteeLike
    from .grants import Grant, RepositoryGrants


class GrantMethods:
    """What a construct of a repository lets its users grant.

    A grantee is one of:

    - an ``aws_iam_role`` or ``aws_iam_user`` of the stack, as resource or data source, or its name
      (``Grantee.role("ci")``, ``Grantee.user("ann")``; a plain string that looks like nothing else is a role's name):
      gets an identity policy of its own, which holds all it was granted on this repository;
    - everybody beyond the account: an account's id, an organization's id, a service's principal, or the ARN of a role
      or user: all of them are let in by the one policy of the repository;
    - an ``aws_iam_role`` or ``aws_iam_user`` with another ``provider``: both, as AWS wants it between accounts. (Where
      that provider is of the same account, in another region, the identity policy alone does: grant to
      ``Grantee.role(role.name, address="ci")``.)

    Those whom only the repository's policy lets in need as much from their own account: the same actions on the
    repository's ARN and, for pulling and pushing, ``ecr:GetAuthorizationToken`` on ``*``, which no repository policy
    can give. `ExistingRepository.from_arn` writes that in the other account's stack. Services need nothing more.

    Granting twice is granting once, in whatever order. IAM has room for pulling from some 30 repositories in the inline
    policies of a role, for all three grants on some ten, and for a fifth of that in those of a user. A stack that needs
    more is refused: attach one managed policy for many repositories, as `Ec2PullAccess` does.
    """

    @property
    @abstractmethod
    def _grants(self) -> RepositoryGrants:
        """The grants on the repository."""

    def grant_pull(self, grantee: GranteeLike) -> Grant:
        """Let ``grantee`` pull images, and log in where that is an identity policy.

        Args:
            grantee: A role or user, or anybody beyond the account; see the class.

        Raises:
            InvalidSettingError: The grantee is malformed or ambiguous, or the repository's policy becomes too long.
            ConflictError: The policies of two grantees would have one address.
        """
        return self._grants.grant(grantee, (Access.PULL,))

    def grant_push(self, grantee: GranteeLike) -> Grant:
        """Let ``grantee`` push images, and log in where that is an identity policy.

        Pulling is not included: builds that start from an image or a cache in the repository need both grants.

        Args:
            grantee: A role or user, or anybody beyond the account; see the class.

        Raises:
            InvalidSettingError: The grantee is malformed or ambiguous, or the repository's policy becomes too long.
            ConflictError: The policies of two grantees would have one address.
        """
        return self._grants.grant(grantee, (Access.PUSH,))

    def grant_read_scans(self, grantee: GranteeLike, *, enhanced: bool = True) -> Grant:
        """Let ``grantee`` list images and read their scan results from Amazon ECR.

        Args:
            grantee: A role or user, or anybody beyond the account; see the class.
            enhanced: Whether to allow Amazon Inspector's own lists of findings and of coverage too. They are those of
                the whole account, for its own roles and users only: no repository policy can give them to others.

        Raises:
            InvalidSettingError: The grantee is malformed or ambiguous, or the repository's policy becomes too long.
            ConflictError: The policies of two grantees would have one address.
        """
        return self._grants.grant(
            grantee, (Access.READ_SCANS, *((Access.READ_FINDINGS,) if check_boolean("enhanced", enhanced) else ()))
        )
