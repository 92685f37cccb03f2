"""Grants on one repository: identity policies in the account, the repository's policy for everybody beyond it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from cdktf_ecr.model.access.grants import repository_access
from cdktf_ecr.model.access.iam import Access, access_policy
from cdktf_ecr.model.access.principals import Principal, PrincipalKind
from cdktf_ecr.model.access.repository_access import RepositoryAccess
from cdktf_ecr.model.errors import ConflictError
from cdktf_ecr.model.repository.derived_names import GRANT_POLICY, derived_name
from cdktf_ecr.model.terraform.expressions import Expression, json_document, read
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.providers import provider_name
from cdktf_ecr.resources.base.values import known
from cdktf_ecr.resources.framework import aws, terraform

from .identities import Identity, IdentityPolicy
from .inline_policies import InlinePolicies

if TYPE_CHECKING:
    from collections.abc import Collection

    from constructs import Construct

    from cdktf_ecr.resources.framework.types import TerraformProvider, TerraformResource

    from .identities import Grantee


PolicySink: TypeAlias = Callable[[RepositoryAccess], "TerraformResource"]
"""Writes a repository's policy: takes everything granted so far, in place of what it was given before, and returns the
resource that holds the policy. What it raises reaches the caller of the grant, which then has not happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a grant consists of.

    Attributes:
        identity_policy: The policy of the role or user; None for everybody else.
        repository_policy: The resource that holds the repository's policy; None where that is not concerned.
    """

    identity_policy: IdentityPolicy | None = None
    repository_policy: TerraformResource | None = None

    @property
    def resources(self) -> list[TerraformResource]:
        """What has to be there before the access is, for another resource's ``depends_on``."""
        return [policy for policy in (self.identity_policy, self.repository_policy) if policy is not None]


