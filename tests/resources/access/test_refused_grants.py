"""Grants that are refused, and why."""

from __future__ import annotations

import pytest
from cdktf import TerraformStack
from cdktf_cdktf_provider_aws.iam_group import IamGroup

from cdktf_ecr import ConflictError, InvalidSettingError, Repository
from cdktf_ecr.model.access.principals import Principal
from tests.resources.access.granting import MEMBER, api, role
from tests.synthesized import Synth


def test_two_grantees_of_one_address_are_refused(new_stack: TerraformStack, synth: Synth) -> None:
    repository = api(new_stack)
    repository.grant_pull(role(new_stack, "ci"))

    message = (
        r"the policies of two grantees would both be aws_iam_role_policy\.api_ci: give one of them another address, as "
        r"in Principal\.role\(name, address='other'\)"
    )
    with pytest.raises(ConflictError, match=message):
        repository.grant_push("ci")
    repository.grant_pull(Principal.user("ci"))

    assert "aws_iam_user_policy" in synth()["resource"]


def test_a_role_of_another_stack_has_to_say_which_account_it_is_of(new_stack: TerraformStack) -> None:
    elsewhere = role(TerraformStack(new_stack.node.root, "elsewhere"))  # type: ignore[arg-type]

    message = (
        r"grantee 'ci': is of another stack, which may be of another account: if it is of this one, grant to "
        r"Principal\.role\(name, address=\.\.\.\), otherwise to Principal\.arn\(arn\) \(grants\)"
    )
    with pytest.raises(InvalidSettingError, match=message):
        api(new_stack).grant_pull(elsewhere)


def test_what_is_no_grantee_is_refused(new_stack: TerraformStack) -> None:
    repository = api(new_stack)
    rule = "must be a Principal, a string, or an aws_iam_role or aws_iam_user, as resource or as data source"
    for wrong in (IamGroup(new_stack, "ops", name="ops"), None, 111122223333, [MEMBER], repository):
        with pytest.raises(InvalidSettingError, match=rule):
            repository.grant_pull(wrong)  # type: ignore[arg-type]
    with pytest.raises(InvalidSettingError, match="is a Terraform expression, which may stand for anybody"):
        repository.grant_pull(role(new_stack).arn)
    with pytest.raises(InvalidSettingError, match="enhanced 'yes': must be True or False"):
        repository.grant_read_scans("ci", enhanced="yes")  # type: ignore[arg-type]


def test_a_grant_too_many_is_refused_and_leaves_the_others(new_stack: TerraformStack, synth: Synth) -> None:
    repository = api(new_stack)
    for number in range(280):
        repository.grant_pull(f"{number:012}")

    def grant_the_rest() -> None:
        for number in range(20):
            repository.grant_pull(f"arn:aws:iam::{number:012}:role/{'r' * 64}")

    with pytest.raises(InvalidSettingError, match="let an organization in instead of its accounts or roles one by one"):
        grant_the_rest()

    text = synth()["resource"]["aws_ecr_repository_policy"]["api"]["policy"]

    assert text.count(":root") == 280
    assert 0 < text.count(":role/") < 20
    assert len(text.replace("${data.aws_partition.api.partition}", "aws")) > 10_000


@pytest.mark.parametrize(
    ("grantee", "most", "message"),
    [
        (
            Principal.role("ci"),
            32,
            "grantee 'ci': must not be granted more: the policies of its 33 repositories would be longer",
        ),
        (
            Principal.user("ann"),
            6,
            "the 2,048 characters that IAM gives the inline policies of a user; attach one managed",
        ),
    ],
)
def test_more_repositories_than_iam_has_room_for_are_refused(
    new_stack: TerraformStack, grantee: Principal, most: int, message: str
) -> None:
    repositories = [Repository(new_stack, f"r{n}", name=f"r{n}", lifecycle_policy=None) for n in range(most + 1)]
    for repository in repositories[:-1]:
        for _ in range(2):
            repository.grant_pull(grantee)
    with pytest.raises(InvalidSettingError, match=message):
        repositories[-1].grant_pull(grantee)
    repositories[-1].grant_pull("another")
    elsewhere = TerraformStack(new_stack.node.root, "elsewhere")  # type: ignore[arg-type]
    api(elsewhere).grant_pull(grantee)


def test_two_repositories_of_one_name_do_not_write_one_policy(new_stack: TerraformStack) -> None:
    first, again = (Repository(new_stack, id, name="${var.name}", lifecycle_policy=None) for id in ("first", "again"))
    first.grant_pull(MEMBER)

    message = (
        r"two policies of one stack would both be the policy of the repository \$\{var.name\}, and the second would"
    )
    with pytest.raises(ConflictError, match=message):
        again.grant_pull(MEMBER)
