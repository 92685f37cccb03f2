"""Calls of the framework's command line move; what only has its name in it stays."""

from __future__ import annotations

import pytest

from cdktf_ecr.model.migration.framework.commands import left_in_settings, moved_commands


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("npm install -g cdktf-cli@0.21.0 && cdktf synth", "npm install -g cdktn-cli@0.24.0 && cdktn synth"),
        ("npx cdktf-cli@latest deploy", "npx cdktn-cli@latest deploy"),
        ("npm i cdktf-cli", "npm i cdktn-cli"),
        ('  "cdktf-cli": "^0.21.0",', '  "cdktn-cli": "^0.24.0",'),
        ("\tcdktf deploy --auto-approve ecr", "\tcdktn deploy --auto-approve ecr"),
        ("run: cdktf diff", "run: cdktn diff"),
        ("cdktf-ecr scan gate", "cdktf-ecr scan gate"),
        ("cat cdktf.json; ls cdktf.out/stacks", "cat cdktf.json; ls cdktf.out/stacks"),
        ("export CDKTF_HOME=x; pip install cdktf-ecr", "export CDKTF_HOME=x; pip install cdktf-ecr"),
        ("./cdktf synth; /opt/cdktf get", "./cdktf synth; /opt/cdktf get"),
        ("the cdktf framework", "the cdktf framework"),
    ],
)
def test_commands_move(before: str, after: str) -> None:
    moved = moved_commands(f"{before}\n")

    assert (moved.text, moved.left) == (f"{after}\n", ())
    assert moved_commands(moved.text).text == moved.text


def test_an_image_with_the_command_line_in_it_is_left() -> None:
    (left,) = moved_commands("a: 1\nimage: hashicorp/cdktf:latest\n").left

    assert (left.line, left.text) == (2, "image: hashicorp/cdktf:latest")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('{"language": "python", "app": "python main.py"}', []),
        ('{"terraformProviders": [], "terraformModules": []}', []),
        ('{\n"terraformProviders": ["hashicorp/null@~> 3"]}', [2]),
        ('{"x": 1,\n\n"terraformModules": [\n "a"]}', [3]),
    ],
)
def test_generated_bindings_are_left(text: str, lines: list[int]) -> None:
    assert [one.line for one in left_in_settings(text)] == lines
