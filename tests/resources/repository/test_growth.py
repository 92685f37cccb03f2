"""What each further repository asks of Node, where nearly all of its time goes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from cdktf import TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider
from jsii._kernel.providers.process import _NodeProcess

from cdktf_ecr import Repository


def test_a_further_repository_asks_for_its_resources_and_nothing_else(
    new_stack: TerraformStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    AwsProvider(new_stack, "aws", region="eu-west-1")
    Repository(new_stack, "first", name="team/first")
    asked: list[Any] = []
    stock = _NodeProcess.send

    def send(self: Any, request: Any, *rest: Any) -> Any:
        asked.append(request)
        return stock(self, request, *rest)

    monkeypatch.setattr(_NodeProcess, "send", send)
    for number in range(3):
        Repository(new_stack, f"further{number}", name=f"team/further-{number}")

    made = [request.fqn.rpartition(".")[2] for request in asked if type(request).__name__ == "CreateRequest"]
    called = [request.method for request in asked if type(request).__name__ == "InvokeRequest"]
    assert Counter(made) == dict.fromkeys(("Construct", "EcrRepository", "EcrLifecyclePolicy"), 3)
    assert Counter(called) == {"overrideLogicalId": 6}
    assert len(asked) == len(made) + len(called)
