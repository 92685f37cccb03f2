"""Arguments of constructs, as values or as Terraform expressions of them."""

from __future__ import annotations

from typing import Any, Protocol

ACCOUNT = "111122223333"
FLAGS = [True, False]
ACCOUNTS = [[ACCOUNT], ["000000000012", "444455556666"]]
ARN = f"arn:aws:ecr:eu-west-1:{ACCOUNT}:repository/{{}}"
ARNS = [[ARN.format("team/api")], [ARN.format("team/api"), ARN.format("a--b")]]
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/00000000-0000-4000-8000-000000000000"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/path/release"
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/boundary"
TAGS: list[dict[str, str]] = [{"Team": "Größe + B"}, {"Cost Center": "a=b", "x": ""}]


class Given(Protocol):
    """Chooses one of some values, and gives it as it is or as an expression: text, or unless that is all, a token."""

    def __call__(self, type_: str, *values: Any, text: bool = False) -> Any: ...
