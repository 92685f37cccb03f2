"""What every repository is, whoever manages it: a name, an ARN, where its images are, and grants on it."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from cdktf_ecr.model.access.iam import Access
from cdktf_ecr.model.repository.arn import RepositoryArn, groups_of
from cdktf_ecr.model.repository.images import DIGEST, TAG
from cdktf_ecr.model.terraform.expressions import Expression, read
from cdktf_ecr.model.terraform.types import boolean, checked
from cdktf_ecr.resources.access.grants import RepositoryGrants
from cdktf_ecr.resources.base.component import Component

if TYPE_CHECKING:
    from collections.abc import Collection

    from constructs import Construct

    from cdktf_ecr.model.access.repository_access import RepositoryAccess
    from cdktf_ecr.resources.access.grants import Grant
    from cdktf_ecr.resources.access.identities import Grantee
    from cdktf_ecr.resources.framework.types import TerraformProvider, TerraformResource


class RepositoryBase(Component):
    """A private repository: a `Repository`, an `ExistingRepository`, or one of an `EcrCollection` or `EcrModule`.

    Its attributes and URIs can be used in every stack of the application.

    A grantee is one of:

    - an ``aws_iam_role`` or ``aws_iam_user`` of the stack, as resource or data source, or its name
      (``Principal.role("ci")``, ``Principal.user("ann")``; a plain string that looks like nothing else is a role's
      name): gets an identity policy of its own, which holds all it was granted on this repository;
    - everybody beyond the account: an account's id, an organization's id, a service's principal, or the ARN of a role
      or user: all of them are let in by the one policy of the repository;
    - an ``aws_iam_role`` or ``aws_iam_user`` with another ``provider``: both, as AWS wants it between accounts. (Where
      that provider is of the same account, in another region, the identity policy alone does: grant to
      ``Principal.role(role.name, address="ci")``.)

    Those whom only the repository's policy lets in need as much from their own account: the same actions on the
    repository's ARN and, for pulling and pushing, ``ecr:GetAuthorizationToken`` on ``*``, which no repository policy
    can give. `ExistingRepository.from_arn` writes that in the other account's stack. Services need nothing more.

    Granting twice is granting once, in whatever order. IAM has room for pulling from some 30 repositories in the inline
    policies of a role, for all three grants on some ten, and for a fifth of that in those of a user. A stack that needs
    more is refused: attach one managed policy for many repositories, as `Ec2PullAccess` does.
    """

    # What identity policies and their names are made of: the name as it was given, the ARN as text of this stack.
    _given_name: str
    _own_arn: str
    _partition: str | None = None
    _own_account = True
    _account_id: str | None = None

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        address: str | None = None,
        region: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        super().__init__(scope, id, address=address, region=region)
        self._provider = provider

    @property
    @abstractmethod
    def name(self) -> str:
        """The repository's name."""

    @property
    @abstractmethod
    def arn(self) -> str:
        """The repository's ARN."""

    @property
    @abstractmethod
    def url(self) -> str:
        """The repository's URL, ``<account>.dkr.ecr.<region>.amazonaws.com/<name>``, to tag images with."""

    @property
    @abstractmethod
    def registry_id(self) -> str:
        """The id of the registry, which is that of the account."""

    @abstractmethod
    def _allow(self, granted: RepositoryAccess) -> TerraformResource:
        """Write the repository's policy: everything granted so far, in place of what was granted before."""

    def uri_for_tag(self, tag: str, *, dual_stack: bool = False) -> str:
        """Return the name by which ``docker pull`` and ``docker push`` know the image that has a tag.

        Args:
            tag: The tag, such as "v1.2", or a Terraform expression of it.
            dual_stack: Whether the host has IPv6 addresses too. AWS has such hosts in the partitions aws, aws-us-gov
                and aws-cn, and none behind AWS PrivateLink.

        Raises:
            InvalidSettingError: It is no tag, or the repository is known to be in another partition.
        """
        return f"{self._url(dual_stack=dual_stack)}:{checked('tag', tag, TAG)}"

    def uri_for_digest(self, digest: str, *, dual_stack: bool = False) -> str:
        """Return the name by which ``docker pull`` knows one image for ever, whatever becomes of its tags.

        Args:
            digest: The digest of its manifest, ``sha256:`` and 64 hexadecimal digits, or a Terraform expression of it.
            dual_stack: As in `uri_for_tag`.

        Raises:
            InvalidSettingError: It is no digest, or the repository is known to be in another partition.
        """
        return f"{self._url(dual_stack=dual_stack)}@{checked('digest', digest, DIGEST)}"

    def grant_pull(self, grantee: Grantee) -> Grant:
        """Let ``grantee`` pull images, and log in where that is an identity policy.

        Args:
            grantee: A role or user, or anybody beyond the account; see the class.

        Raises:
            InvalidSettingError: The grantee is malformed or ambiguous, or the repository's policy becomes too long.
            ConflictError: The policies of two grantees would have one address.
        """
        return self._grant(grantee, (Access.PULL,))

    def grant_push(self, grantee: Grantee) -> Grant:
        """Let ``grantee`` push images, and log in where that is an identity policy.

        Pulling is not included: builds that start from an image or a cache in the repository need `grant_pull_push`.

        Args:
            grantee: A role or user, or anybody beyond the account; see the class.

        Raises:
            InvalidSettingError: The grantee is malformed or ambiguous, or the repository's policy becomes too long.
            ConflictError: The policies of two grantees would have one address.
        """
        return self._grant(grantee, (Access.PUSH,))

    def grant_pull_push(self, grantee: Grantee) -> Grant:
        """Let ``grantee`` pull and push images, and log in where that is an identity policy.

        Args:
            grantee: A role or user, or anybody beyond the account; see the class.

        Raises:
            InvalidSettingError: The grantee is malformed or ambiguous, or the repository's policy becomes too long.
            ConflictError: The policies of two grantees would have one address.
        """
        return self._grant(grantee, (Access.PULL, Access.PUSH))

    def grant_read_scans(self, grantee: Grantee, *, enhanced: bool = True) -> Grant:
        """Let ``grantee`` list images and read their scan results from Amazon ECR.

        Args:
            grantee: A role or user, or anybody beyond the account; see the class.
            enhanced: Whether to allow Amazon Inspector's own lists of findings and of coverage too. They are those of
                the whole account, for its own roles and users only: no repository policy can give them to others.

        Raises:
            InvalidSettingError: The grantee is malformed or ambiguous, or the repository's policy becomes too long.
            ConflictError: The policies of two grantees would have one address.
        """
        inspector = (Access.READ_FINDINGS,) if boolean("enhanced", enhanced) else ()
        return self._grant(grantee, (Access.READ_SCANS, *inspector))

    def name_in(self, scope: Construct) -> str:
        """Return the name for the constructs of a stack: text where Python knows it, else as `arn_in`."""
        known = not isinstance(read(self._given_name), Expression)
        return self._given_name if known or self._is_in_stack_of(scope) else self.name

    def arn_in(self, scope: Construct) -> str:
        """Return the ARN for the constructs of a stack: what that stack calls it, or CDKTF's token in any other."""
        return self._own_arn if self._is_in_stack_of(scope) else self.arn

    def _url(self, *, dual_stack: bool) -> str:
        return self._dual_stack_url if boolean("dual_stack", dual_stack) else self.url

    @cached_property
    def _dual_stack_url(self) -> str:
        url = read(self._arn_parts.url(dual_stack=True))
        return self._shared("dual_stack_url", url) if isinstance(url, Expression) else str(url)

    @cached_property
    def _arn_parts(self) -> RepositoryArn:
        """What the ARN says; where Terraform takes it apart, a local holds the parts."""
        arn = read(self._own_arn)
        if not isinstance(arn, Expression):
            return RepositoryArn.parse(arn)
        name = f"{self.address}_arn_parts"
        self._local(name, groups_of(arn))
        return RepositoryArn.of_groups(Expression(f"local.{name}"))

    def _grant(self, grantee: Grantee, accesses: Collection[Access]) -> Grant:
        return self._grants.grant(grantee, accesses)

    @cached_property
    def _grants(self) -> RepositoryGrants:
        return RepositoryGrants(
            self,
            "grants",
            repository_name=self._given_name,
            repository_arn=self._own_arn,
            allow=self._allow,
            own_account=self._own_account,
            account_id=self._account_id,
            partition=self._partition,
            address=self.address,
            provider=self._provider,
        )
