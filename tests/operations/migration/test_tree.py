"""Which files are read, and what any text file may say."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.operations.migration.inventory import take_inventory
from cdktf_ecr.operations.migration.reading import tree
from tests.operations.migration.looking import found, inventory_of


@pytest.mark.parametrize(
    "name",
    [
        ".git/hooks/x.sh",
        "node_modules/a/x.sh",
        "venv/x.sh",
        ".terraform/x.sh",
        "README.md",
        "package-lock.json",
        "poetry.lock",
        "terraform.tfstate",
        "ignored/x.sh",
        "deep/also-ignored/x.sh",
    ],
)
def test_noise_is_left_out_and_counted(tmp_path: Path, name: str) -> None:
    files = {
        ".gitignore": "/ignored/\n",
        "deep/.gitignore": "also-ignored\n",
        name: "docker login -u $DOCKERHUB_USERNAME\n",
    }

    inventory = inventory_of(tmp_path, files)

    assert (inventory.uses, inventory.verdict, sum(dict(inventory.skipped).values())) == ((), "clean", 1)


def test_a_virtual_environment_by_any_name(tmp_path: Path) -> None:
    inventory = inventory_of(tmp_path, {"env3/pyvenv.cfg": "", "env3/x.sh": "docker login", "x.py": ""})

    assert (inventory.uses, inventory.files, dict(inventory.skipped)) == ((), 1, {"ignored directory": 1})


def test_an_ignored_file_is_read_since_an_environment_file_is_one(tmp_path: Path) -> None:
    inventory = inventory_of(tmp_path, {".gitignore": ".env\n", ".env": "DOCKERHUB_PASSWORD=x\n"})

    assert [(use.file, use.text) for use in inventory.uses] == [(".env", "DOCKERHUB_PASSWORD")]


def test_what_the_user_excludes_is_left_out_and_counted(tmp_path: Path) -> None:
    files = dict.fromkeys(("tests/x.sh", "src/tests/x.sh", "src/x.sh", "src/y.sh"), "docker login\n")

    inventory = inventory_of(tmp_path, files, exclude=["/tests/", "y.sh"])

    assert [use.file for use in inventory.uses] == ["src/tests/x.sh", "src/x.sh"]
    assert dict(inventory.skipped) == {"excluded": 2}


def test_what_is_binary_or_a_link_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "x.sh").write_bytes(b"docker login\0")
    (tmp_path / "loop").symlink_to(tmp_path)

    assert dict(take_inventory(tmp_path).skipped) == {"binary file": 1, "symbolic link": 1}


def test_a_file_that_is_too_large_is_named_and_gives_no_clean_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "LARGEST", 1_000)
    inventory = inventory_of(tmp_path, {"dump.sql": "x" * 1_001})

    assert (inventory.verdict, inventory.unread[0].file) == ("unknown", "dump.sql")


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.sh").write_text("", encoding="utf-8")

    def denied(*_: object) -> None:
        # What root, who runs some pipelines, never meets.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "open", denied)

    inventory = take_inventory(tmp_path)

    assert (inventory.verdict, inventory.unread[0].reason) == ("unknown", "cannot be read: Permission denied")


def test_no_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettingError, match="must be a directory"):
        take_inventory(tmp_path / "nowhere")


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    files = dict.fromkeys(("b/x.sh", "a.sh", "b.sh"), "docker login\n")

    assert [use.file for use in inventory_of(tmp_path, files).uses] == ["a.sh", "b.sh", "b/x.sh"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('os.environ["DOCKERHUB_USERNAME"]', ["DOCKERHUB_USERNAME"]),
        ("DOCKER_HUB_TOKEN: x", ["DOCKER_HUB_TOKEN"]),
        ("${{ secrets.DOCKERHUB_PASSWORD }}", ["DOCKERHUB_PASSWORD"]),
        ("DOCKER_USERNAME=1", ["DOCKER_USERNAME"]),
        ("CI_DOCKER_USER=1", ["DOCKER_USER"]),
        ("DOCKER_PASS DOCKER_PASSWORD DOCKER_LOGIN", ["DOCKER_LOGIN", "DOCKER_PASS", "DOCKER_PASSWORD"]),
        ("DOCKER_HOST DOCKER_BUILDKIT DOCKER_CONFIG DOCKER_USERS", []),
        ("# DOCKERHUB_USERNAME is no longer needed", []),
        ("// hub.docker.com", []),
        ('url = "https://hub.docker.com/r/team/api"', ["hub.docker.com"]),
        ('"registry-1.docker.io"', ["registry-1.docker.io"]),
        ('upstream_registry_url = "registry-1.docker.io"', []),
        ("UpstreamRegistryUrl: registry-1.docker.io", []),
        ("mydocker.io docker.iota x.docker.io", []),
    ],
)
def test_names_and_addresses_in_any_text(tmp_path: Path, line: str, expected: list[str]) -> None:
    assert [one.partition(": ")[2] for one in found(tmp_path, "x.py", line)] == expected


def test_an_address_beside_what_says_it_already_is_not_told_twice(tmp_path: Path) -> None:
    assert found(tmp_path, "x.sh", "docker pull docker.io/library/nginx") == ["1: docker.io/library/nginx"]


@pytest.mark.parametrize(
    ("name", "text", "has"),
    [
        (".circleci/config.yml", "jobs: {}", {"CircleCI"}),
        ("config.yml", "jobs: {}", set()),
        ("main.tf", 'resource "aws_ecr_repository" "x" {}', {"an ECR repository"}),
        ("main.tf", '# resource "aws_ecr_repository" "x" {}', set()),
        ("app.py", "from cdktf_ecr import Repository", {"an ECR repository"}),
        ("x.sh", "aws ecr get-login-password", {"a login to ECR"}),
        ("x.yaml", "a: {uses: aws-actions/amazon-ecr-login@v2}", {"a login to ECR"}),
        ("x.yaml", "a: {role-to-assume: x}", {"AWS credentials"}),
        ("x.sh", "cdktf-ecr scan gate x", {"a look at the scan"}),
        ("x.tfvars", 'ecr_notification_emails = ["a@example.com"]', {"notifications of scans"}),
        ("x.tfvars", "ecr_notification_emails = []", set()),
        ("x.tf", 'variable "ecr_notification_emails" {}', set()),
        ("x.tf", "notification_subscriptions = { }", set()),
    ],
)
def test_what_files_show_that_a_project_has(tmp_path: Path, name: str, text: str, has: set[str]) -> None:
    assert inventory_of(tmp_path, {name: text + "\n"}).has == has
