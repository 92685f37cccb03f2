"""Commands and variables in YAML and JSON, whatever the file is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .shell import read_script

if TYPE_CHECKING:
    from .source import Source
    from .yaml_nodes import Node

# Keys under which pipelines, compose files and manifests have commands.
_COMMAND_KEYS = {"run", "command", "script", "before_script", "after_script", "entrypoint", "args", "pre", "post"}
_VARIABLE_KEYS = {"env", "environment", "variables"}
_SCRIPTS = "scripts"


def note_variables(source: Source, document: Node) -> None:
    """Take note of the variables that a document sets, and of those without one value.

    Args:
        source: The file.
        document: A document of it.
    """
    for key, node in document.walk():
        if key not in _VARIABLE_KEYS:
            continue
        for name, value in node.fields():
            if value.text is not None:
                source.variables.assign(name, value.text)
        for item in node.items():
            # compose and CircleCI: "NAME=value"; Kubernetes: name and value.
            name, equals, text = (item.text or "").partition("=")
            fields = {key: value.text for key, value in item.fields()}
            if equals:
                source.variables.assign(name.strip(), text)
            elif fields.get("name") and fields.get("value"):
                source.variables.assign(str(fields["name"]), str(fields["value"]))


def read_commands(source: Source, document: Node) -> None:
    """Take down the images that the commands in a document handle.

    Args:
        source: The file.
        document: A document of it.
    """
    for key, node in document.walk():
        if key in _COMMAND_KEYS:
            for text in node.texts():
                read_script(source, text.text or "", line=text.line)
        elif key == _SCRIPTS:  # package.json
            for _, value in node.fields():
                if value.text is not None:
                    read_script(source, value.text, line=value.line)
