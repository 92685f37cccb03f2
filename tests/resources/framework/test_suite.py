"""That the suite of constructs runs on the framework it was asked to run on."""

from __future__ import annotations

import os

import pytest
from cdktf import TerraformStack

import cdktf_ecr
from cdktf_ecr.resources.framework.frameworks import current
from tests.frameworks import VARIABLE

pytestmark = pytest.mark.xdist_group("jsii")


def test_the_suite_runs_on_the_framework_that_was_asked_for(new_stack: TerraformStack) -> None:
    repository = cdktf_ecr.Repository(new_stack, "api", name="team/api")

    assert current().package == os.environ.get(VARIABLE, "cdktf")
    assert type(repository.repository).__module__ == f"{current().bindings}.ecr_repository"
