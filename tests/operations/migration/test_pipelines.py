"""CircleCI, GitHub Actions and GitLab CI."""

from __future__ import annotations

from pathlib import Path

from tests.operations.migration.looking import found, inventory_of

CIRCLECI = """\
orbs: {docker: circleci/docker@2.6, aws-ecr: circleci/aws-ecr@9}
executors:
  base:
    docker:
      - &base
        image: cimg/base:2026.01
        auth: {username: $DOCKERHUB_USERNAME}
jobs:
  build:
    docker:
      - *base
      - image: << parameters.database >>
      - image: 123456789012.dkr.ecr.us-east-1.amazonaws.com/ci
    machine: {image: "ubuntu-2404:current"}
    environment: {IMAGE: team/api}
    steps:
      - run: docker push $IMAGE:$CIRCLE_SHA1
      - run:
          name: more
          command: |
            true
            docker login
      - docker/check
      - docker/push: {registry: 123456789012.dkr.ecr.us-east-1.amazonaws.com, image: api}
workflows:
  all:
    jobs:
      - build: {context: docker-hub}
      - other: {context: [org-dockerhub, aws, docker-ecr]}
      - docker/publish: {image: team/api}
"""


def test_circleci(tmp_path: Path) -> None:
    assert found(tmp_path, ".circleci/config.yml", CIRCLECI) == [
        "1: docker: circleci/docker@2.6",
        "6: cimg/base:2026.01",
        "7: DOCKERHUB_USERNAME",
        "12: << parameters.database >>?",
        "17: team/api:$CIRCLE_SHA1",
        "22: docker login",
        "23: docker/check",
        "28: context docker-hub",
        "29: context org-dockerhub",
        "30: docker/publish",
    ]


GITHUB = """\
env: {APP: team/api}
jobs:
  build:
    container: {image: "node:20"}
    services: {db: {image: postgres}, cache: {image: "${{ matrix.cache }}"}, own: {image: ghcr.io/team/x}}
    steps:
      - uses: docker/login-action@v3
        with: {username: me}
      - uses: docker/login-action@v3
        with: {registry: ghcr.io}
      - uses: docker/login-action@v3
        with: {registry: docker.io}
      - uses: docker/login-action@v3
        with: {registry: "${{ vars.REGISTRY }}"}
      - uses: docker/login-action@v3
        with: {ecr: true, registry: "${{ vars.REGISTRY }}"}
      - uses: docker://alpine:3
      - id: meta
        uses: docker/metadata-action@v5
        with:
          images: |
            team/api
            name=ghcr.io/team/api
      - uses: docker/build-push-action@v6
        with: {push: true, tags: "${{ steps.meta.outputs.tags }}"}
      - uses: docker/build-push-action@v6
        with: {push: true, tags: "team/web:1,ghcr.io/team/web:1"}
      - uses: docker/build-push-action@v6
        with: {push: true, tags: "${{ steps.other.outputs.tags }}"}
      - run: docker push ${{ env.APP }}:1
  short:
    container: redis
"""


def test_github(tmp_path: Path) -> None:
    assert found(tmp_path, ".github/workflows/ci.yml", GITHUB) == [
        "4: node:20",
        "5: ${{ matrix.cache }}?",
        "5: postgres",
        "7: docker/login-action",
        "12: docker/login-action docker.io",
        "14: docker/login-action ${{ vars.REGISTRY }}?",
        "17: alpine:3",
        "22: team/api",
        "27: team/web:1",
        "29: ${{ steps.other.outputs.tags }}?",
        "30: team/api:1",
        "32: redis",
    ]


def test_an_action_of_ones_own(tmp_path: Path) -> None:
    text = 'runs: {using: docker, image: "docker://alpine"}\n'

    assert found(tmp_path, "actions/x/action.yml", text) == ["1: alpine"]


def test_gitlab(tmp_path: Path) -> None:
    text = """\
image: ruby:3
services: [postgres, {name: "docker:dind"}]
job:
  image: {name: ghcr.io/x}
  script: [docker pull alpine]
"""

    assert found(tmp_path, ".gitlab-ci.yml", text) == ["1: ruby:3", "2: docker:dind", "2: postgres", "5: alpine"]


def test_what_a_pipeline_pushes_is_the_services_own(tmp_path: Path) -> None:
    files = {
        ".circleci/config.yml": CIRCLECI,
        "k8s.yaml": "kind: Pod\nspec: {containers: [{name: a, image: 'team/api:1'}]}\n",
    }

    inventory = inventory_of(tmp_path, files)

    assert inventory.own_images == ("team/api",)
    roles = {use.text: use.role for use in inventory.uses if use.role}
    assert roles == {"cimg/base:2026.01": "base", "team/api:$CIRCLE_SHA1": "own", "team/api:1": "own"}
