"""Who a grant is made to: roles and users of the account, and everybody beyond it."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.values import check_pattern, check_string, check_text

from .principals import (
    account_root_arns,
    check_account_ids,
    check_organization_id,
    check_principal_arns,
    check_service,
)

if TYPE_CHECKING:
    from collections.abc import Callable

GRANTEE = "grantee"

# CreateRole, parameter RoleName, and CreateUser, parameter UserName (IAM API reference): 1 to 64 characters.
_IAM_NAME = "[A-Za-z0-9_+=,.@-]{1,64}"
_IAM_NAMES = "IAM API reference"
_IDENTIFIERS = "Terraform identifiers"
_SERVICE_SUFFIXES = (".amazonaws.com", ".amazonaws.com.cn")
# OrganizationalUnitId (AWS Organizations API reference).
_ORGANIZATIONAL_UNIT = "ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}"
_SOURCE_ARN = "arn:aws[a-z0-9-]*:.+"
_TERRAFORM_NAME = "[A-Za-z0-9_-]+"
_NOT_IN_TERRAFORM_NAMES = re.compile("[^A-Za-z0-9_-]")
# The entity at the end of a role's or user's ARN, behind its path.
_ENTITY = re.compile("arn:[^:]+:iam::([0-9]{12}):(role|user)/(?:.*/)?([^/]+)")


class GranteeKind(Enum):
    """What a grantee is."""

    ROLE = "role"
    USER = "user"
    ACCOUNT = "account"
    PRINCIPAL = "principal"
    SERVICE = "service"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grantee:
    """Somebody who may be granted access to a repository. Made by its class methods.

    Attributes:
        kind: What it is.
        name: A role's or user's name, an account's or organization's id, a principal's ARN or a service's principal.
        address: What the Terraform name of a role's or user's policy ends with; None for everybody else.
        partition: An account's partition, or None to look it up.
        source_account: The account a service has to be acting for, or None.
        source_arn: The resource a service has to be acting for, or None.
    """

    kind: GranteeKind
    name: str
    address: str | None = None
    partition: str | None = None
    source_account: str | None = None
    source_arn: str | None = None

    @classmethod
    def role(cls, name: str, *, address: str | None = None) -> Grantee:
        """Return an IAM role of the repository's account.

        Args:
            name: The role's name, up to 64 characters, without its path; or a Terraform expression of it.
            address: What the Terraform name of its policy ends with; by default the role's name, so that a name only
                Terraform knows needs an address.

        Raises:
            InvalidSettingError: The name or the address is malformed, or the address is missing.
        """
        return cls(kind=GranteeKind.ROLE, name=_iam_name("role", name), address=_address("role", name, address))

    @classmethod
    def user(cls, name: str, *, address: str | None = None) -> Grantee:
        """Return an IAM user of the repository's account.

        Args:
            name: The user's name, up to 64 characters, without its path; or a Terraform expression of it.
            address: What the Terraform name of its policy ends with; by default the user's name.

        Raises:
            InvalidSettingError: The name or the address is malformed, or the address is missing.
        """
        return cls(kind=GranteeKind.USER, name=_iam_name("user", name), address=_address("user", name, address))

    @classmethod
    def account(cls, account_id: str, *, partition: str | None = None) -> Grantee:
        """Return another account: all its roles and users, as far as it allows them the same itself.

        Args:
            account_id: 12 digits, as a string, or a Terraform expression of it.
            partition: The account's partition; by default the provider's, which Terraform looks up.

        Raises:
            InvalidSettingError: The id or the partition is malformed.
        """
        check_account_ids(GRANTEE, [account_id])
        account_root_arns(GRANTEE, [account_id], "aws" if partition is None else partition)
        return cls(kind=GranteeKind.ACCOUNT, name=account_id, partition=partition)

    @classmethod
    def principal(cls, arn: str) -> Grantee:
        """Return a role, user or session of any account by its ARN; it must exist.

        Args:
            arn: The ARN, without wildcards, or a Terraform expression of it.

        Raises:
            InvalidSettingError: It is not the ARN of a principal.
        """
        return cls(kind=GranteeKind.PRINCIPAL, name=check_principal_arns(GRANTEE, [check_string(GRANTEE, arn)])[0])

    @classmethod
    def service(cls, principal: str, *, source_account: str | None = None, source_arn: str | None = None) -> Grantee:
        """Return an AWS service, such as AWS CodeBuild with its own credentials.

        A service acts for whoever asks it to: name the account or the resource that may ask, wherever the service
        sends them along.

        Args:
            principal: The service principal, such as ``codebuild.amazonaws.com``, or a Terraform expression of it.
            source_account: The account it has to be acting for, 12 digits, or a Terraform expression of it.
            source_arn: The resource it has to be acting for, with ``*`` and ``?`` as wildcards, or an expression of it.

        Raises:
            InvalidSettingError: The principal, the account or the ARN is malformed.
        """
        if source_account is not None:
            check_account_ids("source_account", [source_account])
        if source_arn is not None:
            check_text("source_arn", source_arn, _SOURCE_ARN, "must be the ARN of a resource, or a pattern of ARNs")
        return cls(
            kind=GranteeKind.SERVICE,
            name=check_service(GRANTEE, principal, example="codebuild.amazonaws.com"),
            source_account=source_account,
            source_arn=source_arn,
        )

    @classmethod
    def organization(cls, organization_id: str) -> Grantee:
        """Return an AWS Organization: every role and user of its accounts, as far as those allow them the same.

        Args:
            organization_id: The organization's id, such as ``o-a1b2c3d4e5``, or a Terraform expression of it.

        Raises:
            InvalidSettingError: The id is malformed.
        """
        return cls(kind=GranteeKind.ORGANIZATION, name=check_organization_id(organization_id, setting=GRANTEE))

    @classmethod
    def of(cls, text: object) -> Grantee:
        """Return the grantee a plain string means, by its form.

        Args:
            text: 12 digits are an account, ``o-...`` is an organization, ``arn:...`` a principal,
                ``....amazonaws.com`` a service, and everything else the name of a role.

        Raises:
            InvalidSettingError: The string means none of these, or is a Terraform expression, which may mean any.
        """
        name = check_string(GRANTEE, text)
        if is_expression(name):
            rule = (
                "is a Terraform expression, which may stand for anybody: say what it is with Grantee.role, "
                "Grantee.user, Grantee.account, Grantee.principal, Grantee.service or Grantee.organization"
            )
            raise InvalidSettingError(GRANTEE, name, rule, source="grants")
        if re.fullmatch("[0-9-]+", name):
            return cls.account(name)
        if name.startswith("o-"):
            return cls.organization(name)
        if name.startswith("arn:"):
            return cls.principal(name)
        if name.endswith(_SERVICE_SUFFIXES):
            return cls.service(name)
        if re.fullmatch(_ORGANIZATIONAL_UNIT, name):
            rule = "must not be an organizational unit: repository policies know whole organizations ('o-...') only"
            raise InvalidSettingError(GRANTEE, name, rule, source="grants")
        return cls.role(name)

    def in_account(self, account_id: str) -> Grantee:
        """Return the role or user that a principal's ARN names if it is of the account, else the same grantee.

        Args:
            account_id: The repository's account, 12 digits.
        """
        known = self.kind is GranteeKind.PRINCIPAL and not is_expression(self.name)
        match = _ENTITY.fullmatch(self.name) if known else None
        if match is None or match.group(1) != account_id:
            return self
        make = Grantee.role if match.group(2) == "role" else Grantee.user
        return make(match.group(3))

    def with_texts(self, change: Callable[[str], str]) -> Grantee:
        """Return the same with every text that may be a Terraform expression changed."""
        return dataclasses.replace(
            self,
            name=change(self.name),
            partition=self.partition and change(self.partition),
            source_account=self.source_account and change(self.source_account),
            source_arn=self.source_arn and change(self.source_arn),
        )


def _iam_name(kind: str, name: object) -> str:
    rule = f"must be a {kind}'s name: 1 to 64 letters, digits and characters of '_+=,.@-', without the {kind}'s path"
    return check_text(GRANTEE, name, _IAM_NAME, rule, source=_IAM_NAMES)


def _address(kind: str, name: str, address: str | None) -> str:
    if address is not None:
        rule = "must be letters, digits, '_' and '-'"
        return check_pattern("address", address, _TERRAFORM_NAME, rule=rule, source=_IDENTIFIERS)
    if is_expression(name):
        rule = f"needs an address for its policy, as only Terraform knows the name: Grantee.{kind}(name, address=...)"
        raise InvalidSettingError(GRANTEE, name, rule, source=_IDENTIFIERS)
    return _NOT_IN_TERRAFORM_NAMES.sub("_", name)
