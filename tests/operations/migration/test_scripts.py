"""Commands in shell scripts and Makefiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.operations.migration.looking import found, inventory_of


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("docker pull nginx", ["nginx"]),
        ("docker pull -q --platform linux/arm64 nginx:1 && docker pull ghcr.io/team/api", ["nginx:1"]),
        ("docker image pull nginx; docker -H tcp://x pull redis", ["nginx", "redis"]),
        ('docker run -it --rm -p 80:80 -v $PWD:/x --name web nginx:1 sh -c "docker pull redis"', ["nginx:1"]),
        ("docker run --rm=true -e A=b nginx", ["nginx"]),
        ("docker run -p80:80 -itd nginx", ["nginx"]),
        ("docker run --network=host --entrypoint sh nginx", ["nginx"]),
        ('docker run "$@"', ["$@?"]),
        ("docker service create --name x nginx", ["nginx"]),
        ("docker service update --image nginx:2 x", ["nginx:2"]),
        ("docker save -o x nginx", ["nginx"]),
        ("docker exec web nginx; docker compose pull; docker ps; docker rmi nginx", []),
        ("podman pull docker.io/nginx", ["docker.io/nginx"]),
        ("docker buildx imagetools create -t team/api:2 team/api:1", ["team/api:1", "team/api:2"]),
        ("docker manifest create team/api:2 team/api:1", ["team/api:1", "team/api:2"]),
        (
            "docker buildx build --push -t team/api --cache-from type=registry,ref=team/cache .",
            ["team/api", "team/cache"],
        ),
        ("docker build --build-context base=docker-image://alpine --tag=team/api .", ["alpine", "team/api"]),
        ("docker build -tteam/api .", ["team/api"]),
        ("skopeo copy --authfile x docker://nginx docker://team/api", ["nginx", "team/api"]),
        ("skopeo copy dir:x docker-archive:y", []),
        ("crane copy nginx 123456789012.dkr.ecr.us-east-1.amazonaws.com/nginx", ["nginx"]),
        ("kubectl set image deployment/web web=nginx:2 -n x", ["nginx:2"]),
        ("kubectl run web --image=nginx", ["nginx"]),
        ("# docker pull nginx\ntrue # docker pull nginx", []),
        ('echo "docker pull nginx"', []),
        ('ssh host "docker pull nginx"', ["nginx"]),
        ("if true; then sudo docker pull nginx; fi", ["nginx"]),
        ("timeout 60 docker pull nginx", ["nginx"]),
        ("X=1 docker pull nginx", ["nginx"]),
        ("docker \\\n  pull \\\n  nginx", ["nginx"]),
        ("x=$(docker run alpine true)", ["alpine"]),
        ("cat <<EOF\ndocker pull nginx\nEOF", ["nginx"]),
        ("docker run alpine sh -c 'echo \"it is'", ["alpine"]),
        ("for one in a b; do docker pull $one; done", ["$one?"]),
        (f"docker pull nginx@sha256:{'0' * 64}", [f"nginx@sha256:{'0' * 64}"]),
    ],
    ids=str,
)
def test_images_that_commands_handle(tmp_path: Path, script: str, expected: list[str]) -> None:
    assert sorted(one.partition(": ")[2] for one in found(tmp_path, "x.sh", script)) == sorted(expected)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("docker login", ["1: docker login"]),
        ("docker login -u me -p secret", ["1: docker login"]),
        ("docker login docker.io", ["1: docker login docker.io"]),
        ("docker login https://index.docker.io/v1/ -u me", ["1: docker login index.docker.io/v1/"]),
        ("docker login ghcr.io -u me", []),
        ("docker login ghcr.io/team -u me", []),
        ('docker login "$REGISTRY" -u me', ["1: docker login $REGISTRY?"]),
        ("docker login --username AWS --password-stdin $ACCOUNT.dkr.ecr.us-east-1.amazonaws.com", []),
        ("eval $(docker login)", ["1: docker login"]),
        ("skopeo login -u me docker.io", ["1: docker login docker.io"]),
        # The guide's own line: it says AWS and names no registry.
        ("aws ecr get-login-password | docker login --username AWS --password-stdin", ["1: docker login"]),
    ],
)
def test_logins(tmp_path: Path, command: str, expected: list[str]) -> None:
    assert found(tmp_path, "x.sh", command) == expected


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("IMAGE=team/api\ndocker push $IMAGE:$TAG", ["2: team/api:$TAG"]),
        ("export IMAGE='team/api'\ndocker push ${IMAGE}", ["2: team/api"]),
        ("IMAGE=${1:-team/api}\ndocker push $IMAGE", ["2: team/api"]),
        ("IMAGE=a/b\nIMAGE=c/d\ndocker push $IMAGE", ["3: $IMAGE?"]),
        ("docker push $IMAGE", ["1: $IMAGE?"]),
        ("docker push ${TEAM}/api", ["1: ${TEAM}/api?"]),
        ("docker push team/${NAME}", ["1: team/${NAME}"]),
        ("docker pull nginx${SUFFIX}", ["1: nginx${SUFFIX}?"]),
        ("docker pull localhost:${PORT}/x", []),
        ("docker pull ${ID}.dkr.ecr.us-east-1.amazonaws.com/x", []),
        ("docker pull ${ANY}.io/x/y", ["1: ${ANY}.io/x/y?"]),
        ("URL=$(terraform output -raw ecr_repository_url)\ndocker push ${URL}:1", []),
        ("URL=$(aws ecr describe-repositories --query 'repositories[0].repositoryUri')\ndocker push $URL:1", []),
        ("URL=$(cat url)\ndocker push $URL:1", ["2: $(cat url):1?"]),
    ],
)
def test_variables(tmp_path: Path, script: str, expected: list[str]) -> None:
    assert found(tmp_path, "x.sh", script) == expected


def test_what_the_user_says_of_a_variable_holds(tmp_path: Path) -> None:
    script = {"x.sh": "docker push $A:1; docker push $B:1"}
    variables = {"A": "123456789012.dkr.ecr.us-east-1.amazonaws.com/api", "B": "team/api"}

    (use,) = inventory_of(tmp_path, script, variables=variables).uses

    assert (use.text, use.state) == ("team/api:1", "left")


def test_a_makefile(tmp_path: Path) -> None:
    text = (
        "IMAGE ?= team/api\n"
        "TAG := $(shell git rev-parse HEAD)\n"
        "all: ; docker pull nginx\n"
        "push: build\n"
        "\t@docker push $(IMAGE):$(TAG)\n"
        "\t-docker pull $(OTHER)\n"
        '\tIMAGES="x" docker run --rm $$ONE\n'
    )

    assert found(tmp_path, "Makefile", text) == [
        "3: nginx",
        "5: team/api:$(shell git rev-parse HEAD)",
        "6: $(OTHER)?",
        "7: $ONE?",
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("run", "#!/usr/bin/env bash\ndocker pull nginx\n"),
        ("Jenkinsfile", "node {\n  sh 'docker pull nginx'\n}\n"),
        ("x.bash", "docker pull nginx"),
        ("rules.mk", "x:\n\tdocker pull nginx\n"),
    ],
)
def test_which_files_are_scripts(tmp_path: Path, name: str, text: str) -> None:
    assert [one.partition(": ")[2] for one in found(tmp_path, name, text)] == ["nginx"]
