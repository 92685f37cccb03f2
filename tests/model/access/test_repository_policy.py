from __future__ import annotations

import dataclasses
import json
import re
from typing import TYPE_CHECKING, Any

import botocore.session
import pytest

from cdktf_ecr.model.access.repository_access import RepositoryAccess
from cdktf_ecr.model.access.repository_policy import POLICY_TEXT_LIMIT, RepositoryPolicy
from cdktf_ecr.model.errors import InvalidSettingError

if TYPE_CHECKING:
    from collections.abc import Callable

PULL = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"]
PUSH = [
    "ecr:CompleteLayerUpload",
    "ecr:UploadLayerPart",
    "ecr:InitiateLayerUpload",
    "ecr:BatchCheckLayerAvailability",
    "ecr:PutImage",
    "ecr:BatchGetImage",
]
ROLE = "arn:aws:iam::111122223333:role/ci/deploy"
RAW: dict[str, Any] = {
    "Sid": "Raw",
    "Effect": "Allow",
    "Principal": {"AWS": ROLE},
    "Action": ["ecr:DescribeImages"],
}


def statements(*grants: Any, **options: bool) -> list[dict[str, Any]]:
    rendered: Any = RepositoryPolicy(statements=grants, **options).render()
    assert rendered["Version"] == "2012-10-17"
    return list(rendered["Statement"])


def test_pull_by_accounts() -> None:
    assert statements(RepositoryAccess.pull_by_accounts(["111122223333", "044455556666"])) == [
        {
            "Sid": "PullByAccounts",
            "Effect": "Allow",
            "Principal": {"AWS": ["arn:aws:iam::044455556666:root", "arn:aws:iam::111122223333:root"]},
            "Action": PULL,
        },
    ]


def test_push_by_accounts_of_another_partition() -> None:
    assert statements(RepositoryAccess.push_by_accounts(["111122223333"], partition="aws-cn")) == [
        {
            "Sid": "PushByAccounts",
            "Effect": "Allow",
            "Principal": {"AWS": ["arn:aws-cn:iam::111122223333:root"]},
            "Action": PUSH,
        },
    ]


@pytest.mark.parametrize(
    ("grant", "sid", "actions"),
    [
        (RepositoryAccess.pull_by_principals, "PullByPrincipals", PULL),
        (RepositoryAccess.push_by_principals, "PushByPrincipals", PUSH),
    ],
)
def test_access_by_principals(grant: Callable[[list[str]], RepositoryAccess], sid: str, actions: list[str]) -> None:
    arns = [
        ROLE,
        "arn:aws:iam::111122223333:root",
        "arn:aws-us-gov:iam::111122223333:user/ann",
        "arn:aws:sts::111122223333:assumed-role/deploy/session",
    ]
    assert statements(grant(arns)) == [
        {"Sid": sid, "Effect": "Allow", "Principal": {"AWS": arns}, "Action": actions},
    ]


def test_pull_by_organization() -> None:
    assert statements(RepositoryAccess.pull_by_organization("o-a1b2c3d4e5")) == [
        {
            "Sid": "PullByOrganization",
            "Effect": "Allow",
            "Principal": "*",
            "Action": PULL,
            "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}},
        },
    ]


