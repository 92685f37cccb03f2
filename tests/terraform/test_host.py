"""The stack of hosts, with the real provider: applied in its first shape, changed in everything, destroyed.

The emulator starts no instance, so that nothing here shows that the user data runs: `tests/docker` runs it.
"""

from __future__ import annotations

import base64
import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr import HostSettings
from cdktf_ecr.model.deployment.document import deploy_document
from cdktf_ecr.model.deployment.user_data import user_data
from tests.model.deployment.rendered import plain
from tests.synthesized import Synthesize
from tests.terraform.account import ACCOUNT_ID, Account
from tests.terraform.conftest import Place
from tests.terraform.runner import Terraform

pytestmark = pytest.mark.terraform

REPOSITORY = "team/api"
PARAMETER, DOCUMENT, TARGET = "/ecr/team/api/image", "team-api-0c8d3215-ecr-deploy", "team-api-0c8d3215"
NEWEST = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
TAGS = {"Team": "API", "Environment": "staging", "Deployment": TARGET}
# What has no prefix in the stack.
SHARED = {"environment"}
# The emulator keeps a launch template's own tags as they were at first,
KEPT: dict[str, Any] = {"environment": "staging", "tags": {"Team": "API"}}
# and forgets what a rule is called that lets another security group in.
FORGOTTEN = {'aws_vpc_security_group_ingress_rule.host["balancer"]': {"description": (None, "balancer")}}


def variables(settings: dict[str, Any]) -> dict[str, Any]:
    names = {name: name if name in SHARED else f"host_{name}" for name in settings}
    return {"ecr_repository_name": REPOSITORY, **{names[name]: value for name, value in settings.items()}}


def everything(account: Account) -> dict[str, Any]:
    """Return a value other than the first for every setting, but for those that are kept."""
    ec2 = account.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{n}.0/24")["Subnet"]["SubnetId"] for n in (1, 2)]
    group = ec2.create_security_group(GroupName="balancer", Description="x", VpcId=vpc)["GroupId"]
    return {
        "container_name": "api",
        "port": 8080,
        "container_port": 3000,
        "network": "host",
        "switch": "replace",
        "inner_port": 30_000,
        "port_variable": None,
        "health_path": None,
        "health_seconds": 60,
        "drain_seconds": 0,
        "stop_seconds": 10,
        "environment_file": "/etc/api/variables.env",
        "registry_login": "aws-cli",
        "placement": "auto-scaling",
        "instance_type": "t4g.small",
        "architecture": "arm64",
        "ami_id": "ami-0abcdef1234567890",
        "subnet_ids": subnets,
        "min_size": 2,
        "max_size": 3,
        "ingress": {"office": "203.0.113.0/24", "six": "2001:db8::/32", "balancer": group},
        "egress_ports": {"https": 443, "database": 5432},
        "security_group_ids": [group],
        "volume_gigabytes": 40,
        "volume_kms_key_id": account.create_key(),
        "metadata_hop_limit": 2,
        "detailed_monitoring": True,
        "role_boundary_arn": f"arn:aws:iam::{ACCOUNT_ID}:policy/boundary",
        **KEPT,
    }


@pytest.fixture
def hosts(tmp_path: Path, place: Place, synthesize: Synthesize) -> Terraform:
    return place(tmp_path, synthesize(hosts=True) / "stacks" / "host")


