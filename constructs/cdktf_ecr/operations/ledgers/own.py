"""Our ignore ledger: a YAML list of what is ignored, why, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.findings.ignores import IgnoreEntry

if TYPE_CHECKING:
    from .yaml_document import Item

KEYS = ("id", "package", "image", "reason", "until", "until-fixed", "justification")

# "Status Justifications", OpenVEX specification 0.2.0.
JUSTIFICATIONS = (
    "component_not_present",
    "vulnerable_code_not_present",
    "vulnerable_code_not_in_execute_path",
    "vulnerable_code_cannot_be_controlled_by_adversary",
    "inline_mitigations_already_exist",
)


def own_entries(document: Item) -> list[IgnoreEntry]:
    """Return the entries in ``document``: a list, or a mapping that holds one under the key "ignore".

    Raises:
        InvalidSettingError: An entry is malformed, or stands there twice.
    """
    if not document.is_list:
        document = document.fields(("ignore",), required=("ignore",))["ignore"]
    entries: list[IgnoreEntry] = []
    seen: dict[tuple[str, str | None, str | None], IgnoreEntry] = {}
    for item in [] if document.is_null else document.items():
        entry = _entry(item)
        key = (entry.id, entry.package, entry.image)
        if key in seen:
            raise item.refused(f"stands there a second time, after {seen[key].source}", entry.id)
        seen[key] = entry
        entries.append(entry)
    return entries


def _entry(item: Item) -> IgnoreEntry:
    fields = item.fields(KEYS, required=("id", "reason"))
    name = fields["id"].text()
    if any(character.isspace() for character in name):
        raise fields["id"].refused("must be the id of one vulnerability, such as CVE-2026-1234")
    justification = fields["justification"].text() if "justification" in fields else None
    if justification is not None and justification not in JUSTIFICATIONS:
        raise fields["justification"].refused(f"must be one of {', '.join(JUSTIFICATIONS)}")
    return IgnoreEntry(
        id=name,
        reason=fields["reason"].text(),
        source=item.place,
        package=fields["package"].text() if "package" in fields else None,
        image=fields["image"].text() if "image" in fields else None,
        until=fields["until"].day() if "until" in fields else None,
        until_fixed=fields["until-fixed"].truth() if "until-fixed" in fields else False,
        justification=justification,
    )
