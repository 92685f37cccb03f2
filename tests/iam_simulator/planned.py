"""Puts the values of a plan into synthesized JSON, so that its policies can be judged without one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.iam_simulator.simulator import Policy, Resource

_JSONENCODE = re.compile(r"\$\{jsonencode\((.*)\)\}")


@dataclass(frozen=True, slots=True)
class Plan:
    """A synthesized stack and what its references stand for.

    Attributes:
        synthesized: The stack.
        account: The account of its default provider.
        region: The region of its default provider.
        values: What references stand for that do not follow from the account and names, such as
            ``aws_iam_role.partner.arn``.
    """

    synthesized: dict[str, Any]
    account: str
    region: str
    values: Mapping[str, str]

    def arn(self, repository: str) -> str:
        """Return the ARN of the repository of that name."""
        return f"arn:aws:ecr:{self.region}:{self.account}:repository/{repository}"

    def repositories(self) -> list[Resource]:
        """Return all repositories by their Terraform names, created and looked up, with their policies."""
        return [
            Resource(name=name, arn=self.arn(found["name"]), account=self.account, policy=self._policy_of(name))
            for name, found in self._repositories().items()
        ]

    def identity_policies(self, kind: str, name: str, provider: str | None = None) -> list[Policy]:
        """Return the policies that a role or user gets.

        Args:
            kind: "role" or "user".
            name: Its name.
            provider: The alias of the provider of its account; None for the default one.
        """
        written = self.synthesized["resource"].get(f"aws_iam_{kind}_policy", {}).values()
        return [
            self._known(policy["policy"])
            for policy in written
            if self._known(policy[kind]) == name and policy.get("provider") == provider
        ]

    def _repositories(self) -> dict[str, Any]:
        created, found = self.synthesized["resource"], self.synthesized.get("data", {})
        return {**created.get("aws_ecr_repository", {}), **found.get("aws_ecr_repository", {})}

    def _policy_of(self, name: str) -> Policy | None:
        written = self.synthesized["resource"].get("aws_ecr_repository_policy", {}).get(name)
        return None if written is None else dict(self._known(written["policy"]))

    def _references(self) -> dict[str, str]:
        references = dict(self.values)
        for name, repository in self._repositories().items():
            for block in (f"aws_ecr_repository.{name}", f"data.aws_ecr_repository.{name}"):
                references |= {f"{block}.name": repository["name"], f"{block}.arn": self.arn(repository["name"])}
        for type_, argument in (("aws_iam_role", "name"), ("aws_iam_user", "name"), ("aws_iam_user", "user_name")):
            for where, blocks in (("", self.synthesized["resource"]), ("data.", self.synthesized.get("data", {}))):
                for name, entity in blocks.get(type_, {}).items():
                    if argument in entity:
                        references[f"{where}{type_}.{name}.{argument}"] = entity[argument]
        for name in self.synthesized.get("data", {}).get("aws_partition", {}):
            references[f"data.aws_partition.{name}.partition"] = "aws"
        for name, value in self.synthesized.get("locals", {}).items():
            known = references.get(value.removeprefix("${").removesuffix("}"))
            references |= {} if known is None else {f"local.{name}": known}
        return references

    def _known(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        encoded = _JSONENCODE.fullmatch(value)
        text = encoded.group(1) if encoded else value
        for reference, known in sorted(self._references().items(), key=lambda item: -len(item[0])):
            text = text.replace(f"${{{reference}}}", known)
            text = text.replace(reference, json.dumps(known)) if encoded else text
        assert "${" not in text, text
        return json.loads(text) if encoded else text