def test_the_stack_of_hosts_from_its_first_shape_to_its_end(hosts: Terraform, account: Account) -> None:
    url = account.client("ecr").create_repository(repositoryName=REPOSITORY)["repository"]["repositoryUri"]
    hosts.validate()

    hosts.apply(variables(KEPT))

    outputs = hosts.outputs()
    assert (outputs["host_parameter_name"], outputs["host_document_name"]) == (PARAMETER, DOCUMENT)
    assert (outputs["host_target_value"], outputs.get("host_auto_scaling_group_name")) == (TARGET, None)
    expect_deployment(account, HostSettings(**KEPT), url)
    expect_first_template(template(account))
    expect_role(account, outputs["host_role_arn"])
    (instance,) = instances(account)
    assert instance["InstanceId"] == outputs["host_instance_id"]
    assert tags(instance)["Deployment"] == TARGET
    deployed = f"{url}@sha256:{'a' * 64}"
    account.client("ssm").put_parameter(Name=PARAMETER, Value=deployed, Type="String", Overwrite=True)
    assert pending(hosts.saved_plan(variables(KEPT))) == {}

    changed = everything(account)
    assert set(changed) == {field.name for field in fields(HostSettings)}
    account.client("iam").create_policy(PolicyName="boundary", PolicyDocument=BOUNDARY)
    hosts.apply(variables(changed))

    expect_deployment(account, HostSettings(**changed), url)
    expect_changed_template(template(account), changed)
    expect_rules(account, changed)
    (group,) = account.client("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"]
    assert (group["MinSize"], group["MaxSize"]) == (2, 3)
    assert sorted(group["VPCZoneIdentifier"].split(",")) == sorted(changed["subnet_ids"])
    assert [tags(each)["Deployment"] for each in instances(account)] == [TARGET, TARGET]
    assert parameter(account) == deployed
    assert pending(hosts.saved_plan(variables(changed))) == FORGOTTEN

    hosts.destroy(variables(changed))

    assert (instances(account), account.client("ssm").describe_parameters()["Parameters"]) == ([], [])


def test_a_plan_refuses_what_does_not_go_together(hosts: Terraform, account: Account) -> None:
    account.client("ecr").create_repository(repositoryName=REPOSITORY)
    wrong = {"port": 30_001, "inner_port": 30_000, "placement": "auto-scaling", "min_size": 3}
    errors = hosts.refused_plan(variables({**wrong, "network": "host", "port_variable": None}))
    assert [error.partition(":")[0] for error in sorted(errors)] == [
        "host_min_size 3",
        "host_port 30001",
        "host_port_variable null",
        "host_subnet_ids []",
    ]


def test_a_repository_that_systems_manager_has_no_name_for_is_refused(hosts: Terraform) -> None:
    (error,) = hosts.refused_plan({"ecr_repository_name": "aws/api"})
    assert 'ecr_repository_name "aws/api": must not begin with aws, amazon or amzn' in error


BOUNDARY = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})


def expect_deployment(account: Account, settings: HostSettings, url: str) -> None:
    """Expect document and user data to be what the model renders for these values."""
    ssm = account.client("ssm")
    document = json.loads(ssm.get_document(Name=DOCUMENT)["Content"])
    rendered: Any = deploy_document(settings, url)
    rendered["mainSteps"][0]["inputs"]["runCommand"] = [
        plain(text) for text in rendered["mainSteps"][0]["inputs"]["runCommand"]
    ]
    assert document == rendered
    data = base64.b64decode(template(account)["UserData"]).decode()
    assert data == plain(user_data(settings, url, parameter=PARAMETER, region="us-east-1"))


def pending(plan: dict[str, Any]) -> dict[str, Any]:
    """Return what a plan would change, by address: each argument before and after."""
    changes = {each["address"]: each["change"] for each in plan["resource_changes"]}
    return {
        address: {
            name: (change["before"][name], value)
            for name, value in change["after"].items()
            if change["before"][name] != value
        }
        for address, change in changes.items()
        if change["actions"] not in (["no-op"], ["read"])
    }


def parameter(account: Account) -> str:
    return str(account.client("ssm").get_parameter(Name=PARAMETER)["Parameter"]["Value"])


def template(account: Account) -> dict[str, Any]:
    """Return the launch template in its newest version, which has to be the default one."""
    ec2 = account.client("ec2")
    (found,) = ec2.describe_launch_templates()["LaunchTemplates"]
    assert found["DefaultVersionNumber"] == found["LatestVersionNumber"]
    versions = ec2.describe_launch_template_versions(LaunchTemplateId=found["LaunchTemplateId"], Versions=["$Latest"])
    return dict(versions["LaunchTemplateVersions"][0]["LaunchTemplateData"])


