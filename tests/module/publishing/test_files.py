from __future__ import annotations

import json
from typing import Any

import pytest

from cdktf_ecr.module.publishing.descriptions import ModuleDescription
from cdktf_ecr.module.publishing.files import FILES, TerraformModule, is_generated, without_metadata
from cdktf_ecr.module.publishing.record import Record

CONFIGURATION: dict[str, Any] = {
    "//": {"metadata": {"version": "0.21.0"}},
    "terraform": {"backend": {"local": {"path": "/home/somebody/terraform.tfstate"}}},
    "provider": {"aws": [{"region": "us-east-1"}]},
    "data": {"aws_region": {"current": {}}},
    "resource": {"aws_ecr_repository": {"this": {"name": "${var.name}", "//": {"metadata": {"path": "module/ecr"}}}}},
    "variable": {
        "name": {"type": "string", "description": "Name | namespace included."},
        "scan_on_push": {"type": "bool", "description": "Whether to scan.", "default": True},
        "key": {"type": "string", "description": "A key.", "default": None, "nullable": True},
    },
    "output": {"url": {"value": "${aws_ecr_repository.this.repository_url}", "description": "URL."}},
}


@pytest.fixture
def files() -> dict[str, str]:
    return TerraformModule(
        description=ModuleDescription("ecr", "A repository.", 'module "ecr" {}\n', ("name",)),
        configuration=without_metadata(CONFIGURATION),
        required_terraform=">= 1.3",
        required_provider=">= 5.100, < 7.0",
        record=Record(module="ecr", profile=None, version="1.2.3"),
    ).files()


def blocks(files: dict[str, str]) -> dict[str, dict[str, Any]]:
    parsed = {name: json.loads(text) for name, text in files.items() if name.endswith(".json")}
    return {name: {block: body for block, body in content.items() if block != "//"} for name, content in parsed.items()}


def test_each_file_holds_its_blocks_and_none_a_provider_or_a_backend(files: dict[str, str]) -> None:
    assert blocks(files) == {
        "main.tf.json": {
            "data": {"aws_region": {"current": {}}},
            "resource": {"aws_ecr_repository": {"this": {"name": "${var.name}"}}},
        },
        "variables.tf.json": {"variable": CONFIGURATION["variable"]},
        "outputs.tf.json": {"output": CONFIGURATION["output"]},
        "versions.tf.json": {
            "terraform": {
                "required_version": ">= 1.3",
                "required_providers": {"aws": {"source": "hashicorp/aws", "version": ">= 5.100, < 7.0"}},
            }
        },
    }


def test_all_files_say_that_they_are_generated(files: dict[str, str]) -> None:
    assert list(files) == ["main.tf.json", "variables.tf.json", "outputs.tf.json", "versions.tf.json", "README.md"]
    assert list(FILES) == list(files)
    assert all(is_generated(text) for text in files.values())
    assert not is_generated("# my own notes\n")


@pytest.mark.parametrize(
    "line",
    [
        '| <a name="input_key"></a> [key](#input\\_key) | A key. | `string` | `null` | no |',
        '| <a name="input_name"></a> [name](#input\\_name) | Name \\| namespace included. | `string` | n/a | yes |',
        '| <a name="output_url"></a> [url](#output\\_url) | URL. |',
        "| `aws_ecr_repository.this` | resource |",
        "| `data.aws_region.current` | data source |",
        "| terraform | >= 1.3 |",
        'module "ecr" {}',
        "The defaults are the exporter's own.",
    ],
)
def test_the_readme_has_the_tables_of_terraform_docs(files: dict[str, str], line: str) -> None:
    assert line in files["README.md"].splitlines()
