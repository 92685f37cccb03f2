"""Mentions judged, the checklist, the steps."""

from __future__ import annotations

import pytest

from cdktf_ecr.model.migration import facts
from cdktf_ecr.model.migration import mentions as kinds
from cdktf_ecr.model.migration.advice import advice
from cdktf_ecr.model.migration.checklist import Item, checklist
from cdktf_ecr.model.migration.destination import Destination
from cdktf_ecr.model.migration.mentions import Mention, Unread
from cdktf_ecr.model.migration.plan import plan_migration
from cdktf_ecr.model.migration.uses import Inventory, Use, judge_mentions

HOST = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
DESTINATION = Destination(host=HOST, region="eu-west-1", repositories={"team/api": "apps/api"})


def mention(kind: str, text: str, action: str = kinds.PULLED) -> Mention:
    return Mention(file="x", line=1, kind=kind, text=text, action=action)


def inventory(
    *mentions: Mention, has: tuple[str, ...] = (), unread: tuple[Unread, ...] = (), own: tuple[str, ...] = ()
) -> Inventory:
    uses, own_images = judge_mentions(mentions, own)
    return Inventory(
        directory=".", uses=uses, unread=unread, files=1, skipped=(), own_images=own_images, has=frozenset(has)
    )


def only(*mentions: Mention, own: tuple[str, ...] = ()) -> Use:
    (use,) = inventory(*mentions, own=own).uses
    return use


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        (inventory(), "clean"),
        (inventory(mention(kinds.COMMAND, "ghcr.io/x/y")), "clean"),
        (inventory(mention(kinds.COMMAND, "nginx")), "left"),
        (inventory(mention(kinds.KUBERNETES, "No/Reference")), "unknown"),
        (inventory(unread=(Unread(file="x", reason="too large"),)), "unknown"),
        (inventory(mention(kinds.COMMAND, "nginx"), unread=(Unread(file="x", reason="too large"),)), "left"),
    ],
    ids=["nothing", "elsewhere", "left", "unknown", "unread", "left and unread"],
)
def test_what_is_unknown_is_never_clean(given: Inventory, verdict: str) -> None:
    assert given.verdict == verdict


def test_what_is_built_under_a_name_with_a_namespace_is_the_services_own() -> None:
    assert only(mention(kinds.COMMAND, "team/api:1", kinds.BUILT)).role == "own"


def test_what_the_user_names_is_the_services_own() -> None:
    assert only(mention(kinds.DOCKERFILE_FROM, "team/base"), own=("team/base",)).role == "own"
    assert only(mention(kinds.DOCKERFILE_FROM, "team/base")).role == "base"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (kinds.DOCKERFILE_FROM, "nginx:1", "public.ecr.aws/docker/library/nginx:1"),
        (kinds.DOCKERFILE_FROM, f"nginx@sha256:{'0' * 64}", f"public.ecr.aws/docker/library/nginx@sha256:{'0' * 64}"),
        (kinds.DOCKERFILE_FROM, "grafana/grafana", f"{HOST}/docker-hub/grafana/grafana"),
        (kinds.COMPOSE, "docker.io/team/api:1", f"{HOST}/apps/api:1"),
    ],
)
def test_what_takes_the_place_of_a_reference(kind: str, text: str, expected: str) -> None:
    use = only(mention(kind, text), own=("team/api",))

    assert DESTINATION.replacement(use) == expected
    assert expected in advice(use, DESTINATION)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (mention(kinds.LOGIN, ""), f"| docker login --username AWS --password-stdin {HOST}"),
        (mention(kinds.LOGIN_ACTION, ""), "use aws-actions/amazon-ecr-login"),
        (mention(kinds.VARIABLE, "DOCKERHUB_USERNAME"), "remove it here"),
        (mention(kinds.CIRCLECI_CONTEXT, "context docker-hub"), "remove it from the workflow"),
        (mention(kinds.CIRCLECI_ORB, "docker/publish"), "use circleci/aws-ecr"),
        (mention(kinds.CIRCLECI_IMAGE, "cimg/base:1"), "pull-through cache, with aws_auth beside it"),
        (mention(kinds.DOCKERFILE_SYNTAX, "docker/dockerfile:1"), "leave it out"),
        (mention(kinds.HOST, "hub.docker.com"), "name the ECR registry instead"),
        (mention(kinds.KUBERNETES, "A"), "see for yourself"),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_what_to_do(given: Mention, says: str) -> None:
    assert says in advice(only(given), DESTINATION)


def states(given: Inventory) -> dict[str, str]:
    return {item.title.partition(":")[0].partition(" (")[0]: item.state for item in checklist(given)}


def test_the_checklist_of_the_guide_is_whole_and_in_order() -> None:
    items = checklist(inventory())

    assert [(item.phase, item.title.split()[0]) for item in items] == [
        ("before", "Update"),
        ("before", "Remove"),
        ("before", "Ensure"),
        ("during", "Create"),
        ("during", "Update"),
        ("during", "Trigger"),
        ("after", "Verify"),
        ("after", "Monitor"),
        ("after", "Configure"),
    ]


