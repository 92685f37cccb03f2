#!/usr/bin/env bash
# Plans, and writes the plan for who approves it (plan/plan.txt) and for the job that applies it.
set -euo pipefail
. "$(dirname "$0")/common.sh"

stack=workspace/infrastructure
[[ -f $stack/cdk.tf.json ]] || fail "$stack/cdk.tf.json is missing: synthesize.sh writes it"
terraform -chdir="$stack" init -input=false -reconfigure
terraform -chdir="$stack" plan -input=false -lock-timeout=5m -out=plan.tfplan
mkdir -p plan
terraform -chdir="$stack" show -no-color plan.tfplan >plan/plan.txt
