"""Which names of images mean Docker Hub."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.migration.image_names import (
    ImageName,
    UnknownName,
    is_loopback,
    name_with_variables,
    parse_image_name,
)
from cdktf_ecr.model.migration.variables import ECR_PLACEHOLDER, Variables, marked, shown

DIGEST = "sha256:" + "0" * 64


@pytest.mark.parametrize(
    ("text", "repository", "tag", "digest"),
    [
        ("nginx", "library/nginx", None, None),
        ("library/nginx", "library/nginx", None, None),
        ("nginx:1.2", "library/nginx", "1.2", None),
        ("team/api", "team/api", None, None),
        ("a/b/c", "a/b/c", None, None),
        ("docker.io/nginx", "library/nginx", None, None),
        ("index.docker.io/team/api:1", "team/api", "1", None),
        ("registry-1.docker.io/library/nginx", "library/nginx", None, None),
        ("registry.hub.docker.com/library/nginx", "library/nginx", None, None),
        (f"nginx:1@{DIGEST}", "library/nginx", "1", DIGEST),
    ],
)
def test_short_names_and_all_of_its_hosts_are_docker_hub(
    text: str, repository: str, tag: str | None, digest: str | None
) -> None:
    assert parse_image_name(text) == ImageName(host="docker.io", repository=repository, tag=tag, digest=digest)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("localhost/api", "localhost"),
        ("localhost:5000/api", "localhost:5000"),
        ("ghcr.io/team/api:1", "ghcr.io"),
        ("public.ecr.aws/docker/library/nginx", "public.ecr.aws"),
        ("registry:5000/api", "registry:5000"),
        ("123456789012.dkr.ecr.us-east-1.amazonaws.com/api", "123456789012.dkr.ecr.us-east-1.amazonaws.com"),
        ("mydocker.io/api", "mydocker.io"),
        ("docker.io.example.com/api", "docker.io.example.com"),
    ],
)
def test_any_other_host_is_another_registry(text: str, host: str) -> None:
    name = parse_image_name(text)

    assert name is not None
    assert (name.host, name.on_docker_hub) == (host, False)


@pytest.mark.parametrize(
    "text", ["", "Nginx", "a b", "a//b", "/a", "a/", "a:", "a:-x", "a@sha256:1", "https://a/b", "a..b", "."]
)
def test_what_is_no_name(text: str) -> None:
    assert parse_image_name(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nginx:$TAG", "library/nginx"),
        ("team/api:${A}-${B}", "team/api"),
        ("team/$NAME:1", "team/$NAME"),
        ("docker.io/$NAME", "$NAME"),
        ("$IMAGE", None),
        ("$IMAGE:1", None),
        ("nginx$SUFFIX", None),
        ("$HOST/api", None),
        ("$TEAM-images/api", None),
        ("$X.io/api", None),
        ("${A}docker.io/api", None),
    ],
)
def test_a_variable_where_a_host_could_be_makes_a_name_unknown(text: str, expected: str | None) -> None:
    name = name_with_variables(Variables(given={}).fill(text))

    if expected is None:
        assert isinstance(name, UnknownName)
        assert name.reason.startswith("depends on $")
    else:
        assert isinstance(name, ImageName)
        assert (name.on_docker_hub, name.repository, name.is_known) == (True, expected, "$" not in expected)


@pytest.mark.parametrize(
    "text", ["$ID.dkr.ecr.$REGION.amazonaws.com/x", "localhost:$PORT/x", "ghcr.io/$X", "$X:5000/y"]
)
def test_a_variable_in_the_host_of_another_registry_changes_nothing(text: str) -> None:
    name = name_with_variables(Variables(given={}).fill(text))

    assert isinstance(name, ImageName)
    assert not name.on_docker_hub


@pytest.mark.parametrize(
    ("host", "is_one"),
    [
        ("localhost", True),
        ("localhost:5000", True),
        ("127.0.0.1:5000", True),
        ("127.1.2.3", True),
        ("[::1]:5000", True),
        ("127.0.0.1.example.com", False),
        ("localhost.example.com:80", False),
        ("10.0.0.1:5000", False),
    ],
)
def test_only_this_machine_is_asked_without_tls(host: str, *, is_one: bool) -> None:
    assert is_loopback(host) is is_one


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$A", "a"),
        ("${A}", "a"),
        ("$(A)", "a"),
        ("${{ env.A }}", "a"),
        ("${A:-x}", "a"),
        ("${A:?needed}", "a"),
        ("${B:-x}", "x"),
        ("${B-x}", "x"),
        ("${B:-${A}}", "a"),
        ("${B:-${C:-y}}", "y"),
        ("$B", "$B"),
        ("${B:?needed}", "${B:?needed}"),
        ("${A%x}", "${A%x}"),
        ("${{ secrets.A }}", "${{ secrets.A }}"),
        ("${{ matrix.image }}", "${{ matrix.image }}"),
        ("<< parameters.image >>", "<< parameters.image >>"),
        ("<<EOF", "<<EOF"),
        ("{{ .Values.image }}", "{{ .Values.image }}"),
        ("$(date +%s)", "$(date +%s)"),
        ("`date`", "`date`"),
        ("$1 $@", "$1 $@"),
        ("${aws_ecr_repository.x.repository_url}", ECR_PLACEHOLDER),
        ("$(terraform output -raw ecr_repository_url)", ECR_PLACEHOLDER),
        ("5$", "5$"),
    ],
)
def test_variables_are_filled_in_or_shown_as_they_were(text: str, expected: str) -> None:
    assert shown(Variables(given={"A": "a"}).fill(text)) == expected


def test_two_values_are_none() -> None:
    variables = Variables(given={})
    for value in ("x", "x"):
        variables.assign("SAME", value)
    for value in ("x", "y", "x"):
        variables.assign("OTHER", value)

    assert shown(variables.fill("$SAME $OTHER")) == "x $OTHER"


def test_what_is_given_takes_precedence() -> None:
    variables = Variables(given={"A": "given"})
    variables.assign("A", "found")

    assert variables.fill("$A") == "given"


@given(st.text(alphabet=st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs"])))
def test_a_marked_expression_is_shown_as_it_was(text: str) -> None:
    assert shown(marked(text)) == text


@given(st.text("ab$:{}()-/@<>.` ", max_size=30))
def test_filling_in_ends_and_says_yes_or_no(text: str) -> None:
    name_with_variables(Variables(given={"a": "$b", "b": "${a}"}).fill(text))
