"""An application that grants to everybody there is, on a repository of its own and on existing ones."""

from __future__ import annotations

import json

import cdktf_ecr  # isort: skip - before cdktf
from cdktf import App, LocalBackend, TerraformOutput, TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_user import IamUser
from cdktf_cdktf_provider_aws.provider import AwsProvider

from cdktf_ecr.model.access.principals import Principal
from cdktf_ecr.resources.repository.existing_repository import ExistingRepository

REGION = "eu-west-1"
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "codebuild.amazonaws.com"}, "Action": "sts:AssumeRole"},
        ],
    }
)

app = App()
stack = TerraformStack(app, "grants")
LocalBackend(stack, path="../../../terraform.grants.tfstate")
stack.add_override("terraform.required_providers.aws", {"source": "hashicorp/aws", "version": ">= 5.100, < 7.0"})
AwsProvider(stack, "aws", region=REGION)
workload = AwsProvider(stack, "workload", region=REGION, alias="workload")
account = TerraformVariable(stack, "account", type="string", default="777788889999")
imported_arn = TerraformVariable(
    stack, "imported_arn", type="string", default="arn:aws-cn:ecr:cn-north-1:000011112222:repository/my-repository/a.b"
)
ci = IamRole(stack, "ci", name="ci", path="/build/", assume_role_policy=TRUST)
runner = IamRole(stack, "runner", name="runner", assume_role_policy=TRUST, provider=workload)
ann = IamUser(stack, "ann", name="ann")

api = cdktf_ecr.Repository(
    stack,
    "api",
    name="team/api",
    policy=cdktf_ecr.RepositoryPolicy(statements=(cdktf_ecr.RepositoryAccess.pull_by_accounts(["222233334444"]),)),
)
api.repository.add_override("lifecycle.ignore_changes", ["tags"])
api.grant_pull(ci)
api.grant_push(ci)
api.grant_read_scans(ci)
api.grant_read_scans(ann)
api.grant_pull("444455556666")
api.grant_pull("555566667777")
api.grant_pull(Principal.account(account.string_value))
api.grant_push("o-a1b2c3d4e5")
api.grant_pull("o-a1b2c3d4e5")
api.grant_pull(Principal.service("codebuild.amazonaws.com", source_account="444455556666"))
api.grant_pull("ecs-tasks.amazonaws.com")
api.grant_pull(runner)

existing = ExistingRepository.from_name(stack, "existing", name="team/existing", manage_policy=True)
existing.grant_pull(ci)
existing.grant_push("444455556666")

imported = ExistingRepository.from_arn(stack, "imported", arn=imported_arn.string_value)
imported.grant_pull(ann)

values = {"existing": existing, "imported": imported}
for name, repository in values.items():
    TerraformOutput(
        stack, f"{name}_seen", value=[repository.name, repository.arn, repository.url, repository.registry_id]
    )
app.synth()
