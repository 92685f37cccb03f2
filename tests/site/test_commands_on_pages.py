"""What the README and the pages have their reader type is there to be typed."""

from __future__ import annotations

import re

import click

from cdktf_ecr.cli.parent_command import ParentCommand
from cdktf_ecr.cli.root import cdktf_ecr
from cdktf_ecr.model.module.outputs import OUTPUTS
from cdktf_ecr.model.module.settings import ModuleSettings
from cdktf_ecr.model.terraform.variables import variable_names
from tests.site.pages import FRONT, PAGES, ROOT, Typed, typed

EVERYWHERE = list(typed({**FRONT, **PAGES}))
# Where the commands of Terraform are typed.
STACK = ROOT / "cdktf.out" / "stacks" / "ecr"


def of(program: str) -> list[Typed]:
    found = [each for each in EVERYWHERE if program in each.words]
    assert found
    return found


def test_the_commands_of_cdktf_ecr_are_commands_with_such_options() -> None:
    assert len(of("cdktf-ecr")) > 40
    assert [problem for each in of("cdktf-ecr") for problem in problems(each)] == []


def problems(command: Typed) -> list[str]:
    """Say what of a command does not exist."""
    words = list(command.words[command.words.index("cdktf-ecr") + 1 :])
    found: click.Command = cdktf_ecr
    options = options_of(found)
    while isinstance(found, click.Group) and words and not words[0].startswith("-"):
        child = found.get_command(click.Context(found), words[0])
        if child is None:
            # What does something by itself takes arguments, and has further commands beside.
            if isinstance(found, ParentCommand):
                break
            return [f"{command.page}: {' '.join(command.words)}: {words[0]}"]
        found = child
        options |= options_of(found)
        words.pop(0)
    unknown = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)} - options
    return [f"{command.page}: {' '.join(command.words)}: {option}" for option in sorted(unknown)]


def options_of(command: click.Command) -> set[str]:
    names = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    return names | {"--help", "-h"}


def test_the_targets_of_make_are_targets() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    for each in of("make"):
        assert each.words[1] in targets, each


def test_terraform_is_asked_for_outputs_and_given_variables_that_there_are() -> None:
    outputs = {f"ecr_{name}" for name in OUTPUTS}
    variables = {*variable_names(ModuleSettings, "ecr_").values(), "aws_region", "host_ingress"}

    for each in of("terraform"):
        text = " ".join(each.words)
        for output in re.findall(r"terraform output -raw (\w+)", text):
            assert output in outputs, each
        for variable in re.findall(r"-var=(\w+)", text):
            assert variable in variables, each
        for file in re.findall(r"-var-file=(\S+)", text):
            assert (STACK / file).resolve().is_file(), each


def test_a_misspelled_command_or_option_would_be_noticed() -> None:
    for words in (
        ("cdktf-ecr", "scam"),
        ("cdktf-ecr", "scan", "gat"),
        ("cdktf-ecr", "scan", "gate", "--fail-un", "HIGH"),
    ):
        assert problems(Typed("page.md", words))
