"""What in a directory names Docker Hub."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from cdktf_ecr.model.migration.mentions import OTHER_IMAGE, Mention, Unread
from cdktf_ecr.model.migration.uses import Inventory, judge_mentions
from cdktf_ecr.model.migration.variables import Variables

from .reading.circleci import read_circleci
from .reading.commands_in_yaml import note_variables, read_commands
from .reading.compose import is_compose, read_compose
from .reading.dockerfiles import read_dockerfile
from .reading.github import read_github
from .reading.other_yaml import read_gitlab, read_manifests
from .reading.shell import read_script
from .reading.source import Source
from .reading.terraform import read_terraform
from .reading.texts import facts_in, read_text
from .reading.tree import Tree
from .reading.yaml_nodes import Node, documents

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_DOCKERFILE = re.compile(
    r"^(?:Dockerfile|Containerfile)(?:\.(?!dockerignore$).+)?$|\.(?:dockerfile|containerfile)$", re.IGNORECASE
)
_MAKEFILE = re.compile(r"^(?:GNU)?[Mm]akefile$|\.mk$")
_SHELL = re.compile(r"\.(?:sh|bash|zsh|ksh)$|^(?:Jenkinsfile|justfile|Justfile|\.envrc|Procfile)$")
_SHEBANG = re.compile(r"^#!.*\b(?:ba|z|k|da)?sh\b")
_YAML = re.compile(r"\.ya?ml$")
_JSON = re.compile(r"\.jsonc?$")
_TERRAFORM = re.compile(r"\.(?:tf|tfvars|hcl|tofu|nomad)$")
# What a file still shows line by line that is a template of YAML, or JSON with comments.
_IMAGE_LINE = re.compile(r"""^\s*(?:-\s*)?["']?image["']?\s*:\s*["']?([^"'#,]+?)["']?\s*,?\s*(?:(?:#|//).*)?$""")


def take_inventory(
    directory: Path,
    *,
    own: Collection[str] = (),
    variables: Mapping[str, str] | None = None,
    exclude: Sequence[str] = (),
) -> Inventory:
    """Return what in a directory names Docker Hub, or may.

    Args:
        directory: The directory.
        own: The repositories that are the service's own, by their full names on Docker Hub.
        variables: What variables in references stand for, by their names.
        exclude: Patterns, as in .gitignore, of files and directories that are left out.

    Raises:
        InvalidSettingError: It is no directory.
    """
    tree = Tree(directory, tuple(exclude))
    mentions: list[Mention] = []
    unread: list[Unread] = []
    has: set[str] = set()
    files = 0
    for path, name, text in tree.files():
        source = Source(path=path, name=name, text=text, variables=Variables(given=variables or {}))
        _read(source)
        read_text(source)
        has |= set(facts_in(source))
        mentions += source.mentions
        unread += source.unread
        files += 1
    uses, own_images = judge_mentions(mentions, own)
    return Inventory(
        directory=str(directory),
        uses=uses,
        unread=tuple(tree.unread + unread),
        files=files,
        skipped=tuple(sorted(tree.skipped.items())),
        own_images=own_images,
        has=frozenset(has),
    )


def _read(source: Source) -> None:
    """Read a file by what it is called; a script may also be one by its first line."""
    name = PurePosixPath(source.name).name
    if _DOCKERFILE.search(name):
        read_dockerfile(source)
    elif _MAKEFILE.search(name):
        read_script(source, source.text, make=True)
    elif _YAML.search(name) or _JSON.search(name):
        _read_documents(source)
    elif _TERRAFORM.search(name):
        read_terraform(source)
    elif _SHELL.search(name) or _SHEBANG.match(source.text):
        read_script(source, source.text)


def _read_documents(source: Source) -> None:
    is_json = bool(_JSON.search(source.name))
    try:
        # JSON lets tabs stand between values, and has none inside of them.
        found = documents(source.text.replace("\t", " ") if is_json else source.text)
    except ValueError as error:
        _read_template(source, str(error), is_json=is_json)
        return
    for document in found:
        note_variables(source, document)
    for document in found:
        _read_document(source, document)
        read_commands(source, document)


def _read_document(source: Source, document: Node) -> None:
    path = PurePosixPath(source.name)
    if path.parent.name == ".circleci":
        read_circleci(source, document)
    elif ".github" in path.parts or path.name in {"action.yml", "action.yaml"}:
        read_github(source, document)
    elif path.name.startswith(".gitlab-ci"):
        read_gitlab(source, document)
    elif is_compose(document):
        read_compose(source, document)
    else:
        read_manifests(source, document)


def _read_template(source: Source, reason: str, *, is_json: bool) -> None:
    """Take down what the lines of a file show that is no YAML; say that there may be more."""
    for number, line in enumerate(source.text.splitlines(), 1):
        image = _IMAGE_LINE.match(line)
        if image:
            source.take(number, OTHER_IMAGE, image[1])
    # JSON with comments is what editors' settings are: its lines are enough.
    if not is_json:
        source.not_read(f"{reason}: only its lines with 'image:', variables and addresses were looked at")
