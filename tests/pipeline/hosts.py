"""The service's hosts: instances of the emulated account, and what their agents answer, which it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from cdktf_ecr.model.deployment.service import DeployedService
from tests.standin.account import Account as StandIn
from tests.terraform.account import Account


@dataclass
class Hosts:
    """Two hosts that do what they are sent.

    Attributes:
        account: The emulated account.
        service: What they run.
        url: The account's address with the hosts' agents in it.
        status: How a deployment ends on them, as Systems Manager puts it.
    """

    account: Account
    service: DeployedService
    url: str = ""
    status: str = "Success"

    @contextmanager
    def running(self) -> Iterator[Hosts]:
        """Create the instances and the parameter, which the stack of hosts has, and answer for the agents."""
        ssm, ec2 = self.account.client("ssm"), self.account.client("ec2")
        ssm.put_parameter(Name=self.service.parameter, Type="String", Value="none")
        tags = [{"Key": "Deployment", "Value": self.service.target_value}]
        ec2.run_instances(
            ImageId=ec2.describe_images()["Images"][0]["ImageId"],
            MinCount=2,
            MaxCount=2,
            TagSpecifications=[{"ResourceType": "instance", "Tags": tags}],
        )
        with StandIn(moto=self.account.endpoint).listening() as agents:
            agents.answers["ssm", "DescribeInstanceInformation"] = self._agents
            agents.answers["ssm", "ListCommandInvocations"] = self._invocations
            self.url = agents.url
            yield self

    @property
    def instances(self) -> list[str]:
        """The ids of the instances."""
        filters = [{"Name": "tag:Deployment", "Values": [self.service.target_value]}]
        found = self.account.client("ec2").describe_instances(Filters=filters)["Reservations"]
        return sorted(one["InstanceId"] for each in found for one in each["Instances"])

    @property
    def image(self) -> str:
        """What a host that starts now would run."""
        return str(self.account.client("ssm").get_parameter(Name=self.service.parameter)["Parameter"]["Value"])

    @property
    def sent(self) -> list[tuple[str, list[str]]]:
        """The images that were sent, each with the instances that it was sent to."""
        commands = self.account.client("ssm").list_commands()["Commands"]
        return [(one["Parameters"]["Image"][0], sorted(one["InstanceIds"])) for one in commands]

    def _agents(self, _: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"InstanceInformationList": [{"InstanceId": one, "PingStatus": "Online"} for one in self.instances]}

    def _invocations(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        scope = {key: asked[key] for key in ("CommandId",) if key in asked}
        return {
            "CommandInvocations": [
                {
                    "CommandId": command["CommandId"],
                    "InstanceId": instance,
                    "RequestedDateTime": command["RequestedDateTime"].timestamp(),
                    "Status": self.status,
                    "StatusDetails": self.status,
                }
                for command in self.account.client("ssm").list_commands(**scope)["Commands"]
                for instance in sorted(command["InstanceIds"])
            ]
        }
