#!/usr/bin/env bash
# Deploys an earlier version.
#   ECR_REPOSITORY_NAME=<name> [TARGET_VERSION=sha256:...] ci/rollback.sh
# Without a version: the one that was deployed before.
set -euo pipefail
. "$(dirname "$0")/common.sh"

: "${ECR_REPOSITORY_NAME:?the name of the repository}"
if [[ -z ${TARGET_VERSION:-} ]]; then
  exec cdktf-ecr deploy --rollback "$ECR_REPOSITORY_NAME"
fi
[[ $TARGET_VERSION =~ ^sha256:[0-9a-f]{64}$ ]] || fail "'$TARGET_VERSION' is no digest (sha256: and 64 hexadecimal digits)"
url=$(aws ecr describe-repositories --repository-names "$ECR_REPOSITORY_NAME" \
  --query 'repositories[0].repositoryUri' --output text)
cdktf-ecr deploy "$url@$TARGET_VERSION"
