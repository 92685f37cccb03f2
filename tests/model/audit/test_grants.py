"""Who may pull and push, statement by statement."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdktf_ecr.model.access.iam import PULL_ACTIONS, PUSH_ACTIONS
from cdktf_ecr.model.audit.grants import grants_of

PULL, PUSH = list(PULL_ACTIONS), list(PUSH_ACTIONS)


@pytest.mark.parametrize(
    ("statement", "effect", "who", "what", "condition"),
    [
        # What has a wildcard may allow more, and is shown as it is.
        ({"Principal": "*", "Action": "ecr:*"}, "Allow", "everybody", ("pull", "push", "ecr:*"), None),
        ({"Principal": {"AWS": "*"}, "Action": PULL}, "Allow", "everybody", ("pull",), None),
        (
            {"Principal": {"AWS": ["a", "b"], "Service": "s"}, "Action": PUSH},
            "Allow",
            "a, b, s",
            ("push",),
            None,
        ),
        (
            {"Principal": {"AWS": "a"}, "Action": ["ecr:batchgetimage", "ECR:GetDownloadUrl*", "ecr:BatchCheck*"]},
            "Allow",
            "a",
            ("pull", "ECR:GetDownloadUrl*", "ecr:BatchCheck*"),
            None,
        ),
        (
            {"Principal": {"AWS": "a"}, "Action": [*PULL, "ecr:DescribeImages"]},
            "Allow",
            "a",
            ("pull", "ecr:DescribeImages"),
            None,
        ),
        # A part of what pulling takes is no pulling.
        ({"Principal": {"AWS": "a"}, "Action": "ecr:BatchGetImage"}, "Allow", "a", ("ecr:BatchGetImage",), None),
        # To deny a part of it is to deny all of it.
        (
            {"Effect": "Deny", "Principal": "*", "Action": "ecr:GetDownloadUrlForLayer"},
            "Deny",
            "everybody",
            ("pull",),
            None,
        ),
        (
            {"NotPrincipal": {"AWS": "a"}, "NotAction": ["ecr:PutImage"]},
            "Allow",
            "all but a",
            ("all but ecr:PutImage",),
            None,
        ),
        (
            {"Principal": "*", "Action": PULL, "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}},
            "Allow",
            "everybody",
            ("pull",),
            '{"StringEquals": {"aws:PrincipalOrgID": "o-1"}}',
        ),
    ],
)
def test_a_statement(
    statement: dict[str, Any], effect: str, who: str, what: tuple[str, ...], condition: str | None
) -> None:
    (grant,) = grants_of(json.dumps({"Statement": {"Effect": "Allow", **statement}}))

    assert (grant.statement, grant.effect, grant.who, grant.what, grant.condition) == (
        "statement 1",
        effect,
        who,
        what,
        condition,
    )


def test_no_policy_grants_nothing() -> None:
    assert grants_of(None) == ()
