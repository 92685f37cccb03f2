"""Compose files, Kubernetes manifests, task definitions, Terraform, and any other YAML or JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.operations.migration.looking import found, inventory_of

COMPOSE = """\
services:
  web: {image: nginx}
  api: {build: ., image: "team/api:${TAG}"}
  cache: {image: "${CACHE:-redis:7}"}
  db: {image: "${DB}"}
  must: {image: "${MUST:?say which}"}
  built:
    build:
      context: .
      cache_from: [team/cache, "type=registry,ref=team/other", "type=gha"]
      tags: [team/built]
      additional_contexts: {base: "docker-image://alpine", src: ./src}
  plain: {build: ., image: plain}
  user: {image: plain}
  elsewhere: {image: "localhost:5000/x"}
  commands: {image: ghcr.io/x/y, command: docker pull busybox}
"""


def test_compose(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DB=postgres:16\n", encoding="utf-8")

    assert found(tmp_path, "docker-compose.yml", COMPOSE) == [
        "2: nginx",
        "3: team/api:${TAG}",
        "4: redis:7",
        "5: postgres:16",
        "6: ${MUST:?say which}?",
        "10: team/cache",
        "10: team/other",
        "11: team/built",
        "12: alpine",
        "16: busybox",
    ]


def test_a_name_that_is_only_built_is_local_until_it_is_pushed(tmp_path: Path) -> None:
    compose = "services:\n  a: {build: ., image: plain}\n  b: {image: plain}\n"

    assert found(tmp_path, "compose.yaml", compose) == []
    both = inventory_of(tmp_path, {"compose.yaml": compose, "x.sh": "docker push plain"})
    assert [(use.file, use.line, use.role) for use in both.uses] == [
        ("compose.yaml", 2, "own"),
        ("compose.yaml", 3, "own"),
        ("x.sh", 1, "own"),
    ]


KUBERNETES = """\
kind: List
items:
- kind: Pod
  spec:
    containers: [{name: a, image: nginx}]
    initContainers: [{name: b, image: ghcr.io/x/y}]
    ephemeralContainers: [{name: c, image: busybox}]
    volumes: [{name: v, image: {reference: team/data}}]
---
---
kind: CronJob
spec: {jobTemplate: {spec: {template: {spec: {initContainers: [{name: c, image: docker.io/library/redis}],
  containers: [{name: d, image: "$(IMAGE)"}, {name: e, image: Not/A:Reference}, {name: f}]}}}}}
"""


def test_kubernetes(tmp_path: Path) -> None:
    assert found(tmp_path, "k8s/all.yaml", KUBERNETES) == [
        "5: nginx",
        "7: busybox",
        "8: team/data",
        "12: docker.io/library/redis",
        "13: $(IMAGE)?",
        "13: Not/A:Reference?",
    ]


def test_kustomize_and_helm(tmp_path: Path) -> None:
    kustomization = "images: [{name: a, newName: nginx}, {name: b, newName: ghcr.io/x}]\n"
    values = "image: {repository: nginx, tag: 1.10}\nb: {image: {registry: quay.io, repository: a/b}}\n"

    assert found(tmp_path, "kustomization.yaml", kustomization) == ["1: nginx"]
    (tmp_path / "kustomization.yaml").unlink()
    assert found(tmp_path, "values.yaml", values) == ["1: nginx:1.10"]


def test_a_template_is_read_line_by_line_and_gives_no_clean_verdict(tmp_path: Path) -> None:
    text = 'spec:\n  {{- if .Values.x }}\n  image: "nginx:1" # web\n  - image: "{{ .Values.image }}"\n  {{- end }}\n'

    assert found(tmp_path, "t.yaml", text) == ["3: nginx:1", "4: {{ .Values.image }}?"]
    inventory = inventory_of(tmp_path, {"t.yaml": "{{- if x }}\na: b\n{{- end }}\n"})
    assert (inventory.uses, inventory.verdict) == ((), "unknown")
    assert inventory.unread[0].reason.startswith("is not valid YAML at line ")


def test_pictures_and_words_are_no_images(tmp_path: Path) -> None:
    text = (
        "a: {image: logo.png}\nb: {image: /x.jpg}\nc: {image: word}\nd: {image: 'https://x/y'}\ne: {image: 'redis:7'}\n"
    )

    assert found(tmp_path, "x.yaml", text) == ["5: redis:7"]


TASK = """\
{
\t"containerDefinitions": [
\t\t{"name": "a", "image": "nginx:1"},
\t\t{"name": "b", "image": "${IMAGE}"},
\t\t{"name": "c", "image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/x"}
\t]
}
"""


def test_task_definitions(tmp_path: Path) -> None:
    assert found(tmp_path, "task.json", TASK) == ["3: nginx:1", "4: ${IMAGE}?"]
    (tmp_path / "task.json").unlink()
    assert found(tmp_path, "containers.json", '[{"name": "a", "image": "nginx"}]') == ["1: nginx"]


def test_cloudformation(tmp_path: Path) -> None:
    text = """\
Resources:
  Task:
    Properties:
      ContainerDefinitions:
        - {Name: a, Image: !Sub "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/x"}
        - {Name: b, Image: !Ref image}
        - {Name: c, Image: redis}
        - {Name: d, Image: {"Fn::Join": [":", [a, b]]}}
"""

    assert found(tmp_path, "stack.yaml", text) == ["6: ${image}?", "7: redis", "8: Image?"]


def test_scripts_of_a_package(tmp_path: Path) -> None:
    assert found(tmp_path, "package.json", '{"scripts": {"push": "docker push team/api"}}') == ["1: team/api"]


def test_json_with_comments(tmp_path: Path) -> None:
    text = '// ours\n{\n  "image": "node:20", // base\n}\n'

    inventory = inventory_of(tmp_path, {"devcontainer.json": text})

    assert [(use.line, use.text) for use in inventory.uses] == [(3, "node:20")]
    assert inventory.unread == ()


TERRAFORM = """\
resource "docker_image" "web" {
  name = "nginx"
}
provider "docker" {
  registry_auth {
    address = "registry-1.docker.io"
  }
}
resource "aws_ecs_task_definition" "x" {
  container_definitions = jsonencode([{ name = "a", image = "redis:7" }, { image = var.image }])
}
locals {
  text = <<JSON
  "image": "busybox",
JSON
  image = aws_ecr_repository.x.repository_url
  named = { image = "${aws_ecr_repository.x.repository_url}:1" }
  # image = "alpine"
}
variable "image" {
  type = string
}
resource "aws_ecr_repository" "x" {
  name = "team/api"
}
"""


def test_terraform(tmp_path: Path) -> None:
    assert found(tmp_path, "main.tf", TERRAFORM) == [
        "2: nginx",
        "6: docker login registry-1.docker.io",
        "10: redis:7",
        "10: var.image?",
        "14: busybox",
    ]


@pytest.mark.parametrize(("value", "uses"), [("ghcr.io/x/y", []), ("team/api", ["team/api"])])
def test_what_the_user_says_of_a_terraform_variable_holds(tmp_path: Path, value: str, uses: list[str]) -> None:
    inventory = inventory_of(tmp_path, {"main.tf": "x = { image = var.image }\n"}, variables={"image": value})

    assert [use.text for use in inventory.uses] == uses


def test_an_alias_is_one_place_and_a_loop_ends(tmp_path: Path) -> None:
    text = "a: &a\n  image: redis:7\n  again: *a\nb: *a\n"

    assert found(tmp_path, "x.yaml", text) == ["2: redis:7"]
