"""Where Amazon Inspector is not to be had, a module says so before Terraform creates anything."""

from __future__ import annotations

import botocore.session
import pytest
from cdktf import TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider

from cdktf_ecr import EcrModule, InvalidSettingError, ModuleSettings
from cdktf_ecr.model.aws.inspector import REGIONS_WITHOUT_INSPECTOR
from tests.synthesized import Synth


def test_the_list_is_that_of_the_endpoints() -> None:
    partitions = botocore.session.get_session().get_component("data_loader").load_data("endpoints")["partitions"]
    without = {
        region
        for partition in partitions
        for region in partition["services"]["api.ecr"]["endpoints"]
        if region in partition["regions"]
        and region not in partition["services"].get("inspector2", {}).get("endpoints", {})
    }

    assert set(REGIONS_WITHOUT_INSPECTOR) == without


@pytest.mark.parametrize(
    ("settings", "refused"),
    [
        (ModuleSettings(), True),
        (ModuleSettings(enable_enhanced_scanning=False), False),
        (ModuleSettings(regions_without_inspector=[]), False),
        (ModuleSettings(manage_registry_scanning=False), False),
    ],
)
def test_a_known_region_is_refused_at_synth(
    new_stack: TerraformStack, settings: ModuleSettings, *, refused: bool
) -> None:
    AwsProvider(new_stack, "aws", region="eusc-de-east-1")

    if refused:
        with pytest.raises(InvalidSettingError, match="enable_enhanced_scanning True: must be false: Amazon Inspector"):
            EcrModule(new_stack, "module", settings=settings)
    else:
        EcrModule(new_stack, "module", settings=settings)


def test_a_known_region_that_has_it_needs_no_check_at_plan(new_stack: TerraformStack, synth: Synth) -> None:
    AwsProvider(new_stack, "aws", region="eu-west-1")
    EcrModule(new_stack, "module", settings=ModuleSettings())

    (scanning,) = synth()["resource"]["aws_ecr_registry_scanning_configuration"].values()
    assert "lifecycle" not in scanning
