"""Trivy's ignore file in YAML: ``.trivyignore.yaml`` (Trivy documentation, "Filtering", section "By Finding IDs")."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from packageurl import PackageURL

from cdktf_ecr.model.findings.ignores import IgnoreEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .yaml_document import Item

VULNERABILITIES = "vulnerabilities"
_SECTIONS = (VULNERABILITIES, "misconfigurations", "secrets", "licenses")
_KEYS = ("id", "paths", "purls", "expired_at", "statement")
_NO_REASON = "no statement given"


def trivy_entries(document: Item) -> list[IgnoreEntry]:
    """Return the entries for vulnerabilities in ``document``; one for each package that an entry names.

    Raises:
        InvalidSettingError: An entry is malformed, or has a key that Trivy does not document.
    """
    sections = document.fields(_SECTIONS)
    if VULNERABILITIES not in sections or sections[VULNERABILITIES].is_null:
        return []
    return [entry for item in sections[VULNERABILITIES].items() for entry in _entries(item)]


def _entries(item: Item) -> Iterator[IgnoreEntry]:
    fields = item.fields(_KEYS, required=("id",))
    for package, version in _packages(fields["purls"]) if "purls" in fields else [(None, None)]:
        yield IgnoreEntry(
            id=fields["id"].text(),
            reason=fields["statement"].text() if "statement" in fields else _NO_REASON,
            source=item.place,
            package=package,
            version=version,
            until=_last_day(fields["expired_at"]) if "expired_at" in fields else None,
            paths=tuple(path.text() for path in fields["paths"].items()) if "paths" in fields else (),
        )


def _last_day(item: Item) -> date:
    """Return the last whole day on which Trivy ignores: it stops at the beginning of the day, or at the hour, given."""
    text = item.text()
    try:
        return date.fromisoformat(text[: len("2026-12-31")]) - timedelta(days=1)
    except ValueError:
        raise item.refused("must be a date such as 2026-12-31") from None


def _packages(purls: Item) -> list[tuple[str, str | None]]:
    packages = []
    for item in purls.items():
        try:
            purl = PackageURL.from_string(item.text())
        except ValueError:
            raise item.refused("must be a package URL such as pkg:deb/debian/openssl@3.0.11") from None
        packages.append((_name(purl), purl.version or None))
    return packages


def _name(purl: PackageURL) -> str:
    """Return the name that scanners report. A distribution is no part of it; a Go module's or a scope's path is."""
    separators = {"maven": ":", "golang": "/", "npm": "/", "composer": "/", "swift": "/", "cocoapods": "/"}
    if purl.namespace and purl.type in separators:
        return f"{purl.namespace}{separators[purl.type]}{purl.name}"
    return str(purl.name)
