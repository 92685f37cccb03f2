"""The region that a construct is given is that of everything in it, wherever AWS provider 6 knows one."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from cdktf import App, TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.provider import AwsProvider
from constructs import Construct

import cdktf_ecr
from cdktf_ecr.resources.base.addresses import Place, remember
from cdktf_ecr.resources.base.region import has_region
from cdktf_ecr.resources.framework.frameworks import CDK_TERRAIN, choose, module_of
from scripts.update_framework_types import used
from tests.resources.every_construct import CONSTRUCTS
from tests.synthesized import Synth

pytestmark = pytest.mark.xdist_group("jsii")

REGION = "eu-west-3"
ACCOUNT = "111122223333"

GIVEN: dict[type, Callable[[TerraformStack, str], Any]] = {
    cdktf_ecr.Repository: lambda stack, region: cdktf_ecr.Repository(stack, "it", name="team/api", region=region),
    cdktf_ecr.ExistingRepository: lambda stack, region: cdktf_ecr.ExistingRepository.from_name(
        stack, "it", name="team/api", region=region
    ),
    cdktf_ecr.EcrModule: lambda stack, region: cdktf_ecr.EcrModule(
        stack, "it", settings=cdktf_ecr.ModuleSettings(), region=region
    ),
    cdktf_ecr.EcrCollection: lambda stack, region: cdktf_ecr.EcrCollection(
        stack, "it", settings=cdktf_ecr.CollectionSettings(repositories={"team/api": {}}), region=region
    ),
    cdktf_ecr.RegistryScanningConfiguration: lambda stack, region: cdktf_ecr.RegistryScanningConfiguration(
        stack, "it", scanning=cdktf_ecr.RegistryScanning(), region=region
    ),
    cdktf_ecr.RegistryPermissions: lambda stack, region: cdktf_ecr.RegistryPermissions(
        stack,
        "it",
        policy=cdktf_ecr.RegistryPolicy(statements=(cdktf_ecr.RegistryAccess.replication_by_accounts([ACCOUNT]),)),
        region=region,
    ),
    cdktf_ecr.Replication: lambda stack, region: cdktf_ecr.Replication(
        stack,
        "it",
        rules=[cdktf_ecr.ReplicationRule(destinations=[cdktf_ecr.ReplicationDestination(region="eu-west-1")])],
        region=region,
    ),
    cdktf_ecr.AccountSettings: lambda stack, region: cdktf_ecr.AccountSettings(
        stack, "it", blob_mounting=True, region=region
    ),
    cdktf_ecr.PullTimeExclusion: lambda stack, region: cdktf_ecr.PullTimeExclusion(
        stack, "it", principal_arn=f"arn:aws:iam::{ACCOUNT}:role/ci", region=region
    ),
    cdktf_ecr.PullThroughCache: lambda stack, region: cdktf_ecr.PullThroughCache(
        stack, "it", prefix="ecr-public", upstream="public.ecr.aws", region=region
    ),
    cdktf_ecr.RepositoryCreationTemplate: lambda stack, region: cdktf_ecr.RepositoryCreationTemplate(
        stack, "it", template=cdktf_ecr.CreationTemplate(prefix="team", applied_for=["REPLICATION"]), region=region
    ),
    cdktf_ecr.ScanMonitoring: lambda stack, region: cdktf_ecr.ScanMonitoring(
        stack, "it", repositories={"team/api": "arn:aws:ecr:eu-west-3:111122223333:repository/team/api"}, region=region
    ),
    cdktf_ecr.LogDeliveryPolicy: lambda stack, region: cdktf_ecr.LogDeliveryPolicy(
        stack,
        "it",
        name="events",
        log_group_arns=f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/events/x:*",
        region=region,
    ),
    cdktf_ecr.ServiceDeployment: lambda stack, region: cdktf_ecr.ServiceDeployment(
        stack,
        "it",
        repository=cdktf_ecr.ExistingRepository.from_name(stack, "api", name="team/api", region=region),
        settings=cdktf_ecr.ContainerSettings(container_name="api", port=8080),
        region=region,
    ),
    cdktf_ecr.ContainerHost: lambda stack, region: cdktf_ecr.ContainerHost(
        stack,
        "it",
        repository=cdktf_ecr.ExistingRepository.from_name(stack, "api", name="team/api", region=region),
        settings=cdktf_ecr.HostSettings(subnet_ids=["subnet-0a1b2c3d4e5f60718"]),
        region=region,
    ),
}
# Their resources are IAM's, which has no regions: what they call region is part of names.
GLOBAL = {cdktf_ecr.CiRoles, cdktf_ecr.Ec2PullAccess, cdktf_ecr.OidcProvider}


def blocks(synthesized: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the type of each resource and data source, with its block."""
    for prefix, kind in (("", "resource"), ("data.", "data")):
        for type_, named in synthesized.get(kind, {}).items():
            for block in named.values():
                yield prefix + type_, block


@cache
def knows_region(name: str) -> bool:
    """Whether the newest bindings say that a resource takes a region."""
    spec = find_spec(module_of(CDK_TERRAIN.bindings, name))
    assert spec is not None
    assert spec.origin is not None
    source = Path(spec.origin).read_text(encoding="utf-8")
    constructor = source[source.index(f"class {name}(") :]
    return re.search(r"\n        region: typing\.Optional", constructor[: constructor.index("-> None")]) is not None


