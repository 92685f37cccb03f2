"""A service on EC2: hosts behind a load balancer, and hosts of one's own that get the same images."""

import cdktf_ecr  # before cdktf
from cdktf import App, TerraformOutput, TerraformStack
from cdktf_cdktf_provider_aws.instance import Instance
from cdktf_cdktf_provider_aws.provider import AwsProvider

app = App()
stack = TerraformStack(app, "service")
AwsProvider(stack, "aws", region="eu-west-1")
cdktf_ecr.require_provider(stack)
repository = cdktf_ecr.Repository(stack, "api", name="team/api", tag_mutability="IMMUTABLE")

hosts = cdktf_ecr.ContainerHost(
    stack,
    "hosts",
    repository=repository,
    settings=cdktf_ecr.HostSettings(
        placement="auto-scaling",
        subnet_ids=["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
        min_size=2,
        max_size=4,
        ingress={"load balancer": "sg-0123456789abcdef0"},
        egress_ports={"https": 443, "database": 5432},
        environment_file="/etc/api.env",
    ),
)

worker = cdktf_ecr.Repository(stack, "worker", name="team/worker", tag_mutability="IMMUTABLE")
deployment = cdktf_ecr.ServiceDeployment(
    stack,
    "worker_deployment",
    repository=worker,
    settings=cdktf_ecr.ContainerSettings(container_name="worker", port=9000, health_path=None),
)
Instance(
    stack,
    "worker_host",
    ami="ami-0123456789abcdef0",
    instance_type="t3.small",
    iam_instance_profile="worker",  # with the permissions that docs/deploying.md lists
    user_data=deployment.user_data,
    tags={deployment.target_tag: deployment.target_value},
)

TerraformOutput(stack, "document", value=hosts.deployment.document_name)
TerraformOutput(stack, "group", value=hosts.auto_scaling_group_name)
app.synth()
