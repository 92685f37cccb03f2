"""Terraform, its provider and an emulated AWS, or a reason why there is none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.synthesized import Synthesize
from tests.terraform import emulator as emulators
from tests.terraform.account import Account
from tests.terraform.emulator import Emulator
from tests.terraform.provider import attached
from tests.terraform.runner import (
    ENDPOINT_VARIABLE,
    MIRROR_VARIABLE,
    Terraform,
    clean_environment,
    find_provider_mirror,
    find_terraform,
)
from tests.unavailable import unavailable

# What terraform init says where the registry is out of reach; any other failure is the configuration's.
_NO_PROVIDER = ("Failed to query available provider packages", "Failed to install provider")

Bare = Callable[[Path], Terraform]
Attach = Callable[[Terraform], Terraform]
Place = Callable[[Path, Path], Terraform]
Example = Callable[[str], Terraform]
PlannedProfile = Callable[[str], dict[str, Any]]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def terraform_binary() -> str:
    binary = find_terraform()
    if binary is None:
        unavailable("terraform is not on PATH; the tests of tests/terraform run it for real")
    return binary


@pytest.fixture(scope="session")
def emulator(
    terraform_binary: str,  # noqa: ARG001 - without it, there is no use for one
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Emulator]:
    """The AWS of this worker."""
    if not emulators.installed():
        unavailable("moto[server] is not installed (requirements-dev.txt), and real applies need it")
    with emulators.running(tmp_path_factory.mktemp("emulator") / "log") as running:
        yield running


@pytest.fixture
def account(emulator: Emulator) -> Account:
    """The emulated account, empty, in the stack's default region."""
    emulator.reset()
    return Account(emulator.url)


@pytest.fixture(scope="session")
def bare(terraform_binary: str, tmp_path_factory: pytest.TempPathFactory) -> Bare:
    """Run terraform in a directory that needs no provider."""
    home = tmp_path_factory.mktemp("home")

    def at(directory: Path) -> Terraform:
        return Terraform(directory, terraform_binary, clean_environment(home, "http://127.0.0.1:1"))

    return at


@pytest.fixture(scope="session")
def installed(bare: Bare, stack_directory: Path, shared_directory: Path) -> Path:
    """The guide's stack with the provider installed as users install it, once per run."""
    directory = shared_directory / "installed"
    with FileLock(f"{directory}.lock"):
        if not (directory / ".terraform.lock.hcl").exists():
            directory.mkdir(exist_ok=True)
            shutil.copy(stack_directory / "cdk.tf.json", directory)
            install(bare(directory))
    return directory


@pytest.fixture(scope="session")
def attach(emulator: Emulator, installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attach]:
    """Have a directory's commands use the worker's emulator and its one provider."""
    (binary,) = installed.glob(".terraform/providers/*/hashicorp/aws/*/*/terraform-provider-aws_*")
    home = tmp_path_factory.mktemp("home")
    with attached(binary, clean_environment(home, emulator.url), home / "credentials") as variables:
        given = {**variables, ENDPOINT_VARIABLE: emulator.url}
        yield lambda terraform: replace(terraform, environment={**terraform.environment, **given})


@pytest.fixture(scope="session")
def place(bare: Bare, installed: Path, stack_directory: Path, attach: Attach) -> Place:
    """Set a stack up in a directory of a test's own, which then has its own state; a bucket of state is left alone."""

    def at(base: Path, stack: Path) -> Terraform:
        directory = base / "out" / "stacks" / "ecr"  # The state's path is relative to it.
        directory.mkdir(parents=True)
        shutil.copy(stack / "cdk.tf.json", directory)
        terraform = attach(bare(directory))
        if stack == stack_directory:
            shutil.copy(installed / ".terraform.lock.hcl", directory)
            (directory / ".terraform").symlink_to(installed / ".terraform")
        else:
            configuration = json.loads((stack / "cdk.tf.json").read_text(encoding="utf-8"))
            terraform.init(*([] if "local" in configuration["terraform"]["backend"] else ["-backend=false"]))
        return terraform

    return at


@pytest.fixture
def planned_profile(
    synthesize: Synthesize, place: Place, tmp_path: Path, shared_directory: Path, emulator: Emulator
) -> PlannedProfile:
    """Plan the stack of a profile in an empty account, once per run."""

    def planned(profile: str) -> dict[str, Any]:
        file = shared_directory / f"planned-{profile}.json"
        with FileLock(f"{file}.lock"):
            if not file.exists():
                emulator.reset()
                plan = place(tmp_path / profile, synthesize(profile=profile) / "stacks" / "ecr").saved_plan()
                file.write_text(json.dumps(plan), encoding="utf-8")
        return dict(json.loads(file.read_text(encoding="utf-8")))

    return planned


@pytest.fixture
def terraform(tmp_path: Path, place: Place, stack_directory: Path) -> Terraform:
    """The stack with the guide's defaults, not yet applied."""
    return place(tmp_path, stack_directory)


@pytest.fixture
def example(tmp_path: Path, bare: Bare, attach: Attach) -> Example:
    """Set up one of the examples in HCL, in a copy that has the same place beside the modules."""

    def at(name: str) -> Terraform:
        directory = tmp_path / "examples" / name
        shutil.copytree(ROOT / "modules", tmp_path / "modules", dirs_exist_ok=True)
        shutil.copytree(ROOT / "examples" / name, directory)
        terraform = attach(bare(directory))
        terraform.init()
        return terraform

    return at


def install(terraform: Terraform) -> None:
    """Run `terraform init` as users do, who have each command start the provider that it installs."""
    mirror = find_provider_mirror()
    run = terraform.init(*([f"-plugin-dir={mirror}"] if mirror else []), allowed=(0, 1))
    if run.exit_code and mirror is None and any(text in run.text for text in _NO_PROVIDER):
        unavailable(f"there is no AWS provider: the registry is out of reach, and {MIRROR_VARIABLE} names no mirror")
    assert run.exit_code == 0, run.text
