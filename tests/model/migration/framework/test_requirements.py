"""What an application asks for, moved: to releases that go together, with everything else as it was."""

from __future__ import annotations

import pytest
from packaging.requirements import Requirement

from cdktf_ecr.model.migration.framework.names import VERSIONS, new_distribution, new_module
from cdktf_ecr.model.migration.framework.requirements import moved_pyproject, moved_requirements


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("cdktf==0.21.0", "cdktn>=0.24,<0.25"),
        ("CDKTF", "cdktn>=0.24,<0.25"),
        ("cdktf >= 0.20, < 0.22  # the framework", "cdktn>=0.24,<0.25  # the framework"),
        (
            "cdktf-cdktf-provider-aws~=21.0 ; python_version > '3.8'",
            "cdktn-provider-aws>=25,<26 ; python_version > '3.8'",
        ),
        ("cdktf_cdktf_provider_aws==21.22.1", "cdktn-provider-aws>=25,<26"),
        ("cdktf-ecr==0.1.0", "cdktf-ecr[cdktn]==0.1.0"),
        ("cdktf-ecr[cli, node]>=0.1", "cdktf-ecr[cli,node,cdktn]>=0.1"),
        ("cdktf-ecr[cdktn]", "cdktf-ecr[cdktn]"),
        ("constructs==10.8.1", "constructs>=10.4,<10.8"),
        ("constructs==10.7.2", "constructs==10.7.2"),
        ("constructs>=10.4,<11", "constructs>=10.4,<11"),
        ("constructs>=11.0", "constructs>=10.4,<10.8"),
        ("cdktf-cdktf-provider-null", "cdktn-provider-null"),
        ("cdktf-ecr[cli] @ https://x/y.whl", "cdktf-ecr[cli,cdktn] @ https://x/y.whl"),
        ("boto3 @ https://x/cdktf.whl", "boto3 @ https://x/cdktf.whl"),
        ("boto3==1.44.5", "boto3==1.44.5"),
        ("-r cdktf.txt", "-r cdktf.txt"),
        ("# cdktf", "# cdktf"),
        ("-e .[cdktf]", "-e .[cdktf]"),
        ("", ""),
    ],
)
def test_a_requirement_moves(before: str, after: str) -> None:
    moved = moved_requirements(f"{before}\n")

    assert moved.text == f"{after}\n"
    assert moved.left == ()
    assert moved_requirements(moved.text).text == moved.text


def test_the_releases_are_those_of_the_extra() -> None:
    for name, versions in VERSIONS.items():
        assert Requirement(f"{name}{versions}").specifier


def test_another_provider_wants_a_release_that_somebody_chooses() -> None:
    moved = moved_requirements("cdktf-cdktf-provider-random==11.0.0\n")

    assert moved.text == "cdktn-provider-random\n"
    assert [(one.line, one.text) for one in moved.left] == [(1, "cdktf-cdktf-provider-random==11.0.0")]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("cdktf @ git+https://x/y", "cdktn>=0.24,<0.25"),
        ("cdktf-cdktf-provider-aws@https://x/y.whl", "cdktn-provider-aws>=25,<26"),
    ],
)
def test_what_comes_from_a_place_of_its_own_is_left(line: str, wanted: str) -> None:
    moved = moved_requirements(f"{line}\n")

    assert moved.text == f"{line}\n"
    assert [(one.line, one.text, one.advice) for one in moved.left] == [
        (1, line, f"comes from a place of its own: ask for {wanted}")
    ]


@pytest.mark.parametrize(
    ("table", "line", "left"),
    [
        ("tool.poetry.dependencies", 'cdktf-ecr = "^0.1"', True),
        ("packages", 'cdktf-ecr = {version = "*", extras = ["cli"]}', True),
        ("packages", 'cdktf-ecr = {version = "*", extras = ["cdktn"]}', False),
        ("tool.poetry.group.dev.dependencies", 'cdktf_ecr = "*"', True),
        ("project.scripts", 'cdktf-ecr = "cdktf_ecr.cli:main"', False),
        ("tool.setuptools.package-data", 'cdktf_ecr = ["py.typed"]', False),
        ("tool.uv.sources", 'cdktf-ecr = {path = "../cdktf-ecr"}', False),
    ],
)
def test_a_table_is_told_to_ask_for_the_extra(table: str, line: str, *, left: bool) -> None:
    text = f"[{table}]\n{line}\n"

    moved = moved_pyproject(text, ())

    assert moved.text == text
    assert [(one.line, one.text) for one in moved.left] == ([(2, line)] if left else [])


def test_what_is_locked_by_hashes_is_left() -> None:
    text = "boto3==1 \\\n    --hash=sha256:00\ncdktf==0.21.0 \\\n    --hash=sha256:00 \\\n    --hash=sha256:01\n"

    moved = moved_requirements(text)

    assert moved.text == text
    assert [(one.line, one.text) for one in moved.left] == [(3, "cdktf==0.21.0 \\")]
    assert "lock it again" in moved.left[0].advice


def test_lists_of_a_pyproject_move_and_tables_are_left() -> None:
    text = """\
[project]
name = "cdktf"
dependencies = ["cdktf>=0.21,<0.22", 'cdktf-ecr[cli]']  # both
[project.optional-dependencies]
aws = [
  "cdktf-cdktf-provider-aws>=21",
]
[tool.poetry.dependencies]
cdktf = "^0.21"
"cdktf-cdktf-provider-null" = "*"
"""
    moved = moved_pyproject(text, ["cdktf>=0.21,<0.22", "cdktf-ecr[cli]", "cdktf-cdktf-provider-aws>=21"])

    assert moved.text == text.replace(
        "\"cdktf>=0.21,<0.22\", 'cdktf-ecr[cli]'", "\"cdktn>=0.24,<0.25\", 'cdktf-ecr[cli,cdktn]'"
    ).replace("cdktf-cdktf-provider-aws>=21", "cdktn-provider-aws>=25,<26")
    assert [(one.line, one.advice) for one in moved.left] == [
        (9, 'write cdktn = ">=0.24,<0.25" in its place'),
        (10, 'write cdktn-provider-null = "*" in its place'),
    ]


@pytest.mark.parametrize(
    ("module", "moved"),
    [("cdktf", "cdktn"), ("cdktf_cdktf_provider_aws", "cdktn_provider_aws"), ("cdktf_ecr", None), ("os", None)],
)
def test_modules_are_called_as_their_distributions(module: str, moved: str | None) -> None:
    assert new_module(module) == moved
    assert new_distribution(module.replace("_", "-")) == (None if moved is None else moved.replace("_", "-"))
