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
        ("git add cdktf.json; ls /srv/cdktf", "git add cdktf.json; ls /srv/cdktf"),
        ("# pip install cdktf", "# pip install cdktf"),
        ("  - name: Plan with cdktf", "  - name: Plan with cdktf"),
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
    "line",
    [
        "RUN pip install boto3 'cdktf' && true",
        "pip install cdktf-cdktf-provider-aws",
        "- cdktf==0.21.0",
        "- cdktf",
        "cdktf>=0.20",
        '"cdktf": "^0.21.0",',
        "cdktf --version",
        'cdktf "$@"',
        "npx --yes cdktf@0.21 synth",
        "node_modules/.bin/cdktf synth",
        "if ! command -v cdktf; then",
    ],
)
def test_what_is_certainly_of_it_and_does_not_move_is_left(line: str) -> None:
    moved = moved_commands(f"a: 1\n    {line}\n")

    assert moved.text == f"a: 1\n    {line}\n"
    assert [(one.line, one.text) for one in moved.left] == [(2, line)]
    assert "cdktn>=0.24,<0.25, cdktn-provider-aws>=25,<26" in moved.left[0].advice


def test_an_action_that_calls_it_is_left() -> None:
    (left,) = moved_commands("- uses: hashicorp/terraform-cdk-action@v4\n").left

    assert left.advice.startswith("this action calls cdktf: ")


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
