"""Which images go where."""

from __future__ import annotations

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.migration.copies import Pair, Repository, attached_digest, parse_pair

TARGET = "123456789012.dkr.ecr.us-east-1.amazonaws.com/api"
DIGEST = "sha256:" + "0" * 64


@pytest.mark.parametrize(
    ("source", "host", "name", "tags", "digests"),
    [
        ("nginx", "docker.io", "library/nginx", ("*",), ()),
        ("team/api", "docker.io", "team/api", ("*",), ()),
        ("docker.io/team/api:v*", "docker.io", "team/api", ("v*",), ()),
        ("ghcr.io/team/api:1.?", "ghcr.io", "team/api", ("1.?",), ()),
        ("localhost:5000/api", "localhost:5000", "api", ("*",), ()),
        (f"team/api@{DIGEST}", "docker.io", "team/api", (), (DIGEST,)),
    ],
)
def test_a_source(source: str, host: str, name: str, tags: tuple[str, ...], digests: tuple[str, ...]) -> None:
    pair = parse_pair(source, TARGET)

    assert (pair.source, pair.tags, pair.digests) == (Repository(host=host, name=name), tags, digests)
    assert str(pair.target) == TARGET


@pytest.mark.parametrize(
    "source", ["", "Team/api", "team/api:", "team/api:a b", f"team/api:1@{DIGEST}", "team/api@sha256:1", "https://x/y"]
)
def test_what_is_no_source(source: str) -> None:
    with pytest.raises(InvalidSettingError, match="source"):
        parse_pair(source, TARGET)


@pytest.mark.parametrize("target", ["", "api", "team/api", "docker.io/team/api", f"{TARGET}:1", f"{TARGET}@{DIGEST}"])
def test_what_is_no_target(target: str) -> None:
    with pytest.raises(InvalidSettingError, match="target"):
        parse_pair("nginx", target)


def test_tags_are_chosen_once_and_a_literal_one_even_if_it_is_not_there() -> None:
    repository = Repository(host="x.io", name="y")
    pair = Pair(source=repository, target=repository, tags=("v*", "gone", "v1"), exclude=("*-rc?",))

    assert pair.chosen(["v1", "v2-rc1", "V3", "main", "v10"]) == ("gone", "v1", "v10")


@pytest.mark.parametrize(
    ("tag", "digest"),
    [
        (f"sha256-{'a' * 64}", "sha256:" + "a" * 64),
        (f"sha256-{'a' * 64}.sig", "sha256:" + "a" * 64),
        (f"sha256-{'a' * 64}.att", "sha256:" + "a" * 64),
        (f"sha256-{'a' * 63}", None),
        ("v1.0", None),
    ],
)
def test_a_tag_that_says_what_it_is_about(tag: str, digest: str | None) -> None:
    assert attached_digest(tag) == digest
