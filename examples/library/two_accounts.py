"""Two accounts: the build account holds the repository and pushes, the workload account's role pulls."""

import json

import cdktf_ecr  # before cdktf
from cdktf import App, TerraformStack
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.provider import AwsProvider


def trust(service: str) -> str:
    """Return the trust policy of a role that an AWS service assumes."""
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


app = App()
stack = TerraformStack(app, "accounts")
build = AwsProvider(stack, "build", region="eu-west-1")
workload = AwsProvider(
    stack,
    "workload",
    alias="workload",
    region="eu-west-1",
    assume_role=[{"roleArn": "arn:aws:iam::111122223333:role/terraform"}],
)
cdktf_ecr.require_provider(stack)

builder = IamRole(stack, "builder", name="builder", assume_role_policy=trust("codebuild.amazonaws.com"))
tasks = IamRole(stack, "tasks", name="tasks", assume_role_policy=trust("ecs-tasks.amazonaws.com"), provider=workload)

api = cdktf_ecr.Repository(stack, "api", name="team/api")
api.grant_push(builder)
# AWS wants both sides to agree: the role's policy in its account, and the repository's policy here.
api.grant_pull(tasks)

app.synth()