def test_pull_by_lambda_has_the_two_statements_of_lambdas_guide() -> None:
    assert statements(RepositoryAccess.pull_by_lambda(["111122223333"], region="eu-west-1")) == [
        {
            "Sid": "PullByLambdaAccounts",
            "Effect": "Allow",
            "Principal": {"AWS": ["arn:aws:iam::111122223333:root"]},
            "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        },
        {
            "Sid": "PullByLambdaFunctions",
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            "Condition": {"StringLike": {"aws:SourceArn": ["arn:aws:lambda:eu-west-1:111122223333:function:*"]}},
        },
    ]


def test_expressions_are_left_to_terraform() -> None:
    account, partition = "${data.aws_caller_identity.shared.account_id}", "${data.aws_partition.current.partition}"
    (by_account,) = statements(RepositoryAccess.pull_by_accounts([account], partition=partition))
    assert by_account["Principal"] == {"AWS": [f"arn:{partition}:iam::{account}:root"]}

    (by_list,) = statements(RepositoryAccess.pull_by_principals("${var.principal_arns}"))
    assert by_list["Principal"] == {"AWS": "${var.principal_arns}"}

    (by_organization,) = statements(RepositoryAccess.pull_by_organization("${var.organization_id}"))
    assert by_organization["Condition"] == {"StringEquals": {"aws:PrincipalOrgID": "${var.organization_id}"}}

    functions = RepositoryAccess.pull_by_lambda([account], region="${var.region}", partition=partition).statements[1]
    assert functions["Condition"] == {
        "StringLike": {"aws:SourceArn": [f"arn:{partition}:lambda:${{var.region}}:{account}:function:*"]},
    }

    assert statements({**RAW, "Principal": "${var.principal}", "Effect": "${var.effect}"})


ROOTS = '[for id in sort(var.ids) : "arn:${var.partition}:iam::${id}:root"]'


def test_accounts_that_only_terraform_knows_are_let_in_if_there_are_any() -> None:
    access = RepositoryAccess.pull_by_accounts("${var.ids}", partition="${var.partition}")
    policy = RepositoryPolicy(statements=[access])

    assert policy.condition == "${length(var.ids) > 0}"
    assert policy.render()["Statement"] == [
        {"Sid": "PullByAccounts", "Effect": "Allow", "Principal": {"AWS": f"${{{ROOTS}}}"}, "Action": PULL},
    ]
    functions = RepositoryAccess.pull_by_lambda("${var.ids}", region="eu-west-1", partition="${var.partition}")
    assert functions.condition == policy.condition
    assert '"arn:${var.partition}:lambda:eu-west-1:${id}:function:*"]' in str(functions.statements[1]["Condition"])


def test_a_policy_is_there_if_anything_in_it_is() -> None:
    by_accounts, by_others = (
        RepositoryAccess.pull_by_accounts("${var.ids}"),
        RepositoryAccess.push_by_accounts("${var.others}"),
    )

    both = RepositoryPolicy(statements=[by_accounts, by_others])
    assert both.condition == "${(length(var.ids) > 0) || (length(var.others) > 0)}"
    with_certainty = RepositoryPolicy(statements=[by_accounts, RAW])
    assert with_certainty.condition is True
    text = str(with_certainty.render()["Statement"])
    assert text.startswith("${concat([for statement in [{")
    assert 'statement if (length(var.ids) > 0)], [{"Sid": "Raw"' in text
    assert RepositoryPolicy(statements=[RAW, RepositoryAccess(statements=(RAW,), condition=False)]).render() == (
        RepositoryPolicy(statements=[RAW]).render()
    )


def test_what_may_be_there_has_to_fit_beside_what_is_certain() -> None:
    def padded(sid: str, length: int) -> dict[str, Any]:
        return {**RAW, "Sid": sid + "a" * (length - len(json.dumps({**RAW, "Sid": sid}, separators=(",", ":"))))}

    def maybe(name: str, statement: dict[str, Any]) -> RepositoryAccess:
        return RepositoryAccess(statements=(statement,), condition=f"${{var.{name}}}")

    around = len(RepositoryPolicy(statements=[padded("A", 200)]).to_json()) - 200
    room = POLICY_TEXT_LIMIT - around
    half = (room - 1) // 2
    assert RepositoryPolicy(statements=[padded("A", half), maybe("x", padded("B", room - 1 - half))])
    assert RepositoryPolicy(statements=[maybe("x", padded("A", room)), maybe("y", padded("B", room))])
    refused: list[list[Any]] = [
        [padded("A", half), maybe("y", RAW), maybe("x", padded("B", room - half))],
        [maybe("y", RAW), maybe("x", padded("A", room + 1))],
        [padded("A", room + 1), RepositoryAccess.pull_by_accounts("${var.ids}")],
    ]
    for statements in refused:
        with pytest.raises(InvalidSettingError, match="must be at most 10,240 characters of JSON, not 10,"):
            RepositoryPolicy(statements=statements)


def test_a_condition_is_a_boolean() -> None:
    with pytest.raises(InvalidSettingError, match="condition 'yes': must be True or False, not a string"):
        RepositoryAccess(statements=(RAW,), condition="yes")


def test_grants_and_raw_statements_are_written_in_order() -> None:
    sids = [
        statement["Sid"]
        for statement in statements(
            RAW,
            RepositoryAccess.push_by_accounts(["111122223333"]),
            RepositoryAccess.pull_by_accounts(["111122223333"]),
        )
    ]
    assert sids == ["Raw", "PushByAccounts", "PullByAccounts"]


def test_what_is_there_twice_is_written_once() -> None:
    once = statements(RAW, RepositoryAccess.pull_by_accounts(["111122223333"]))
    twice = statements(RAW, dict(RAW), RepositoryAccess.pull_by_accounts(["111122223333", "111122223333"]))
    assert twice == once
    assert len(statements(RepositoryAccess.pull_by_principals([ROLE, ROLE]))[0]["Principal"]["AWS"]) == 1


def test_it_cannot_be_changed_after_it_was_checked() -> None:
    raw = {**RAW, "Action": ["ecr:DescribeImages"]}
    policy = RepositoryPolicy(statements=[raw])
    raw["Action"].append("ecr:GetAuthorizationToken")
    rendered: Any = policy.render()
    assert rendered["Statement"][0]["Action"] == ["ecr:DescribeImages"]
    rendered["Statement"][0]["Action"].append("ecr:*")
    assert policy.render()["Statement"] == [RAW]
    with pytest.raises(dataclasses.FrozenInstanceError):
        policy.allow_public = True  # type: ignore[misc]


def test_json_is_compact_and_the_same_document() -> None:
    policy = RepositoryPolicy(statements=[RepositoryAccess.pull_by_accounts(["111122223333"])])
    assert json.loads(policy.to_json()) == policy.render()
    assert policy.to_json().startswith('{"Version":"2012-10-17","Statement":[{"Sid":"PullByAccounts",')


@pytest.mark.parametrize(
    "statement",
    [
        {**RAW, "Action": "ecr:*"},
        {**RAW, "Action": "*"},
        {**RAW, "Effect": "Deny", "Principal": "*"},
        {**RAW, "Effect": "Deny", "NotPrincipal": {"AWS": ROLE}, "Principal": None},
        {**RAW, "Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}},
        {**RAW, "Principal": {"Service": "codebuild.amazonaws.com"}},
        {"Effect": "Allow", "Principal": {"AWS": ROLE}, "NotAction": "ecr:DeleteRepository"},
    ],
)
def test_raw_statements_the_service_accepts_are_accepted(statement: dict[str, Any]) -> None:
    present = {element: value for element, value in statement.items() if value is not None}
    assert statements(present) == [present]


PUBLIC = "must not let in every AWS account there is: name the principals, add a Condition such as aws:PrincipalOrgID"


@pytest.mark.parametrize(
    "statement",
    [
        {**RAW, "Principal": "*"},
        {**RAW, "Principal": {"AWS": "*"}},
        {**RAW, "Principal": {"AWS": [ROLE, "*"]}},
        {**RAW, "Principal": {"*": "*"}},
        {**RAW, "Principal": "*", "Condition": {}},
        {"Effect": "Allow", "NotPrincipal": {"AWS": ROLE}, "Action": "ecr:BatchGetImage"},
    ],
)
def test_a_public_statement_is_refused_unless_asked_for(statement: dict[str, Any]) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(PUBLIC)) as refusal:
        RepositoryPolicy(statements=[RAW, statement])
    assert refusal.value.setting == "repository_policy"
    assert statements(statement, allow_public=True) == [statement]


def without(element: str) -> dict[str, Any]:
    return {key: value for key, value in RAW.items() if key != element}


@pytest.mark.parametrize(
    ("grants", "message"),
    [
        ([], "repository_policy []: must have at least one statement"),
        (RAW, "must be a list of statements (IAM JSON policy elements)"),
        (["Allow"], "repository_policy 'Allow': must be a list of statements, each a dict"),
        ([{**RAW, "Effect": "allow"}], "repository_policy 'allow': must have an Effect of Allow or Deny"),
        ([without("Effect")], "repository_policy None: must have an Effect of Allow or Deny"),
        ([without("Principal")], "must have either Principal or NotPrincipal in every statement"),
        ([{**RAW, "NotPrincipal": {"AWS": ROLE}}], "must have either Principal or NotPrincipal in every statement"),
        ([without("Action")], "must have either Action or NotAction in every statement"),
        ([{**RAW, "Action": [7]}], "repository_policy 7: must have actions that are strings"),
        ([{**RAW, "Condition": None}], "must not have a null Condition"),
        (
            [{**RAW, "Principals": "*"}],
            "repository_policy 'Principals': must have only the elements Sid, Effect, Principal, NotPrincipal, Action",
        ),
        (
            [{**RAW, "Resource": "*"}],
            "must not have a Resource: a repository's policy applies to that repository, and ECR rejects the element",
        ),
        ([{**RAW, "NotResource": "*"}], "must not have a Resource"),
        (
            [{**RAW, "Action": [*PULL, "ecr:GetAuthorizationToken"]}],
            "'ecr:GetAuthorizationToken': must not appear in a repository policy: logging in is to a registry, not",
        ),
        (
            [{**RAW, "Action": "ECR:getauthorizationtoken"}],
            "'ECR:getauthorizationtoken': must not appear in a repository",
        ),
        (
            [{**without("Action"), "NotAction": "ecr:GetAuthorizationToken"}],
            "'ecr:GetAuthorizationToken': must not appear in a repository policy",
        ),
        (
            [RAW, {**RAW, "Effect": "Deny"}],
            "repository_policy 'Raw': must be the Sid of one statement only; give all accounts or principals to",
        ),
        (
            [RepositoryAccess.pull_by_accounts([account]) for account in ("111122223333", "444455556666")],
            "repository_policy 'PullByAccounts': must be the Sid of one statement only",
        ),
    ],
)
def test_refusals_name_setting_value_and_rule(grants: Any, message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)) as refusal:
        RepositoryPolicy(statements=grants)
    assert refusal.value.setting == "repository_policy"


