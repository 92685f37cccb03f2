#!/usr/bin/env bash
# Writes the Terraform configuration, and checks it. Needs no credentials: every branch's job may run it.
set -euo pipefail
. "$(dirname "$0")/common.sh"

python3 infrastructure/app.py
stack=workspace/infrastructure
mkdir -p "$stack"
cp cdktf.out/stacks/customer-data-service/cdk.tf.json "$stack"
terraform -chdir="$stack" init -backend=false -input=false
terraform -chdir="$stack" validate
