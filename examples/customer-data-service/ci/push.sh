#!/usr/bin/env bash
# Pushes the image that was scanned, and hands its digest on.
#
# The tag names the commit and the content. The same image may be pushed again, which changes nothing; a commit that was
# built again is another image with another tag. So reruns never collide where tags are immutable. "release" is what the
# lifecycle rules keep the last images of.
set -euo pipefail
. "$(dirname "$0")/common.sh"

take_over workspace/infrastructure.env
take_over workspace/image.env
ci/login.sh "$ECR_REPOSITORY_URL"
trap 'docker logout "${ECR_REPOSITORY_URL%%/*}"' EXIT

docker load --quiet --input workspace/image.tar
docker image inspect "$IMAGE_ID" >/dev/null || fail "workspace/image.tar holds another image than the one that was built"
content=${IMAGE_ID#sha256:}
tagged=$ECR_REPOSITORY_URL:release-$COMMIT-${content:0:12}
docker tag "$IMAGE_ID" "$tagged"
docker push "$tagged"

# What the registry made of it: the digest of the manifest, in this repository.
digest=$(docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$tagged" |
  grep --max-count=1 --extended-regexp "^$ECR_REPOSITORY_URL@sha256:[0-9a-f]{64}\$") ||
  fail "Docker does not say which digest $tagged has"
hand_on workspace/pushed.env "IMAGE_BY_DIGEST=$digest"
printf 'Pushed %s\n' "$digest"