def test_a_policy_may_be_as_long_as_the_service_allows_and_no_longer() -> None:
    assert (
        botocore.session.get_session().get_service_model("ecr").shape_for("RepositoryPolicyText").metadata["max"]
        == POLICY_TEXT_LIMIT
    )
    room = POLICY_TEXT_LIMIT - len(RepositoryPolicy(statements=[{**RAW, "Sid": ""}]).to_json())
    assert len(RepositoryPolicy(statements=[{**RAW, "Sid": "é" * room}]).to_json()) == POLICY_TEXT_LIMIT
    message = "repository_policy '1 statements': must be at most 10,240 characters of JSON, not 10,241"
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        RepositoryPolicy(statements=[{**RAW, "Sid": "a" * (room + 1)}])


ACCOUNT = "must be an AWS account id: a string of 12 digits, leading zeros included and without hyphens"


@pytest.mark.parametrize(
    "grant",
    [
        RepositoryAccess.pull_by_accounts,
        RepositoryAccess.push_by_accounts,
        lambda ids: RepositoryAccess.pull_by_lambda(ids, region="eu-west-1"),
    ],
)
@pytest.mark.parametrize(
    ("account_ids", "value", "rule"),
    [
        (["11112222333"], "'11112222333'", ACCOUNT),
        (["1111222233334"], "'1111222233334'", ACCOUNT),
        (["1111-2222-3333"], "'1111-2222-3333'", ACCOUNT),
        (["111122223333\n"], "'111122223333\\n'", ACCOUNT),
        (["١١١١٢٢٢٢٣٣٣٣"], "'١١١١٢٢٢٢٣٣٣٣'", ACCOUNT),
        ([111122223333], "111122223333", "must be a list of strings, not of a number"),
        (["111122223333", None], "None", "must be a list of strings, not of None"),
        (["arn:aws:iam::111122223333:root"], "'arn:aws:iam::111122223333:root'", ACCOUNT),
        ([], "[]", "must be at least one account id"),
        ("111122223333", "'111122223333'", "must be a list of strings, not a string"),
        (
            ["#{TfToken[TOKEN.0]}"],
            "['#{TfToken[TOKEN.0]}']",
            (
                "must be known in Python, or text such as '${var.accounts}': CDKTF's token of a list is for "
                "constructs, which hold it in a local, as Repository(pull_account_ids=...) does"
            ),
        ),
    ],
)
def test_malformed_accounts_are_refused(
    grant: Callable[[Any], RepositoryAccess], account_ids: object, value: str, rule: str
) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(f"account_ids {value}: {rule}")):
        grant(account_ids)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: RepositoryAccess.pull_by_accounts(["111122223333"], partition="amazon"),
            "partition 'amazon': must be a partition such as 'aws', 'aws-us-gov' or 'aws-cn'",
        ),
        (
            lambda: RepositoryAccess.pull_by_lambda(["111122223333"], region="Ireland"),
            "region 'Ireland': must be the code of an AWS region, such as us-east-1",
        ),
        (
            lambda: RepositoryAccess.pull_by_lambda(["111122223333"], region="*"),
            "region '*': must be the code of an AWS region, such as us-east-1",
        ),
        (
            lambda: RepositoryAccess.pull_by_organization("o-short"),
            "organization_id 'o-short': must be an organization's id: 'o-' and 10 to 32 lower-case letters",
        ),
        (lambda: RepositoryAccess.pull_by_organization("ou-ab12-cdefghij"), "organization_id 'ou-ab12-cdefghij'"),
        (lambda: RepositoryAccess.pull_by_organization("*"), "organization_id '*'"),
        (lambda: RepositoryAccess.pull_by_organization("o-" + "a" * 33), "must be an organization's id"),
        (lambda: RepositoryAccess.pull_by_principals([]), "principal_arns []: must be at least one ARN"),
        (
            lambda: RepositoryAccess.pull_by_principals(["arn:aws:iam::111122223333:role/*"]),
            "principal_arns 'arn:aws:iam::111122223333:role/*': must be the ARN of a role, user or account",
        ),
        (
            lambda: RepositoryAccess.push_by_principals(["arn:aws:iam::111122223333:group/ops"]),
            "principal_arns 'arn:aws:iam::111122223333:group/ops': must be the ARN of a role, user or account",
        ),
        (lambda: RepositoryAccess.pull_by_principals(["*"]), "principal_arns '*': must be the ARN of a role"),
        (
            lambda: RepositoryAccess.pull_by_principals(["111122223333"]),
            "principal_arns '111122223333': must be the ARN of a role",
        ),
        (
            lambda: RepositoryAccess.pull_by_principals(ROLE),
            f"principal_arns '{ROLE}': must be a list of strings, not a string",
        ),
    ],
)
def test_malformed_principals_are_refused(make: Callable[[], RepositoryAccess], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        make()
