#!/usr/bin/env bash
# Judges what runs by what is known today, and has the topic told unless it passes.
#   ECR_REPOSITORY_NAME=<name> NOTIFICATION_TOPIC_ARN=<arn> ci/judge-running.sh
set -euo pipefail
. "$(dirname "$0")/common.sh"

: "${ECR_REPOSITORY_NAME:?the name of the repository}" "${NOTIFICATION_TOPIC_ARN:?the ARN of the topic}"
mkdir -p security test-results/running
cdktf-ecr scan gate --running "$ECR_REPOSITORY_NAME" --notify-topic "$NOTIFICATION_TOPIC_ARN" --output table \
  --output json=security/running.json --output html=security/running.html --output junit=test-results/running/junit.xml
