"""The reference has an entry for everything that is public."""

from __future__ import annotations

import json
import re

import pytest

import cdktf_ecr
from scripts.api_reference import Reference, names_in
from scripts.update_reference import BLOCKS, PAGES, with_blocks
from tests.site.pages import ROOT

# The library is read once.
pytestmark = pytest.mark.xdist_group("reference")

SNAPSHOTS = ROOT / "tests" / "stacks" / "__snapshots__"


def page(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reference() -> Reference:
    return Reference()


@pytest.fixture(scope="module")
def entries(reference: Reference) -> str:
    return reference.with_entries(page("constructs.md"))


@pytest.mark.parametrize("name", BLOCKS)
def test_its_tables_are_up_to_date(name: str) -> None:
    text = page(name)

    assert with_blocks(name, text) == text, "run python scripts/update_reference.py"


def test_missing_markers_are_an_error() -> None:
    with pytest.raises(ValueError, match="no markers for outputs"):
        with_blocks("outputs.md", "# Nothing generated here\n")


def test_every_public_name_has_one_entry() -> None:
    named = names_in(page("constructs.md"))

    assert sorted(named) == sorted(cdktf_ecr.__all__)


def test_a_name_that_is_not_public_has_none(reference: Reference) -> None:
    with pytest.raises(ValueError, match="no public Repositry"):
        reference.with_entries("<!-- api: Repositry -->")


def test_every_entry_says_what_its_name_is_for(entries: str) -> None:
    headers = re.findall(r"^::::\{py:(\w+)\} (\w+)", entries, re.MULTILINE)

    assert sorted(name for _, name in headers) == sorted(cdktf_ecr.__all__)
    assert {kind for kind, _ in headers} == {"class", "exception", "function", "data"}
    silent = re.findall(r"^::::\{py:(?:class|exception|function)\} (\w+).*\n(?::.*\n)*\n::::$", entries, re.MULTILINE)
    assert silent == []


def test_an_entry_has_arguments_errors_methods_and_what_is_inherited(entries: str) -> None:
    (repository,) = re.findall(r"^::::\{py:class\} Repository\(.*?^::::$", entries, re.DOTALL | re.MULTILINE)

    assert ":param tag_mutability: Whether tags can be moved: a mode such as" in repository
    assert "a {py:obj}`~cdktf_ecr.TagMutability` with exclusion filters." in repository
    assert ":raises InvalidSettingError: A value that ECR would refuse." in repository
    assert ":::{py:method} grant_pull(grantee: Grantee) -> Grant" in repository  # of the base
    assert ":::{py:property} url" in repository
    assert not re.findall(r"\{py:\w+\} _", entries)


def test_settings_are_a_table_with_terraforms_types(entries: str) -> None:
    (settings,) = re.findall(r"^::::\{py:class\} MonitoringSettings.*?^::::$", entries, re.DOTALL | re.MULTILINE)

    assert "| `log_retention_days` | `number` | `14` | Days the log group keeps scan events" in settings


@pytest.mark.parametrize(
    "stack", ["test_ecr_stack/test_the_guide_stack.json", "test_host_stack/test_the_stack_of_hosts.json"]
)
def test_every_variable_and_output_of_a_stack_is_there(stack: str) -> None:
    synthesized = json.loads((SNAPSHOTS / stack).read_text(encoding="utf-8"))

    for kind, name in (("variable", "variables.md"), ("output", "outputs.md")):
        assert synthesized[kind]
        for each in synthesized[kind]:
            assert f"`{each}`" in page(name), f"{kind} {each} of {stack}"


@pytest.mark.parametrize("module", ["ecr", "ecr-repositories"])
@pytest.mark.parametrize("kind", ["variable", "output"])
def test_every_variable_and_output_of_a_module_is_there(module: str, kind: str) -> None:
    declared = json.loads((ROOT / "modules" / module / f"{kind}s.tf.json").read_text(encoding="utf-8"))[kind]
    (table,) = re.findall(f"<!-- {module} {kind}s: .*?<!-- end of", page("modules.md"), re.DOTALL)

    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(declared)


def test_every_field_of_a_json_format_has_a_meaning() -> None:
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| (.*?) \|$", page("schemas.md"), re.MULTILINE)

    assert len(rows) > 50
    assert [name for name, meaning in rows if not meaning.strip()] == []


def test_every_json_format_is_there() -> None:
    for schema in (ROOT / "constructs/cdktf_ecr/report/schemas").iterdir():
        identifier = json.loads(schema.read_text(encoding="utf-8"))["properties"]["schema"]["const"]
        assert f"| `{identifier}` |" in page("schemas.md")
