"""What is synthesized is what the AWS provider's releases 6 take, and requires what it uses."""

from __future__ import annotations

import pytest

from cdktf_ecr.model.terraform.versions import FEATURES, ProviderFeature
from tests.compatibility.configurations import NAMES, Configurations
from tests.compatibility.fitting import assert_fits
from tests.compatibility.reader import BINDINGS, Bindings

# The constructs are checked in the same process: the schemas are read once.
pytestmark = pytest.mark.xdist_group("jsii")


@pytest.mark.parametrize("name", NAMES)
def test_a_configuration_fits_the_releases_that_it_requires(configurations: Configurations, name: str) -> None:
    assert_fits(configurations.read(name))


def test_the_schemas_are_of_two_releases() -> None:
    assert [bindings.release for bindings in BINDINGS] == [(6, 25), (6, 69)]


@pytest.mark.parametrize("bindings", BINDINGS, ids=lambda bindings: bindings.package)
@pytest.mark.parametrize("feature", [each for each in FEATURES if each.value is None], ids=lambda each: each.title)
def test_a_feature_is_in_the_schemas_from_its_release_on(feature: ProviderFeature, bindings: Bindings) -> None:
    schema = bindings.schema(feature.type or "aws_ecr_repository")

    known = schema is not None and (feature.argument is None or feature.argument in schema.arguments)

    assert known == (bindings.release >= feature.since)