def test_a_directory_before_its_migration() -> None:
    found = (
        mention(kinds.VARIABLE, "DOCKERHUB_USERNAME"),
        mention(kinds.CIRCLECI_CONTEXT, "context docker-hub"),
        mention(kinds.COMMAND, "team/api", kinds.PUSHED),
    )

    assert states(inventory(*found, has=(facts.CIRCLECI,))) == {
        "Update the pipeline's variables": "open",
        "Remove the Docker Hub context from workflows": "open",
        "Ensure that the AWS credentials may push and pull": "cannot tell",
        "Create the ECR repository with Terraform": "open",
        "Update the pipeline's configuration": "open",
        "Trigger a first build": "cannot tell",
        "Verify the results of image scanning": "cannot tell",
        "Monitor the costs of ECR": "cannot tell",
        "Configure notifications of scan results": "open",
    }


def test_a_directory_after_its_migration() -> None:
    assert states(inventory(has=tuple(facts.FACTS))) == {
        "Update the pipeline's variables": "done",
        "Remove the Docker Hub context from workflows": "done",
        "Ensure that the AWS credentials may push and pull": "cannot tell",
        "Create the ECR repository with Terraform": "cannot tell",
        "Update the pipeline's configuration": "done",
        "Trigger a first build": "cannot tell",
        "Verify the results of image scanning": "cannot tell",
        "Monitor the costs of ECR": "cannot tell",
        "Configure notifications of scan results": "done",
    }


def test_an_empty_directory_is_told_little() -> None:
    told = states(inventory())

    assert told["Update the pipeline's variables"] == "cannot tell"
    assert told["Remove the Docker Hub context from workflows"] == "cannot tell"
    assert told["Update the pipeline's configuration"] == "open"


@pytest.mark.parametrize(
    "given",
    [
        mention(kinds.COMMAND, "team/api", kinds.PUSHED),
        mention(kinds.LOGIN, ""),
        mention(kinds.LOGIN_ACTION, ""),
        mention(kinds.CIRCLECI_ORB, "docker/publish"),
    ],
    ids=lambda value: value.kind,
)
def test_a_pipeline_that_also_goes_to_docker_hub_is_not_done(given: Mention) -> None:
    assert states(inventory(given, has=tuple(facts.FACTS)))["Update the pipeline's configuration"] == "open"


def test_places_are_named_and_not_without_end() -> None:
    found = [Mention(file="x", line=line, kind=kinds.VARIABLE, text="DOCKERHUB_USERNAME") for line in range(1, 7)]

    item: Item = checklist(inventory(*found))[0]

    assert item.reason == "variables of Docker Hub in x:1, x:2, x:3 and 3 more"


def test_the_steps_are_in_order_and_name_the_registry() -> None:
    found = (
        mention(kinds.LOGIN, ""),
        mention(kinds.COMMAND, "team/api:1", kinds.PUSHED),
        mention(kinds.DOCKERFILE_FROM, "grafana/grafana"),
        mention(kinds.DOCKERFILE_FROM, "nginx"),
        mention(kinds.KUBERNETES, "A"),
    )
    steps = plan_migration(inventory(*found), DESTINATION)

    assert [(step.phase, step.title) for step in steps] == [
        ("before", "Define the repository"),
        ("before", "Create the repository"),
        ("before", "Create a pull-through cache of Docker Hub"),
        ("before", "Give the pipeline credentials that may push"),
        ("before", "Copy the images of team/api"),
        ("during", "Log in to ECR instead of Docker Hub"),
        ("during", "Build, push and run the service's own image by its new name"),
        ("during", "Build on base images that are not pulled from Docker Hub"),
        ("during", "Find out where these lead"),
        ("during", "Run the pipeline once"),
        ("after", "See that nothing is left"),
        ("after", "Look at the scans, and at what it costs"),
        ("after", "Take Docker Hub's credentials back"),
    ]
    commands = [command for step in steps for command in step.commands]
    assert f"cdktf-ecr migrate images docker.io/team/api={HOST}/apps/api --apply" in commands
    assert "aws ecr describe-repositories --region eu-west-1 --repository-names apps/api" in commands
    assert f"cdktf-ecr scan gate {HOST}/apps/api:<tag>" in commands
    changes = [change for step in steps for change in step.changes]
    assert f"x:1: team/api:1: the service's own image: {HOST}/apps/api:1" in changes


def test_what_is_not_needed_is_no_step() -> None:
    titles = {step.title for step in plan_migration(inventory(has=tuple(facts.FACTS)), DESTINATION)}

    assert titles.isdisjoint(
        {
            "Define the repository",
            "Create a pull-through cache of Docker Hub",
            "Log in to ECR instead of Docker Hub",
            "Find out where these lead",
        }
    )