def type_of(name: str) -> str:
    module = module_of("", name).removeprefix(".")
    return f"data.{module.removeprefix('data_')}" if module.startswith("data_aws_") else f"aws_{module}"


@pytest.mark.parametrize("name", used("aws"))
def test_it_is_known_which_resources_take_one(name: str) -> None:
    assert has_region(type_of(name)) == knows_region(name)


def test_both_kinds_are_among_them() -> None:
    assert len({knows_region(name) for name in used("aws")}) == 2


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_everything_in_a_construct_is_in_its_region(name: str, tmp_path: Path) -> None:
    app = App(outdir=str(tmp_path))
    stack = TerraformStack(app, "stack")
    # As in a construct around it. Those of ours in one of ours are created just so.
    choose(stack)
    remember(stack, Place(region="us-east-1" if name == "public_repository" else REGION))
    CONSTRUCTS[name](stack, AwsProvider(stack, "aws"))
    app.synth()
    written = json.loads((tmp_path / "stacks" / "stack" / "cdk.tf.json").read_text(encoding="utf-8"))

    found = {type_: block.get("region") is not None for type_, block in blocks(written)}
    assert found == {type_: has_region(type_) for type_ in found} != {}


@pytest.mark.parametrize("construct", GIVEN, ids=lambda construct: construct.__name__)
def test_a_construct_takes_a_region(construct: type, new_stack: TerraformStack, synth: Synth) -> None:
    AwsProvider(new_stack, "aws", region="us-east-1")

    GIVEN[construct](new_stack, REGION)

    found = [(type_, block.get("region")) for type_, block in blocks(synth())]
    assert found == [(type_, REGION if has_region(type_) else None) for type_, _ in found]
    assert REGION in dict(found).values()


def test_so_does_every_public_one_with_a_provider() -> None:
    public = {getattr(cdktf_ecr, name) for name in cdktf_ecr.__all__}
    constructs = {each for each in public if isinstance(each, type) and issubclass(each, Construct)}
    made = {each for each in constructs if not inspect.isabstract(each)}
    optional = {
        each
        for each in made
        if (provider := inspect.signature(vars(each)["__init__"]).parameters.get("provider"))
        and provider.default is None
    }

    assert optional - GLOBAL - {cdktf_ecr.PublicRepository, cdktf_ecr.RepositoryBase} == set(GIVEN)


def test_a_public_repository_may_be_given_the_one_region_there_is(new_stack: TerraformStack, synth: Synth) -> None:
    AwsProvider(new_stack, "aws", region="eu-west-1")
    cdktf_ecr.PublicRepository(new_stack, "it", name="api", region="us-east-1")

    assert [block["region"] for _, block in blocks(synth())] == ["us-east-1"]
    with pytest.raises(cdktf_ecr.InvalidSettingError, match="eu-west-3"):
        cdktf_ecr.PublicRepository(new_stack, "other", name="api", region=REGION)


def test_a_region_may_be_what_terraform_knows(new_stack: TerraformStack, synth: Synth) -> None:
    region = TerraformVariable(new_stack, "region", type="string").string_value

    cdktf_ecr.Repository(new_stack, "it", name="team/api", region=region)

    synthesized = synth()
    assert synthesized["resource"]["aws_ecr_repository"]["it"]["region"] == "${local.it_region}"
    assert synthesized["locals"]["it_region"] == "${var.region}"


@pytest.mark.parametrize("region", ["Frankfurt", "", 3])
def test_what_is_no_region_is_refused(new_stack: TerraformStack, region: Any) -> None:
    with pytest.raises(cdktf_ecr.InvalidSettingError, match=r"^region "):
        cdktf_ecr.Repository(new_stack, "it", name="team/api", region=region)


def test_a_registry_is_one_of_each_region(new_stack: TerraformStack) -> None:
    for region in (None, REGION, "eu-west-2"):
        cdktf_ecr.Repository(new_stack, f"of_{region}", name="team/api", region=region)
    with pytest.raises(cdktf_ecr.ConflictError, match="two repositories of one stack would both be called team/api"):
        cdktf_ecr.Repository(new_stack, "again", name="team/api", region=REGION)


def test_a_key_is_compared_with_the_region_given(new_stack: TerraformStack) -> None:
    AwsProvider(new_stack, "aws", region="us-east-1")
    key = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/11111111-2222-3333-4444-555555555555"
    encryption = cdktf_ecr.Encryption(type="KMS", kms_key_arn=key)

    with pytest.raises(cdktf_ecr.InvalidSettingError, match=REGION):
        cdktf_ecr.Repository(new_stack, "it", name="team/api", encryption=encryption, region=REGION)


def test_a_module_in_a_region_asks_for_a_provider_that_knows_regions(new_stack: TerraformStack) -> None:
    settings = cdktf_ecr.ModuleSettings()

    assert cdktf_ecr.EcrModule(new_stack, "one", settings=settings, region=REGION).required_provider == ">= 6.0, < 7.0"
    assert cdktf_ecr.EcrModule(new_stack, "two", settings=settings, address="two").required_provider.startswith(">= 5")
