"""What a construct has no argument for still reaches Terraform: every construct shows its provider resources."""

import cdktf_ecr  # before cdktf
from cdktf import App, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider

app = App()
stack = TerraformStack(app, "registry")
AwsProvider(stack, "aws", region="eu-west-1")
frankfurt = AwsProvider(stack, "frankfurt", alias="frankfurt", region="eu-central-1")

# tags and provider are arguments; the provider decides account and region.
api = cdktf_ecr.Repository(stack, "api", name="team/api", tags={"Team": "API"}, provider=frankfurt)

# Terraform's lifecycle block, timeouts, anything the resource knows: on the resource itself.
api.repository.add_override("lifecycle.ignore_changes", ["tags"])
api.repository.add_override("timeouts.delete", "10m")

# AWS provider 6: a region without a provider of its own, layers shared between repositories, pulls that do not count.
web = cdktf_ecr.Repository(stack, "web", name="team/web", region="eu-west-3")
cdktf_ecr.AccountSettings(stack, "registry", blob_mounting=True, region="eu-west-3")
cdktf_ecr.PullTimeExclusion(
    stack, "scanner", principal_arn="arn:aws:iam::111122223333:role/scanner", region="eu-west-3"
)
cdktf_ecr.require_provider(stack)  # 6.29 for what is used here; at_least="6.40" for what other resources need

app.synth()
