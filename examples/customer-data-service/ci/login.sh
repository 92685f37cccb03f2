#!/usr/bin/env bash
# Logs Docker in to the registry of a repository or an image, and says which: without a name that is Docker Hub.
#   ci/login.sh <account>.dkr.ecr.<region>.amazonaws.com/<repository>
set -euo pipefail
. "$(dirname "$0")/common.sh"

registry=${1:?a repository\'s URL}
registry=${registry%%/*}
[[ $registry =~ ^[0-9]{12}[.]dkr[.]ecr[.]([a-z0-9-]+)[.] ]] || fail "'$registry' is no registry of Amazon ECR"
aws ecr get-login-password --region "${BASH_REMATCH[1]}" |
  docker login --username AWS --password-stdin "$registry"
