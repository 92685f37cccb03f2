#!/usr/bin/env bash
# Judges what runs by what is known today, and tells the topic unless it passes.
#   ECR_REPOSITORY_NAME=<name> NOTIFICATION_TOPIC_ARN=<arn> ci/judge-running.sh
set -euo pipefail
. "$(dirname "$0")/common.sh"

: "${ECR_REPOSITORY_NAME:?the name of the repository}" "${NOTIFICATION_TOPIC_ARN:?the ARN of the topic}"
mkdir -p security test-results/running
report=security/running.md
rm -f "$report"
code=0
cdktf-ecr scan gate --running "$ECR_REPOSITORY_NAME" --output table --output "markdown=$report" \
  --output json=security/running.json --output html=security/running.html \
  --output junit=test-results/running/junit.xml || code=$?
if ((code == 0)); then
  exit 0
fi
case $code in
  1) subject="What runs of $ECR_REPOSITORY_NAME breaks the policy" ;;
  *) subject="No verdict on what runs of $ECR_REPOSITORY_NAME" ;;
esac
if [[ ! -s $report ]]; then
  printf 'cdktf-ecr scan gate --running exited with %s and wrote no report.\n' "$code" >"$report"
fi
# A subject has at most 100 characters (SNS API, Publish).
aws sns publish --topic-arn "$NOTIFICATION_TOPIC_ARN" --subject "${subject:0:100}" --message "file://$report"
exit "$code"
