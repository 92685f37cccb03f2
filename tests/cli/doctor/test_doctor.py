"""``cdktf-ecr doctor``: options, formats, exit codes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from rich.console import Console

from cdktf_ecr.cli.doctor import doctor
from cdktf_ecr.cli.doctor.formats import as_markdown, as_table
from cdktf_ecr.operations.doctor.check import Check, Outcome
from cdktf_ecr.operations.doctor.pipeline import SERVICES
from tests.cli.conftest import Command
from tests.operations.terraform.test_stack_directory import asked, terraform
from tests.standin.account import DENIED, Account
from tests.standin.server import Fault

SCHEMA: dict[str, Any] = json.loads((files("cdktf_ecr.report") / "schemas/doctor-1.schema.json").read_bytes())
VALIDATOR = Draft202012Validator(SCHEMA)
STATE = Path(__file__).parents[2] / "operations/terraform/state.json"
PLAN = STATE.with_name("plan.json")
WHOAMI = {"Arn": "arn:aws:iam::123456789012:user/ci", "Account": "123456789012", "UserId": "x"}


@pytest.fixture
def account(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    """An account in which everything is denied but to say who asks."""
    request.getfixturevalue("aws_environment")
    for name in ("CIRCLECI", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    answers: Any = Denying({("sts", "GetCallerIdentity"): WHOAMI})
    with Account(answers=answers).listening() as account:
        monkeypatch.setenv("AWS_ENDPOINT_URL", account.url)
        yield account


class Denying(dict[tuple[str, str], Any]):
    """Answers, and a denial to whatever has none."""

    def get(self, key: tuple[str, str], default: Any = None) -> Any:
        return super().get(key, default) or DENIED


def checks_of(text: str) -> dict[str, dict[str, Any]]:
    document = json.loads(text)
    VALIDATOR.validate(document)
    return {check["name"]: check for check in document["checks"]}


@pytest.mark.usefixtures("account")
def test_what_is_denied_fails_nothing(command: Command) -> None:
    ran = command("doctor", "--repository", "team/api", "--format", "json")

    checks = checks_of(ran.stdout)
    assert (ran.code, ran.stderr) == (0, "")
    passed = {name for name, check in checks.items() if check["outcome"] == "pass"}
    assert passed == {"region", "identity"}
    assert {check["outcome"] for name, check in checks.items() if name not in passed} == {"skip"}
    assert checks["lifecycle-policy"]["action"] == "ecr:GetLifecyclePolicy"


def test_a_failure_is_an_exit_code(account: Account, command: Command) -> None:
    account.answers["ecr", "DescribeRepositories"] = Fault("RepositoryNotFoundException", "none")

    ran = command("doctor", "--repository", "team/api", "--format", "json")

    assert (ran.code, checks_of(ran.stdout)["repository-exists"]["outcome"]) == (1, "fail")


def test_who_asks_is_denied(account: Account, command: Command) -> None:
    account.answers["sts", "GetCallerIdentity"] = DENIED

    ran = command("doctor", "--format", "json")

    assert ran.code == 1
    assert list(checks_of(ran.stdout)) == ["region", "identity"]


def test_aws_cannot_be_asked(account: Account, command: Command) -> None:
    ran = command("doctor", "--endpoint-url", "http://127.0.0.1:9")

    assert ran.code == 4
    assert "AWS cannot be reached" in " ".join(ran.stdout.split())
    assert account.requests == []


def test_no_credentials(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")

    ran = command("doctor", "--format", "json")

    assert ran.code == 4
    assert checks_of(ran.stdout)["identity"]["found"].startswith("AWS credentials: Unable to locate credentials")


def test_no_region(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_REGION")

    ran = command("doctor", "--format", "json")

    assert (ran.code, list(checks_of(ran.stdout))) == (4, ["region"])


def test_the_region_of_a_uri(account: Account, command: Command) -> None:
    uri = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/team/api"

    ran = command("doctor", "--image", f"{uri}:1", "--format", "json")

    assert checks_of(ran.stdout)["region"]["found"] == "eu-west-1"
    (asked,) = account.asked("ecr", "DescribeRepositories")
    assert asked == {"registryId": "210987654321", "repositoryNames": ["team/api"]}
    (asked,) = account.asked("ecr", "DescribeImages")
    assert asked["imageIds"] == [{"imageTag": "1"}]


def test_a_table_says_what_to_do_in_lines_that_can_be_copied(account: Account, command: Command) -> None:
    account.answers["ecr", "GetRegistryScanningConfiguration"] = {
        "scanningConfiguration": {"scanType": "BASIC", "rules": []}
    }

    ran = command("doctor")

    fix = (
        '  fix: aws ecr put-registry-scanning-configuration --scan-type BASIC --rules \'[{"scanFrequency": '
        '"SCAN_ON_PUSH", "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}]}]\' --region us-east-1'
    )
    lines = ran.stdout.splitlines()
    assert ran.code == 0
    assert lines[0].split() == ["Outcome", "Check", "Found"]
    assert fix in lines
    assert lines[-1].startswith(
        f"{len(checks_of(command('doctor', '--format', 'json').stdout))} checks: 2 pass, 1 warn"
    )


def test_what_many_checks_say_is_said_once() -> None:
    denied = [
        Check(name="prove-policies", outcome=Outcome.SKIP, found=f"policy {number}: denied", meaning="Not proved.")
        for number in range(3)
    ]
    other = Check(name="prove-policies", outcome=Outcome.FAIL, found="policy 4", meaning="Wrong.", fix="mend it")
    console = Console(width=120, file=StringIO())

    for part in as_table([denied[0], other, *denied[1:]]):
        console.print(part)
    table = console.file.getvalue()  # type: ignore[attr-defined]
    markdown = as_markdown([denied[0], other, *denied[1:]])

    assert all(check.found in table and check.found in markdown for check in denied)
    assert (table.count("Not proved."), markdown.count("Not proved.")) == (1, 1)
    assert "\nprove-policies (skip, 3 times)\n  Not proved.\n" in table
    assert "\nprove-policies (fail)\n  Wrong.\n  fix: mend it\n" in table
    assert "**prove-policies** (skip, 3 times): Not proved." in markdown


def test_markdown_has_the_commands_in_blocks(account: Account, command: Command) -> None:
    account.answers["ecr", "DescribeRepositories"] = Fault("RepositoryNotFoundException", "none")

    ran = command("doctor", "--repository", "team/api", "--format", "markdown")

    tokens = MarkdownIt("gfm-like").parse(ran.stdout)
    blocks = [token.content for token in tokens if token.type == "fence"]
    rows = [token for token in tokens if token.type == "tr_open"]
    assert blocks == ["aws ecr create-repository --repository-name team/api --region us-east-1\n"]
    assert len(rows) == 1 + len(checks_of(command("doctor", "--repository", "team/api", "--format", "json").stdout))
    assert "| **fail** | `repository-exists` |" in ran.stdout


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("format_name", ["table", "json", "markdown"])
def test_a_file_takes_what_stdout_would(command: Command, tmp_path: Path, format_name: str) -> None:
    printed = command("doctor", "--format", format_name)

    written = command("doctor", "--format", format_name, "--output", "new/checks")

    assert (written.code, written.stdout) == (0, "")
    assert (tmp_path / "new/checks").read_text(encoding="utf-8") == printed.stdout


@pytest.mark.usefixtures("account")
def test_a_file_that_cannot_be_written(command: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    ran = command("doctor", "--output", "file/checks")

    assert (ran.code, ran.stderr.startswith("error: output 'file/checks': cannot be written")) == (2, True)


def test_the_parts_of_a_stack(account: Account, command: Command) -> None:
    account.answers["events", "DescribeRule"] = Fault("ResourceNotFoundException", "none")

    ran = command("doctor", "--stack", STATE, "--region", "eu-west-1", "--format", "json")

    check = checks_of(ran.stdout)["event-rules"]
    assert (ran.code, check["outcome"]) == (1, "fail")
    assert check["found"] == "1 of 1 event rules are not there: team-api-0c8d3215-audit"
    (asked,) = account.asked("ecr", "DescribeRepositories")
    assert asked["repositoryNames"] == ["team/api"]


@pytest.mark.usefixtures("account")
def test_a_stack_in_another_region(command: Command) -> None:
    ran = command("doctor", "--stack", STATE)

    assert ran.code == 2
    assert "region 'us-east-1': contradicts the stack, which is in eu-west-1: use --region eu-west-1" in ran.stderr


def test_before_an_apply(account: Account, command: Command) -> None:
    account.answers["iam", "GetRole"] = {
        "Role": {"RoleName": "r", "Path": "/", "RoleId": "i", "Arn": "a", "CreateDate": 0}
    }

    ran = command("doctor", "--before-apply", PLAN, "--format", "json")

    checks = checks_of(ran.stdout)
    assert (ran.code, checks["plan"]["found"]) == (1, "12 resources to be created in us-east-1")
    fix = checks["names:aws_iam_role"]["fix"]
    assert fix.startswith("terraform import 'module.repositories[\"team/api\"].aws_iam_role.ec2_pull[0]' team-api-")


@pytest.mark.usefixtures("account")
def test_a_directory_is_planned_with_the_values_that_are_given(command: Command, tmp_path: Path) -> None:
    program = terraform(tmp_path, plan=PLAN)
    (tmp_path / "cdk.tf.json").write_text("{}", encoding="utf-8")
    (tmp_path / "values.tfvars").write_text("", encoding="utf-8")
    values = ("--var", "ecr_repository_name=team/api", "--var-file", "values.tfvars")

    ran = command("doctor", "--before-apply", ".", "--terraform", program, *values)

    assert ran.code == 0, ran
    plan = next(arguments for arguments in asked(tmp_path) if "plan" in arguments)
    assert [one for one in plan if one.startswith("-var")] == [
        f"-var-file={tmp_path / 'values.tfvars'}",
        "-var=ecr_repository_name=team/api",
    ]


@pytest.mark.usefixtures("account")
def test_a_state_is_no_plan(command: Command) -> None:
    ran = command("doctor", "--before-apply", STATE)

    assert ran.code == 2
    assert ran.stderr.startswith("error: before-apply ")
    assert "is of a state: save that of a plan" in ran.stderr


@pytest.mark.parametrize(
    "other",
    [("--repository", "team/api"), ("--image", "team/api:1"), ("--stack", "x"), ("--login",), ("--ci", "github")],
)
def test_what_is_not_there_yet_has_nothing_to_look_at(command: Command, other: tuple[str, ...]) -> None:
    ran = command("doctor", "--before-apply", "x", *other)

    assert ran.code == 2
    assert f"{other[0]} at what is: give one." in ran.stderr


def test_what_the_configuration_names_for_other_runs(account: Account, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "cdktf-ecr.toml"
    file.write_text('[doctor]\nrepository = "team/web"\nstack = "nowhere"\n', encoding="utf-8")

    ran = command("doctor", "--before-apply", PLAN)

    assert (ran.code, ran.stderr) == (0, "")
    assert len(account.asked("ecr", "DescribeRepositories")) == 1


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("--repository", "team/api", "--image", "team/web:1"), "--image is of team/web, --repository is team/api"),
        (("--repository", "Team"), "repository 'Team': must be 2 to 256 characters"),
        (("--image", "team/api"), "image 'team/api': must be repository:tag"),
        (("--format", "xml"), "'xml' is not one of 'table', 'json', 'markdown'"),
        (("--stack", "nowhere"), "stack 'nowhere': cannot be read"),
        (("--var", "a=b"), "--var is for --stack or --before-apply, and neither is given."),
        (("--var-file", "x"), "--var-file is for --stack or --before-apply, and neither is given."),
    ],
)
def test_wrong_options(command: Command, arguments: tuple[str, ...], error: str) -> None:
    ran = command("doctor", *arguments)

    assert (ran.code, ran.stdout) == (2, "")
    assert error in ran.stderr


def test_the_option_knows_every_ci_service() -> None:
    (option,) = [option for option in doctor.params if option.name == "ci"]

    assert list(option.type.choices) == list(SERVICES)  # type: ignore[attr-defined]


@pytest.mark.usefixtures("account")
def test_a_job_of_a_ci_service_is_looked_at(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIRCLECI", "true")

    ran = command("doctor", "--format", "json")

    assert ran.code == 1
    assert "CircleCI: AWS_ACCOUNT_ID is not set" in ran.stdout
