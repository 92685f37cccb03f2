from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from cdktf_ecr.model.access.principals import Principal, PrincipalKind
from cdktf_ecr.model.errors import InvalidSettingError

ROLE = "arn:aws:iam::111122223333:role/ci/deploy"


@pytest.mark.parametrize(
    ("text", "grantee"),
    [
        ("111122223333", Principal.account("111122223333")),
        ("o-a1b2c3d4e5", Principal.organization("o-a1b2c3d4e5")),
        (ROLE, Principal.arn(ROLE)),
        ("arn:aws-cn:iam::111122223333:user/ann", Principal.arn("arn:aws-cn:iam::111122223333:user/ann")),
        ("arn:aws:iam::111122223333:root", Principal.arn("arn:aws:iam::111122223333:root")),
        ("codebuild.amazonaws.com", Principal.service("codebuild.amazonaws.com")),
        ("ec2.amazonaws.com.cn", Principal.service("ec2.amazonaws.com.cn")),
        ("deployer", Principal.role("deployer")),
        ("Deploy.er+=,@-_1", Principal.role("Deploy.er+=,@-_1")),
        ("o_team", Principal.role("o_team")),
        ("1st", Principal.role("1st")),
        ("ou-team", Principal.role("ou-team")),
    ],
)
def test_a_string_is_recognised_by_its_form(text: str, grantee: Principal) -> None:
    assert Principal.of(text) == grantee


