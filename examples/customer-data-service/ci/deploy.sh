#!/usr/bin/env bash
# Deploys the image that passed the gate, by digest.
set -euo pipefail
. "$(dirname "$0")/common.sh"

take_over workspace/judged.env
cdktf-ecr deploy "$IMAGE_BY_DIGEST"
