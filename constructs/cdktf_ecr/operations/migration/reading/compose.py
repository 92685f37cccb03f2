"""Compose files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.migration.mentions import BUILT, COMPOSE, PULLED

if TYPE_CHECKING:
    from .source import Source
    from .yaml_nodes import Node

_CONTEXT = "docker-image://"


def is_compose(document: Node) -> bool:
    """Return whether a document is a compose file's: it has services, each with an image or a build."""
    services = document.get("services")
    return services is not None and any(
        node.get("image") is not None or node.get("build") is not None for _, node in services.fields()
    )


def read_compose(source: Source, document: Node) -> None:
    """Take down the images of services, and those that builds begin with or are called.

    Args:
        source: The file. The variables of a file ".env" beside it hold (Docker documentation, "Set, use, and manage
            variables in a Compose file with interpolation").
        document: A document of it.
    """
    _note_dotenv(source)
    services = document.get("services")
    for _, service in services.fields() if services else ():
        build, image = service.get("build"), service.get("image")
        if image is not None and image.text:
            source.take(image.line, COMPOSE, image.text, action=BUILT if build is not None else PULLED)
        if build is not None:
            _read_build(source, build)


def _read_build(source: Source, build: Node) -> None:
    for key, action in (("tags", BUILT), ("cache_from", PULLED), ("cache_to", PULLED)):
        node = build.get(key)
        for one in node.texts() if node else ():
            fields = dict(part.partition("=")[::2] for part in (one.text or "").split(","))
            image = fields.get("ref", one.text if "=" not in (one.text or "") else None)
            if image:
                source.take(one.line, COMPOSE, image, action=action)
    contexts = build.get("additional_contexts")
    for one in [*contexts.texts(), *(node for _, node in contexts.fields())] if contexts else ():
        _, _, image = (one.text or "").rpartition("=")[2].partition(_CONTEXT)
        if image:
            source.take(one.line, COMPOSE, image)


def _note_dotenv(source: Source) -> None:
    file = source.path.parent / ".env"
    if not file.is_file():
        return
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        name, equals, value = line.partition("=")
        if equals and name.strip().isidentifier():
            source.variables.assign(name.strip(), value.strip().strip("\"'"))
