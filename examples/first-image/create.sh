#!/usr/bin/env bash
# Creates the registry: from the directory of the checkout, with Terraform on PATH and AWS credentials.
set -eu

make synth
. .venv/bin/activate
cd cdktf.out/stacks/ecr
terraform init
terraform apply -var-file=../../../examples/stack/guide.tfvars
