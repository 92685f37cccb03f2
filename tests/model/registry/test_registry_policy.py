from __future__ import annotations

import json
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.registry.registry_policy import POLICY_TEXT_LIMIT, RegistryAccess, RegistryPolicy
from tests.model.registry.service_model import shape

REGISTRY = "arn:aws:ecr:eu-west-1:444455556666"
ROLE = "arn:aws:iam::444455556666:role/builder"
RAW: dict[str, Any] = {
    "Sid": "Raw",
    "Effect": "Allow",
    "Principal": {"AWS": ROLE},
    "Action": "ecr:CreateRepository",
    "Resource": f"{REGISTRY}:repository/*",
}


def statements(*given: Any) -> list[dict[str, Any]]:
    document: Any = RegistryPolicy(statements=given).render(REGISTRY)
    assert document["Version"] == "2012-10-17"
    return list(document["Statement"])


def without(element: str) -> dict[str, Any]:
    return {name: value for name, value in RAW.items() if name != element}


def test_accounts_may_replicate_into_the_registry() -> None:
    access = RegistryAccess.replication_by_accounts(["111122223333", "222233334444"], repositories=["prod/*", "api"])

    assert statements(access) == [
        {
            "Sid": "ReplicateByAccounts",
            "Effect": "Allow",
            "Principal": {"AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::222233334444:root"]},
            "Action": ["ecr:CreateRepository", "ecr:ReplicateImage"],
            "Resource": [f"{REGISTRY}:repository/prod/*", f"{REGISTRY}:repository/api"],
        }
    ]


def test_accounts_may_replicate_into_existing_repositories_only() -> None:
    access = RegistryAccess.replication_by_accounts(["111122223333"], create_repositories=False)

    assert statements(access)[0]["Action"] == ["ecr:ReplicateImage"]
    assert statements(access)[0]["Resource"] == [f"{REGISTRY}:repository/*"]


def test_principals_may_pull_through_a_cache() -> None:
    access = RegistryAccess.pull_through_by_principals([ROLE], repositories=["docker-hub/*"])

    assert statements(access) == [
        {
            "Sid": "PullThroughByPrincipals",
            "Effect": "Allow",
            "Principal": {"AWS": [ROLE]},
            "Action": ["ecr:CreateRepository", "ecr:BatchImportUpstreamImage"],
            "Resource": [f"{REGISTRY}:repository/docker-hub/*"],
        }
    ]


def test_another_partition_has_other_accounts() -> None:
    access = RegistryAccess.replication_by_accounts(["111122223333"], partition="aws-cn")

    assert statements(access)[0]["Principal"] == {"AWS": ["arn:aws-cn:iam::111122223333:root"]}


def test_a_list_of_principals_may_be_an_expression() -> None:
    access = RegistryAccess.pull_through_by_principals("${var.builders}")

    assert statements(access)[0]["Principal"] == {"AWS": "${var.builders}"}


def test_plain_statements_are_kept_and_do_not_change_any_more() -> None:
    given = {**RAW, "Principal": {"AWS": [ROLE]}}
    policy = RegistryPolicy(statements=[given])
    given["Principal"]["AWS"].append("*")

    assert policy.render("") == {"Version": "2012-10-17", "Statement": [{**RAW, "Principal": {"AWS": [ROLE]}}]}
    assert not policy.names_repositories
    assert RegistryPolicy(statements=[RAW, RegistryAccess.pull_through_by_principals([ROLE])]).names_repositories


def test_grants_of_one_kind_are_told_apart_by_their_sid() -> None:
    first = RegistryAccess.replication_by_accounts(["111122223333"], repositories=["a/*"])
    second = RegistryAccess.replication_by_accounts(["222233334444"], repositories=["b/*"], sid="ReplicateB")

    assert [each["Sid"] for each in statements(first, second)] == ["ReplicateByAccounts", "ReplicateB"]

    with pytest.raises(InvalidSettingError, match="'ReplicateByAccounts': must be the Sid of one statement only"):
        statements(first, RegistryAccess.replication_by_accounts(["222233334444"]))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"sid": "pull-through"}, "^sid 'pull-through': must be letters and digits"),
        ({"sid": ""}, "^sid '': must be letters and digits"),
        ({"repositories": []}, r"^repositories \[\]: must be at least one name or '\*'"),
        ({"repositories": "prod/*"}, r"^repositories 'prod/\*': must be a list of strings, not a string"),
        ({"repositories": ["#{TfToken[TOKEN.1]}"]}, "^repositories .* must be a list whose length is known in Python"),
        ({"repositories": ["a", "a"]}, "^repositories 'a': must not list a name twice"),
        ({"repositories": ["Prod"]}, "^repositories 'Prod': must be 1 to 256 characters of a repository's name"),
        ({"repositories": ["a" * 257]}, "^repositories .*: must be 1 to 256 characters"),
        ({"repositories": [f"{REGISTRY}:repository/a"]}, "^repositories 'arn:.* characters of a repository's name"),
    ],
)
def test_a_wrong_grant_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        RegistryAccess.pull_through_by_principals([ROLE], **settings)


