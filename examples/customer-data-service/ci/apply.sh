#!/usr/bin/env bash
# Applies the plan that was approved, no other (Terraform refuses one that the state has moved on from), and hands on
# what later jobs need.
set -euo pipefail
. "$(dirname "$0")/common.sh"

stack=workspace/infrastructure
[[ -f $stack/plan.tfplan ]] || fail "$stack/plan.tfplan is missing: plan.sh writes it"
terraform -chdir="$stack" init -input=false
terraform -chdir="$stack" apply -input=false -lock-timeout=5m plan.tfplan

# Where a state has no outputs, `terraform output -raw` prints a warning to stdout and exits with 0.
output() {
  local value
  value=$(terraform -chdir="$stack" output -raw "$1")
  [[ $value =~ $2 ]] || fail "the output $1 is '$value', which is no $3"
  printf '%s' "$value"
}
url=$(output ecr_repository_url '^[0-9]{12}[.]dkr[.]ecr[.][a-z0-9.-]+/[a-z0-9._/-]+$' "repository's URL")
hand_on workspace/infrastructure.env "ECR_REPOSITORY_URL=$url"
printf 'Images go to %s\n' "$url"
