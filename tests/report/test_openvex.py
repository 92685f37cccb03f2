"""OpenVEX against the schema of its specification."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from packageurl import PackageURL

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.findings.ignores import IgnoreEntry
from cdktf_ecr.report.openvex import render_openvex
from tests.report import hostile
from tests.report.conftest import TextSnapshot
from tests.report.samples import AMD, EXPIRED, MADE_AT, UNUSED

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "annotated-openvex-1.0.0.json").read_bytes())
VALIDATOR = Draft202012Validator(
    {"$defs": SCHEMA["$defs"], "$ref": "#/$defs/openvex_document"}, format_checker=FormatChecker()
)
REPOSITORY = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/api"


def text(*entries: IgnoreEntry) -> str:
    return render_openvex(
        entries,
        repository=REPOSITORY,
        digest=AMD,
        author="Security <security@example.com>",
        created_at=MADE_AT,
        tool_version="0.1.0",
    )


def parsed(*entries: IgnoreEntry) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text(*entries))
    return document


def test_a_document_is_valid() -> None:
    VALIDATOR.validate(parsed(EXPIRED, UNUSED))


@settings(max_examples=20)  # Against this schema each takes half a second.
@given(st.lists(hostile.entries, min_size=1, max_size=3, unique=True))
def test_any_document_is_valid(entries: list[IgnoreEntry]) -> None:
    VALIDATOR.validate(parsed(*entries))


def test_the_schema_has_teeth() -> None:
    document = parsed(UNUSED)
    (statement,) = document["statements"]
    del statement["justification"]

    assert not VALIDATOR.is_valid(document)
    assert not VALIDATOR.is_valid({**parsed(UNUSED), "timestamp": "yesterday"})


def test_an_entry_with_a_justification_says_that_the_image_is_not_affected() -> None:
    (statement,) = parsed(UNUSED)["statements"]

    assert statement["vulnerability"] == {"name": "CVE-2024-0002"}
    assert statement["status"] == "not_affected"
    assert statement["justification"] == "vulnerable_code_not_in_execute_path"
    assert statement["status_notes"] == "We never parse XML. (security/ignore.yaml:8: holds without an end)"


def test_an_entry_without_one_says_that_it_is_and_what_was_decided() -> None:
    (statement,) = parsed(EXPIRED)["statements"]

    assert statement["status"] == "affected"
    assert statement["action_statement"] == "Waiting for the vendor."
    assert "justification" not in statement


def test_the_product_is_the_image_by_its_digest() -> None:
    (statement,) = parsed(EXPIRED)["statements"]
    (product,) = statement["products"]

    read = PackageURL.from_string(product["@id"])
    assert (read.type, read.name, read.version, read.qualifiers) == ("oci", "api", AMD, {"repository_url": REPOSITORY})
    assert product["identifiers"] == {"purl": product["@id"]}
    assert "subcomponents" not in product


def test_the_package_is_a_part_of_it() -> None:
    (statement,) = parsed(replace(UNUSED, package="@scope/name"))["statements"]
    ((part,),) = (product["subcomponents"] for product in statement["products"])

    read = PackageURL.from_string(part["@id"])
    assert (read.type, read.name, read.version) == ("generic", "@scope/name", "2.9.14")


def test_the_same_decisions_at_the_same_time_are_the_same_document_and_others_are_not() -> None:
    assert text(UNUSED) == text(UNUSED)
    assert parsed(UNUSED)["@id"] != parsed(UNUSED, EXPIRED)["@id"]


def test_a_document_without_a_statement_is_refused() -> None:
    with pytest.raises(InvalidSettingError, match="has no entry that holds for this image"):
        text()


def test_the_whole_document(text_snapshot: TextSnapshot) -> None:
    assert text(EXPIRED, UNUSED) == text_snapshot("json")
