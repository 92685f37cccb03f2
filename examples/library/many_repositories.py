"""A team's repositories over shared settings: one scanning configuration, log, topic and dashboard for all of them."""

import cdktf_ecr  # before cdktf
from cdktf import App, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider

app = App()
stack = TerraformStack(app, "registry")
AwsProvider(stack, "aws", region="eu-west-1")
cdktf_ecr.require_provider(stack)

registry = cdktf_ecr.EcrCollection(
    stack,
    "registry",
    settings=cdktf_ecr.CollectionSettings(
        collection_name="inscribe",
        image_tag_mutability="IMMUTABLE",
        repositories={
            "inscribe/customer-data-service": {"scan_frequency": "CONTINUOUS_SCAN", "max_image_count": 30},
            "inscribe/worker": {},
            "inscribe/sandbox": {"image_tag_mutability": "MUTABLE", "force_delete": True},
        },
    ),
)
registry.repository("inscribe/worker").grant_push("worker-build")

cdktf_ecr.declare_outputs(stack, registry)
app.synth()