class RepositoryGrants(Component):
    """The grants on one repository, whatever construct the repository belongs to.

    A construct whose repository is an instance of a ``for_each`` gives the expressions of that instance, such as
    ``${aws_ecr_repository.this["team/api"].arn}``, and a sink that keeps what it is given for the policies of all
    instances.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        repository_name: str,
        repository_arn: str,
        allow: PolicySink,
        own_account: bool = True,
        account_id: str | None = None,
        partition: str | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Start without grants, and without resources.

        Args:
            scope: The construct to create the policies in.
            id: Its name in that construct.
            repository_name: The repository's name, which the names of identity policies derive from, or a Terraform
                expression of it.
            repository_arn: The repository's ARN, or a Terraform expression of it.
            allow: What writes the repository's policy.
            own_account: Whether the repository is known to be in the account of ``provider``. If not, roles and users
                that are resources get identity policies only: the repository's side is for its account to write.
            account_id: The repository's account, if it is known in Python and is that of ``provider``. Its roles and
                users then get identity policies also when they are granted by ARN.
            partition: The account's partition, or an expression of it; by default it is looked up when it is needed.
            address: What the Terraform names of the policies start with; by default the construct's path.
            provider: The AWS provider of the repository's account; by default the stack's.
        """
        super().__init__(scope, id, address=address)
        self._name, self._arn, self._allow = repository_name, repository_arn, allow
        self._own_account, self._account_id, self._given_partition = own_account, account_id, partition
        self._provider = provider
        self._let_in: set[tuple[Access, Principal]] = set()
        self._policies: dict[Identity, IdentityPolicy] = {}
        self._accesses: dict[Identity, set[Access]] = {}
        self._texts: dict[str, str] = {}

    def grant(self, grantee: Grantee, accesses: Collection[Access]) -> Grant:
        """Grant ``accesses``, in addition to what was granted before.

        Args:
            grantee: Who is let in.
            accesses: What they may do.

        Raises:
            InvalidSettingError: The grantee is malformed or ambiguous, or the repository's policy becomes too long.
            ConflictError: The policies of two grantees would have one address.
        """
        who = self._known(grantee)
        if isinstance(who, Principal):
            return Grant(repository_policy=self._write_repository_policy(who, accesses))
        repository_policy = None
        if who.arn is not None and self._own_account and provider_name(who.provider) != provider_name(self._provider):
            named = Principal.arn(self._without_tokens(who.arn))
            repository_policy = self._write_repository_policy(named, accesses)
        return Grant(identity_policy=self._write_identity_policy(who, accesses), repository_policy=repository_policy)

    def _known(self, grantee: Grantee) -> Identity | Principal:
        """Return the role or user that gets a policy of its own, or the one whom the repository's policy lets in."""
        if not isinstance(grantee, (Principal, str)):
            return Identity.of_resource(grantee, self)
        named = Principal.of(grantee) if isinstance(grantee, str) else grantee
        if self._account_id is not None:
            named = named.in_account(self._account_id)
        named = named.with_texts(self._without_tokens)
        if named.kind in (PrincipalKind.ROLE, PrincipalKind.USER):
            return Identity.of_name(named, self._provider)
        if named.kind is PrincipalKind.ACCOUNT and named.partition is None:
            return dataclasses.replace(named, partition=self.partition)
        return named

    def _write_repository_policy(self, grantee: Principal, accesses: Collection[Access]) -> TerraformResource:
        let_in = self._let_in | {(access, grantee) for access in accesses}
        policy = self._allow(repository_access(let_in))
        self._let_in = let_in
        return policy

    def _write_identity_policy(self, identity: Identity, accesses: Collection[Access]) -> IdentityPolicy:
        """Write the one policy that a role or user has for this repository."""
        granted = self._accesses.get(identity, set()) | set(accesses)
        self._inline_policies.check(identity, granted)
        text = json_document(access_policy(self._known_arn, granted))
        if identity not in self._policies:
            self._policies[identity] = self._create_identity_policy(identity, text)
        self._accesses[identity] = granted
        self._policies[identity].policy = text
        return self._policies[identity]

    def _create_identity_policy(self, identity: Identity, text: str) -> IdentityPolicy:
        if any((other.kind, other.address) == (identity.kind, identity.address) for other in self._policies):
            raise ConflictError(
                f"the policies of two grantees would both be {identity.policy_type}.{self.address}_{identity.address}: "
                f"give one of them another address, as in Principal.{identity.kind.value}(name, address='other')"
            )
        policy = identity.write(self, name_prefix=self._name_prefix, policy=text)
        self._pin(policy, identity.policy_type, name=f"{self.address}_{identity.address}")
        return policy

    @cached_property
    def _inline_policies(self) -> InlinePolicies:
        return InlinePolicies(self, address=self.address, repository_name=self._name)

    @cached_property
    def _name_prefix(self) -> str:
        """What policies' names start with; Terraform makes them unique among the role's of other regions and stacks."""
        return derived_name(GRANT_POLICY, self._without_tokens(self._name))

    @cached_property
    def _known_arn(self) -> str:
        return self._without_tokens(self._arn)

    @cached_property
    def partition(self) -> str:
        """The partition of the accounts that are let in, or an expression of it, looked up for whoever asks first."""
        if self._given_partition is not None:
            return self._without_tokens(self._given_partition)
        found = aws.DataAwsPartition(self, "partition", provider=self._provider)
        return self._pin(found, "data.aws_partition").attribute("partition")

    def _without_tokens(self, text: str) -> str:
        """Return ``text`` without CDKTF tokens, the same for any two tokens of one value."""
        if not isinstance(read(text), Expression):
            return text
        resolver = terraform.DefaultTokenResolver(terraform.StringConcat())
        meaning = str(terraform.Tokenization.resolve(text, preparing=False, scope=self, resolver=resolver))
        if meaning not in self._texts:
            self._texts[meaning] = known(self, f"{self.address}_granted", text)
        return self._texts[meaning]
