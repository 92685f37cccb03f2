"""Deployments against moto's Systems Manager, EC2 and ECR, and what it lacks played on top."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest

from cdktf_ecr.model.deployment.service import DeployedService
from cdktf_ecr.operations.aws import AwsSession
from tests.cli.conftest import Command
from tests.cli.deploy.conftest import document
from tests.cli.test_moto import finds, push
from tests.standin.account import DENIED, Account
from tests.standin.fleet import DESCRIPTION, PARAMETER
from tests.terraform import emulator
from tests.terraform.emulator import Emulator
from tests.unavailable import unavailable

if TYPE_CHECKING:
    from types_boto3_ecr import ECRClient

SERVICE = DeployedService(repository="team/api")


@pytest.fixture(scope="module")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    if not emulator.installed():
        unavailable("moto[server] is not installed")
    with emulator.running(tmp_path_factory.mktemp("moto") / "log") as running:
        yield running


class World:
    """moto's account, with a service that has a parameter and two instances."""

    def __init__(self, moto: Emulator, account: Account) -> None:
        self.moto, self.account = moto, account
        session = AwsSession(region="us-east-1", endpoint_url=moto.url)
        self.ssm, self.ec2 = session.client("ssm"), session.client("ec2")
        self.ecr: ECRClient = session.client("ecr")
        self.ecr.create_repository(repositoryName="team/api")
        self.ssm.put_parameter(Name=PARAMETER, Description=DESCRIPTION, Type="String", Value="none")
        tag = {"Key": "Deployment", "Value": SERVICE.target_value}
        image = self.ec2.describe_images()["Images"][0]["ImageId"]
        for tags in ([tag], [tag], []):
            specification = [{"ResourceType": "instance", "Tags": tags}] if tags else []
            self.ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, TagSpecifications=specification)

    @property
    def instances(self) -> list[str]:
        """The instances that have the tag."""
        filters = [{"Name": "tag:Deployment", "Values": [SERVICE.target_value]}]
        found = self.ec2.describe_instances(Filters=filters)["Reservations"]
        return sorted(one["InstanceId"] for each in found for one in each["Instances"])

    @property
    def values(self) -> list[str]:
        """What the parameter held."""
        return [one["Value"] for one in self.ssm.get_parameter_history(Name=PARAMETER)["Parameters"]]

    def scanned(self, tag: str, *severities: str) -> str:
        """Push an image in which this is found, and return its URI."""
        digest = push(self.ecr, tag)
        self.ecr.start_image_scan(repositoryName="team/api", imageId={"imageDigest": digest})
        finds(self.moto, digest, *severities)
        url = self.ecr.describe_repositories()["repositories"][0]["repositoryUri"]
        return f"{url}@{digest}"

    def agents(self, _: Mapping[str, Any]) -> Mapping[str, Any]:
        """Answer DescribeInstanceInformation, which moto does not."""
        return {"InstanceInformationList": [{"InstanceId": one, "PingStatus": "Online"} for one in self.instances]}

    def invocations(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        """Answer ListCommandInvocations, which moto does not, by what it says of commands."""
        scope = {key: asked[key] for key in ("CommandId",) if key in asked}
        return {
            "CommandInvocations": [
                {
                    "CommandId": command["CommandId"],
                    "InstanceId": instance,
                    "RequestedDateTime": command["RequestedDateTime"].timestamp(),
                    "Status": "Success",
                    "StatusDetails": "Success",
                }
                for command in self.ssm.list_commands(**scope)["Commands"]
                for instance in sorted(command["InstanceIds"])
            ]
        }


@pytest.fixture
def world(moto: Emulator, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    request.getfixturevalue("aws_environment")
    monkeypatch.setenv("CDKTF_ECR_SETTLE", "0")
    monkeypatch.setenv("CDKTF_ECR_SCAN_TIMEOUT", "5")
    moto.reset()
    with Account(moto=moto.url).listening() as account:
        world = World(moto, account)
        account.answers["ssm", "DescribeInstanceInformation"] = world.agents
        account.answers["ssm", "ListCommandInvocations"] = world.invocations
        yield world


def test_deployed_rolled_back_and_judged_again(world: World, command: Command) -> None:
    first, second = world.scanned("1"), world.scanned("2")
    options = ("--endpoint-url", world.account.url)

    deployed = [command("deploy", image, *options) for image in (first, second)]
    told = document(command("deploy", "status", "team/api", "--format", "json", *options))
    back = command("deploy", "--rollback", "team/api", *options)
    judged = command("scan", "gate", "--running", "team/api", *options)

    assert [ran.code for ran in (*deployed, back, judged)] == [0, 0, 0, 0], (deployed, back, judged)
    assert world.values == ["none", first, second, first]
    assert [host["instance_id"] for host in told["hosts"]] == world.instances
    assert [(host["agrees"], host["last_deployment"]["image"]) for host in told["hosts"]] == [(True, second)] * 2
    sent = world.ssm.list_commands()["Commands"]
    assert [one["Parameters"] for one in sent] == [{"Image": [image]} for image in (first, second, first)]
    assert [sorted(one["InstanceIds"]) for one in sent] == [world.instances] * 3
    assert world.ssm.describe_parameters()["Parameters"][0]["Description"] == DESCRIPTION


def test_nothing_is_deployed_that_breaks_the_policy_or_was_never_scanned(world: World, command: Command) -> None:
    bad = world.scanned("1", "CRITICAL")
    options = ("--endpoint-url", world.account.url)

    broken = command("deploy", bad, *options)
    never = command("deploy", f"{bad.partition('@')[0]}@{push(world.ecr, '2')}", "--scan-timeout", 0.5, *options)

    assert [ran.code for ran in (broken, never)] == [1, 3], (broken, never)
    assert (world.values, world.ssm.list_commands()["Commands"]) == (["none"], [])


def test_the_parameter_is_as_before_where_nothing_could_be_sent(world: World, command: Command) -> None:
    image = world.scanned("1")
    world.account.answers["ssm", "SendCommand"] = DENIED

    ran = command("deploy", image, "--endpoint-url", world.account.url)

    assert (ran.code, world.values) == (4, ["none", image, "none"]), ran
