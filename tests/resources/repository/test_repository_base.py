"""`RepositoryBase`: what a repository is, whoever manages it, in its own stack and in any other."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cdktf import TerraformElement, TerraformOutput, TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.provider import AwsProvider
from constructs import Construct

from cdktf_ecr import (
    CollectionSettings,
    Ec2PullAccess,
    EcrCollection,
    EcrModule,
    Encryption,
    ExistingRepository,
    Grant,
    InvalidSettingError,
    ModuleSettings,
    Repository,
    RepositoryBase,
    declare_variables,
)
from tests.other_stack import in_another_stack
from tests.synthesized import Synth

ARN = "arn:aws:ecr:eu-west-1:444455556666:repository/team/api"
DIGEST = "sha256:" + "0123456789abcdef" * 4
QUIET: dict[str, Any] = {"enable_scan_logging": False, "enable_audit_trail": False, "enable_notifications": False}


def variable(stack: TerraformStack) -> TerraformVariable:
    found = stack.node.try_find_child("input")
    return found if isinstance(found, TerraformVariable) else TerraformVariable(stack, "input", type="string")


def from_collection(stack: TerraformStack) -> RepositoryBase:
    settings = CollectionSettings(repositories={"team/api": {}}, **QUIET)
    return EcrCollection(stack, "collection", settings=settings).repository("team/api")


# How to make each kind, and what its ARN is in an expression of its own stack.
REPOSITORIES: dict[str, tuple[Callable[[TerraformStack], RepositoryBase], str]] = {
    "created": (lambda stack: Repository(stack, "api", name="team/api"), "aws_ecr_repository.api.arn"),
    "named by a variable": (
        lambda stack: Repository(stack, "api", name=variable(stack).string_value),
        "aws_ecr_repository.api.arn",
    ),
    "found by name": (
        lambda stack: ExistingRepository.from_name(stack, "api", name="team/api"),
        "data.aws_ecr_repository.api.arn",
    ),
    "found by a variable": (
        lambda stack: ExistingRepository.from_name(stack, "api", name=variable(stack).string_value),
        "data.aws_ecr_repository.api.arn",
    ),
    "known by its ARN": (lambda stack: ExistingRepository.from_arn(stack, "api", arn=ARN), f'"{ARN}"'),
    "known by a variable": (lambda stack: ExistingRepository.from_arn(stack, "api", arn="${var.input}"), "var.input"),
    "known by a token": (
        lambda stack: ExistingRepository.from_arn(stack, "api", arn=variable(stack).string_value),
        "local.api_arn",
    ),
    "of a collection": (from_collection, 'aws_ecr_repository.this["team/api"].arn'),
    "of a module": (
        lambda stack: EcrModule(stack, "module", settings=ModuleSettings(**QUIET)).repository,
        "aws_ecr_repository.this.arn",
    ),
}
MAKERS = {kind: make for kind, (make, _) in REPOSITORIES.items()}
kinds = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())


def attributes(repository: RepositoryBase) -> list[str]:
    return [
        repository.name,
        repository.arn,
        repository.url,
        repository.registry_id,
        repository.uri_for_tag("v1"),
        repository.uri_for_digest(DIGEST),
        repository.uri_for_tag("v1", dual_stack=True),
        repository.uri_for_digest(DIGEST, dual_stack=True),
    ]


@kinds
def test_every_repository_is_of_one_type(new_stack: TerraformStack, make: Callable[..., RepositoryBase]) -> None:
    repository = make(new_stack)

    assert isinstance(repository, RepositoryBase)
    assert isinstance(repository.grant_pull("deployer"), Grant)
    for _ in range(2):  # Asking twice declares nothing twice.
        assert len(attributes(repository)) == 8


@kinds
def test_another_stack_knows_its_attributes(new_stack: TerraformStack, make: Callable[..., RepositoryBase]) -> None:
    repository = make(new_stack)

    seen = in_another_stack(new_stack, **{f"value{number}": each for number, each in enumerate(attributes(repository))})

    url, tagged, with_digest = seen["value2"], seen["value4"], seen["value5"]
    assert (tagged, with_digest) == (f"{url}:v1", f"{url}@{DIGEST}")
    assert seen["value6"].removesuffix(":v1") == seen["value7"].removesuffix(f"@{DIGEST}") != url


@kinds
def test_another_stack_pulls_from_it(new_stack: TerraformStack, make: Callable[..., RepositoryBase]) -> None:
    repository = make(new_stack)
    other = TerraformStack(new_stack.node.root, "workload")  # type: ignore[arg-type]
    AwsProvider(other, "aws", region="eu-west-1")
    Ec2PullAccess(other, "pull", repositories=[repository])
    in_another_stack(new_stack)

    file = Path(new_stack.node.root.outdir, "stacks", "workload", "cdk.tf.json")  # type: ignore[attr-defined]
    synthesized = json.loads(file.read_text(encoding="utf-8"))
    written = json.dumps([synthesized["resource"]["aws_iam_role_policy"]["pull"], synthesized.get("locals")])
    here = re.sub(r"data\.terraform_remote_state\.[\w-]+\.outputs\.[\w-]+", "", written)
    assert (ARN in here) != (here != written)
    assert "aws_ecr_repository" not in here
    assert "TfToken" not in here


@pytest.mark.parametrize(("make", "arn"), REPOSITORIES.values(), ids=REPOSITORIES.keys())
def test_in_its_own_stack_it_is_named_without_a_detour(
    new_stack: TerraformStack, synth: Synth, make: Callable[..., RepositoryBase], arn: str
) -> None:
    Ec2PullAccess(new_stack, "pull_here", repositories=[make(new_stack)])

    policy = synth()["resource"]["aws_iam_role_policy"]["pull_here"]["policy"]

    assert f'"Resource": {arn}' in (policy if isinstance(policy, str) else json.dumps(policy))


def public_attributes(construct: object) -> Iterator[tuple[str, object]]:
    """Yield the public attributes that are text or lists of it, with those of the constructs they hold."""
    for name in {*dir(type(construct)), *vars(construct)}:
        if name.startswith("_") or callable(getattr(type(construct), name, None)) or name == "node":
            continue
        value = getattr(construct, name)
        if isinstance(value, Construct) and not isinstance(value, TerraformElement):
            yield from public_attributes(value)
        elif isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value)):
            yield f"{type(construct).__name__}_{name}", value


def driven_by_variables(stack: TerraformStack) -> EcrModule:
    return EcrModule(stack, "module", settings=declare_variables(stack), address="module")


def collection_driven_by_variables(stack: TerraformStack) -> EcrCollection:
    settings = declare_variables(stack, defaults=CollectionSettings())
    return EcrCollection(stack, "collection", settings=settings)


def encrypted(stack: TerraformStack) -> Repository:
    encryption = Encryption(type="KMS", create_key=TerraformVariable(stack, "create", type="bool").boolean_value)
    return Repository(stack, "api", name="team/api", encryption=encryption)


CONSTRUCTS: dict[str, Callable[[TerraformStack], Any]] = {
    **MAKERS,
    "with a key": encrypted,
    "pull access": lambda stack: Ec2PullAccess(
        stack, "pull", repositories=[ARN], name="team", create_role="${var.create}"
    ),
    "pull access for all": lambda stack: collection_driven_by_variables(stack).pull_access,
    "key of a collection": lambda stack: collection_driven_by_variables(stack).key,
    "pull access of a module": lambda stack: driven_by_variables(stack).pull_access,
}


@pytest.mark.parametrize("make", CONSTRUCTS.values(), ids=CONSTRUCTS.keys())
def test_every_public_attribute_crosses_stacks(new_stack: TerraformStack, make: Callable[..., Any]) -> None:
    found = dict(public_attributes(make(new_stack)))

    assert len(found) > 1
    in_another_stack(new_stack, **found)


def test_what_may_be_switched_off_is_null_in_every_stack(new_stack: TerraformStack, synth: Synth) -> None:
    key, access = encrypted(new_stack).key, driven_by_variables(new_stack).pull_access
    assert key is not None
    seen = in_another_stack(new_stack, key=key.arn, role=access.role_arn, profile=access.instance_profile_name)

    held = synth()["locals"]
    assert {name: held[local.removeprefix("${local.").removesuffix("}")] for name, local in seen.items()} == {
        "key": "${one(aws_kms_key.api[*].arn)}",
        "role": "${one(aws_iam_role.module_ec2_pull[*].arn)}",
        "profile": "${one(aws_iam_instance_profile.module_ec2_pull[*].name)}",
    }


def test_uris_of_a_repository_known_by_its_arn(new_stack: TerraformStack) -> None:
    repository = ExistingRepository.from_arn(new_stack, "api", arn=ARN)
    china = ExistingRepository.from_arn(
        new_stack, "china", arn="arn:aws-cn:ecr:cn-north-1:444455556666:repository/team/api"
    )

    assert repository.uri_for_tag("v1.2") == "444455556666.dkr.ecr.eu-west-1.amazonaws.com/team/api:v1.2"
    assert repository.uri_for_tag("v1.2", dual_stack=True) == "444455556666.dkr-ecr.eu-west-1.on.aws/team/api:v1.2"
    assert repository.uri_for_digest(DIGEST) == f"444455556666.dkr.ecr.eu-west-1.amazonaws.com/team/api@{DIGEST}"
    assert china.uri_for_digest(DIGEST, dual_stack=True) == (
        f"444455556666.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn/team/api@{DIGEST}"
    )


def test_uris_of_a_created_repository_follow_from_its_url_and_its_arn(new_stack: TerraformStack, synth: Synth) -> None:
    tag = TerraformVariable(new_stack, "tag", type="string")
    repository = Repository(new_stack, "api", name="team/api")
    uris = [repository.uri_for_tag(tag.string_value), repository.uri_for_tag("v1", dual_stack=True)]
    TerraformOutput(new_stack, "seen", value=uris)

    synthesized = synth()

    assert synthesized["output"]["seen"]["value"] == [
        "${aws_ecr_repository.api.repository_url}:${var.tag}",
        "${local.api_dual_stack_url}:v1",
    ]
    assert synthesized["locals"]["api_arn_parts"].endswith('repository/(.+)$", aws_ecr_repository.api.arn)}')
    assert synthesized["locals"]["api_dual_stack_url"].startswith("${local.api_arn_parts[2]}.dkr-ecr.")


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda repository: repository.uri_for_tag("a b"), "tag 'a b': must be a tag: 1 to 128 letters, digits"),
        (lambda repository: repository.uri_for_tag(None), "tag None: must be a string, not None"),
        (lambda repository: repository.uri_for_digest("v1"), "digest 'v1': must be an image's digest"),
        (lambda repository: repository.uri_for_tag("v1", dual_stack="yes"), "dual_stack 'yes': must be True or False"),
    ],
)
def test_what_is_no_image_is_refused(
    new_stack: TerraformStack, ask: Callable[[RepositoryBase], str], message: str
) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        ask(Repository(new_stack, "api", name="team/api"))


def test_pulling_and_pushing_are_granted_at_once(new_stack: TerraformStack, synth: Synth) -> None:
    repository = Repository(new_stack, "api", name="team/api")
    repository.grant_pull_push(IamRole(new_stack, "ci", name="ci", assume_role_policy="{}"))
    repository.grant_pull_push("o-a1b2c3d4e5")

    resources = synth()["resource"]

    sids = {part for part in resources["aws_iam_role_policy"]["api_ci"]["policy"].split('"') if part.endswith("Images")}
    assert sids == {"PullImages", "PushImages"}
    shared = resources["aws_ecr_repository_policy"]["api"]["policy"]["Statement"]
    assert [statement["Sid"] for statement in shared] == ["GrantPullToOrganizations", "GrantPushToOrganizations"]
