"""Around the repositories: Docker Hub through a cache, a second region, and repositories that create themselves."""

import cdktf_ecr  # before cdktf
from cdktf import App, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider

app = App()
stack = TerraformStack(app, "registry")
AwsProvider(stack, "aws", region="eu-west-1")
cdktf_ecr.require_provider(stack)

hub = cdktf_ecr.PullThroughCache(
    stack,
    "docker_hub",
    prefix="docker-hub",
    upstream="docker-hub",
    credential_arn="arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/docker-hub-AbCdEf",
)
cdktf_ecr.RepositoryCreationTemplate(
    stack,
    "cached",
    template=cdktf_ecr.CreationTemplate(
        prefix="docker-hub",
        applied_for=["PULL_THROUGH_CACHE"],
        lifecycle_policy=cdktf_ecr.standard_policy(untagged_image_days=7),
    ),
)
cdktf_ecr.Replication(
    stack,
    "replication",
    rules=[
        cdktf_ecr.ReplicationRule(
            destinations=[cdktf_ecr.ReplicationDestination(region="eu-central-1")], prefixes=["team/"]
        )
    ],
)
app.synth()
