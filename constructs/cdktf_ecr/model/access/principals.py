"""Principals, as IAM calls them: whom access to a repository is granted to."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from cdktf_ecr.model.aws.accounts import ACCOUNT_ID, PARTITION
from cdktf_ecr.model.aws.principals import (
    ORGANIZATION_ID,
    ORGANIZATIONAL_UNIT_ID,
    PRINCIPAL_ARN,
    SERVICE_PRINCIPAL,
    SERVICE_SUFFIXES,
    iam_name,
)
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression, read
from cdktf_ecr.model.terraform.rules import Matches
from cdktf_ecr.model.terraform.types import checked, string

if TYPE_CHECKING:
    from collections.abc import Callable

# What the methods of a repository that grant call whom they grant to.
GRANTEE = "grantee"

_GRANTS = "grants"
_IDENTIFIERS = "Terraform identifiers"
_ADDRESS = Matches(pattern="^[A-Za-z0-9_-]+$", words="must be letters, digits, '_' and '-'", source=_IDENTIFIERS)
_NOT_IN_ADDRESSES = re.compile("[^A-Za-z0-9_-]")
_SOURCE_ARN = Matches(
    pattern="^arn:aws[a-z0-9-]*:.+$",
    words="must be the ARN of a resource, or a pattern of ARNs",
    source="AWS ARN format",
)
# The role or user at the end of an ARN, behind its path.
_ROLE_OR_USER = re.compile("arn:[^:]+:iam::([0-9]{12}):(role|user)/(?:.*/)?([^/]+)")


class PrincipalKind(Enum):
    """What a principal is."""

    ROLE = "role"
    USER = "user"
    ACCOUNT = "account"
    ARN = "arn"
    SERVICE = "service"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Somebody who may be granted access to a repository. Made by its class methods.

    Attributes:
        kind: What it is.
        name: A role's or user's name, an account's or organization's id, an ARN or a service's principal.
        address: What the Terraform name of a role's or user's policy ends with; None for everybody else.
        partition: An account's partition, or None to look it up.
        source_account: The account a service has to be acting for, or None.
        source_arn: The resource a service has to be acting for, or None.
    """

    kind: PrincipalKind
    name: str
    address: str | None = None
    partition: str | None = None
    source_account: str | None = None
    source_arn: str | None = None

    @classmethod
    def role(cls, name: str, *, address: str | None = None) -> Principal:
        """Return an IAM role of the repository's account.

        Args:
            name: The role's name, up to 64 characters, without its path; or a Terraform expression of it.
            address: What the Terraform name of its policy ends with; by default the role's name, so that a name only
                Terraform knows needs an address.

        Raises:
            InvalidSettingError: The name or the address is malformed, or the address is missing.
        """
        return cls._named(PrincipalKind.ROLE, name, address)

    @classmethod
    def user(cls, name: str, *, address: str | None = None) -> Principal:
        """Return an IAM user of the repository's account.

        Args:
            name: The user's name, up to 64 characters, without its path; or a Terraform expression of it.
            address: What the Terraform name of its policy ends with; by default the user's name.

        Raises:
            InvalidSettingError: The name or the address is malformed, or the address is missing.
        """
        return cls._named(PrincipalKind.USER, name, address)

    @classmethod
    def account(cls, account_id: str, *, partition: str | None = None) -> Principal:
        """Return another account: all its roles and users, as far as it allows them the same itself.

        Args:
            account_id: 12 digits, as a string, or a Terraform expression of it.
            partition: The account's partition; by default the provider's, which Terraform looks up.

        Raises:
            InvalidSettingError: The id or the partition is malformed.
        """
        return cls(
            kind=PrincipalKind.ACCOUNT,
            name=checked("account_id", account_id, ACCOUNT_ID),
            partition=None if partition is None else checked("partition", partition, PARTITION),
        )

    @classmethod
    def arn(cls, arn: str) -> Principal:
        """Return a role, user or session of any account by its ARN; it must exist.

        Args:
            arn: The ARN, without wildcards, or a Terraform expression of it.

        Raises:
            InvalidSettingError: It is not the ARN of a principal.
        """
        return cls(kind=PrincipalKind.ARN, name=checked("arn", arn, PRINCIPAL_ARN))

    @classmethod
    def service(cls, name: str, *, source_account: str | None = None, source_arn: str | None = None) -> Principal:
        """Return an AWS service, such as AWS CodeBuild with its own credentials.

        A service acts for whoever asks it to: name the account or the resource that may ask, wherever the service
        sends them along.

        Args:
            name: The service principal, such as ``codebuild.amazonaws.com``, or a Terraform expression of it.
            source_account: The account it has to be acting for, 12 digits, or a Terraform expression of it.
            source_arn: The resource it has to be acting for, with ``*`` and ``?`` as wildcards, or an expression of it.

        Raises:
            InvalidSettingError: The principal, the account or the ARN is malformed.
        """
        return cls(
            kind=PrincipalKind.SERVICE,
            name=checked("name", name, SERVICE_PRINCIPAL),
            source_account=None if source_account is None else checked("source_account", source_account, ACCOUNT_ID),
            source_arn=None if source_arn is None else checked("source_arn", source_arn, _SOURCE_ARN),
        )

    @classmethod
    def organization(cls, organization_id: str) -> Principal:
        """Return an AWS Organization: every role and user of its accounts, as far as those allow them the same.

        Args:
            organization_id: The organization's id, such as ``o-a1b2c3d4e5``, or a Terraform expression of it.

        Raises:
            InvalidSettingError: The id is malformed.
        """
        name = checked("organization_id", organization_id, ORGANIZATION_ID)
        return cls(kind=PrincipalKind.ORGANIZATION, name=name)

    @classmethod
    def of(cls, grantee: object) -> Principal:
        """Return the principal a plain string means, by its form.

        Args:
            grantee: 12 digits are an account, ``o-...`` is an organization, ``arn:...`` a role or user of any account,
                ``....amazonaws.com`` a service, and everything else the name of a role of this account.

        Raises:
            InvalidSettingError: The string means none of these, or is a Terraform expression, which may mean any.
        """
        name = read(string(GRANTEE, grantee))
        if isinstance(name, Expression):
            rule = (
                "is a Terraform expression, which may stand for anybody: say what it is with Principal.role, "
                "Principal.user, Principal.account, Principal.arn, Principal.service or Principal.organization"
            )
            raise InvalidSettingError(GRANTEE, grantee, rule, source=_GRANTS)
        if re.fullmatch(ORGANIZATIONAL_UNIT_ID, name):
            rule = "must not be an organizational unit: repository policies know whole organizations ('o-...') only"
            raise InvalidSettingError(GRANTEE, name, rule, source=_GRANTS)
        try:
            return cls._maker(name)(name)
        except InvalidSettingError as error:
            raise InvalidSettingError(GRANTEE, error.value, error.rule, source=error.source) from None

    @classmethod
    def _maker(cls, name: str) -> Callable[[str], Principal]:
        """Return the method that makes a principal of what ``name`` looks like."""
        if re.fullmatch("[0-9-]+", name):
            return cls.account
        if name.startswith("o-"):
            return cls.organization
        if name.startswith("arn:"):
            return cls.arn
        return cls.service if name.endswith(SERVICE_SUFFIXES) else cls.role

    def in_account(self, account_id: str) -> Principal:
        """Return the role or user that an ARN names if it is of the account, else the same principal.

        Args:
            account_id: The repository's account, 12 digits.
        """
        known = self.kind is PrincipalKind.ARN and not isinstance(self.name, Expression)
        match = _ROLE_OR_USER.fullmatch(self.name) if known else None
        if match is None or match.group(1) != account_id:
            return self
        make = Principal.role if match.group(2) == "role" else Principal.user
        return make(match.group(3))

    def with_texts(self, change: Callable[[str], str]) -> Principal:
        """Return the same with every text that may be a Terraform expression changed."""
        return dataclasses.replace(
            self,
            name=change(self.name),
            partition=self.partition and change(self.partition),
            source_account=self.source_account and change(self.source_account),
            source_arn=self.source_arn and change(self.source_arn),
        )

    @classmethod
    def _named(cls, kind: PrincipalKind, name: str, address: str | None) -> Principal:
        known = checked("name", name, iam_name(kind.value))
        if address is None and isinstance(known, Expression):
            rule = (
                "needs an address for its policy, as only Terraform knows the name: "
                f"Principal.{kind.value}(name, address=...)"
            )
            raise InvalidSettingError("name", name, rule, source=_IDENTIFIERS)
        derived = _NOT_IN_ADDRESSES.sub("_", known) if address is None else _address(address)
        return cls(kind=kind, name=known, address=derived)


def _address(address: str) -> str:
    if not _ADDRESS.holds(string("address", address)):
        raise _ADDRESS.refusal("address", address)
    return address
