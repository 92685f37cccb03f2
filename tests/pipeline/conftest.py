"""A pipeline's surroundings, or a reason why there are none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from cdktf_ecr.model.deployment.service import DeployedService
from tests.pipeline import base_image, engine
from tests.pipeline.ecr_registry import EcrRegistry
from tests.pipeline.hosts import Hosts
from tests.pipeline.standins import StandIns
from tests.pipeline.surroundings import HOST, REPOSITORY, Surroundings
from tests.terraform import emulator
from tests.terraform.account import Account
from tests.terraform.runner import find_terraform
from tests.unavailable import unavailable


@pytest.fixture(scope="module")
def surroundings() -> Iterator[Surroundings]:
    """Everything, with an account in which an administrator has applied the foundation."""
    terraform = find_terraform()
    lacking = {
        "terraform is not on PATH": terraform is None,
        "moto[server] is not installed": not emulator.installed(),
        "aws is not on PATH (pip install awscli, in an environment of its own)": shutil.which("aws") is None,
    }
    reasons = [*(reason for reason, lacks in lacking.items() if lacks), *filter(None, [engine.missing()])]
    if reasons or terraform is None:
        unavailable("; ".join(reasons))
    with ExitStack() as stack:
        directory = Path(tempfile.mkdtemp(prefix="pipeline-"))
        stack.callback(shutil.rmtree, directory, ignore_errors=True)
        account = Account(stack.enter_context(emulator.running(directory / "moto.log")).url)
        storage = stack.enter_context(engine.registry(directory))
        registry = EcrRegistry(HOST, storage, account.client("ecr"))
        proxy = stack.enter_context(registry.listening())
        running = stack.enter_context(engine.running(directory, proxy=proxy, insecure=HOST))
        standins = StandIns(directory / "standins")
        hosts = stack.enter_context(Hosts(account, DeployedService(repository=REPOSITORY)).running())
        standins.install(terraform=terraform, hosts=hosts.url)
        surroundings = Surroundings(directory, account, registry, running, hosts, standins, base_image.make(running))
        surroundings.administrate()
        yield surroundings
