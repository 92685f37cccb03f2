#!/usr/bin/env bash
# Pushes the image that was scanned, and hands its digest on.
#
# The tag names the commit and the content, so that reruns never collide where tags are immutable: the same image is there
# already, and a commit that was built again is another image with another tag. "release" is what the lifecycle rules keep
# the last images of.
set -euo pipefail
. "$(dirname "$0")/common.sh"

take_over workspace/infrastructure.env
take_over workspace/image.env
registry=${ECR_REPOSITORY_URL%%/*}
repository=${ECR_REPOSITORY_URL#*/}
content=${IMAGE_ID#sha256:}
tag=release-$COMMIT-${content:0:12}
tagged=$ECR_REPOSITORY_URL:$tag

push() {
  ci/login.sh "$ECR_REPOSITORY_URL"
  trap 'docker logout "$registry"' EXIT
  docker load --quiet --input workspace/image.tar
  docker image inspect "$IMAGE_ID" >/dev/null ||
    fail "workspace/image.tar holds another image than the one that was built"
  docker tag "$IMAGE_ID" "$tagged"
  docker push "$tagged"
  # Docker knows the digest at once; ECR's own answers may lag behind a push.
  digest=$(docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$tagged" |
    sed -n "s|^$ECR_REPOSITORY_URL@||p" | head -n 1)
}

# ECR refuses even the same image again where its tag is immutable.
if answer=$(aws ecr describe-images --repository-name "$repository" --image-ids "imageTag=$tag" \
  --query 'imageDetails[0].imageDigest' --output text 2>&1); then
  digest=$answer
elif [[ $answer == *ImageNotFoundException* ]]; then
  push
else
  fail "$answer"
fi
[[ $digest =~ ^sha256:[0-9a-f]{64}$ ]] || fail "'$digest' is no digest of $tagged"
hand_on workspace/pushed.env "IMAGE_BY_DIGEST=$ECR_REPOSITORY_URL@$digest"
printf 'Pushed %s as %s\n' "$tag" "$ECR_REPOSITORY_URL@$digest"
