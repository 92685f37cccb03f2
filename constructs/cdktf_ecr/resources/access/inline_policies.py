"""How much of a role's or user's room for inline policies the grants of one stack take."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from cdktf_ecr.model.access.iam import access_policy
from cdktf_ecr.model.access.principals import GRANTEE, PrincipalKind
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression, read
from cdktf_ecr.resources.base.providers import provider_name
from cdktf_ecr.resources.framework import terraform

if TYPE_CHECKING:
    from collections.abc import Collection

    from constructs import Construct

    from cdktf_ecr.model.access.iam import Access

    from .identities import Identity

# IAM and AWS STS quotas: characters of all inline policies of a role or user together, without white space.
INLINE_POLICIES_LIMIT = {PrincipalKind.ROLE: 10_240, PrincipalKind.USER: 2_048}

# The shortest ARN that a repository whose name is not known here can have.
_SHORTEST_ARN = "arn:aws:ecr:us-east-1:000000000000:repository/"

_lengths: WeakKeyDictionary[terraform.TerraformStack, dict[tuple[Identity, str], dict[str, int]]] = WeakKeyDictionary()


class InlinePolicies:
    """The lengths of the inline policies that the grants on one repository write.

    The same role's policies for other repositories of the stack count too; those it has besides are not known.
    """

    def __init__(self, scope: Construct, *, address: str, repository_name: str) -> None:
        """Start without policies.

        Args:
            scope: A construct of the stack.
            address: What tells the repository from others of the stack.
            repository_name: The repository's name, or a Terraform expression of it.
        """
        self._of_stack = _lengths.setdefault(terraform.TerraformStack.of(scope), {})
        self._address = address
        self._arn = _SHORTEST_ARN + ("aa" if isinstance(read(repository_name), Expression) else repository_name)

    def check(self, identity: Identity, granted: Collection[Access]) -> None:
        """Count the policy of ``identity`` for this repository.

        Raises:
            InvalidSettingError: The inline policies of the role or user become longer than IAM accepts.
        """
        length = len(json.dumps(access_policy(self._arn, granted), separators=(",", ":")))
        lengths = {
            **self._of_stack.get((identity, provider_name(identity.provider)), {}),
            self._address: length,
        }
        limit = INLINE_POLICIES_LIMIT[identity.kind]
        if sum(lengths.values()) > limit:
            rule = (
                f"must not be granted more: the policies of its {len(lengths)} repositories would be longer than the "
                f"{limit:,} characters that IAM gives the inline policies of a {identity.kind.value}; attach one "
                "managed policy for all of them instead, as Ec2PullAccess does"
            )
            raise InvalidSettingError(GRANTEE, identity.address, rule, source="IAM and AWS STS quotas")
        self._of_stack[(identity, provider_name(identity.provider))] = lengths
