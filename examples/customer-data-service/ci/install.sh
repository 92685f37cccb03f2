#!/usr/bin/env bash
# Installs a tool in the version of tools.env, once its checksum agrees: a release that was replaced is not run.
#   ci/install.sh trivy|terraform
# TOOLS_FILE names another tools.env.
set -euo pipefail
. "$(dirname "$0")/common.sh"

# shellcheck source-path=SCRIPTDIR source=tools.env
. "${TOOLS_FILE:-ci/tools.env}"

case ${1:-} in
  trivy) url=$TRIVY_URL checksum=$TRIVY_SHA256 ;;
  terraform) url=$TERRAFORM_URL checksum=$TERRAFORM_SHA256 ;;
  *) fail "say which tool: trivy or terraform" ;;
esac

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
archive=$directory/${url##*/}
curl --fail --silent --show-error --location --retry 3 --output "$archive" "$url"
printf '%s  %s\n' "$checksum" "$archive" | sha256sum --check --quiet --strict - ||
  fail "$url has another checksum than tools.env says: nothing was installed"

case $archive in
  *.zip) python3 -m zipfile -e "$archive" "$directory" ;;
  *) tar --extract --gzip --file "$archive" --directory "$directory" "$1" ;;
esac
mkdir -p .tools/bin
install -m 0755 "$directory/$1" ".tools/bin/$1"
"$1" --version