@pytest.mark.parametrize("account_ids", [[], ["1111"], "111122223333"])
def test_wrong_accounts_are_refused_by_name(account_ids: Any) -> None:
    with pytest.raises(InvalidSettingError, match=r"^account_ids "):
        RegistryAccess.replication_by_accounts(account_ids)


@pytest.mark.parametrize("arns", [[], ["*"], [ROLE + "*"], ROLE])
def test_wrong_principals_are_refused_by_name(arns: Any) -> None:
    with pytest.raises(InvalidSettingError, match=r"^principal_arns "):
        RegistryAccess.pull_through_by_principals(arns)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("Allow", "must be a list of statements, each a dict"),
        ({**RAW, "Effect": "allow"}, "'allow': must have an Effect of Allow or Deny"),
        (without("Effect"), "None: must have an Effect of Allow or Deny"),
        (without("Resource"), "must have either Resource or NotResource in every statement"),
        (without("Principal"), "must have either Principal or NotPrincipal in every statement"),
        (without("Action"), "must have either Action or NotAction in every statement"),
        ({**RAW, "NotAction": "ecr:PutImage"}, "must have either Action or NotAction in every statement"),
        ({**RAW, "Condition": None}, "must not have an empty Condition"),
        ({**RAW, "Resource": []}, "must not have an empty Resource"),
        ({**RAW, "Actions": "ecr:PutImage"}, "'Actions': must have only the elements Sid, Effect, "),
        ({**RAW, "Action": "s3:GetObject"}, "'s3:GetObject': must have only actions of ECR"),
        ({**RAW, "Action": ["ecr:PutImage", "*"]}, r"'\*': must have only actions of ECR"),
        ({**RAW, "Action": [5]}, "5: must have only actions of ECR"),
        ({**RAW, "Principal": "*"}, "must not let in every AWS account there is"),
        ({**RAW, "Principal": {"AWS": [ROLE, "*"]}}, "must not let in every AWS account there is"),
        ({**without("Principal"), "NotPrincipal": {"AWS": ROLE}}, "must not let in every AWS account there is"),
    ],
)
def test_a_wrong_statement_is_refused(statement: Any, message: str) -> None:
    with pytest.raises(InvalidSettingError, match=rf"^statements .*{message}"):
        statements(statement)


@pytest.mark.parametrize(
    "statement",
    [
        {**RAW, "Effect": "Deny", "Principal": "*"},
        {**RAW, "Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}},
        {**RAW, "Action": ["ecr:*", "ECR:PutImage", "${var.action}"]},
        {**RAW, "Effect": "${var.effect}", "Principal": {"AWS": "${var.principals}"}},
        without("Sid"),
    ],
)
def test_a_right_statement_is_kept_as_it_is(statement: dict[str, Any]) -> None:
    assert statements(statement) == [statement]


@pytest.mark.parametrize("given", [[], None, RAW, "policy"])
def test_a_policy_is_a_list_of_statements(given: Any) -> None:
    with pytest.raises(InvalidSettingError, match=r"^statements .* must be a list of at least one statement"):
        RegistryPolicy(statements=given)


def test_the_limit_is_ecrs() -> None:
    assert shape("RegistryPolicyText").metadata["max"] == POLICY_TEXT_LIMIT


def test_a_policy_as_long_as_the_limit_is_taken_and_no_longer() -> None:
    length = len(json.dumps({"Version": "2012-10-17", "Statement": [{**RAW, "Sid": ""}]}, separators=(",", ":")))
    longest = POLICY_TEXT_LIMIT - length

    assert statements({**RAW, "Sid": "a" * longest})
    with pytest.raises(InvalidSettingError, match="must be at most 10,240 characters of JSON, not 10,241"):
        statements({**RAW, "Sid": "a" * (longest + 1)})


def test_the_length_counts_the_registrys_arn() -> None:
    names = [f"{'n' * 250}{each:03}" for each in range(40)]
    with pytest.raises(InvalidSettingError, match="must be at most 10,240 characters"):
        statements(RegistryAccess.replication_by_accounts(["111122223333"], repositories=names))
