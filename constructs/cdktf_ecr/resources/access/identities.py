"""Roles and users, which get a policy of their own: resources of the application, or names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from cdktf_ecr.model.access.principals import GRANTEE, Principal, PrincipalKind
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.resources.base.addresses import place_of
from cdktf_ecr.resources.framework import aws, terraform

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.resources.framework.types import TerraformProvider, TerraformResource

Grantee: TypeAlias = "Principal | str | TerraformResource"
"""A `Principal`, a string that `Principal.of` takes, or an ``aws_iam_role`` or ``aws_iam_user``, new or found."""

IdentityPolicy: TypeAlias = "aws.IamRolePolicy | aws.IamUserPolicy"

_KINDS = {"aws_iam_role": PrincipalKind.ROLE, "aws_iam_user": PrincipalKind.USER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """An IAM identity that is granted something: a role or a user.

    Attributes:
        kind: ROLE or USER.
        address: What the Terraform name of its policy ends with.
        origin: What tells it from others: where the resource stands, or the name.
        name: Its name, which may be a token.
        arn: Its ARN, which may be a token; None for one that only has a name.
        provider: The provider of its account; None for the stack's.
    """

    kind: PrincipalKind
    address: str
    origin: str
    name: str = field(compare=False)
    arn: str | None = field(compare=False, default=None)
    provider: TerraformProvider | None = field(compare=False)

    @classmethod
    def of_name(cls, named: Principal, provider: TerraformProvider | None) -> Identity:
        """Return the role or user that a `Principal` names, in the account of ``provider``."""
        address = named.address or named.name
        return cls(kind=named.kind, address=address, origin=named.name, name=named.name, provider=provider)

    @classmethod
    def of_resource(cls, resource: Any, scope: Construct) -> Identity:
        """Return the role or user that a resource or data source of the application is.

        Args:
            resource: An ``aws_iam_role`` or ``aws_iam_user``.
            scope: A construct of the stack that the policy is to be part of.

        Raises:
            InvalidSettingError: It is something else, or of another stack.
        """
        managed = isinstance(resource, (terraform.TerraformResource, terraform.TerraformDataSource))
        kind = _KINDS.get(resource.terraform_resource_type) if managed else None
        if kind is None:
            rule = "must be a Principal, a string, or an aws_iam_role or aws_iam_user, as resource or as data source"
            raise InvalidSettingError(GRANTEE, resource, rule, source="grants")
        place = place_of(resource)
        if place.claims is not place_of(scope).claims:
            rule = (
                f"is of another stack, which may be of another account: if it is of this one, grant to Principal."
                f"{kind.value}(name, address=...), otherwise to Principal.arn(arn)"
            )
            raise InvalidSettingError(GRANTEE, place.terraform_name, rule, source="grants")
        looked_up_user = isinstance(resource, terraform.TerraformDataSource) and kind is PrincipalKind.USER
        return cls(
            kind=kind,
            address=place.terraform_name,
            origin=f"{type(resource).__name__} {'/'.join(place.path)}",
            name=resource.user_name if looked_up_user else resource.name,
            arn=resource.arn,
            provider=resource.provider,
        )

    @property
    def policy_type(self) -> str:
        """The Terraform type of its policy."""
        return f"aws_iam_{self.kind.value}_policy"

    def write(self, scope: Construct, *, name_prefix: str, policy: str) -> IdentityPolicy:
        """Create its policy.

        Args:
            scope: The construct to create it in.
            name_prefix: What the policy's name starts with.
            policy: The document's text.
        """
        id_, who = f"{self.kind.value}_{self.address}", {self.kind.value: self.name}
        type_ = aws.IamRolePolicy if self.kind is PrincipalKind.ROLE else aws.IamUserPolicy
        return type_(scope, id_, name_prefix=name_prefix, policy=policy, provider=self.provider, **who)
