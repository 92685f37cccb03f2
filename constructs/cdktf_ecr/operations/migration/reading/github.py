"""GitHub Actions: workflows, and actions of one's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cdktf_ecr.model.migration.mentions import BUILD_ACTION, BUILT, GITHUB_IMAGE, LOGIN_ACTION, PUSHED

if TYPE_CHECKING:
    from .source import Source
    from .yaml_nodes import Node

_DOCKER = "docker://"
_OUTPUT = re.compile(r"\$\{\{\s*steps\.([\w-]+)\.outputs\.tags\s*\}\}")


def read_github(source: Source, document: Node) -> None:
    """Take down the images that jobs run in and beside, and what the actions of Docker log in to, build and push.

    Args:
        source: The file.
        document: Its document.
    """
    jobs = document.get("jobs")
    for _, job in jobs.fields() if jobs else ():
        _read_containers(source, job)
    named = _metadata_steps(document)
    for key, node in document.walk():
        if key in {"uses", "image"} and (node.text or "").startswith(_DOCKER):
            source.take(node.line, GITHUB_IMAGE, (node.text or "").removeprefix(_DOCKER))
        uses = node.get("uses")
        if uses is not None and uses.text is not None:
            _read_step(source, uses, uses.text.partition("@")[0], node.get("with"), named)


def _metadata_steps(document: Node) -> set[str]:
    """Return the ids of the steps whose output is tags of images that they name themselves."""
    steps = [node for _, node in document.walk() if node.get("uses") is not None]
    ids = [step.get("id") for step in steps if (_text(step, "uses") or "").startswith("docker/metadata-action@")]
    return {node.text for node in ids if node is not None and node.text is not None}


def _text(node: Node, key: str) -> str | None:
    found = node.get(key)
    return None if found is None else found.text


def _read_containers(source: Source, job: Node) -> None:
    container, services = job.get("container"), job.get("services")
    places = [container, *(node for _, node in services.fields())] if services else [container]
    for place in places:
        if place is not None:
            image = place.get("image") or place
            if image.text:
                source.take(image.line, GITHUB_IMAGE, image.text)


def _read_step(source: Source, uses: Node, action: str, inputs: Node | None, named: set[str]) -> None:
    if action == "docker/login-action":
        registry = inputs.get("registry") if inputs else None
        ecr = inputs.get("ecr") if inputs else None
        if ecr is None or ecr.text != "true":
            source.take((registry or uses).line, LOGIN_ACTION, (registry.text if registry else None) or "")
    elif action == "docker/build-push-action":
        pushes = inputs.get("push") if inputs else None
        never = pushes is None or pushes.text == "false"
        _read_list(source, inputs, "tags", BUILT if never else PUSHED, named)
    elif action == "docker/metadata-action":
        _read_list(source, inputs, "images", PUSHED, set())


def _read_list(source: Source, inputs: Node | None, key: str, action: str, named: set[str]) -> None:
    """Take down the images in an input that is a list by lines or commas."""
    node = inputs.get(key) if inputs else None
    if node is None or node.text is None:
        return
    for offset, line in enumerate(node.text.splitlines()):
        output = _OUTPUT.fullmatch(line.strip())
        if output and output[1] in named:
            continue
        for part in line.split(","):
            # docker/metadata-action: "name=team/api,enable=true".
            name, equals, value = part.strip().partition("=")
            image = value if name == "name" and equals else part.strip()
            if image and (not equals or name == "name"):
                source.take(node.line + offset, BUILD_ACTION, image, action=action)
