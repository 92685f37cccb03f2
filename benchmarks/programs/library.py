"""So many repositories with the library's constructs: ``python library.py 100``."""

import sys

import cdktf_ecr  # isort: skip - before cdktf
from cdktf import App, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider

app = App()
stack = TerraformStack(app, "registry")
AwsProvider(stack, "aws", region="eu-west-1")
for number in range(int(sys.argv[1])):
    cdktf_ecr.Repository(stack, f"repository{number}", name=f"team/service-{number}")
app.synth()
