#!/usr/bin/env bash
# Logs in, pushes an image, waits for what its scan says, and pulls it: where terraform apply ran.
set -eu

REPOSITORY=$(terraform output -raw ecr_repository_url)
REGISTRY=${REPOSITORY%%/*}
aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
docker pull public.ecr.aws/docker/library/alpine:3
docker tag public.ecr.aws/docker/library/alpine:3 "$REPOSITORY:v1"
docker push "$REPOSITORY:v1"
cdktf-ecr scan gate "$REPOSITORY:v1"
docker pull "$REPOSITORY:v1"
