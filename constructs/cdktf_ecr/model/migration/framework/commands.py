"""Scripts, Makefiles, pipelines and package.json: the framework's own command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .moved import Left, Moved
from .names import CLI_VERSION, VERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

# Its commands ("CLI reference", CDK Terrain's documentation), which are the same.
_COMMANDS = "synth|deploy|destroy|diff|plan|apply|get|init|list|output|outputs|watch|convert|provider|login|debug"
_CALL = re.compile(rf"(?<![\w./@-])cdktf(?=\s+(?:{_COMMANDS})\b)")
_PACKAGE = re.compile(r"(?<![\w/-])cdktf-cli(?P<at>@)?(?P<version>[\^~]?\d[\w.]*|latest)?(?![\w-])")
_IN_JSON = re.compile(r"""(?P<name>["']cdktf-cli["']\s*:\s*)["'][^"']*["']""")
# Other calls, and packages: certainly CDKTF's, but what they become is not certain. Words in prose are neither.
_OTHER = re.compile(
    r"(?<![\w-])cdktf-cdktf-provider-\w"
    rf"|[\w.]/cdktf\s+(?:{_COMMANDS})\b"
    r"|(?<![\w./@-])cdktf(?:\s+(?:-|[\"']?\$)|\s*(?:[=<>~!]=|[<>]|\[)|@)"
    r"|(?:\bcommand\s+-v|\bwhich|\bhash)\s+cdktf(?![\w-])"
    r"""|\b(?:install|add)\b[^#]*(?<![\w./@=-])["']?cdktf(?![\w./-])"""
    r"""|^\s*(?:-\s+)?["']?cdktf["']?(?:\s*:\s*["'].*)?,?\s*$"""
)
_OTHER_ADVICE = f"is CDKTF's: the command is cdktn, the packages are {', '.join(map(''.join, VERSIONS.items()))}"
_ACTION = re.compile(r"\bhashicorp/terraform-cdk-action\b")
_ACTION_ADVICE = "this action calls cdktf: install cdktn-cli and call cdktn in a step of its own"
_IMAGE_ADVICE = "this image has CDKTF in it: use one with cdktn-cli"
_IMAGE = re.compile(r"hashicorp/cdktf|(?<![\w/])cdktf/cdktf")
_GENERATED = re.compile(r'"(?:terraformProviders|terraformModules)"\s*:\s*\[\s*[^\]\s]')


def moved_commands(text: str) -> Moved:
    """Return a text that calls CDK Terrain's command line instead."""
    changed = _IN_JSON.sub(lambda found: f'{found["name"].replace("cdktf", "cdktn")}"^{CLI_VERSION}"', text)
    changed = _PACKAGE.sub(_package, changed)
    changed = _CALL.sub("cdktn", changed)
    lines = enumerate(changed.splitlines(), 1)
    return Moved(text=changed, left=tuple(left for number, line in lines for left in _left(number, line)))


def left_in_settings(text: str) -> tuple[Left, ...]:
    """Return what is left to do for a ``cdktf.json``, which keeps its name and its keys."""
    found = _GENERATED.search(text)
    if not found:
        return ()
    line = text.count("\n", 0, found.start()) + 1
    advice = "what was generated of these belongs to CDKTF: run 'cdktn get'"
    return (Left(line=line, text=found[0].partition(":")[0], advice=advice),)


def _left(number: int, line: str) -> Iterator[Left]:
    if line.lstrip().startswith("#"):
        return
    for pattern, advice in ((_IMAGE, _IMAGE_ADVICE), (_ACTION, _ACTION_ADVICE), (_OTHER, _OTHER_ADVICE)):
        if pattern.search(line):
            yield Left(line=number, text=line.strip(), advice=advice)
            return


def _package(found: re.Match[str]) -> str:
    version = found["version"]
    if not found["at"] or version is None:
        return "cdktn-cli" + (found["at"] or "") + (version or "")
    return "cdktn-cli@" + (version if version == "latest" else CLI_VERSION)
