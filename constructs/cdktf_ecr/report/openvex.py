"""OpenVEX 0.2.0: the decisions of an ignore ledger, for other scanners and for those who receive the image."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.times import stamp
from cdktf_ecr.report.for_programs import json_text

from .figures import term_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cdktf_ecr.model.findings.ignores import IgnoreEntry

_CONTEXT = "https://openvex.dev/ns/v0.2.0"
# The specification's namespace for everybody (section Public IRI Namespaces).
_NAMESPACE = "https://openvex.dev/docs/public/vex-"


def render_openvex(
    entries: Iterable[IgnoreEntry],
    *,
    repository: str,
    digest: str,
    author: str,
    created_at: datetime,
    tool_version: str,
) -> str:
    """Return entries of an ignore ledger as an OpenVEX document about one image.

    An entry with a justification says that the image is not affected. One without says that it is, and what was
    decided: scanners that read the document go on reporting that one, because nothing says that it is harmless.

    Args:
        entries: The entries that hold for this image.
        repository: The image's repository with its registry: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/api".
        digest: The image's digest, "sha256:...".
        author: Who says so: a person or an organization, best with an address.
        created_at: When this was said, in UTC.
        tool_version: Version of cdktf-ecr.

    Raises:
        InvalidSettingError: There is no entry: a document has at least one statement.
    """
    time = stamp(created_at)
    product = _product(repository, digest)
    statements = [_statement(entry, product) for entry in entries]
    if not statements:
        rule = "has no entry that holds for this image: an OpenVEX document has at least one statement"
        raise InvalidSettingError("ignore ledger", repository, rule, source="OpenVEX 0.2.0")
    document = {
        "author": author,
        "timestamp": time,
        "version": 1,
        "tooling": f"cdktf-ecr/{tool_version}",
        "statements": statements,
    }
    identity = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    document = {"@context": _CONTEXT, "@id": f"{_NAMESPACE}{identity}", **document}
    return json_text(document)


def _product(repository: str, digest: str) -> str:
    """Return the image's package URL (package-url specification, type oci)."""
    name = repository.rpartition("/")[2]
    return f"pkg:oci/{_quoted(name)}@{_quoted(digest)}?repository_url={_quoted(repository, '/')}"


def _statement(entry: IgnoreEntry, product: str) -> dict[str, Any]:
    component: dict[str, Any] = {"@id": product, "identifiers": {"purl": product}}
    if entry.package:
        # The ledger knows a package's name, not what kind of package it is.
        version = f"@{_quoted(entry.version)}" if entry.version else ""
        component["subcomponents"] = [{"@id": f"pkg:generic/{_quoted(entry.package)}{version}"}]
    statement = {"vulnerability": {"name": entry.id}, "products": [component]}
    notes = f"{entry.source}: holds {term_text(entry)}"
    if entry.justification:
        return {
            **statement,
            "status": "not_affected",
            "justification": entry.justification,
            "status_notes": f"{entry.reason} ({notes})",
        }
    return {**statement, "status": "affected", "action_statement": entry.reason, "status_notes": notes}


def _quoted(text: str, safe: str = "") -> str:
    return quote(text, safe=safe, errors="replace")
