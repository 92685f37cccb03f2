"""Terraform: images in its files, in task definitions written as jsonencode or as text too.

Read line by line: a parser of HCL gives no lines for attributes, and what a task definition is made of may be text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cdktf_ecr.model.migration.mentions import LOGIN, TERRAFORM
from cdktf_ecr.model.migration.variables import marked

if TYPE_CHECKING:
    from .source import Source

_BLOCK = re.compile(r'^\s*(?:resource|data)\s+"(?P<type>\w+)"')
_REGISTRY_AUTH = re.compile(r"^\s*registry_auth\s*\{")
_ADDRESS = re.compile(r'^\s*address\s*=\s*"(?P<value>[^"]*)"')
_KEY = r'"?(?:image|image_uri|container_image|docker_image|image_name)"?'
_LITERAL = re.compile(rf'(?:^|[\s{{,(]){_KEY}\s*[:=]\s*"(?P<value>[^"]+)"')
_EXPRESSION = re.compile(rf"(?:^|[\s{{,(]){_KEY}\s*[:=]\s*(?P<value>[A-Za-z_][\w.\[\]\"*]*)")
_NAME = re.compile(r'^\s*name\s*=\s*"(?P<value>[^"]+)"')
_FROM_ECR = re.compile(r"ecr|repository_ur[li]", re.IGNORECASE)
_NOT_A_REFERENCE = {"true", "false", "null", "string", "number", "bool", "any"}
# Resources of the Docker provider whose name is an image.
_NAMED = {"docker_image", "docker_registry_image"}


def read_terraform(source: Source) -> None:
    """Take down the images in a file of Terraform, and the registry that the Docker provider logs in to.

    Args:
        source: The file.
    """
    resource = ""
    for number, line in enumerate(source.text.splitlines(), 1):
        if line.lstrip().startswith(("#", "//")):
            continue
        block = _BLOCK.match(line)
        resource = block["type"] if block else resource
        if _REGISTRY_AUTH.match(line):
            resource = "registry_auth"
        address = _ADDRESS.match(line) if resource == "registry_auth" else None
        if address:
            source.take(number, LOGIN, address["value"])
        named = _NAME.match(line) if resource in _NAMED else None
        for found in [*([named] if named else []), *_LITERAL.finditer(line)]:
            source.take(number, TERRAFORM, found["value"])
        for found in _EXPRESSION.finditer(line):
            _take_expression(source, number, found["value"])


def _take_expression(source: Source, line: int, expression: str) -> None:
    name = expression.removeprefix("var.").removeprefix("local.")
    value = source.variables.given.get(name)
    if value is not None:
        source.take(line, TERRAFORM, value)
    elif expression not in _NOT_A_REFERENCE and not _FROM_ECR.search(expression):
        source.take(line, TERRAFORM, marked(expression), filled=True)
