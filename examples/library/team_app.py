"""A team's application: its repository, who may do what with it, and the roles of its CircleCI jobs."""

import json

import cdktf_ecr  # before cdktf
from cdktf import App, TerraformStack
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.provider import AwsProvider

TRUST_ECS = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}

app = App()
stack = TerraformStack(app, "team")
AwsProvider(stack, "aws", region="eu-west-1")
cdktf_ecr.require_provider(stack)
tasks = IamRole(stack, "tasks", name="team-tasks", assume_role_policy=json.dumps(TRUST_ECS))

api = cdktf_ecr.Repository(stack, "api", name="team/api")
api.grant_pull(tasks)  # a role of this stack: an identity policy
api.grant_read_scans("security-auditor")  # a role of this account, by name: likewise
api.grant_pull("111122223333")  # another account: the repository's policy
api.grant_pull("o-a1b2c3d4e5")  # all accounts of an organization: another statement of that policy
functions = "arn:aws:lambda:eu-west-1:111122223333:function:*"
api.grant_pull(cdktf_ecr.Principal.service("lambda.amazonaws.com", source_arn=functions))

circleci = cdktf_ecr.CircleCi(
    organization_id="5f2ad3c1-7a1e-4a0f-9b53-1d2f9d6f7c11",
    project_ids=["0b2fdc34-24d5-4c8f-a9a8-6c4f5d6f0a22"],
)
provider = cdktf_ecr.OidcProvider(stack, "circleci", trust=circleci)
cdktf_ecr.CiRoles(
    stack,
    "ci",
    name="team/api",
    oidc_provider_arn=provider.arn,
    build_trust=circleci,
    repositories=[api],
)
app.synth()