ACCOUNT = "must be an AWS account id: a string of 12 digits, leading zeros included and without hyphens"
ROLE_NAME = "must be a role's name: 1 to 64 letters, digits and characters of '_+=,.@-', without the role's path"
ORGANIZATION = "must be an organization's id: 'o-' and 10 to 32 lower-case letters and digits"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("11112222333", f"grantee '11112222333': {ACCOUNT}"),
        ("1111222233334", f"grantee '1111222233334': {ACCOUNT}"),
        ("1111-2222-3333", f"grantee '1111-2222-3333': {ACCOUNT}"),
        ("o-short", f"grantee 'o-short': {ORGANIZATION}"),
        (
            "ou-ab12-cdefghij",
            "grantee 'ou-ab12-cdefghij': must not be an organizational unit: repository policies know",
        ),
        ("arn:aws:iam::111122223333:role/*", "grantee 'arn:aws:iam::111122223333:role/*': must be the ARN of a role"),
        ("arn:aws:iam::111122223333:group/ops", "must be the ARN of a role, user or account"),
        ("arn:aws:ecr:eu-west-1:111122223333:repository/a1", "must be the ARN of a role, user or account"),
        ("CodeBuild.amazonaws.com", "must be a service principal such as 'ec2.amazonaws.com'"),
        (".amazonaws.com", "must be a service principal"),
        ("ci/deployer", f"grantee 'ci/deployer': {ROLE_NAME}"),
        ("*", f"grantee '*': {ROLE_NAME}"),
        ("", f"grantee '': {ROLE_NAME}"),
        ("a" * 65, ROLE_NAME),
        ("deployér", ROLE_NAME),
        ("deployer\n", ROLE_NAME),
        (111122223333, "grantee 111122223333: must be a string, not a number"),
        (None, "grantee None: must be a string, not None"),
        (["111122223333"], "grantee ['111122223333']: must be a string, not a list"),
        (
            "${var.who}",
            (
                "grantee '${var.who}': is a Terraform expression, which may stand for anybody: say what it is with "
                "Principal.role, Principal.user, Principal.account, Principal.arn, Principal.service or Principal.org"
            ),
        ),
        ("${TfToken[TOKEN.7]}", "is a Terraform expression, which may stand for anybody"),
    ],
)
def test_a_string_that_means_nobody_is_refused(text: object, message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        Principal.of(text)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Principal.user("a b"), "name 'a b': must be a user's name: 1 to 64 letters, digits"),
        (
            lambda: Principal.user("${var.x}"),
            "needs an address for its policy, as only Terraform knows the name: Pr",
        ),
        (
            lambda: Principal.role("${var.role}"),
            (
                "name '${var.role}': needs an address for its policy, as only Terraform knows the name: "
                "Principal.role(name, address=...) (Terraform identifiers)"
            ),
        ),
        (lambda: Principal.role("ci", address="a.b"), "address 'a.b': must be letters, digits, '_' and '-'"),
        (lambda: Principal.role("ci", address="${var.x}"), "address '${var.x}': must be letters, digits, '_' and '-'"),
        (lambda: Principal.role("ci", address=""), "address '': must be letters"),
        (lambda: Principal.account(111122223333), "account_id 111122223333: must be a string, not a number"),  # type: ignore[arg-type]
        (
            lambda: Principal.account("111122223333", partition="amazon"),
            "partition 'amazon': must be a partition such as",
        ),
        (lambda: Principal.account("111122223333", partition=""), "partition '': must be a partition such as"),
        (lambda: Principal.account("#{TfToken[TOKEN.0]}"), f"account_id '#{{TfToken[TOKEN.0]}}': {ACCOUNT}"),
        (lambda: Principal.arn("ci"), "arn 'ci': must be the ARN of a role, user or account"),
        (lambda: Principal.arn(None), "arn None: must be a string, not None"),  # type: ignore[arg-type]
        (lambda: Principal.service("codebuild"), "name 'codebuild': must be a service principal such as"),
        (
            lambda: Principal.service("codebuild.amazonaws.com", source_account="*"),
            f"source_account '*': {ACCOUNT}",
        ),
        (
            lambda: Principal.service("codebuild.amazonaws.com", source_arn="*"),
            "source_arn '*': must be the ARN of a resource, or a pattern of ARNs",
        ),
        (lambda: Principal.organization("r-ab12"), f"organization_id 'r-ab12': {ORGANIZATION}"),
    ],
)
def test_malformed_grantees_are_refused(make: Callable[[], Principal], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        make()


def test_expressions_are_left_to_terraform() -> None:
    assert Principal.role("${var.role}", address="ci").name == "${var.role}"
    assert Principal.account("${var.account}", partition="${var.partition}").partition == "${var.partition}"
    assert Principal.arn("${var.arn}").kind is PrincipalKind.ARN
    assert Principal.organization("${var.organization}").name == "${var.organization}"
    service = Principal.service("${var.service}", source_account="${var.account}", source_arn="${var.arn}")
    assert (service.name, service.source_account, service.source_arn) == (
        "${var.service}",
        "${var.account}",
        "${var.arn}",
    )


@pytest.mark.parametrize(
    ("grantee", "address"),
    [
        (Principal.role("ci-deploy_2"), "ci-deploy_2"),
        (Principal.role("ci.deploy@eu"), "ci_deploy_eu"),
        (Principal.user("ann@example.com"), "ann_example_com"),
        (Principal.role("ci.deploy", address="other"), "other"),
        (Principal.account("111122223333"), None),
    ],
)
def test_the_address_is_the_name_as_terraform_writes_names(grantee: Principal, address: str | None) -> None:
    assert grantee.address == address


@pytest.mark.parametrize(
    ("arn", "grantee"),
    [
        (ROLE, Principal.role("deploy")),
        ("arn:aws:iam::111122223333:user/team/ann", Principal.user("ann")),
        ("arn:aws-us-gov:iam::111122223333:role/plain", Principal.role("plain")),
        ("arn:aws:iam::444455556666:role/ci/deploy", None),
        ("arn:aws:iam::111122223333:root", None),
        ("arn:aws:sts::111122223333:assumed-role/deploy/session", None),
        ("arn:aws:iam::111122223333:role/${var.role}", None),
        ("${var.arn}", None),
    ],
)
def test_roles_and_users_of_the_account_are_told_from_everybody_else(arn: str, grantee: Principal | None) -> None:
    principal = Principal.arn(arn)
    assert principal.in_account("111122223333") == (grantee or principal)


def test_only_an_arn_says_whose_it_is() -> None:
    for grantee in (Principal.role("ci"), Principal.account("111122223333"), Principal.organization("o-a1b2c3d4e5")):
        assert grantee.in_account("111122223333") is grantee


def test_every_text_can_be_rewritten() -> None:
    service = Principal.service("a.amazonaws.com", source_account="${var.b}", source_arn="arn:aws:c")
    assert service.with_texts(str.upper) == Principal(
        kind=PrincipalKind.SERVICE, name="A.AMAZONAWS.COM", source_account="${VAR.B}", source_arn="ARN:AWS:C"
    )
    account = Principal.account("111122223333", partition="aws-cn").with_texts(str.upper)
    assert (account.partition, account.source_arn) == ("AWS-CN", None)
