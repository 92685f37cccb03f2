"""JSON Schemas as Markdown: a table of fields for each object."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def fields_tables(schema: Mapping[str, Any], title: str = "the report") -> str:
    """Return a table of a schema's fields, and one for each kind of object that its arrays hold.

    Args:
        schema: The schema; what its arrays hold is written out in it.
        title: What the object is called.
    """
    tables = [fields_table(title, schema, {})]
    for name, field in schema["properties"].items():
        if "properties" in field.get("items", {}):
            tables.append(fields_tables(field["items"], f"each of `{name}`"))
        elif field.get("properties"):
            tables.append(fields_tables(field, f"`{name}`"))
    return "\n\n".join(tables)


def fields_table(title: str, described: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """Return the table of one object's fields.

    Args:
        title: What the object is called.
        described: Its schema.
        definitions: What that refers to, by name.
    """
    before = "What a finding has, and:\n\n" if described.get("$ref") else ""
    rows = "\n".join(
        f"| `{name}` | {_type(field, definitions)} | {field.get('description', '')} |"
        for name, field in described["properties"].items()
    )
    return f"**In {title}**\n\n{before}| Field | Type | Meaning |\n| --- | --- | --- |\n{rows}"


def _type(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    if "$ref" in field:
        return _type(definitions[field["$ref"].rpartition("/")[2]], definitions)
    if "const" in field or "enum" in field:
        return ", ".join(f"`{json.dumps(value)}`" for value in field.get("enum", [field.get("const")]))
    types = [field["type"]] if isinstance(field["type"], str) else field["type"]
    text = " or ".join(types)
    return f"{text} ({field['format']})" if "format" in field else text
