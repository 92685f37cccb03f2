"""What OpenTofu has of the language, from its first release on, 1.6."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.compatibility.expressions import calls, strings

FIRST = (1, 6)
# What the state's lock file needs (OpenTofu 1.10.0, "Native S3 Locking"; Terraform 1.10 likewise).
WITH_LOCK_FILE = (1, 10)

# The functions of opentofu/opentofu, internal/lang/functions.go (commit 009be75a, after 1.11), without those that
# "Built-in Functions" of 1.6 does not have: base64gunzip, cidrcontains, flip_sensitive, issensitive, templatestring
# and urldecode; and without list and map, which only ever fail.
_FUNCTIONS = """
abs abspath alltrue anytrue base64decode base64encode base64gzip base64sha256 base64sha512 basename bcrypt can ceil
chomp chunklist cidrhost cidrnetmask cidrsubnet cidrsubnets coalesce coalescelist compact concat contains csvdecode
dirname distinct element endswith file filebase64 filebase64sha256 filebase64sha512 fileexists filemd5 fileset
filesha1 filesha256 filesha512 flatten floor format formatdate formatlist indent index join jsondecode jsonencode
keys length log lookup lower matchkeys max md5 merge min nonsensitive one parseint pathexpand plantimestamp pow
range regex regexall replace reverse rsadecrypt sensitive setintersection setproduct setsubtract setunion sha1
sha256 sha512 signum slice sort split startswith strcontains strrev substr sum templatefile textdecodebase64
textencodebase64 timeadd timecmp timestamp title tobool tolist tomap tonumber toset tostring transpose trim
trimprefix trimspace trimsuffix try upper urlencode uuid uuidv5 values yamldecode yamlencode zipmap
"""
FUNCTIONS = frozenset(_FUNCTIONS.split())

# "Files and Directories", "Syntax" and "OpenTofu Settings" of its documentation of 1.6: what stands at the top of a
# file, and in the block terraform.
BLOCKS = frozenset(
    {"check", "data", "import", "locals", "module", "moved", "output", "provider", "resource", "terraform", "variable"}
)
SETTINGS = frozenset({"backend", "required_providers", "required_version"})
BACKENDS = frozenset({"local", "s3"})
LIFECYCLE = frozenset(
    {"create_before_destroy", "ignore_changes", "postcondition", "precondition", "prevent_destroy"}
    | {"replace_triggered_by"}
)
VARIABLE = frozenset({"default", "description", "nullable", "sensitive", "type", "validation"})
OUTPUT = frozenset({"depends_on", "description", "precondition", "sensitive", "value"})

_MINIMUM = re.compile(r">= (\d+)\.(\d+)")


def foreign(configuration: Mapping[str, Any]) -> list[str]:
    """Return what a configuration has that OpenTofu 1.6 has not, each with its place."""
    functions = {name for text in strings(dict(configuration)) for name in calls(text)}
    return sorted([*_more("function", functions, FUNCTIONS), *_foreign_blocks(configuration)])


def needed(configuration: Mapping[str, Any]) -> tuple[int, int]:
    """Return the release of OpenTofu from which on the state of a configuration can be kept as it says."""
    backend = configuration.get("terraform", {}).get("backend", {})
    return WITH_LOCK_FILE if backend.get("s3", {}).get("use_lockfile") else FIRST


def minimum(required_version: str) -> tuple[int, int]:
    """Return the oldest release that ``required_version`` lets in; it may say nothing of newer ones."""
    found = _MINIMUM.fullmatch(required_version)
    assert found, f"{required_version!r} is no minimum alone: it may leave all of OpenTofu's releases out"
    return int(found[1]), int(found[2])


def _foreign_blocks(configuration: Mapping[str, Any]) -> Iterator[str]:
    yield from _more("block", set(configuration) - {"//"}, BLOCKS)
    settings = configuration.get("terraform", {})
    yield from _more("terraform setting", settings, SETTINGS)
    yield from _more("backend", settings.get("backend", {}), BACKENDS)
    for kind, known in (("variable", VARIABLE), ("output", OUTPUT)):
        for name, body in configuration.get(kind, {}).items():
            yield from _more(f"argument of {kind} {name}:", body, known)
    for kind in ("resource", "data"):
        for type_, named in configuration.get(kind, {}).items():
            for name, body in named.items():
                lifecycle = body.get("lifecycle", {})
                for each in lifecycle if isinstance(lifecycle, list) else [lifecycle]:
                    yield from _more(f"lifecycle of {type_}.{name}:", each, LIFECYCLE)


def _more(what: str, names: Mapping[str, Any] | set[str], known: frozenset[str]) -> Iterator[str]:
    return (f"{what} {name}" for name in sorted(names) if name not in known)
