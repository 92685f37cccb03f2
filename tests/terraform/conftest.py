"""Terraform, its provider and an emulated AWS, or a reason why there is none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from tests.terraform import emulator as emulators
from tests.terraform.account import Account
from tests.terraform.emulator import Emulator
from tests.terraform.provider import REATTACH_VARIABLE, attached
from tests.terraform.runner import MIRROR_VARIABLE, Terraform, clean_environment, find_provider_mirror, find_terraform
from tests.unavailable import unavailable

# What terraform init says where the registry is out of reach; any other failure is the configuration's.
_NO_PROVIDER = ("Failed to query available provider packages", "Failed to install provider")

Bare = Callable[[Path], Terraform]
Place = Callable[[Path, Path], Terraform]
Example = Callable[[str], Terraform]

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
def initialized(bare: Bare, shared_directory: Path) -> Callable[[Path], Path]:
    """Run `terraform init` on a stack, once per run; its state's bucket is left alone."""

    def initialize(stack: Path) -> Path:
        directory = shared_directory / "initialized" / stack.parent.parent.name
        directory.parent.mkdir(exist_ok=True)
        with FileLock(f"{directory}.lock"):
            if not (directory / ".terraform.lock.hcl").exists():
                directory.mkdir(exist_ok=True)
                shutil.copy(stack / "cdk.tf.json", directory)
                configuration = json.loads((stack / "cdk.tf.json").read_text(encoding="utf-8"))
                backend = [] if "local" in configuration["terraform"]["backend"] else ["-backend=false"]
                _install_provider(bare(directory), *backend)
        return directory

    return initialize


@pytest.fixture(scope="session")
def attach(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Terraform], Terraform]]:
    """Have a directory's commands use the worker's one provider, which is started for the first of them."""
    with ExitStack() as running:
        started: dict[str, str] = {}

        def to(terraform: Terraform) -> Terraform:
            if not started:
                (binary,) = terraform.directory.glob(
                    ".terraform/providers/*/hashicorp/aws/*/*/terraform-provider-aws_*"
                )
                environment = clean_environment(tmp_path_factory.mktemp("home"), emulator.url)
                started[REATTACH_VARIABLE] = running.enter_context(attached(binary, environment))
            return replace(terraform, environment={**terraform.environment, **started})

        yield to


@pytest.fixture(scope="session")
def place(
    terraform_binary: str,
    emulator: Emulator,
    initialized: Callable[[Path], Path],
    attach: Callable[[Terraform], Terraform],
    tmp_path_factory: pytest.TempPathFactory,
) -> Place:
    """Set a stack up in a directory of a test's own, which then has its own state."""
    home = tmp_path_factory.mktemp("home")

    def at(base: Path, stack: Path) -> Terraform:
        source = initialized(stack)
        directory = base / "out" / "stacks" / "ecr"  # The state's path is relative to it.
        directory.mkdir(parents=True)
        for file in ("cdk.tf.json", ".terraform.lock.hcl"):
            shutil.copy(source / file, directory)
        (directory / ".terraform").symlink_to(source / ".terraform")
        return attach(Terraform(directory, terraform_binary, clean_environment(home, emulator.url)))

    return at


@pytest.fixture
def terraform(tmp_path: Path, place: Place, stack_directory: Path) -> Terraform:
    """The stack with the guide's defaults, not yet applied."""
    return place(tmp_path, stack_directory)


@pytest.fixture
def example(
    tmp_path: Path, terraform_binary: str, emulator: Emulator, attach: Callable[[Terraform], Terraform]
) -> Example:
    """Set up one of the examples in HCL, in a copy that has the same place beside the modules."""

    def at(name: str) -> Terraform:
        home, directory = tmp_path / "home", tmp_path / "examples" / name
        home.mkdir(exist_ok=True)
        shutil.copytree(ROOT / "modules", tmp_path / "modules", dirs_exist_ok=True)
        shutil.copytree(ROOT / "examples" / name, directory)
        terraform = Terraform(directory, terraform_binary, clean_environment(home, emulator.url))
        _install_provider(terraform)
        return attach(terraform)

    return at


def _install_provider(terraform: Terraform, *arguments: str) -> None:
    mirror = find_provider_mirror()
    run = terraform.init(*arguments, *([f"-plugin-dir={mirror}"] if mirror else []))
    if run.exit_code and mirror is None and any(text in run.text for text in _NO_PROVIDER):
        unavailable(f"there is no AWS provider: the registry is out of reach, and {MIRROR_VARIABLE} names no mirror")
    assert run.exit_code == 0, run.text
