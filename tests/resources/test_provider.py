"""Every construct writes what the AWS provider's releases 6 take, and says which it needs."""

from __future__ import annotations

import pytest

from tests.compatibility.fitting import assert_fits
from tests.resources.conftest import Application
from tests.resources.every_construct import CONSTRUCTS

pytestmark = pytest.mark.xdist_group("jsii")


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_a_construct_fits_the_releases_that_it_requires(application: Application, name: str) -> None:
    assert_fits(application.stack(name))
