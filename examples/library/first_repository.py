"""A first repository: watched, and pulled by EC2 instances and by another account."""

import cdktf_ecr  # before cdktf: it chooses the Node, and makes the start fast
from cdktf import App, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider

app = App()
stack = TerraformStack(app, "registry")
AwsProvider(stack, "aws", region="eu-west-1")
cdktf_ecr.require_provider(stack)

api = cdktf_ecr.Repository(stack, "api", name="team/api", tag_mutability="IMMUTABLE")
cdktf_ecr.ScanMonitoring(stack, "monitoring", repositories=[api])
cdktf_ecr.Ec2PullAccess(stack, "pull", repositories=[api])
api.grant_pull("111122223333")

app.synth()
