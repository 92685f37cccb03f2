"""A repository that somebody else manages: read, pulled from, and granted to this stack's role."""

import json

import cdktf_ecr  # before cdktf
from cdktf import App, TerraformOutput, TerraformStack
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.provider import AwsProvider

TRUST_EC2 = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}

app = App()
stack = TerraformStack(app, "consumer")
AwsProvider(stack, "aws", region="eu-west-1")
cdktf_ecr.require_provider(stack)
role = IamRole(stack, "app", name="app", assume_role_policy=json.dumps(TRUST_EC2))

# By name, in this account and region: a plan fails where there is none.
api = cdktf_ecr.ExistingRepository.from_name(stack, "api", name="team/api")
api.grant_pull(role)

# By ARN, in any account and region: its own account has to let this role in too.
base = cdktf_ecr.ExistingRepository.from_arn(
    stack, "base", arn="arn:aws:ecr:eu-west-1:444455556666:repository/platform/base"
)
base.grant_pull(role)

TerraformOutput(stack, "image", value=f"{api.url}:v1")
TerraformOutput(stack, "base_image", value=f"{base.url}:v1")
app.synth()
