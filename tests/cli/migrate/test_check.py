"""``cdktf-ecr migrate check`` and ``cdktf-ecr migrate plan``."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import click
import pytest
from markdown_it import MarkdownIt

from cdktf_ecr.cli.root import cdktf_ecr
from tests.cli.conftest import Command
from tests.cli.test_terminal import at_a_terminal

HOST = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"

# The guide's own pipeline before its migration, and after it: with its login that names no registry.
BEFORE = """\
workflows: {all: {jobs: [{build: {context: docker-hub}}]}}
jobs:
  build:
    docker: [{image: cimg/base:2026.01}]
    steps:
      - run: |
          echo "$DOCKERHUB_PASSWORD" | docker login -u "$DOCKERHUB_USERNAME" --password-stdin
          docker build -t inscribe/customer-data-service:${CIRCLE_SHA1} .
          docker push inscribe/customer-data-service:${CIRCLE_SHA1}
"""
AFTER = """\
jobs:
  build:
    docker: [{image: public.ecr.aws/docker/library/docker:27}]
    environment: {AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/ci"}
    steps:
      - run: |
          ECR_REPOSITORY_URL=$(terraform output -raw ecr_repository_url)
          docker build -t ${ECR_REPOSITORY_URL}:${CIRCLE_SHA1} .
          aws ecr get-login-password | docker login --username AWS --password-stdin REGISTRY
          docker push ${ECR_REPOSITORY_URL}:${CIRCLE_SHA1}
"""


def pipeline(directory: Path, text: str) -> None:
    (directory / ".circleci").mkdir(exist_ok=True)
    (directory / ".circleci/config.yml").write_text(text, encoding="utf-8")


def test_the_guides_pipeline_before_it(command: Command, tmp_path: Path) -> None:
    pipeline(tmp_path, BEFORE)

    ran = command("migrate", "check", "--registry", HOST, "--format", "json")

    document = json.loads(ran.stdout)
    assert (ran.code, document["verdict"]) == (1, "left")
    assert document["own_images"] == ["inscribe/customer-data-service"]
    assert [(use["line"], use["kind"]) for use in document["uses"]] == [
        (1, "CircleCI context"),
        (4, "CircleCI executor"),
        (7, "docker login"),
        (7, "variable"),
        (7, "variable"),
        (8, "command"),
        (9, "command"),
    ]
    assert document["uses"][-1] == {
        "file": ".circleci/config.yml",
        "line": 9,
        "kind": "command",
        "text": "inscribe/customer-data-service:${CIRCLE_SHA1}",
        "state": "left",
        "action": "pushed",
        "role": "own",
        "repository": "inscribe/customer-data-service",
        "replacement": f"{HOST}/inscribe/customer-data-service:${{CIRCLE_SHA1}}",
        "advice": f"the service's own image: {HOST}/inscribe/customer-data-service:${{CIRCLE_SHA1}}",
    }


def test_the_guides_pipeline_after_it_logs_in_to_docker_hub(command: Command, tmp_path: Path) -> None:
    pipeline(tmp_path, AFTER.replace(" REGISTRY", ""))

    ran = command("migrate", "check", "--format", "json")

    (use,) = json.loads(ran.stdout)["uses"]
    assert (ran.code, use["kind"], use["line"]) == (1, "docker login", 9)


def test_a_pipeline_without_docker_hub_is_clean(command: Command, tmp_path: Path) -> None:
    pipeline(tmp_path, AFTER.replace("REGISTRY", HOST))

    ran = command("migrate", "check", "--format", "json")

    document = json.loads(ran.stdout)
    assert (ran.code, document["verdict"], document["uses"]) == (0, "clean", []), ran
    states = {item["title"].split(":")[0]: item["state"] for item in document["checklist"]}
    assert states["Update the pipeline's configuration"] == "done"


def test_only_what_is_unknown_is_no_verdict_until_it_is_said(command: Command, tmp_path: Path) -> None:
    (tmp_path / "x.sh").write_text("docker pull $IMAGE\n", encoding="utf-8")

    assert command("migrate", "check").code == 3
    assert command("migrate", "check", "--variable", f"IMAGE={HOST}/api").code == 0
    assert command("migrate", "check", "--variable", "IMAGE=nginx").code == 1


def test_what_is_excluded_does_not_count(command: Command, tmp_path: Path) -> None:
    (tmp_path / "samples").mkdir()
    (tmp_path / "samples/x.sh").write_text("docker login\n", encoding="utf-8")

    assert command("migrate", "check").code == 1
    assert command("migrate", "check", "--exclude", "samples/").code == 0


def test_a_table_for_people(command: Command, tmp_path: Path) -> None:
    pipeline(tmp_path, BEFORE)

    ran = command("migrate", "check")

    lines = ran.stdout.splitlines()
    assert lines[0].split() == ["Where", "What", "Says", "What", "to", "do"]
    assert any(line.startswith(".circleci/config.yml:4  CircleCI executor  cimg/base:2026.01") for line in lines)
    assert any(line.startswith("[ ]  before: Remove the Docker Hub context from workflows") for line in lines)
    assert "1 file read." in lines
    assert lines[-1] == "7 of Docker Hub left"


def test_markdown_shows_text_of_others_as_text(command: Command, tmp_path: Path) -> None:
    pipeline(tmp_path, BEFORE.replace("docker-hub", '"docker-hub` <script>|[x](http://x) @all"'))

    ran = command("migrate", "check", "--format", "markdown")

    html = MarkdownIt("commonmark").enable("table").render(ran.stdout)
    assert ran.stdout.startswith("### 7 of Docker Hub left\n")
    assert "- [ ] before: Remove the Docker Hub context from workflows" in ran.stdout
    assert html.count("<tr>") == 8
    assert "<script>" not in html
    assert "<a " not in html


def test_hostile_text_moves_nothing_at_the_terminal(command: Command, tmp_path: Path) -> None:
    pipeline(tmp_path, BEFORE.replace("context: docker-hub", 'context: "docker-hub\\e[2J"'))
    (tmp_path / "x\x1b[2J.sh").write_text("docker login\n", encoding="utf-8")

    assert "\x1b[2J" not in command("migrate", "check").stdout
    assert "\x1b[2J" not in at_a_terminal("migrate", "check")


def test_colours_unless_somebody_does_not_want_them(command: Command, tmp_path: Path) -> None:
    command("version")  # for the environment
    pipeline(tmp_path, BEFORE)

    assert "\x1b[31m" in at_a_terminal("migrate", "check")
    for plain in (at_a_terminal("migrate", "check", "--no-color"), at_a_terminal("migrate", "check", NO_COLOR="1")):
        assert "\x1b[31m" not in plain


def test_the_plan_of_the_guides_pipeline(command: Command, tmp_path: Path) -> None:
    pipeline(tmp_path, BEFORE)
    renamed = ("--image", "inscribe/customer-data-service=apps/customer-data")

    ran = command("migrate", "plan", "--registry", HOST, *renamed)

    assert ran.code == 0
    assert [line for line in ran.stdout.splitlines() if line in {"BEFORE", "DURING", "AFTER"}] == [
        "BEFORE",
        "DURING",
        "AFTER",
    ]
    source = "docker.io/inscribe/customer-data-service"
    assert f"     $ cdktf-ecr migrate images {source}={HOST}/apps/customer-data --apply\n" in ran.stdout
    old, new = "inscribe/customer-data-service:${CIRCLE_SHA1}", f"{HOST}/apps/customer-data:${{CIRCLE_SHA1}}"
    assert f".circleci/config.yml:9: {old}: the service's own image: {new}\n" in ran.stdout


def test_every_command_of_the_plan_is_one(command: Command, tmp_path: Path) -> None:
    pipeline(tmp_path, BEFORE)
    steps = json.loads(command("migrate", "plan", "--registry", HOST, "--format", "json").stdout)["steps"]
    typed = [shlex.split(one) for step in steps for one in step["commands"] if one.startswith("cdktf-ecr ")]

    assert {tuple(words[1:3]) for words in typed} >= {("migrate", "images"), ("cost", "estimate"), ("scan", "gate")}
    for _, *words in typed:
        found: click.Command = cdktf_ecr
        while isinstance(found, click.Group):
            child = found.get_command(click.Context(found), words.pop(0))
            assert child is not None
            found = child
        # Arguments and options are parsed; nothing is run.
        found.make_context(found.name, words)


def test_the_plan_in_other_formats(command: Command, tmp_path: Path) -> None:
    pipeline(tmp_path, BEFORE)

    steps = json.loads(command("migrate", "plan", "--format", "json").stdout)["steps"]
    markdown = command("migrate", "plan", "--format", "markdown").stdout

    assert [step["phase"] for step in steps] == sorted(
        (step["phase"] for step in steps), key=["before", "during", "after"].index
    )
    assert markdown.startswith("# Migration from Docker Hub to Amazon ECR\n\n## Before\n")
    assert sum(line.startswith("- [ ] ") for line in markdown.splitlines()) == sum(
        len(step["changes"]) for step in steps
    )


@pytest.mark.parametrize("name", ["check", "plan"])
@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["nowhere"], "directory 'nowhere': must be a directory"),
        (["--variable", "x"], "'x' must be NAME=VALUE"),
        (["--registry", "ghcr.io"], "registry 'ghcr.io': must be the host of a private ECR registry"),
        (["--registry", "x"], "registry 'x': must be the host of a private ECR registry"),
        (["--image", "Team/api"], "image 'Team/api': must be a repository of Docker Hub"),
        (["--image", "ghcr.io/team/api"], "image 'ghcr.io/team/api': must be a repository of Docker Hub"),
        (["--image", "team/api=Api"], "image 'Api': must be 2 to 256 characters"),
        (["--cache-prefix", "A"], "prefix 'A': must be ROOT, or"),
        (["--format", "xml"], "'xml' is not one of"),
    ],
)
def test_a_mistake_is_one_line_and_2(command: Command, name: str, arguments: list[str], error: str) -> None:
    ran = command("migrate", name, *arguments)

    assert (ran.code, error in ran.stderr, ran.stderr.count("\n"), ran.stdout) == (2, True, 1, ""), ran
