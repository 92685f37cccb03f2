"""Maps of images in files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.operations.migration.copying.maps import read_maps

TARGET = "123456789012.dkr.ecr.us-east-1.amazonaws.com/api"
DIGEST = "sha256:" + "0" * 64


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "map.yaml",
            f"images:\n  - source: team/api\n    target: {TARGET}\n    tags: [1.10, 'v*']\n    exclude: [latest]\n",
        ),
        (
            "map.json",
            json.dumps(
                {"images": [{"source": "team/api", "target": TARGET, "tags": ["1.10", "v*"], "exclude": ["latest"]}]}
            ),
        ),
        (
            "map.toml",
            f'[[images]]\nsource = "team/api"\ntarget = "{TARGET}"\ntags = ["1.10", "v*"]\nexclude = ["latest"]\n',
        ),
    ],
)
def test_each_format_says_the_same(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")

    (pair,) = read_maps([str(tmp_path / name)])

    # An unquoted 1.10 is a tag, and no number.
    assert (str(pair.source), str(pair.target)) == ("docker.io/team/api", TARGET)
    assert (pair.tags, pair.exclude, pair.digests) == (("1.10", "v*"), ("latest",), ())


def test_digests_alone_are_no_tags(tmp_path: Path) -> None:
    file = tmp_path / "map.yaml"
    file.write_text(f"images: [{{source: team/api, target: {TARGET}, digests: ['{DIGEST}']}}]\n", encoding="utf-8")

    (pair,) = read_maps([str(file)])

    assert (pair.tags, pair.digests) == ((), (DIGEST,))


def test_arguments_and_files_together(tmp_path: Path) -> None:
    file = tmp_path / "map.yaml"
    file.write_text(f"images: [{{source: 'team/web:1', target: {TARGET}}}]\n", encoding="utf-8")

    assert [str(pair.source) for pair in read_maps([f"nginx={TARGET}", str(file)])] == [
        "docker.io/library/nginx",
        "docker.io/team/web",
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "must have a list called images, and nothing else"),
        ("[]", "must have a list called images"),
        ("images: x", "must have a list called images"),
        ("images: []\nmore: 1", "and nothing else"),
        ("images: [", "is not valid YAML"),
        ("images: [x]", r"map.yaml, images\[0\]"),
        ("images: [{source: team/api}]", "must have source and target"),
        (f"images: [{{source: team/api, target: {TARGET}, tag: x}}]", "must have source and target, and may have tags"),
        (f"images: [{{source: [a], target: {TARGET}}}]", r"source \['a'\]: must be text"),
        (f"images: [{{source: team/api, target: {TARGET}, tags: v1}}]", "tags 'v1': must be a list of texts"),
        (f"images: [{{source: team/api, target: {TARGET}, tags: ['a b']}}]", "tags 'a b': must be a tag"),
        (f"images: [{{source: team/api, target: {TARGET}, digests: [x]}}]", "digests 'x': must be an image's digest"),
        (f"images: [{{source: 'team/api:1', target: {TARGET}, tags: [x]}}]", "has a tag or a digest"),
        ("images: [{source: team/api, target: api}]", "target 'api': must be a repository with its registry's host"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, rule: str) -> None:
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(InvalidSettingError, match=rule):
        read_maps([str(tmp_path / "map.yaml")])


@pytest.mark.parametrize("text", ["images = 1 2", "[[images]]\nsource = 1\ntarget = 2\n"])
def test_a_mistake_in_toml(tmp_path: Path, text: str) -> None:
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")

    with pytest.raises(InvalidSettingError, match=r"is not valid TOML|must be text"):
        read_maps([str(tmp_path / "map.toml")])
