#!/usr/bin/env bash
# Waits for ECR's scan of the pushed image, and lets it and Trivy's report decide under one policy. Only what passes is
# handed on to be deployed; the reports are written whatever the verdict.
set -euo pipefail
. "$(dirname "$0")/common.sh"

take_over workspace/pushed.env
[[ -f security/trivy-report.json ]] || fail "security/trivy-report.json is missing: scan.sh writes it"
mkdir -p test-results/gate
cdktf-ecr scan gate "$IMAGE_BY_DIGEST" --trivy security/trivy-report.json --output table \
  --output json=security/ecr-scan-results.json --output sarif=security/ecr-scan-results.sarif \
  --output html=security/report.html --output junit=test-results/gate/junit.xml
hand_on workspace/judged.env "IMAGE_BY_DIGEST=$IMAGE_BY_DIGEST"
