#!/usr/bin/env bash
# Builds the image, and saves it: what is scanned, pushed and deployed is this one, and never built again.
#   COMMIT=<sha> [BASE_IMAGE=<image>] ci/build.sh
set -euo pipefail
. "$(dirname "$0")/common.sh"

: "${COMMIT:?the commit that is built}"
# With its attestations BuildKit would make an index of the image: another digest for the same content at each build.
export BUILDX_NO_DEFAULT_ATTESTATIONS=1
arguments=(--build-arg "VERSION=$COMMIT")
if [[ -n ${BASE_IMAGE:-} ]]; then
  arguments+=(--build-arg "BASE_IMAGE=$BASE_IMAGE")
fi
image=customer-data-service:$COMMIT
docker build "${arguments[@]}" --tag "$image" .

mkdir -p workspace
docker save --output workspace/image.tar "$image"
id=$(docker image inspect --format '{{.Id}}' "$image")
hand_on workspace/image.env "COMMIT=$COMMIT" "IMAGE_ID=$id"
