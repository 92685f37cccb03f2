"""All pairs of switches, applied for real: what AWS then holds, what Terraform says of it, what a destroy leaves."""

from __future__ import annotations

import itertools
import json
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from allpairspy import AllPairs  # type: ignore[import-untyped]

from tests.terraform.account import Account
from tests.terraform.combination import AWS_MANAGED, CREATED, GIVEN, PARTITIONS, Combination
from tests.terraform.emulator import Emulator
from tests.terraform.expectation import Expectation
from tests.terraform.runner import Terraform

# What the two switches of registry scanning may say together; all other settings combine freely.
SCANNING = [(True, "SCAN_ON_PUSH"), (True, "CONTINUOUS_SCAN"), (False, "SCAN_ON_PUSH")]

VALUES: OrderedDict[str, Sequence[Any]] = OrderedDict(
    encryption=[
        ("AES256", None),
        ("KMS", AWS_MANAGED),
        ("KMS", GIVEN),
        ("KMS", CREATED),
        ("KMS_DSSE", CREATED),
    ],
    region=list(PARTITIONS),
    name=["a1", f"deep/{'long-' * 50}1"],
    scanning=SCANNING,
    pull_account_ids=[(), ("111122223333",), ("444455556666", "000000000012", "111122223333")],
    log_retention_days=[0, 3653],
    scan_on_push=[True, False],
    manage_registry_scanning=[True, False],
    scan_repository_filters=[("*",), ("team/api", "prod-*.d")],
    image_tag_mutability=["MUTABLE", "IMMUTABLE"],
    counts=[(10, 5, 1), (100, 1, 30)],
    enable_scan_logging=[True, False],
    manage_log_resource_policy=[True, False],
    enable_audit_trail=[True, False],
    enable_dashboard=[True, False],
    create_ec2_role=[True, False],
    force_delete=[True, False],
    tags=[(), (("Environment", "staging"), ("Cost Center", "4711: R+D"))],
)
COMBINATIONS = [Combination(**dict(zip(VALUES, row, strict=True))) for row in AllPairs(VALUES)]


def test_the_combinations_cover_every_allowed_pair_of_values() -> None:
    assert len(COMBINATIONS) <= 20
    for one, other in itertools.combinations(VALUES, 2):
        covered = {(getattr(row, one), getattr(row, other)) for row in COMBINATIONS}
        assert covered == set(itertools.product(VALUES[one], VALUES[other])), (one, other)


@pytest.mark.terraform
@pytest.mark.parametrize(
    "combination",
    COMBINATIONS,
    ids=Combination.label,
)
def test_a_combination_does_what_it_says_and_nothing_more(
    terraform: Terraform, emulator: Emulator, combination: Combination
) -> None:
    emulator.reset()
    account = Account(emulator.url, combination.region)
    given_key = account.create_key() if combination.encryption[1] == GIVEN else None
    variables = combination.variables(given_key)

    terraform.apply(variables)

    contents, outputs = account.contents(), terraform.outputs()
    expected = Expectation(combination, given_key or key_of(contents, combination))
    assert contents == expected.contents
    assert (
        json.loads(outputs.pop("ecr_lifecycle_policy"))
        == contents["repositories"][combination.name]["lifecycle_policy"]
    )
    assert outputs.pop("ecr_repository_url") == account.repository_url(combination.name)
    assert outputs == expected.outputs

    again = terraform.plan(variables)
    assert (again.exit_code, again.changes, again.warnings) == (0, {}, [])

    # As pairs are covered, each value of each switch is among these.
    if combination.force_delete:
        account.push_image(combination.name)
        terraform.destroy(variables)
        assert account.contents() == expected.remaining


def key_of(contents: Mapping[str, Any], combination: Combination) -> str | None:
    """Return the ARN of the images' key where no test can know it beforehand."""
    if combination.encryption[1] == CREATED:
        return str(contents["keys"][0]["arn"])
    if combination.encryption[1] is None:
        return None
    arn = str(contents["repositories"][combination.name]["encryption"]["kmsKey"])
    assert re.fullmatch(f"arn:aws[a-z-]*:kms:{combination.region}:[0-9]{{12}}:key/[0-9a-f-]{{36}}", arn)
    return arn
