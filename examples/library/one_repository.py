"""One repository: immutable tags, a key of its own, scanned continuously, pulled by EC2 instances."""

import cdktf_ecr  # before cdktf: finds Node where PATH has none, and loads the AWS provider on demand
from cdktf import App, TerraformOutput, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider

app = App()
stack = TerraformStack(app, "registry")
AwsProvider(stack, "aws", region="eu-west-1")
cdktf_ecr.require_provider(stack)

api = cdktf_ecr.Repository(
    stack,
    "api",
    name="team/api",
    tag_mutability="IMMUTABLE",
    encryption=cdktf_ecr.Encryption(type="KMS", create_key=True),
)
cdktf_ecr.RegistryScanningConfiguration(
    stack, "scanning", scanning=cdktf_ecr.RegistryScanning.enhanced(frequency="CONTINUOUS_SCAN")
)
pull = cdktf_ecr.Ec2PullAccess(stack, "pull", repositories=[api])

TerraformOutput(stack, "image", value=api.uri_for_tag("v1"))
TerraformOutput(stack, "instance_profile", value=pull.instance_profile_name)
app.synth()
