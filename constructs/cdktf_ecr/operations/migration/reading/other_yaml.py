"""Images in Kubernetes manifests, ECS task definitions, GitLab's pipelines, and any other YAML or JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cdktf_ecr.model.migration.mentions import ECS, GITLAB_IMAGE, KUBERNETES, OTHER_IMAGE
from cdktf_ecr.model.migration.variables import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .source import Source
    from .yaml_nodes import Node

# Lists of containers: Kubernetes' in a Pod, whatever makes the Pod; ECS's, as the API and as CloudFormation spell it.
_CONTAINERS = {
    "containers": KUBERNETES,
    "initContainers": KUBERNETES,
    "ephemeralContainers": KUBERNETES,
    "containerDefinitions": ECS,
    "ContainerDefinitions": ECS,
    "container_definitions": ECS,
}
# In a file of any other kind "image" may be a picture.
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|ico|avif|bmp|tiff?)(?:[?#].*)?$|^(?:https?:|/|\.)", re.IGNORECASE)
# Schemas and translations have an "image" that is a word.
_REFERENCE = re.compile(r"[:/@$]|\{\{|<<")


def read_manifests(source: Source, document: Node) -> None:
    """Take down the images of containers, and whatever else is called an image and looks like one.

    Args:
        source: The file.
        document: A document of it.
    """
    taken: set[int] = set()
    root = [("containerDefinitions", document)] if any(_is_container(item) for item in document.items()) else []
    for key, node in [*root, *document.walk()]:
        if key in _CONTAINERS:
            for container in node.items():
                _read_container(source, container, _CONTAINERS[key], taken)
    for key, node in document.walk():
        if key in {"image", "Image"} and id(node.yaml) not in taken:
            _read_other(source, node)
        if key == "images":
            _read_kustomization(source, node)


def read_gitlab(source: Source, document: Node) -> None:
    """Take down the images that GitLab's jobs run in, and their services.

    Args:
        source: The file.
        document: Its document.
    """
    for key, node in document.walk():
        if key == "image":
            places: Iterator[Node] | list[Node] = [node]
        elif key == "services":
            places = node.items()
        else:
            continue
        for place in places:
            image = place.get("name") or place
            if image.text:
                source.take(image.line, GITLAB_IMAGE, image.text)


def _is_container(node: Node) -> bool:
    return all(node.get(key) is not None for key in ("name", "image"))


def _read_container(source: Source, container: Node, kind: str, taken: set[int]) -> None:
    for key in ("image", "Image"):
        image = container.get(key)
        if image is not None:
            taken.add(id(image.yaml))
            # What CloudFormation is to put together, as Fn::Join does.
            source.take(image.line, kind, image.text or marked(key), filled=image.text is None)


def _read_other(source: Source, node: Node) -> None:
    repository = node.get("repository")
    if repository is not None and repository.text:  # the values of a Helm chart
        registry, tag = node.get("registry"), node.get("tag")
        host = f"{registry.text}/" if registry is not None and registry.text else ""
        version = f":{tag.text}" if tag is not None and tag.text else ""
        source.take(repository.line, OTHER_IMAGE, f"{host}{repository.text}{version}")
        return
    reference = node.get("reference")  # a volume that is an image
    if reference is not None and reference.text:
        source.take(reference.line, KUBERNETES, reference.text)
    elif node.text and _REFERENCE.search(node.text) and not _PICTURE.search(node.text):
        source.take(node.line, OTHER_IMAGE, node.text)


def _read_kustomization(source: Source, node: Node) -> None:
    for item in node.items():
        name = item.get("newName")
        if name is not None and name.text:
            source.take(name.line, KUBERNETES, name.text)
