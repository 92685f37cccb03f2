"""Where an option comes from: flags before the environment before the configuration file before the default."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdktf_ecr.cli.root import COMMANDS
from tests.cli.conftest import Command, Ran
from tests.operations.readers.samples import trivy, trivy_finding, write


@pytest.fixture
def gate(command: Command, tmp_path: Path) -> Command:
    """Gate a report that has one finding of severity HIGH."""
    write(tmp_path, trivy(trivy_finding()), "trivy.json")
    return lambda *arguments: command("scan", "gate", "--offline", "trivy.json", *arguments)


def passed(ran: Ran) -> bool:
    assert ran.code in {0, 1}, ran
    return ran.code == 0


def test_flags_before_environment_before_file_before_default(
    gate: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert passed(gate())
    write(tmp_path, 'fail-on = "HIGH"', "cdktf-ecr.toml")
    assert not passed(gate())
    monkeypatch.setenv("CDKTF_ECR_FAIL_ON", "CRITICAL")
    assert passed(gate())
    assert not passed(gate("--fail-on", "HIGH"))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("pyproject.toml", '[tool.cdktf-ecr]\nfail-on = "HIGH"'),
        ("cdktf-ecr.toml", '[scan]\nfail-on = "HIGH"'),
        ("cdktf-ecr.toml", 'fail-on = "LOW"\n[scan.gate]\nfail-on = "HIGH"'),
        ("cdktf-ecr.toml", 'max = ["HIGH=0", "LOW=3"]'),
        ("cdktf-ecr.toml", 'fail-on = "HIGH"\nonly-fixable = false'),
    ],
)
def test_what_a_file_may_set(gate: Command, tmp_path: Path, file: str, text: str) -> None:
    write(tmp_path, text, file)

    assert not passed(gate())


def test_what_is_set_for_another_command_is_not_for_this(gate: Command, tmp_path: Path) -> None:
    write(tmp_path, '[scan.report]\nfail-on = "HIGH"', "cdktf-ecr.toml")

    assert passed(gate())


def test_what_only_aws_could_do_may_be_set_beside_a_run_without_it(gate: Command, tmp_path: Path) -> None:
    write(tmp_path, "[scan]\nstart = true", "cdktf-ecr.toml")

    assert passed(gate())
    assert gate("--start").code == 2


def test_a_flag_may_be_set(gate: Command, tmp_path: Path) -> None:
    write(tmp_path, 'fail-on = "HIGH"\nonly-fixable = true', "cdktf-ecr.toml")

    assert passed(gate())


def test_the_profile_of_aws_is_not_that_of_the_module(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CDKTF_ECR_PROFILE", "ci")
    write(tmp_path, 'profile = "ci"', "cdktf-ecr.toml")

    ran = command("export-module", "x", "--exclusion-filter", "a b")

    assert "image_tag_mutability_exclusion_filters 'a b'" in ran.stderr


def test_a_list_from_the_environment(gate: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDKTF_ECR_MAX", "HIGH=0 LOW=3")

    assert not passed(gate())


def test_a_file_that_is_named(gate: Command, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, 'fail-on = "HIGH"', "other.toml")

    assert passed(gate())
    assert not passed(command("--config", "other.toml", "scan", "gate", "--offline", "trivy.json"))
    monkeypatch.setenv("CDKTF_ECR_CONFIG", "other.toml")
    assert not passed(gate())


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('fail_on = "HIGH"', "option 'fail_on': is no option here: must be one of"),
        ('[scan]\nformat = "json"', "option 'format': is no option here"),
        ('[scann]\nfail-on = "HIGH"', f"table 'scann': is no command here: must be one of {', '.join(COMMANDS)} ("),
        ("[scan.gates]", "table 'gates': is no command here: must be one of wait, report, gate ("),
        ("[export-module]\nforce = true", "option 'force': is no option here"),
        ('[scan.wait]\nfail-on = "HIGH"', "option 'fail-on': is no option here"),
        ('fail-on = "SEVERE"', "Invalid value for '--fail-on': 'SEVERE' is not one of"),
        ('max = "HIGH=0"', "max 'HIGH=0': must be a list"),
        ('fail-on = ["HIGH"]', "fail-on ['HIGH']: must be one value"),
        ('only-fixable = "yes"', "only-fixable 'yes': must be true or false"),
        ("timeout = true", "timeout True: must be no boolean"),
        ('timeout = "soon"', "Invalid value for '--timeout': 'soon' is not a valid float"),
        ("timeout = ", "is not valid TOML"),
    ],
)
def test_a_mistake_in_the_file_is_one_line_that_names_it(gate: Command, tmp_path: Path, text: str, error: str) -> None:
    write(tmp_path, text, "cdktf-ecr.toml")

    ran = gate()

    assert ran.code == 2
    assert error in ran.stderr
    assert "cdktf-ecr.toml" in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_a_mistake_in_the_environment_says_so(gate: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDKTF_ECR_TIMEOUT", "soon")

    ran = gate()

    assert ran.code == 2
    assert "'--timeout': 'soon' is not a valid float" in ran.stderr
    assert ". It comes from the environment. See 'cdktf-ecr scan gate --help'." in ran.stderr


def test_a_broken_file_does_not_hide_the_help(command: Command, tmp_path: Path) -> None:
    write(tmp_path, "=", "cdktf-ecr.toml")

    assert command("--help").code == 0
    assert command("scan", "gate", "--help").code == 0
    assert command("completion", "bash").code == 0


def test_the_region_of_the_environment_gives_way_to_the_images(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/api:1"
    options = ("--endpoint-url", "http://127.0.0.1:9", "--timeout", 0)

    assert command("scan", "wait", uri, *options).code == 4
    assert command("scan", "wait", uri, *options, "--region", "eu-west-1").code == 2


@pytest.mark.parametrize(
    ("variables", "region"),
    [
        ({"AWS_DEFAULT_REGION": "eu-west-2"}, "eu-west-2"),
        ({"AWS_DEFAULT_REGION": "eu-west-2", "AWS_REGION": "eu-west-3"}, "eu-west-3"),
        ({"AWS_REGION": "eu-west-3", "CDKTF_ECR_REGION": "eu-west-4"}, "eu-west-4"),
        ({}, "eu-west-1"),
    ],
)
def test_the_region_is_the_environments_before_the_files(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], region: str
) -> None:
    asked: list[object] = []

    def client(**settings: object) -> None:
        asked.append(settings["region"])

    monkeypatch.delenv("AWS_REGION")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    write(tmp_path, 'region = "eu-west-1"', "cdktf-ecr.toml")
    monkeypatch.setattr("cdktf_ecr.operations.aws.ecr_client", client)

    command("images", "list", "team/api")

    assert asked == [region]
