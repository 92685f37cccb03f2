"""CircleCI's configuration: executors, contexts, orbs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cdktf_ecr.model.migration.mentions import CIRCLECI_CONTEXT, CIRCLECI_IMAGE, CIRCLECI_ORB

if TYPE_CHECKING:
    from .source import Source
    from .yaml_nodes import Node

# A context's name is anybody's: these say what is in it.
_CONTEXT = re.compile(r"docker", re.IGNORECASE)
_NOT_CONTEXT = re.compile(r"ecr|ghcr|gcr", re.IGNORECASE)
_ORB = re.compile(r"circleci/docker(?:-publish)?@")


def read_circleci(source: Source, document: Node) -> None:
    """Take down the images of executors, contexts that are Docker Hub's by their names, and Docker's orb.

    Args:
        source: The file.
        document: Its document.
    """
    orbs = _docker_orbs(source, document)
    for key, node in document.walk():
        if key == "docker":
            for image in (item.get("image") for item in node.items()):
                if image is not None and image.text is not None:
                    source.take(image.line, CIRCLECI_IMAGE, image.text)
        elif key == "context":
            for name in node.texts():
                if _CONTEXT.search(name.text or "") and not _NOT_CONTEXT.search(name.text or ""):
                    source.take(name.line, CIRCLECI_CONTEXT, f"context {name.text}")
        for used in _orb_uses(key, node, orbs):
            source.take(used.line, CIRCLECI_ORB, used.text or key)


def _docker_orbs(source: Source, document: Node) -> set[str]:
    orbs = document.get("orbs")
    found = set()
    for name, node in orbs.fields() if orbs else ():
        if node.text is not None and _ORB.match(node.text):
            source.take(node.line, CIRCLECI_ORB, f"{name}: {node.text}")
            found.add(name)
    return found


def _orb_uses(key: str, node: Node, orbs: set[str]) -> list[Node]:
    """Return where a command or a job of the orb is used without a registry of its own: its default is Docker Hub."""
    if key == "" and node.text is not None and node.text.partition("/")[0] in orbs and "/" in node.text:
        return [node]
    if key.partition("/")[0] in orbs and "/" in key and node.get("registry") is None:
        return [node]
    return []