def expect_first_template(found: dict[str, Any]) -> None:
    assert (found["ImageId"], found["InstanceType"]) == (NEWEST, "t3.small")
    assert found["MetadataOptions"] == {
        "HttpEndpoint": "enabled",
        "HttpTokens": "required",
        "HttpPutResponseHopLimit": 1,
    }
    ((device, volume),) = [(each["DeviceName"], each["Ebs"]) for each in found["BlockDeviceMappings"]]
    assert (device, volume["Encrypted"], volume["VolumeType"], volume["VolumeSize"]) == ("/dev/xvda", True, "gp3", 20)
    assert "KmsKeyId" not in volume
    assert {each["ResourceType"]: tags(each) for each in found["TagSpecifications"]} == dict.fromkeys(
        ("instance", "volume"), TAGS
    )


def expect_changed_template(found: dict[str, Any], given: dict[str, Any]) -> None:
    assert (found["ImageId"], found["InstanceType"]) == (given["ami_id"], given["instance_type"])
    assert found["MetadataOptions"]["HttpPutResponseHopLimit"] == 2
    assert found["Monitoring"] == {"Enabled": True}
    assert len(found["SecurityGroupIds"]) == 2
    assert set(given["security_group_ids"]) < set(found["SecurityGroupIds"])
    (volume,) = [each["Ebs"] for each in found["BlockDeviceMappings"]]
    assert (volume["VolumeSize"], volume["KmsKeyId"]) == (40, given["volume_kms_key_id"])


def expect_role(account: Account, arn: str) -> None:
    name = arn.rpartition("/")[2]
    role = account.contents()["roles"][name]
    assert role["attached"] == ["AmazonSSMManagedInstanceCore"]
    statements = [each for document in role["inline"].values() for each in document["Statement"]]
    assert {(json.dumps(each["Action"]), each["Resource"]) for each in statements} == {
        ('"ecr:GetAuthorizationToken"', "*"),
        (
            '["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"]',
            f"arn:aws:ecr:us-east-1:{ACCOUNT_ID}:repository/{REPOSITORY}",
        ),
        ('"ssm:GetParameter"', f"arn:aws:ssm:us-east-1:{ACCOUNT_ID}:parameter{PARAMETER}"),
    }


def expect_rules(account: Account, given: dict[str, Any]) -> None:
    """Expect the hosts' group, of the subnets' VPC, to let in and out what the settings say."""
    ec2 = account.client("ec2")
    (group,) = [
        each for each in ec2.describe_security_groups()["SecurityGroups"] if each["GroupName"].startswith("ecr-host-")
    ]
    subnets = ec2.describe_subnets(SubnetIds=given["subnet_ids"])["Subnets"]
    assert {each["VpcId"] for each in subnets} == {group["VpcId"]}
    rules = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group["GroupId"]]}])
    found = {
        (
            rule["IsEgress"],
            rule["FromPort"],
            rule.get("CidrIpv4") or rule.get("CidrIpv6") or rule["ReferencedGroupInfo"]["GroupId"],
        )
        for rule in rules["SecurityGroupRules"]
    }
    everywhere = {(True, port, block) for port in (443, 5432) for block in ("0.0.0.0/0", "::/0")}
    assert found == everywhere | {(False, 8080, source) for source in given["ingress"].values()}


def instances(account: Account) -> list[dict[str, Any]]:
    alive = [{"Name": "instance-state-name", "Values": ["pending", "running"]}]
    reservations = account.client("ec2").describe_instances(Filters=alive)["Reservations"]
    return [instance for each in reservations for instance in each["Instances"]]


def tags(tagged: dict[str, Any]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tagged["Tags"]}
