#!/usr/bin/env bash
# Scans the saved image with Trivy, before anybody can pull it, and lets the policy judge what was found.
set -euo pipefail
. "$(dirname "$0")/common.sh"

[[ -f workspace/image.tar ]] || fail "workspace/image.tar is missing: build.sh writes it"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Trivy reads a file and its database, and gets nothing else: no credentials of AWS, no token that could become some, no
# home with a configuration of Docker's. A release of it was once replaced by one that looked for those (CVE-2026-33634).
kept=(PATH="$PATH" HOME="$scratch")
for name in HTTPS_PROXY NO_PROXY SSL_CERT_FILE TRIVY_CACHE_DIR TRIVY_DB_REPOSITORY TRIVY_JAVA_DB_REPOSITORY; do
  if [[ -n ${!name:-} ]]; then
    kept+=("$name=${!name}")
  fi
done
trivy() {
  env --ignore-environment "${kept[@]}" trivy "$@"
}

report=security/trivy-report.json
mkdir -p security test-results/build
trivy image --input workspace/image.tar --scanners vuln --no-progress --format json --output "$report"
trivy convert --format sarif --output security/trivy-report.sarif "$report"
trivy convert --format table --output security/trivy-report.txt "$report"
cat security/trivy-report.txt

# By the policy of cdktf-ecr.toml, as the gate after the push, which adds what ECR finds: what fails here is not pushed.
cdktf-ecr scan gate --offline "$report" --output table --output junit=test-results/build/junit.xml \
  --output html=security/build-report.html
