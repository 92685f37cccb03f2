#!/usr/bin/env bash
# Runs the service's own tests.
set -euo pipefail
. "$(dirname "$0")/common.sh"

python3 -m pytest --junitxml=test-results/service/junit.xml
