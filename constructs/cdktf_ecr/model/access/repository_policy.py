"""A repository's own policy: who beyond its account may pull from it or push to it.

Nobody in another account gets in through this policy alone: their own IAM policy must allow the same actions, and
``ecr:GetAuthorizationToken`` to log in, which is why the latter has no place here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression, either, operand_of, read, source_of

from .iam import POLICY_VERSION
from .policy_statements import API, ELEMENTS, POLICY, check_statement, shortest_length
from .repository_access import RepositoryAccess
from .statements import Statement, check_sids

if TYPE_CHECKING:
    from cdktf_ecr.model.terraform.expressions import BooleanValue

# SetRepositoryPolicy, parameter policyText (ECR API reference): characters.
POLICY_TEXT_LIMIT = 10_240


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryPolicy:
    """The policy of one repository. A repository has one: writing it replaces whatever was there.

    Attributes:
        statements: What the policy allows: `RepositoryAccess` grants and plain statement dicts, mixed at will. A
            statement that is there twice is written once.
        allow_public: Whether a statement may let in every AWS account there is.

    Raises:
        InvalidSettingError: There is no statement, two different ones share a Sid, one of them is malformed, public,
            names a resource or ``ecr:GetAuthorizationToken``, or the policy is too long.
    """

    statements: Sequence[RepositoryAccess | Statement]
    allow_public: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "statements", _accesses(self.statements))
        statements = [statement for access in self.accesses for statement in access.statements]
        if not statements:
            raise InvalidSettingError(POLICY, [], "must have at least one statement", source=API)
        for statement in statements:
            check_statement(statement, allow_public=self.allow_public)
        check_sids(POLICY, statements, remedy="give all accounts or principals to one grant")
        length = self._length()
        if length > POLICY_TEXT_LIMIT:
            rule = (
                f"must be at most {POLICY_TEXT_LIMIT:,} characters of JSON, not {length:,}; let an organization in "
                "instead of its accounts or roles one by one"
            )
            raise InvalidSettingError(POLICY, f"{len(statements)} statements", rule, source=API)

    @property
    def accesses(self) -> tuple[RepositoryAccess, ...]:
        """The statements, those together that are there on one condition."""
        return tuple(each for each in self.statements if isinstance(each, RepositoryAccess))

    @property
    def condition(self) -> BooleanValue:
        """Whether there is anything to allow, and so a policy: True, or an expression."""
        return reduce(either, (access.condition for access in self.accesses))

    def render(self) -> dict[str, object]:
        """Return the policy document, for where `condition` holds."""
        return {"Version": POLICY_VERSION, "Statement": _written(self.accesses)}

    def to_json(self) -> str:
        """Return the policy document as compact JSON text.

        For a policy that holds Terraform expressions let Terraform's ``jsonencode`` encode `render` instead.
        """
        return _json(self.render())

    def _length(self) -> int:
        """Return the fewest characters that the document has once all statements of one condition are in it."""
        certain = [each for each in self.accesses if each.condition is True]
        together = [certain, *([*certain, each] for each in self.accesses if each.condition is not True)]
        documents = [[statement for each in accesses for statement in each.statements] for accesses in together]
        return max(shortest_length(_json({"Version": POLICY_VERSION, "Statement": each})) for each in documents)


def _json(document: Mapping[str, object]) -> str:
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


def _accesses(grants: object) -> tuple[RepositoryAccess, ...]:
    """Return statements by the conditions they are there on, in order, read, and each once."""
    if isinstance(grants, Mapping) or not isinstance(grants, (list, tuple)):
        raise InvalidSettingError(POLICY, grants, "must be a list of statements", source=ELEMENTS)
    found: dict[BooleanValue, list[Statement]] = {}
    for grant in grants:
        access = grant if isinstance(grant, RepositoryAccess) else RepositoryAccess(statements=(grant,))
        for statement in map(read, access.statements if access.condition is not False else ()):
            same = found.setdefault(access.condition, [])
            if statement not in same:
                same.append(statement)
    return tuple(RepositoryAccess(statements=tuple(those), condition=condition) for condition, those in found.items())


def _written(accesses: Sequence[RepositoryAccess]) -> list[Statement] | Expression:
    """Return the element Statement; Terraform puts it together where it alone knows what is in it."""
    if len(accesses) == 1:
        return [read(statement) for statement in accesses[0].statements]
    return Expression(f"concat({', '.join(map(_if_there, accesses))})")


def _if_there(access: RepositoryAccess) -> str:
    statements = source_of(access.statements)
    if access.condition is True:
        return statements
    # No conditional: its two sides would have to be of one type, and statements have different elements.
    return f"[for statement in {statements} : statement if {operand_of(access.condition)}]"
