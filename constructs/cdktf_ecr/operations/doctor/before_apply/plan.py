"""What an apply would create, and where."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cdktf_ecr.operations.doctor.asking import Asking
    from cdktf_ecr.operations.stack_directory import StackResource, StackResources


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan, and the account that it is for.

    Args:
        asking: The account.
        region: The region.
        account_id: The account's id, 12 digits.
        partition: The region's partition.
        stack: What the apply would lead to.
        terraform: How Terraform is called in the stack's directory, such as "terraform -chdir=cdktf.out/stacks/ecr".
        values: The options that give the stack's variables.
    """

    asking: Asking
    region: str
    account_id: str
    partition: str
    stack: StackResources
    terraform: str
    values: tuple[str, ...] = ()

    def created(self, type_: str) -> list[StackResource]:
        """Return the resources of a type that the state does not hold yet.

        Args:
            type_: "aws_ecr_repository".
        """
        return [resource for resource in self.stack.resources(type_) if resource.created]

    def arn(self, service: str, resource: str, *, regional: bool = True) -> str:
        """Return the ARN of something in the account.

        Args:
            service: The service's name in ARNs.
            resource: What follows the account.
            regional: Whether the service's ARNs hold the region.
        """
        return f"arn:{self.partition}:{service}:{self.region if regional else ''}:{self.account_id}:{resource}"

    def taking_over(self, resource: StackResource, id_: str) -> str:
        """Return the command that puts what is there into the state.

        Args:
            resource: What it is in the plan.
            id_: What Terraform imports it by.
        """
        return " ".join([self.terraform, "import", *self.values, shlex.quote(resource.address), shlex.quote(id_)])

    def applying_with(self, variable: str, value: str) -> str:
        """Return the command that applies the stack with another value of a variable.

        Args:
            variable: The stack's variable.
            value: The value.
        """
        return " ".join([self.terraform, "apply", *self.values, f"-var={variable}={value}"])
